"""Asking in a test: as whom, when, in which conversation; and reading numbers and lists."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot.text.render import buttons_of, message_text
from handlers import everything
from handlers.inquiring.answering import QUESTIONS
from handlers.inquiring.scene import scene_of
from handlers.inquiring.wanted import wanted
from handlers.request import NOTHING, Reply, Request
from handlers.verbs import call
from handlers.wording.inquiries import Answer
from models.audit import Actor
from models.message import Button, Message
from models.partnership import Partnership
from models.people import Person
from models.reader import reader_at
from models.states import Door
from tests.handlers.inquiring.worlds import NOW

assert everything.MODULES

HERE = Partnership()
BOARD_CHANNEL = "channel:board"


def asking(
    session: Session,
    person: Person,
    about: Mapping[str, str] = NOTHING,
    /,
    *,
    now: datetime = NOW,
    in_: str = "",
    words: str = "",
    posted_id: int | None = None,
) -> Request:
    """What somebody asks on the local platform, with the arguments of its button."""
    return Request(
        session=session,
        now=now,
        actor=Actor(person.name, Door.LOCAL, person.id),
        person=person,
        partnership=HERE,
        args=about,
        words=words,
        posted_id=posted_id,
        conversation=in_,
    )


def answer(session: Session, person: Person, question: str, /, **about: str) -> Answer:
    """What a question comes to, before it is a card."""
    return _answer(asking(session, person, about), question)


def answer_at(
    session: Session, person: Person, question: str, now: datetime, /, **about: str
) -> Answer:
    """What a question came to at an instant, asked then."""
    return _answer(asking(session, person, about, now=now), question)


def _answer(request: Request, question: str) -> Answer:
    asked = QUESTIONS[question]
    return asked.answer(scene_of(request, wanted(request), act=asked.act))


def refs(found: Answer, key: str) -> set[str]:
    """The references on the list behind one number; none where the number is not told."""
    number = found.number(key)
    return {entry.ref for entry in number.entries} if number else set()


def typed(
    session: Session, person: Person, words: str, *, now: datetime = NOW, in_: str = ""
) -> Reply:
    """Type a line."""
    return call("typed", asking(session, person, words=words, now=now, in_=in_))


def press(
    session: Session,
    person: Person,
    button: Button,
    *,
    now: datetime = NOW,
    in_: str = "",
    posted_id: int | None = None,
) -> Reply:
    """Press a button that a message showed."""
    about = dict(button.args)
    return call(button.verb, asking(session, person, about, now=now, in_=in_, posted_id=posted_id))


def buttons(message: Message, verb: str = "") -> list[Button]:
    """The buttons of a message, of one verb where it is named."""
    return [button for button in buttons_of(message) if not verb or button.verb == verb]


def read(message: Message, at: datetime = NOW) -> str:
    """A message as plain text on one line."""
    return " ".join(message_text(message, reader_at(at, "Europe/London")).split())


def only(reply: Reply) -> Message:
    """The one message of a reply."""
    (message,) = [*reply.say, *([reply.instead] if reply.instead else [])]
    return message

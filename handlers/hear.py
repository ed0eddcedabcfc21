"""Working what came in, whichever door it came by.

A door stores the raw event as `Heard` (its unique key makes it once), acknowledges, and hands it
here. What is answered leaves through the outbox; only a form to open, or the errors of one that was
sent, go back to the door, since they must answer within seconds. The same event twice gets the same
answer.
"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from handlers.audience import holders
from handlers.request import Dropped, Reply, Request
from handlers.tell import answer, tell
from handlers.verbs import call
from handlers.wording.put_aside import put_aside_of, yours_put_aside
from models.audit import TIME, Actor, record
from models.delivery import Heard
from models.message import Form, Message, Paragraph, text
from models.message_json import from_json, to_json
from models.partnership import Partnership
from models.people import Person
from models.states import Role

TYPED = "typed"
DROPPED = "file.dropped"
STILL_ASKED = "evidence_which"
"""What asks for which action a file is: until that is said, the inbox keeps the file."""


def work(session: Session, heard: Heard, *, now: datetime, partnership: Partnership) -> Reply:
    """Do what was heard, once, and owe its answers; gives what the door must show at once.

    `heard.body` holds `{"words"}` of a line, `{"verb", "args"}` of a click, these and `{"fields"}`
    of a form, `{"name", "content"}` (base64) of a file and the `words` beside it; `posted_id` where
    it was said about a posted message.
    """
    if heard.worked_at is not None:
        return _again(heard)
    person = session.get_one(Person, heard.person_id)
    body = heard.body or {}
    request = Request(
        session=session,
        now=now,
        actor=Actor(name=person.name, door=heard.platform, person_id=person.id),
        person=person,
        partnership=partnership,
        args=body.get("args", {}),
        fields=body.get("fields", {}),
        words=body.get("words", ""),
        dropped=_file(body),
        posted_id=body.get("posted_id"),
        heard_id=heard.id,
        conversation=heard.conversation,
    )
    reply = call(_verb(heard, body), request)
    if request.in_channel and not reply.fits_channel:
        reply = in_private(reply)
    answer(session, heard, reply, person=person, now=now)
    if heard.kind == "file" and not any(m.kind == STILL_ASKED for m in reply.say):
        forget_content(heard)
    heard.worked_at, heard.dead_at = now, None
    heard.answer = {"form": to_json(reply.form), "errors": dict(reply.errors)}
    session.flush()
    return Reply(form=reply.form, errors=reply.errors)


def forget_content(heard: Heard) -> None:
    """Keep that a file came, and not the file: it was kept elsewhere, or was not wanted."""
    body = heard.body or {}
    if "content" in body:
        heard.body = {name: value for name, value in body.items() if name != "content"}


def put_aside(session: Session, heard: Heard, *, now: datetime) -> None:
    """Stop trying; say so to whoever sent it and to the programme office, with why."""
    heard.dead_at = now
    person = session.get(Person, heard.person_id) if heard.person_id else None
    record(
        session,
        TIME,
        "heard_put_aside",
        at=now,
        entity="heard",
        entity_id=heard.id,
        after={"tries": heard.attempts},
        reason=heard.why,
    )
    if person is not None:
        tell(
            session, person, yours_put_aside(heard.kind, heard.at), key=f"aside:{heard.id}", now=now
        )
    name = person.name if person else "person who cannot be named"
    message = put_aside_of(name, heard.kind, heard.at, heard.why, heard.id)
    for officer in holders(session, Role.PROGRAMME_OFFICE, on=now.date()):
        tell(session, officer, message, key=f"aside:{heard.id}:{officer.id}", now=now)


def in_private(reply: Reply) -> Reply:
    """The reply to who asked alone, with a word in the channel so that nobody waits for it."""
    if not reply.say:
        return reply
    word = "I have answered that in our own conversation, since others read along here."
    said = Message("answered_privately", word, (Paragraph(text(word)),))
    return replace(reply, say=(said,), privately=(*reply.privately, *reply.say))


def _verb(heard: Heard, body: dict[str, str]) -> str:
    match heard.kind:
        case "line":
            return TYPED
        case "file":
            return DROPPED
        case _:
            return body["verb"]


def _file(body: dict[str, str]) -> Dropped | None:
    if "content" not in body:
        return None
    return Dropped(body.get("name", "file"), base64.b64decode(body["content"]))


def _again(heard: Heard) -> Reply:
    stored = heard.answer or {}
    form = from_json(stored.get("form"))
    assert form is None or isinstance(form, Form)
    return Reply(form=form, errors=stored.get("errors", {}))

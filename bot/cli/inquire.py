"""`rollcall ask`: a question about the plan, answered as in chat, as at any instant."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from sqlalchemy.orm import Session

from bot.app import House, command_actor, open_house
from bot.cli.ask import show
from bot.cli.screen import show_json
from bot.instants import instant
from handlers.inquiring.answering import QUESTIONS
from handlers.inquiring.intents import intent_of
from handlers.inquiring.scene import scene_of
from handlers.inquiring.wanted import wanted
from handlers.request import RefusedError, Request
from handlers.verbs import VERBS
from handlers.wording.inquiries import Answer, Number
from models.store import transaction

MENU = "questions"


def ask(
    question: Annotated[
        list[str], typer.Argument(help="The question, such as summary area 6, or what can I ask.")
    ],
    at: Annotated[
        str | None, typer.Option(help="As it stood then, such as 2023-10-06T17:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Answer a question about the plan; slips of the finger are understood as in chat."""
    from handlers import everything  # noqa: F401 - registers every verb

    house = open_house()
    words = " ".join(question)
    verb, about = _meant(words)
    if at is not None:
        about["at"] = instant(at, house.partnership.zone).isoformat()
    with transaction(house.engine) as session:
        request = _request(house, session, about)
        if as_json and verb != MENU:
            show_json(_as_json(request, verb))
            return
        reply = VERBS[verb].handler(request)
    show(reply, house)


def _meant(words: str) -> tuple[str, dict[str, str]]:
    found = intent_of(words)
    if found is None or found[0] not in {*QUESTIONS, MENU}:
        raise RefusedError(
            f"A question about the plan was wanted, such as summary or what is red and why; found"
            f" {words[:60]!r}. rollcall ask what can I ask lists them all."
        )
    return found[0], dict(found[1])


def _request(house: House, session: Session, about: dict[str, str]) -> Request:
    return Request(
        session=session,
        now=house.clock.now(),
        actor=command_actor(),
        person=None,
        partnership=house.partnership,
        args=about,
    )


def _as_json(request: Request, verb: str) -> dict[str, Any]:
    asked, asking = wanted(request), QUESTIONS[verb]
    answer: Answer = asking.answer(scene_of(request, asked, act=asking.act))
    return {
        "question": verb,
        "answer": answer.head,
        "as_at": asked.at.isoformat(),
        "numbers": [_number(number) for number in answer.numbers],
    }


def _number(number: Number) -> dict[str, Any]:
    """One number with what it counts, by reference where it counts actions."""
    listed = [entry.ref or entry.title for entry in number.entries]
    return {"key": number.key, "name": number.name, "said": number.said, "list": listed}

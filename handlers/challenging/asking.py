"""Asking a question of an update: from the queue, from an action's card, or by a typed line."""

from __future__ import annotations

import re

from sqlalchemy import select

from handlers.allowed import require
from handlers.answering.update_form import words_of
from handlers.asking.lines_of import words_of as update_words
from handlers.asking.the_person import asker
from handlers.challenging.asked import whom_to_ask
from handlers.challenging.facts import asked_of
from handlers.challenging.passing import key_of
from handlers.corrections import action_called
from handlers.cycle_of import cycle_pressed
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.moderating.deciding import levels_of
from handlers.reporting.reports import cycle_meant
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import verb
from handlers.wording.challenges import asked_receipt, challenge_form, put_to_owner
from models.audit import record
from models.challenge import Challenge, ChallengeState
from models.cycle import Cycle
from models.message import Button, Buttons, Message, Paragraph, args, text
from models.permissions import Act, Who
from models.plan import Action
from models.standing import standings_now
from models.states import Level
from models.update import Update

_REF = r"(?:action\s+|#\s*)?(?P<ref>[\w][\w./-]*)"
_LINE = re.compile(
    r"^\W*(?:please\s+)?(?:"
    r"chall?[ae]n?[gj]e(?:\s+the)?(?:\s+(?:update|answer|rating))?(?:\s+(?:on|of|for|about))?"
    r"|ask(?:\s+the\s+owner\s+of)?)\s+"
    rf"{_REF}\s*(?P<paper>\(?\s*for\s+the\s+paper\s*\)?)?\s*(?:[:;,–—-]+\s*|\s+|$)(?P<question>.*)$",  # noqa: RUF001 - dashes as people type them
    re.IGNORECASE | re.DOTALL,
)
_PAPER = re.compile(r"[\s(\[,;]*for\s+the\s+paper[\s)\].]*$", re.IGNORECASE)
said_as(
    "challenge",
    r"(?:please )?chall?[ae]n?[gj]e .+",
    r"(?:please )?ask (?:the owner of )?(?:action |# ?)?\d[\w./-]* ?[:;,].+",
)
NAMES = {
    Who.CHAIR: Level.CHAIR,
    Who.PROGRAMME_OFFICE: Level.PROGRAMME_OFFICE,
    Who.BOARD: Level.BOARD,
    Who.PDG: Level.PDG,
}
"""In whose name each capacity asks."""


@verb("challenge.open", "Challenge an update", act=Act.CHALLENGE)
def open_form(request: Request) -> Reply:
    """Open the form, beside the words that the question is about."""
    action = _action(request)
    require(request, Act.CHALLENGE, action=action)
    _refuse_own(request, action)
    update = _newest(request, action)
    about = {"action": str(action.id)}
    for name in ("cycle", "level"):
        if value := given(request, name):
            about[name] = value
    words = update_words(update) if update else ""
    return Reply(form=challenge_form(action.ref, args(**about), words))


@verb("challenge.ask", "Ask a question of an update", act=Act.CHALLENGE)
def ask(request: Request) -> Reply:
    """Record the question, and put it to who answers for the action."""
    errors: dict[str, str] = {}
    question = words_of(request, "question", errors)
    if not _says_something(question) and not errors:
        errors["question"] = "Write the question; it is empty."
    if errors:
        return Reply(errors=errors)
    action = _action(request)
    is_marked = given(request, "for_paper").lower() in {"yes", "true", "1"}
    return put(request, action, question, for_paper=is_marked)


@verb(
    "challenge",
    "Challenge an update by a line",
    act=Act.CHALLENGE,
    examples=("challenge 2.4: what stops the recruitment?",),
)
def by_line(request: Request) -> Reply:
    """Ask from a typed line; without a question the form is offered."""
    found = _LINE.match(request.words)
    if found is None:
        raise RefusedError("Write the action and the question: challenge 2.4: what stops it?")
    action = action_called(request.session, found["ref"])
    question = found["question"].strip()
    is_marked = bool(found["paper"]) or _PAPER.search(question) is not None
    question = _PAPER.sub("", question).strip()
    if not _says_something(question):
        require(request, Act.CHALLENGE, action=action)
        return Reply(say=(_offered(action),))
    return put(request, action, question, for_paper=is_marked)


def _offered(action: Action) -> Message:
    notice = f"What do you want to know about {action.ref}?"
    write = Button("Write the question", "challenge.open", args(action=action.id))
    return Message("challenge_offered", notice, (Paragraph(text(notice)), Buttons((write,))))


def put(request: Request, action: Action, question: str, *, for_paper: bool) -> Reply:
    """Record a question and owe it to who answers.

    Raises:
        RefusedError: they may not ask, or the action is their own.
    """
    verdict = require(request, Act.CHALLENGE, action=action)
    person = asker(request)
    _refuse_own(request, action)
    twice = _asked_already(request, action, question)
    if twice is not None:
        return Reply(say=(asked_receipt(asked_of(twice, request.partnership)),))
    cycle, update = _cycle(request, action), _newest(request, action)
    row = Challenge(
        action=action,
        cycle_id=cycle.id if cycle else None,
        update_id=update.id if update else None,
        by=person,
        level=_level(request, verdict.capacity),
        to=whom_to_ask(request.session, action, request.today),
        question=question,
        for_paper=for_paper,
        at=request.now,
        state=ChallengeState.OPEN,
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "challenged",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"challenge": row.id, "question": question, "to": row.to.name if row.to else None,
               "for_paper": for_paper, "update": update.number if update else None},
    )  # fmt: skip
    asked = asked_of(row, request.partnership)
    if row.to is not None:
        tell(
            request.session,
            row.to,
            put_to_owner(asked),
            key=key_of(row),
            now=request.now,
            cycle_id=row.cycle_id,
        )
    return Reply(say=(asked_receipt(asked),))


def _level(request: Request, capacity: Who | None) -> Level:
    named = next((lv for lv in Level if lv.value == given(request, "level")), None)
    if named is not None and named in levels_of(request):
        return named
    return NAMES.get(capacity or Who.CHAIR, Level.CHAIR)


def _action(request: Request) -> Action:
    number = given(request, "action")
    found = request.session.get(Action, int(number)) if number.isdigit() else None
    return found or action_called(request.session, given(request, "ref"))


def _refuse_own(request: Request, action: Action) -> None:
    to = whom_to_ask(request.session, action, request.today)
    if to is not None and request.person is not None and to.id == request.person.id:
        raise RefusedError(
            f"{action.ref} is yours to answer for, so the question would come back to you."
        )


def _newest(request: Request, action: Action) -> Update | None:
    plan = standings_now(request.session, action.plan_id, request.now, request.partnership)
    return plan[action.id].newest if action.id in plan else None


def _cycle(request: Request, action: Action) -> Cycle | None:
    """The cycle of the button, else the one that is open; None between two."""
    try:
        cycle = cycle_pressed(request) or cycle_meant(request)
    except RefusedError:
        return None
    return cycle if cycle.plan_id == action.plan_id else None


def _asked_already(request: Request, action: Action, question: str) -> Challenge | None:
    """The same question of the same person that is still open: it was sent twice."""
    return request.session.scalar(
        select(Challenge).where(
            Challenge.action_id == action.id,
            Challenge.by_id == request.actor.person_id,
            Challenge.question == question,
            Challenge.state == ChallengeState.OPEN,
        )
    )


def _says_something(words: str) -> bool:
    return any(character.isalnum() for character in words)

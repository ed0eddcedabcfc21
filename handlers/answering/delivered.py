"""A claim of delivery: it starts the review of the evidence, and makes nothing Blue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.answering.answers import answer_in, answer_of
from handlers.answering.pressed import Pressed
from handlers.answering.recording import record_answer
from handlers.audience import holders
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.evidence import evidence_to_look_at
from models.audit import record
from models.people import Person
from models.plan import Action, Milestone
from models.spoken import day_in_words
from models.states import Role
from models.update import Update


def open_milestones(action: Action) -> list[Milestone]:
    """The steps of an action that are not marked as done."""
    return [milestone for milestone in action.milestones if milestone.done_on is None]


def deliver(
    request: Request,
    pressed: Pressed,
    *,
    on: date,
    words: str,
    links: tuple[str, ...],
    promised: date | None = None,
    milestones: str = "done",
) -> Update:
    """Record that the action was delivered on a day, with its evidence or the day it will come."""
    before = answer_of(answer_in(request.session, pressed.action.id, pressed.cycle_id))
    answer = replace(
        before.claimed_delivered(on),
        words=words or before.words,
        evidence=tuple(dict.fromkeys((*before.evidence, *links))),
    )
    if promised is not None:
        answer = replace(answer, next_steps=f"Evidence by {day_in_words(promised)}")
    if milestones == "done":
        _finish_milestones(request, pressed.action, on)
    update = record_answer(request, pressed.action, pressed.cycle, answer)
    tell_verifiers(request, pressed.action, update)
    return update


def _finish_milestones(request: Request, action: Action, on: date) -> None:
    for milestone in open_milestones(action):
        milestone.done_on = on
        record(
            request.session,
            request.actor,
            "milestone_done",
            at=request.now,
            entity="milestone",
            entity_id=milestone.id,
            before={"done_on": None},
            after={"done_on": on},
            reason=f"{action.ref} is reported delivered",
        )


def tell_verifiers(request: Request, action: Action, update: Update) -> None:
    """Ask the verifiers to look, and where there is none tell the programme office."""
    people = who_verifies(request, action)
    session = request.session
    verifiers = set(holders(session, Role.VERIFIER, on=request.today)) & set(people)
    message = evidence_to_look_at(
        action.ref,
        action.title,
        by=request.actor.name,
        on=update.delivered_on or request.today,
        links=tuple(update.evidence),
        expected=action.evidence_expected,
        words=update.words or update.next_steps,
        nobody_verifies=not verifiers,
        action_id=action.id,
    )
    for person in people:
        if person.id != request.actor.person_id:
            key = f"delivered:{update.id}:{person.id}"
            tell(session, person, message, key=key, now=request.now, cycle_id=update.cycle_id)


def who_verifies(request: Request, action: Action) -> tuple[Person, ...]:
    """The verifiers whose own it is not; where there is none, the programme office."""
    verifiers = holders(request.session, Role.VERIFIER, on=request.today)
    may = tuple(person for person in verifiers if _may(person, action))
    return may or holders(request.session, Role.PROGRAMME_OFFICE, on=request.today)


def _may(person: Person, action: Action) -> bool:
    """Whether the evidence is not their own."""
    return person.id not in {action.owner_id, action.deputy_id}

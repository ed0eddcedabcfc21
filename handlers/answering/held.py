"""Holding a reading until its sender has spoken, and letting it go; it is never silence."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from handlers.request import Request
from models.audit import record
from models.cycle import Cycle
from models.people import Person
from models.plan import Action
from models.update import Reading, ReadingState


def hold(
    request: Request,
    person: Person,
    cycle: Cycle | None,
    *,
    said: str,
    understood: dict[str, Any],
    action: Action | None = None,
) -> Reading:
    """Keep a line as it was understood; an earlier one about the same action gives way to it."""
    settle_about(request, person, cycle, action, ReadingState.CHANGED)
    reading = Reading(
        person_id=person.id,
        cycle_id=cycle.id if cycle else None,
        said=said,
        understood=understood,
        action_ids=[action.id] if action else [],
        door=request.door,
        at=request.now,
        state=ReadingState.WAITING,
    )
    request.session.add(reading)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "reading_held",
        at=request.now,
        entity="reading",
        entity_id=reading.id,
        after={"said": said, "understood": understood},
    )
    return reading


def settle(request: Request, reading: Reading, state: ReadingState) -> None:
    """Let a reading go: confirmed, changed or dropped."""
    if reading.state is not ReadingState.WAITING:
        return
    reading.state, reading.settled_at = state, request.now
    request.session.flush()
    record(
        request.session,
        request.actor,
        f"reading_{state.value}",
        at=request.now,
        entity="reading",
        entity_id=reading.id,
        before={"state": ReadingState.WAITING},
        after={"state": state},
    )


def settle_about(
    request: Request,
    person: Person,
    cycle: Cycle | None,
    action: Action | None,
    state: ReadingState,
) -> None:
    """Let go what still waits from a person about an action, or without one, in a cycle."""
    where = Reading.cycle_id.is_(None) if cycle is None else Reading.cycle_id == cycle.id
    waiting = request.session.scalars(
        select(Reading).where(
            Reading.person_id == person.id, Reading.state == ReadingState.WAITING, where
        )
    ).all()
    for reading in waiting:
        is_about = action.id in reading.action_ids if action else not reading.action_ids
        if is_about:
            settle(request, reading, state)


def amend(request: Request, reading: Reading, understood: dict[str, Any], said: str) -> None:
    """Keep what a reading has become after a question was answered."""
    before = reading.understood
    reading.understood, reading.said = understood, said
    request.session.flush()
    record(
        request.session,
        request.actor,
        "reading_amended",
        at=request.now,
        entity="reading",
        entity_id=reading.id,
        before={"understood": before},
        after={"understood": understood},
    )

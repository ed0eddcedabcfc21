"""One message that is owed, and its key: made of ids and local dates, never of an hour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from handlers.tell import OURS
from models.delivery import OccasionState, Step
from scheduler.facts import Facts, Said, Somebody

REMINDING = (Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM)
"""The steps that remind: of what has no answer, of words awaited, of a reading that waits."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What the planner says is owed now."""

    key: str
    step: Step
    local_day: date
    due_at: datetime
    why: str
    person_id: int | None = None
    channel: str | None = None
    cycle_id: int | None = None
    about: Mapping[str, Any] = field(default_factory=dict)

    def as_said(self) -> Said:
        """How it reads in the record once it has been sent."""
        return said_of(
            self.key, self.step, self.person_id, self.cycle_id, self.local_day, self.about
        )


def said_of(  # noqa: PLR0917 - the columns of a row, in their order
    key: str,
    step: Step,
    person_id: int | None,
    cycle_id: int | None,
    local_day: date,
    about: Mapping[str, Any],
    state: OccasionState = OccasionState.SENT,
) -> Said:
    """An occasion as the rules read it."""
    return Said(
        key,
        step,
        person_id,
        cycle_id,
        local_day,
        state,
        action_ids=frozenset(about.get("action_ids", ())),
        words_ids=frozenset(about.get("words_ids", ())),
        reading_ids=frozenset(about.get("reading_ids", ())),
        occasion_ids=frozenset(about.get("occasion_ids", ())),
        deadlines=_marks(about, "deadlines"),
        arising=_marks(about, "arising"),
        about_cycle_id=cycle_id or about.get("cycle_id"),
    )


def _marks(about: Mapping[str, Any], name: str) -> frozenset[tuple[int, str, int]]:
    return frozenset((of, due, days) for of, due, days in about.get(name, ()))


def can_write(person: Somebody, at: datetime) -> bool:
    """Whether a person may be written to now: there, on their day, in their hours, reachable."""
    day = person.hours.day(at)
    return bool(person.doors) and person.is_there(day) and person.hours.allows(at)


def counts_step(step: Step, key: str) -> bool:
    """Whether such an occasion is one of the person's messages of its day.

    Answers to what they do, and news that another's act causes, are not: they are asked for.
    """
    if step is Step.REPLACE:
        return False
    return step is not Step.NOTE or key.startswith(OURS)


def said_on(facts: Facts, person_id: int, day: date) -> int:
    """How many messages a person was sent, or is owed, on a day."""
    gone = {OccasionState.CANCELLED, OccasionState.REFUSED}
    return sum(
        said.local_day == day and said.state not in gone and counts_step(said.step, said.key)
        for said in facts.said_to(person_id)
    )

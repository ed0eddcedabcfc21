"""Other meetings by the same rule with other offsets: a review, a return, a scrutiny committee.

The Department for Education wants documentary evidence two weeks before a review (its letter to
Southend); scrutiny has its papers five clear working days before. Cadences are data: they outlive
an Improvement Notice.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from models.calendar import CalendarError, refuse_idle_day
from models.workdays import ENGLAND, WorkingDays

CLEAR_DAYS = 5
_MONTHS = 12


class Unit(StrEnum):
    """What an offset counts."""

    WORKING_DAYS = "working_days"
    WEEKS = "weeks"


@dataclass(frozen=True, slots=True)
class CadenceStep:
    """A step and how far it lies from the meeting; negative is before it.

    A step counted in weeks that falls on an idle day is taken on the working day before.
    """

    name: str
    offset: int
    unit: Unit = Unit.WORKING_DAYS


@dataclass(frozen=True, slots=True)
class Cadence:
    """A kind of meeting that returns every so many months, and the steps around it."""

    name: str
    every_months: int
    steps: tuple[CadenceStep, ...]

    def __post_init__(self) -> None:
        """Refuse a cadence that would never come to its next meeting."""
        if self.every_months < 1:
            raise CalendarError(
                f"{self.name} returns every month or more; found every {self.every_months} months."
            )


DFE_RETURN = Cadence(
    "DfE and NHS England review",
    every_months=6,
    steps=(
        CadenceStep("evidence_asked_for", -6, Unit.WEEKS),
        CadenceStep("return_signed_off", -3, Unit.WEEKS),
        CadenceStep("evidence_due", -2, Unit.WEEKS),
    ),
)
SCRUTINY = Cadence(
    "SEND scrutiny",
    every_months=3,
    steps=(
        CadenceStep("paper_drafted", -15),
        CadenceStep("paper_signed_off", -8),
        CadenceStep("papers_issued", -(CLEAR_DAYS + 1)),
    ),
)


def plan_meeting(
    meeting_on: date, cadence: Cadence, *, days: WorkingDays = ENGLAND
) -> dict[str, date]:
    """The day of each step around a meeting, with `meeting` itself.

    Raises:
        CalendarError: the meeting lies on a day that is not worked.
    """
    refuse_idle_day(meeting_on, days)
    steps = {step.name: _day_of(step, meeting_on, days) for step in cadence.steps}
    return {**steps, "meeting": meeting_on}


def _day_of(step: CadenceStep, meeting_on: date, days: WorkingDays) -> date:
    match step.unit:
        case Unit.WORKING_DAYS:
            return days.shift(meeting_on, step.offset)
        case Unit.WEEKS:
            return days.on_or_before(meeting_on + timedelta(weeks=step.offset))
        case _:
            assert_never(step.unit)


def paper_deadline(
    meeting_on: date, clear_days: int = CLEAR_DAYS, *, days: WorkingDays = ENGLAND
) -> date:
    """The last day to issue papers so that so many clear working days lie before a meeting.

    Neither the day of issue nor the meeting's counts: for Thursday 28 September 2023 and five clear
    days it is Wednesday 20 September.

    Raises:
        CalendarError: the number of clear days is negative.
    """
    if clear_days < 0:
        raise CalendarError(f"Clear days are counted from 0; found {clear_days}.")
    return days.shift(meeting_on, -(clear_days + 1))


def meetings(
    first: date, cadence: Cadence, until: date, *, days: WorkingDays = ENGLAND
) -> tuple[date, ...]:
    """The meetings of a cadence from the first one on, each moved to a working day on or before.

    A month without that day of the month takes its last day.
    """
    found = []
    month = first.year * _MONTHS + first.month - 1
    while (day := _day_in(month, first.day)) <= until:
        found.append(days.on_or_before(day))
        month += cadence.every_months
    return tuple(found)


def _day_in(month: int, day: int) -> date:
    year, index = divmod(month, _MONTHS)
    following = date(year + (index + 1) // _MONTHS, (index + 1) % _MONTHS + 1, 1)
    return min(date(year, index + 1, 1) + timedelta(days=day - 1), following - timedelta(days=1))

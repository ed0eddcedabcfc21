"""A Board that is moved: what has happened stays, the rest is planned again, and who is told what.

Example: October's Board moves from Wednesday 25 October 2023 to Wednesday 1 November on Tuesday
10 October. Collection, reminder and cut-off have happened and stay; moderation, the PDG's meeting,
sign-off, papers and the Board move.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from models.calendar import (
    MAY_SHARE_A_DAY,
    STANDARD,
    STEPS,
    CalendarError,
    CyclePlan,
    Offsets,
    SchoolHoliday,
    plan_cycle,
    school_note,
)
from models.spoken import count_in_words, day_in_words
from models.workdays import ENGLAND, WorkingDays

MORNING = time(9)
END_OF_DAY = time(23, 59)
_ONE_DAY = timedelta(days=1)


class Audience(StrEnum):
    """Who has to know that a step moved."""

    OWNERS = "owners"
    AREA_LEADS = "area_leads"
    PROGRAMME_OFFICE = "programme_office"
    CHAIR = "chair"
    DELIVERY_GROUP = "delivery_group"
    BOARD = "board"


TOLD = {
    "collection_opens": (Audience.OWNERS, Audience.PROGRAMME_OFFICE),
    "first_reminder": (Audience.OWNERS,),
    "update_cut_off": (Audience.OWNERS, Audience.AREA_LEADS, Audience.PROGRAMME_OFFICE),
    "escalation_to_area_lead": (Audience.AREA_LEADS, Audience.PROGRAMME_OFFICE),
    "escalation_to_programme_office": (Audience.PROGRAMME_OFFICE,),
    "escalation_to_chair": (Audience.CHAIR, Audience.PROGRAMME_OFFICE),
    "moderation_complete": (Audience.PROGRAMME_OFFICE, Audience.CHAIR),
    "pdg_meeting": (Audience.DELIVERY_GROUP, Audience.PROGRAMME_OFFICE, Audience.CHAIR),
    "chair_sign_off": (Audience.CHAIR, Audience.PROGRAMME_OFFICE),
    "papers_issued": (Audience.BOARD, Audience.PROGRAMME_OFFICE, Audience.CHAIR),
    "board_meeting": (Audience.BOARD, Audience.PROGRAMME_OFFICE, Audience.CHAIR),
    "actions_arising_issued": (Audience.OWNERS, Audience.PROGRAMME_OFFICE),
}
"""Whom each step concerns."""


@dataclass(frozen=True, slots=True)
class Moved:
    """One step that moved; `wanted` is the day by the rule, where that has passed already."""

    step: str
    was: date
    now: date
    wanted: date

    @property
    def is_pressed(self) -> bool:
        """Whether the rule's own day has passed, so that the first possible day was taken."""
        return self.wanted < self.now


@dataclass(frozen=True, slots=True)
class Replan:
    """A cycle after its Board moved: its days, what moved, what stays, and what is tight."""

    cycle: CyclePlan
    moved: tuple[Moved, ...]
    kept: tuple[str, ...]
    """The steps that have happened."""
    findings: tuple[str, ...]
    """Sentences for the programme office, where the new day leaves too little time."""

    def told(self) -> dict[Audience, tuple[Moved, ...]]:
        """Who is told, and of which steps; nobody who has nothing to hear."""
        heard = {who: tuple(m for m in self.moved if who in TOLD[m.step]) for who in Audience}
        return {who: moved for who, moved in heard.items() if moved}


def replan(
    cycle: CyclePlan,
    board_on: date,
    today: date,
    *,
    at: time = END_OF_DAY,
    days: WorkingDays = ENGLAND,
    offsets: Offsets = STANDARD,
    school_holidays: Collection[SchoolHoliday] | None = None,
) -> Replan:
    """Move a cycle's Board, planning again only what has not happened yet.

    `today` and `at` are the plan's own day and hour; without `at` all of today's steps count as
    happened. The code stays: messages and answers carry it.

    Raises:
        CalendarError: the Board has met, or would meet today, in the past or on an idle day.
    """
    _refuse_past(cycle, board_on, today)
    ideal = plan_cycle(board_on, days=days, offsets=offsets)
    happened = _happened(cycle, datetime.combine(today, at))
    new = _laid_out(cycle, ideal, happened, _Now(today, at, days))
    _refuse_no_time(new, days)
    moved = tuple(
        Moved(step, was, new[step], ideal.days()[step])
        for step, was in cycle.days().items()
        if new[step] != was
    )
    note = _note(new, cycle, happened, days, school_holidays)
    planned = CyclePlan(
        cycle.code, note=note, cut_off_at=ideal.cut_off_at, papers_at=ideal.papers_at, **new
    )
    findings = _findings(planned, moved, offsets, days)
    return Replan(planned, moved, happened, findings)


def _refuse_past(cycle: CyclePlan, board_on: date, today: date) -> None:
    if cycle.board_meeting <= today:
        raise CalendarError(
            f"The Board of {day_in_words(cycle.board_meeting)} has met or meets today, so it"
            " cannot be moved; add another Board instead."
        )
    if board_on <= today:
        raise CalendarError(
            f"A Board is moved to a day still to come; {day_in_words(board_on)} is not."
        )


def _hour(cycle: CyclePlan, step: str) -> time:
    """When on its day a step has happened: what the bot sends goes at nine."""
    hours = {
        "update_cut_off": cycle.cut_off_at,
        "papers_issued": cycle.papers_at,
        "moderation_complete": END_OF_DAY,
        "pdg_meeting": END_OF_DAY,
        "chair_sign_off": END_OF_DAY,
    }
    return hours.get(step, MORNING)


def _instant(cycle: CyclePlan, step: str) -> datetime:
    return datetime.combine(cycle.days()[step], _hour(cycle, step))


def _happened(cycle: CyclePlan, now: datetime) -> tuple[str, ...]:
    """The steps up to the last one that has happened: what comes before it has happened too."""
    done = [n for n, step in enumerate(STEPS, 1) if _instant(cycle, step) <= now]
    return STEPS[: max(done, default=0)]


@dataclass(frozen=True, slots=True)
class _Now:
    """Today, the hour, and which days are worked."""

    today: date
    at: time
    days: WorkingDays

    def first_free(self, hour: time) -> date:
        """The first working day on which something due at that hour can still happen."""
        passed = self.at >= hour
        return self.days.on_or_after(self.today + _ONE_DAY if passed else self.today)


def _laid_out(
    cycle: CyclePlan, ideal: CyclePlan, happened: tuple[str, ...], now: _Now
) -> dict[str, date]:
    """Each step's day: as it was where it has happened, else by the rule but never in the past.

    Steps that are pressed together still follow one another, a working day apart.
    """
    new: dict[str, date] = {}
    before = now.today - _ONE_DAY
    for step, wanted in ideal.days().items():
        if step in happened:
            before = cycle.days()[step]
        else:
            least = before if step in MAY_SHARE_A_DAY else now.days.shift(before, 1)
            before = max(wanted, now.first_free(_hour(cycle, step)), least)
        new[step] = before
    new["board_meeting"] = ideal.board_meeting
    return new


def _refuse_no_time(new: dict[str, date], days: WorkingDays) -> None:
    if new["papers_issued"] >= new["board_meeting"]:
        first = days.shift(new["papers_issued"], 1)
        raise CalendarError(
            f"The steps that are left do not fit before {day_in_words(new['board_meeting'])};"
            f" the first day on which the Board can meet is {day_in_words(first)}."
        )


def _note(
    new: dict[str, date],
    cycle: CyclePlan,
    happened: tuple[str, ...],
    days: WorkingDays,
    school_holidays: Collection[SchoolHoliday] | None,
) -> str:
    """The note about school holidays; what was announced stays once collection has opened."""
    if "collection_opens" in happened:
        return cycle.note
    return school_note(new["collection_opens"], new["update_cut_off"], days, school_holidays)


def _findings(
    planned: CyclePlan, moved: tuple[Moved, ...], offsets: Offsets, days: WorkingDays
) -> tuple[str, ...]:
    found = [
        f"{_named(m.step)} was wanted on {day_in_words(m.wanted)}, which has passed; it is now"
        f" {day_in_words(m.now)}."
        for m in moved
        if m.is_pressed
    ]
    wanted = -offsets.papers_issued - 1
    clear = days.between(planned.papers_issued, planned.board_meeting) - 1
    if clear < wanted:
        found.append(
            f"Papers reach the Board {count_in_words(max(clear, 0), 'clear working day')} before"
            f" it meets instead of {wanted}; choose a later Board or tell its members."
        )
    return tuple(found)


def _named(step: str) -> str:
    return {"pdg_meeting": "The PDG's meeting", "update_cut_off": "The cut-off for updates"}.get(
        step, step.replace("_", " ").capitalize()
    )

"""The Board's calendar: a cycle is planned backwards from the day the Board meets.

Counted in working days of England; T is the Board's day and T-18 the eighteenth working day before
it. Committee papers are due five clear days before a meeting, neither the day of issue nor that of
the meeting counted (SI 2002/715; SI 2012/2089 reg 6); Kent counts working days: the agenda of its
Cabinet of Monday 2 December 2019 is signed Friday 22 November 2019.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from models.spoken import day_in_words, month_in_words, sentence_start
from models.workdays import ENGLAND, WorkingDays, bank_holidays

SCHOOL_NOTE = "School holiday: school owners are asked before the end of term"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ONE_DAY = timedelta(days=1)
_WEDNESDAY, _FRIDAY, _DECEMBER = 2, 4, 12
_FOURTH, _THIRD = 3, 2


class CalendarError(ValueError):
    """A calendar that must not be made, with the sentence that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Offsets:
    """The steps of a cycle in working days from the Board, and the hours of two of them.

    Negative is before the Board. The hours are wall-clock times of the plan's zone.
    """

    collection_opens: int = -18
    first_reminder: int = -15
    update_cut_off: int = -13
    escalation_to_area_lead: int = -12
    escalation_to_programme_office: int = -11
    escalation_to_chair: int = -10
    moderation_complete: int = -10
    pdg_meeting: int = -8
    chair_sign_off: int = -7
    papers_issued: int = -6
    board_meeting: int = 0
    actions_arising_issued: int = 2
    cut_off_at: time = time(17)
    papers_at: time = time(10)

    def __post_init__(self) -> None:
        """Refuse steps that do not follow one another."""
        for (name, offset), (following, later) in pairwise(self.steps().items()):
            if offset > later or (offset == later and following not in MAY_SHARE_A_DAY):
                raise CalendarError(
                    f"{sentence_start(_spoken(name))} ({offset}) must come before"
                    f" {_spoken(following)} ({later}), in working days from the Board;"
                    " change one of the two."
                )
        for name, offset in self.steps().items():
            if abs(offset) > FARTHEST:
                raise CalendarError(
                    f"{sentence_start(_spoken(name))} lies {offset:+,} working days from the Board;"
                    f" at most {FARTHEST} can be planned."
                )
        if self.board_meeting != 0:
            raise CalendarError(
                f"The Board's own day is 0 by meaning; found {self.board_meeting}. Leave it out."
            )

    def steps(self) -> dict[str, int]:
        """Each step with its offset, in the order of the cycle."""
        return {name: getattr(self, name) for name in STEPS}


STEPS = tuple(f.name for f in fields(Offsets) if not f.name.endswith("_at"))
"""The steps of a cycle, in order; the names of the dates of a `CyclePlan`."""
MAY_SHARE_A_DAY = frozenset({"moderation_complete", "papers_issued"})
"""The steps that may fall on the day of the step before them."""
FARTHEST = 250
"""Working days of a year: what lies farther from a Board is a slip of the finger."""
_NOT_IN_THE_ROW = frozenset({"escalation_to_programme_office", "escalation_to_chair"})


def _spoken(step: str) -> str:
    """A step's name as words: "update cut off"."""
    return step.replace("_", " ").replace("pdg", "PDG")


@dataclass(frozen=True, slots=True)
class SchoolHoliday:
    """Days on which schools are closed, first and last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Whether schools are closed on the day."""
        return self.first <= day <= self.last

    def days(self) -> Iterator[date]:
        """Each day of it."""
        return (self.first + _ONE_DAY * n for n in range((self.last - self.first).days + 1))


def summer_holidays(*years: int) -> tuple[SchoolHoliday, ...]:
    """The summer holidays of English schools by rule of thumb: 22 July to 31 August.

    A partnership with schools sets its own term dates, which differ by council.
    """
    return tuple(SchoolHoliday(date(year, 7, 22), date(year, 8, 31)) for year in years)


@dataclass(frozen=True, slots=True)
class CyclePlan:
    """One cycle: its code and the day of each step, in the plan's zone."""

    code: str
    collection_opens: date
    first_reminder: date
    update_cut_off: date
    escalation_to_area_lead: date
    escalation_to_programme_office: date
    escalation_to_chair: date
    moderation_complete: date
    pdg_meeting: date
    chair_sign_off: date
    papers_issued: date
    board_meeting: date
    actions_arising_issued: date
    note: str = ""
    cut_off_at: time = time(17)
    papers_at: time = time(10)

    def days(self) -> dict[str, date]:
        """Each step with its day, in the order of the cycle."""
        return {name: getattr(self, name) for name in STEPS}

    def as_row(self) -> dict[str, str]:
        """The columns of the calendar file, dates as ISO text."""
        days = {n: day.isoformat() for n, day in self.days().items() if n not in _NOT_IN_THE_ROW}
        return {"cycle": self.code, **days, "note": self.note}

    def cut_off_instant(self, zone: ZoneInfo) -> datetime:
        """When answers become late, as an instant in UTC."""
        return datetime.combine(self.update_cut_off, self.cut_off_at, zone).astimezone(UTC)

    def papers_instant(self, zone: ZoneInfo) -> datetime:
        """When a signed report goes to the Board, as an instant in UTC."""
        return datetime.combine(self.papers_issued, self.papers_at, zone).astimezone(UTC)


STANDARD = Offsets()


def plan_cycle(
    board_on: date,
    *,
    days: WorkingDays = ENGLAND,
    offsets: Offsets = STANDARD,
    code: str | None = None,
    school_holidays: Collection[SchoolHoliday] | None = None,
) -> CyclePlan:
    """The cycle that leads to a Board.

    `code` is the Board's month unless given. `school_holidays` are the partnership's term dates;
    None stands for the summer holiday by rule of thumb.

    Raises:
        CalendarError: the Board would meet on a day that is not worked.
    """
    refuse_idle_day(board_on, days)
    steps = {name: days.shift(board_on, offset) for name, offset in offsets.steps().items()}
    note = school_note(steps["collection_opens"], steps["update_cut_off"], days, school_holidays)
    return CyclePlan(
        code=code or cycle_code(board_on),
        note=note,
        cut_off_at=offsets.cut_off_at,
        papers_at=offsets.papers_at,
        **steps,
    )


def refuse_idle_day(board_on: date, days: WorkingDays) -> None:
    """Refuse a Board on a day that nobody works, and name the nearest days that are.

    Refuses a year whose bank holidays nobody knows, too: its working days would be wrong.

    Raises:
        CalendarError: with that sentence.
    """
    if not (bank_holidays(board_on.year) and bank_holidays(max(board_on.year - 1, 1))):
        raise CalendarError(
            f"The bank holidays around {day_in_words(board_on)} are not known, so its working days"
            " would be wrong; check the year."
        )
    if board_on in days:
        return
    before, after = days.on_or_before(board_on), days.on_or_after(board_on)
    raise CalendarError(
        f"A Board meets on a working day; {day_in_words(board_on)} is {_why_idle(board_on)}."
        f" The nearest working days are {day_in_words(before)} and {day_in_words(after)}."
    )


def _why_idle(day: date) -> str:
    if day in bank_holidays(day.year):
        return "a bank holiday in England"
    return "at a weekend" if day.weekday() > _FRIDAY else "a day on which the partnership is closed"


def school_note(
    opens: date, cut_off: date, days: WorkingDays, holidays: Collection[SchoolHoliday] | None
) -> str:
    """The note for a collection that lies wholly in school holidays, else an empty text."""
    if holidays is None:
        holidays = summer_holidays(*range(opens.year, cut_off.year + 1))
    window = (opens + _ONE_DAY * n for n in range((cut_off - opens).days + 1))
    closed = all(any(day in h for h in holidays) for day in window if day in days)
    return SCHOOL_NOTE if closed else ""


def cycle_code(board_on: date, taken: Collection[str] = ()) -> str:
    """A Board's code: its month, with a letter from b on where the month has one already.

    Raises:
        CalendarError: the month holds more Boards than the alphabet.
    """
    month = f"{board_on:%Y-%m}"
    for code in (month, *(month + letter for letter in LETTERS[1:])):
        if code not in taken:
            return code
    raise CalendarError(
        f"A month holds at most {len(LETTERS)} Boards; {month_in_words(board_on)} has them all."
    )


def cycle_codes(boards: Iterable[date]) -> dict[date, str]:
    """The code of each Board, in the order of the days."""
    codes: dict[date, str] = {}
    for board_on in sorted(set(boards)):
        codes[board_on] = cycle_code(board_on, codes.values())
    return codes


def plan_cycles(
    boards: Iterable[date],
    *,
    days: WorkingDays = ENGLAND,
    offsets: Offsets = STANDARD,
    school_holidays: Collection[SchoolHoliday] | None = None,
) -> tuple[CyclePlan, ...]:
    """The cycles of several Boards, each with its code, in the order of the days."""
    return tuple(
        plan_cycle(board_on, days=days, offsets=offsets, code=code, school_holidays=school_holidays)
        for board_on, code in cycle_codes(boards).items()
    )


def default_boards(start: date, end: date, *, days: WorkingDays = ENGLAND) -> tuple[date, ...]:
    """The Boards from one day to another, both included.

    Each fourth Wednesday, in December the third; where that is not worked, the working day before.
    """
    months = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    boards = (_default_board(*divmod(month, 12), days) for month in months)
    return tuple(board for board in boards if start <= board <= end)


def _default_board(year: int, month_index: int, days: WorkingDays) -> date:
    first = date(year, month_index + 1, 1)
    weeks = _THIRD if first.month == _DECEMBER else _FOURTH
    wednesday = first + _ONE_DAY * ((_WEDNESDAY - first.weekday()) % 7) + timedelta(weeks=weeks)
    return days.on_or_before(wednesday)

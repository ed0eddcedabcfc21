"""Working days of England: what a council means by "five working days".

Bank holidays come from the `holidays` package with its subdivision ENG; without it Easter Monday
and the August bank holiday are missing. A partnership adds its own closure days (Christmas week).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

MONDAY_TO_FRIDAY = frozenset(range(5))
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England in a year, substitute days included (source: GOV.UK's list)."""
    import holidays  # slow to import, and most commands ask for no working day

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Which days are worked.

    `closures` are further days on which nobody works; `weekdays` are those worked, Monday = 0.
    """

    closures: frozenset[date] = frozenset()
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY

    def __post_init__(self) -> None:
        """Refuse a week without a working day: no rule below could ever end."""
        if not self.weekdays:
            raise ValueError("A week needs at least one working day; found none.")

    def __contains__(self, day: date) -> bool:
        """Whether the day is worked."""
        return (
            day.weekday() in self.weekdays
            and day not in self.closures
            and day not in bank_holidays(day.year)
        )

    def without(self, days: Iterable[date]) -> WorkingDays:
        """The same days with more closures."""
        return WorkingDays(self.closures | frozenset(days), self.weekdays)

    def shift(self, day: date, count: int) -> date:
        """The day that lies `count` working days after (or, if negative, before) a day.

        The day itself is not counted. With count 0 it is the day itself, worked or not.
        """
        step = _ONE_DAY if count >= 0 else -_ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= day in self
        return day

    def on_or_before(self, day: date) -> date:
        """The day itself where it is worked, else the last working day before it."""
        while day not in self:
            day -= _ONE_DAY
        return day

    def on_or_after(self, day: date) -> date:
        """The day itself where it is worked, else the first working day after it."""
        while day not in self:
            day += _ONE_DAY
        return day

    def between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`.

        It is 0 where `end` is not later.
        """
        return sum(start + _ONE_DAY * n in self for n in range(1, (end - start).days + 1))

    def last_of_month(self, year: int, month: int) -> date:
        """The last working day of a month."""
        following = date(year + month // 12, month % 12 + 1, 1)
        return self.on_or_before(following - _ONE_DAY)


ENGLAND = WorkingDays()

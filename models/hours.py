"""When a person may be written to: their working days, their hours, their zone, their quiet.

Messages leave at the person's own hour (nine by default) and, where that has passed, until the
working day ends; never in their quiet hours, and never before six or after ten at night whatever
is set: between those hours no zone's clock is put forward or back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from models.calendar import SchoolHoliday, summer_holidays
from models.workdays import MONDAY_TO_FRIDAY, WorkingDays

OPENS = time(9)
CLOSES = time(18)
EARLIEST = time(6)
LATEST = time(22)
_A_MINUTE = timedelta(minutes=1)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Hours:
    """One person's days and hours.

    `opens` is when messages leave and `closes` the last moment of the day for what comes later.
    Quiet hours may reach over midnight.
    """

    zone: ZoneInfo
    days: WorkingDays
    opens: time = OPENS
    closes: time = CLOSES
    quiet_from: time | None = None
    quiet_until: time | None = None

    def day(self, at: datetime) -> date:
        """The day it is for them."""
        return at.astimezone(self.zone).date()

    def is_quiet(self, hour: time) -> bool:
        """Whether they want quiet at this hour."""
        start, end = self.quiet_from, self.quiet_until
        if start is None or end is None or start == end:
            return False
        return start <= hour < end if start < end else hour >= start or hour < end

    def first_hour(self) -> time:
        """When messages leave on each of their days: the hour set, or the end of their quiet.

        Quiet hours that leave no hour between six and ten at night cannot be kept; then it is the
        hour set.
        """
        hour = min(max(self.opens, EARLIEST), LATEST)
        if not self.is_quiet(hour):
            return hour
        assert self.quiet_until is not None
        return self.quiet_until if hour < self.quiet_until <= LATEST else hour

    def last_hour(self) -> time:
        """The end of the hours in which something may still be said on a day."""
        return min(max(self.closes, self.first_hour()), LATEST)

    def moment(self, day: date) -> datetime:
        """When messages leave on a day, as an instant in UTC."""
        return datetime.combine(day, self.first_hour(), self.zone).astimezone(UTC)

    def allows(self, at: datetime) -> bool:
        """Whether they may be written to at this instant."""
        local = at.astimezone(self.zone)
        hour = local.time().replace(tzinfo=None)
        if local.date() not in self.days or not self.first_hour() <= hour <= self.last_hour():
            return False
        return hour == self.first_hour() or not self.is_quiet(hour)

    def next_moment(self, at: datetime) -> datetime:
        """This instant where they may be written to now, else the first one after it."""
        local = at.astimezone(self.zone)
        if self.allows(at):
            return at
        day = local.date()
        if day in self.days:
            if at < self.moment(day):
                return self.moment(day)
            if (later := self._after_quiet(local)) is not None:
                return later
        return self.moment(self.days.on_or_after(day + _A_DAY))

    def _after_quiet(self, local: datetime) -> datetime | None:
        """The end of a quiet time in the middle of the day, where the day goes on after it."""
        end = self.quiet_until
        if end is None or not local.time() < end <= self.last_hour():
            return None
        at = datetime.combine(local.date(), end, self.zone).astimezone(UTC)
        return at if self.allows(at) else None


@lru_cache(maxsize=64)
def person_days(
    closures: frozenset[date],
    weekdays: str,
    holidays: tuple[SchoolHoliday, ...],
) -> WorkingDays:
    """The days that somebody works: their weekdays ("0123", Monday = 0) less closures and terms.

    An empty week means Monday to Friday: nobody can be asked on no day at all.
    """
    worked = frozenset(int(day) for day in weekdays if day in "0123456") or MONDAY_TO_FRIDAY
    return WorkingDays(closures, worked).without(_all_days(holidays))


def term_holidays(
    given: tuple[SchoolHoliday, ...] | None, *, around: date
) -> tuple[SchoolHoliday, ...]:
    """The partnership's school holidays, else the summers around a day by rule of thumb."""
    if given is not None:
        return given
    return summer_holidays(*range(around.year - 1, around.year + 3))


def _all_days(holidays: Iterable[SchoolHoliday]) -> Iterable[date]:
    return (day for holiday in holidays for day in holiday.days())

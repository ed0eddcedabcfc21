"""The day that words mean, counted from the day on which they were sent (rule 7).

Each function gives the day, or None where the words leave it in doubt.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from models.workdays import WorkingDays

_WEEK = 7
_FURTHEST_YEARS = 10
"""A year further ahead than any plan runs is a slip of the finger."""
_CENTURY = 2000


def day_of(year: int, month: int, day: int) -> date | None:
    """A day of the calendar, None where there is no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(year: int) -> int:
    """A year that may be written in two figures."""
    return year if year > 99 else _CENTURY + year  # noqa: PLR2004 two figures


def in_year(year: int, month: int, day: int, on: date) -> date | None:
    """A day whose year is given; a day that is over, or far away, is in doubt."""
    found = day_of(full_year(year), month, day)
    if found is None or found < on or found.year > on.year + _FURTHEST_YEARS:
        return None
    return found


def next_day(month: int, day: int, on: date) -> date | None:
    """The next such day; the sending day's own day and month leave the year in doubt."""
    if (month, day) == (on.month, on.day):
        return None
    this = day_of(on.year, month, day)
    return this if this is not None and this > on else day_of(on.year + 1, month, day)


def next_ordinal(day: int, on: date) -> date | None:
    """The next month's day of that number ("the 15th"), in a month that has one."""
    if day == on.day:
        return None
    year, month = on.year, on.month
    for _ in range(3):
        found = day_of(year, month, day)
        if found is not None and found > on:
            return found
        year, month = year + month // 12, month % 12 + 1
    return None


def next_weekday(weekday: int, on: date) -> date:
    """The next such weekday; named on that same weekday it is a week later."""
    return on + timedelta(days=(weekday - on.weekday() - 1) % _WEEK + 1)


def weekday_of_next_week(weekday: int, on: date) -> date:
    """That weekday of the week that begins next Monday."""
    return on + timedelta(days=_WEEK - on.weekday() + weekday)


def end_of_month(year: int, month: int, on: date, days: WorkingDays) -> date | None:
    """The last working day of a month; on that day and after it, it is in doubt which is meant."""
    if not on.year <= year <= on.year + _FURTHEST_YEARS:
        return None
    last = days.last_of_month(year, month)
    return last if last > on else None


def end_of_named_month(month: int, on: date, days: WorkingDays) -> date | None:
    """The last working day of the next such month."""
    return end_of_month(on.year + (month < on.month), month, on, days)


def months_later(on: date, count: int) -> date:
    """The same day some months later, or the last day of a month that is too short."""
    index = on.month - 1 + count
    year, month = on.year + index // 12, index % 12 + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))


def later(on: date, count: int, unit: str, days: WorkingDays) -> date:
    """A number of days, working days, weeks, fortnights or months after a day."""
    match unit:
        case "working day":
            return days.shift(on, count)
        case "month":
            return months_later(on, count)
        case "week":
            return on + timedelta(weeks=count)
        case "fortnight":
            return on + timedelta(weeks=2 * count)
        case _:
            return on + timedelta(days=count)

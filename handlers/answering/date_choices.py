"""The days that words in doubt could mean, as buttons: "next Friday" is 6 or 13 October."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from handlers.typed.vocabulary import MONTHS, WEEKDAYS
from models.workdays import WorkingDays

_WORD = re.compile(r"[a-z]+")
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?\b")
_FIGURES = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{2,4}))?\b")
_YEAR = re.compile(r"\b20\d\d\b")
_A_WEEK = timedelta(days=7)
MOST = 3


def date_choices(span: str, on: date, days: WorkingDays) -> tuple[date, ...]:
    """Up to three days that the words could mean, none before the day they were said on.

    Args:
        span: the words in doubt.
        on: the day they were said on.
        days: the working days, for the end of a month.
    """
    words = span.lower()
    month, weekday = _named(words, MONTHS), _named(words, WEEKDAYS)
    day, month = _day_and_month(words, month)
    found: list[date] = []
    if day is not None:
        found += _dated(day, month, weekday, on)
    elif month is not None:
        found += _within(words, month, on, days)
    elif weekday is not None:
        first = _next(weekday, on)
        found += [first, first + _A_WEEK]
    elif "month" in words:
        following = on.replace(day=1) + timedelta(days=32)
        ends = (days.last_of_month(on.year, on.month), _end(following, days))
        found += ends
    return tuple(sorted({d for d in found if d >= on}))[:MOST]


def _named(words: str, names: dict[str, int]) -> int | None:
    return next((names[word] for word in _WORD.findall(words) if word in names), None)


def _day_and_month(words: str, month: int | None) -> tuple[int | None, int | None]:
    if figures := _FIGURES.search(words):
        return int(figures[1]), int(figures[2])
    found = _DAY.search(_YEAR.sub("", words))
    return (int(found[1]) if found else None), month


def _dated(day: int, month: int | None, weekday: int | None, on: date) -> list[date]:
    """The named day, this year and the next; beside it the weekday that disagrees."""
    months = [month] if month else [on.month, on.month % 12 + 1]
    found: list[date] = []
    for year in (on.year, on.year + 1):
        for each in months:
            made = _made(year, each, day)
            if made is not None:
                found.append(made)
            elif 1 <= each <= 12 and not any(d >= on for d in found):  # noqa: PLR2004 - months
                last = date(year, each, monthrange(year, each)[1])
                found += [last, last + timedelta(days=1)]
    if weekday is not None and found:
        coming = next((d for d in found if d > on), found[0])
        found = [coming, *_nearest(weekday, coming)]
    return found


def _nearest(weekday: int, day: date) -> tuple[date, ...]:
    """The weekday's days just before and just after a day that is not one."""
    if day.weekday() == weekday:
        return ()
    after = _next(weekday, day)
    return (after - _A_WEEK, after)


def _within(words: str, month: int, on: date, days: WorkingDays) -> list[date]:
    """Mid, early or late in a month: its working days near the 5th, the 15th, and its last."""
    year = on.year if month >= on.month else on.year + 1
    early = days.on_or_after(date(year, month, 1))
    middle = days.on_or_after(date(year, month, 15))
    end = days.last_of_month(year, month)
    if "mid" in words:
        return [middle]
    if "early" in words or "start" in words or "beginning" in words:
        return [early, days.on_or_after(date(year, month, 8))]
    if "late" in words or "end" in words:
        return [days.on_or_before(date(year, month, 24)), end]
    return [middle, end]


def _next(weekday: int, on: date) -> date:
    return on + timedelta(days=(weekday - on.weekday() - 1) % 7 + 1)


def _end(day: date, days: WorkingDays) -> date:
    return days.last_of_month(day.year, day.month)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

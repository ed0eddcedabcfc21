"""A past day as people write it: "6 October", "1 dec 2023", "2023-10-06", "last Friday".

What is asked about lies behind us, so a day without its year is the last one that there was.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from rapidfuzz.distance import OSA

from models.spoken import MONTHS, WEEKDAYS

_MONTH = r"(?P<month>[a-z]{3,10})\.?"
_DAY = r"(?:the )?(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?:,? (?P<year>\d{4}|\d{2}))?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_HOUR = re.compile(
    r"(?P<rest>.+?)(?:,| at|,? @)? (?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))? ?(?P<half>am|pm)"
)
_SHAPES = (
    re.compile(rf"{_WEEKDAY}{_DAY}(?: of)? {_MONTH}{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH} {_DAY}{_YEAR}"),
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASHED = re.compile(r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})(?:[/.](?P<year>\d{4}|\d{2}))?")
_SPELLED = re.compile(r"(?:(?P<last>last) )?(?P<weekday>[a-z]{3,10})")
LAST_BOARD = "(?:the )?(?:last|previous) board(?: meeting)?"
"""The one day that only the calendar knows; as a pattern."""
_LEAST_SPELLED = 4
"""Letters from which on a month may be misspelt: "octber"."""
_FAULTS = 2
_CENTURY = 2000
_NOON = 12


def is_day(words: str) -> bool:
    """Whether the words are a day and nothing else."""
    return read_day(words, date(2024, 3, 1)) is not None


def read_instant(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The instant that the words mean; of a day its very end, of today now.

    None where they mean no day, or one to come.
    """
    said, today = _plain(words), now.astimezone(zone).date()
    timed = _HOUR.fullmatch(said)
    day = read_day(timed["rest"] if timed else said, today)
    if day is None or day > today:
        return None
    if timed is None:
        return min(now, datetime.combine(day, time.max, zone))
    at = _time(timed)
    return None if at is None else min(now, datetime.combine(day, at, zone))


def _time(said: re.Match[str]) -> time | None:
    hour, minute = int(said["hour"]), int(said["minute"] or 0)
    if not (1 <= hour <= _NOON and minute < 60):  # noqa: PLR2004 - minutes of an hour
        return None
    return time(hour % _NOON + (_NOON if said["half"] == "pm" else 0), minute)


def read_day(words: str, today: date) -> date | None:
    """The day that the words mean, seen from today; None where they mean none."""
    said = _plain(words)
    if timed := _HOUR.fullmatch(said):
        said = timed["rest"]
    if said in {"today", "now"}:
        return today
    if said == "yesterday":
        return today - timedelta(days=1)
    return _written(said, today) or _weekday(said, today)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).strip(" .,?!")


def _written(said: str, today: date) -> date | None:
    for shape in (_ISO, _SLASHED, *_SHAPES):
        if found := shape.fullmatch(said):
            month = _month(found["month"])
            return None if month is None else _dated(found, month, today)
    return None


def _month(said: str) -> int | None:
    """A month by its number, its beginning, or its name with a slip of the finger."""
    if said.isdigit():
        return int(said)
    names = [name.casefold() for name in MONTHS]
    begun = [n for n, name in enumerate(names, 1) if name.startswith(said)]
    if len(begun) == 1:
        return begun[0]
    if len(said) < _LEAST_SPELLED:
        return 9 if said == "sep" else None
    near = [n for n, name in enumerate(names, 1) if OSA.distance(said, name) <= _FAULTS]
    return near[0] if len(near) == 1 else None


def _dated(found: re.Match[str], month: int, today: date) -> date | None:
    day, year = int(found["day"]), found["year"]
    if year:
        return _day(int(year) if len(year) == len("2023") else _CENTURY + int(year), month, day)
    this = _day(today.year, month, day)
    if this is not None and this <= today:
        return this
    return _day(today.year - 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _weekday(said: str, today: date) -> date | None:
    found = _SPELLED.fullmatch(said)
    if found is None:
        return None
    names = [name.casefold() for name in WEEKDAYS]
    begun = [n for n, name in enumerate(names) if name.startswith(found["weekday"])]
    if len(begun) != 1:
        return None
    back = (today.weekday() - begun[0]) % 7 or 7
    return today - timedelta(days=back)

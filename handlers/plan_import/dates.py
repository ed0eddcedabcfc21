"""What a cell says about a day: day first, as councils write it, and never moved in silence.

"End Sept 23" and "May 25" are the last working day of that month. "TBC" and "Ongoing" are words. A
day that does not exist stays an error, with what was most likely meant beside it.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from rapidfuzz.distance import OSA

from models.workdays import WorkingDays


class Reads(StrEnum):
    """How a cell reads as a day."""

    BLANK = "blank"
    DAY = "day"
    """A date as such."""
    AS_TEXT = "as_text"
    """A date in words that had to be read."""
    WORDS = "words"
    IMPOSSIBLE = "impossible"


@dataclass(frozen=True, slots=True)
class DayReading:
    """A cell read as a day; `first` is the earlier of two dates in it ("Sept 23, now Dec 23")."""

    reads: Reads
    day: date | None = None
    likely: date | None = None
    first: date | None = None


BLANK = DayReading(Reads.BLANK)

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_WEEKDAYS = {
    name.lower(): number
    for names in (calendar.day_name, calendar.day_abbr)
    for number, name in enumerate(names)
} | {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_YEAR = r"(?P<year>\d{4}|'?\d{2})"
_ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ][\d:.]+(?:z|[+-]\d\d:?\d\d)?)?$")
_ISO_MONTH = re.compile(r"^(?P<year>\d{4})[-/.](?P<month>\d{1,2})$")
_COMPACT = re.compile(r"^(?:(20\d\d)(\d\d)(\d\d)|(\d\d)(\d\d)(20\d\d))$")
_NUMERIC = re.compile(
    r"^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{2,5})(?:[ ,]+\d{1,2}:\d\d(?::\d\d)?)?$"
)
_NUMERIC_MONTH = re.compile(r"^(?P<month>\d{1,2})[-/.](?P<year>\d{4}|1[3-9]|[2-9]\d)$")
_DAY_MONTH = re.compile(
    rf"^(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s/.-]*(?:of\s+)?(?P<month>[a-z]+)[\s,./-]*{_YEAR}$"
)
_MONTH_DAY = re.compile(
    rf"^(?P<month>[a-z]+)\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+){_YEAR}$"
)
_MONTH = re.compile(rf"^(?P<month>[a-z]+)[\s,./-]*{_YEAR}$")
_NO_YEAR = re.compile(
    r"^(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s./-]*(?:of\s+)?(?P<month>[a-z]+)"
    r"|(?P<month_first>[a-z]+)\s+(?P<day_last>\d{1,2})(?:st|nd|rd|th))$"
)
_LEAD_IN = re.compile(
    r"^(?:by(?: the)?|was|originally|due|on|before|no later than|not later than|target(?: date)?"
    r"|deadline|complete[d]? by|to be completed by|until|from|w/?[ce]"
    r"|week (?:ending|commencing|beginning))\s*:?\s+(?:end of\b)?"
)
_END = re.compile(r"^(?:by\s+)?(?:the\s+)?(?:end|close)(?:\s+of)?[\s-]+")
_VAGUE = re.compile(
    r"\b(?:ongoing|on going|on-going|tb[cda]|to be (?:confirmed|agreed|decided)|continuous(?:ly)?"
    r"|rolling|asap|immediate(?:ly)?|monthly|quarterly|annual(?:ly)?|termly|weekly|various|early"
    r"|mid|late|beginning|start|spring|summer|autumn|winter|term|q[1-4]|quarter)\b"
)
_REVISED = re.compile(r"\b(?:revised|extended|moved|changed|now|new)\b(?:\s+(?:date|to))*\s*:?")
_FORMER = re.compile(r"\s*[;,(/-]?\s*\b(?:was|previously|formerly|originally|original)\b\s*:?")
_PARTS = re.compile(r"\s+(?:to|until)\s+|\s+[-\u2010-\u2015]\s+|\s*[;(|\n]\s*|\s+/\s+|,\s*(?=\|)")
_HINTS = re.compile(r"[,;(/]|\b(?:review|reviewed|from|until|by|completed?|done|and)\b")
_HOUR = re.compile(r"[, ]+(?:at )?\d{1,2}(?:[:.]\d\d)?\s*(?:am|pm|noon|hrs?)$")
_SERIALS = range(30_000, 75_000)
"""Serial numbers of dates as spreadsheets export them: 1982 to 2105."""
_CENTURY = 70


def read_day(text: str, *, days: WorkingDays, iso_is_plain: bool = False) -> DayReading:
    """How a cell's text reads as a day.

    Args:
        text: the cell, trimmed.
        days: the working days, for "end of" a month.
        iso_is_plain: "2023-09-29" is a date as such (in a CSV, where all is text).
    """
    if not text:
        return BLANK
    spoken = re.sub(r"[ \t\xa0]+", " ", text.casefold()).strip(" .,;:")
    spoken = _HOUR.sub("", re.sub("[\u2018\u2019\u02bc`]", "'", spoken))
    iso = _ISO.match(spoken)
    if iso:
        reading = _exact(int(iso[1]), int(iso[2]), int(iso[3]))
        plain = iso_is_plain and reading.reads is Reads.AS_TEXT
        return DayReading(Reads.DAY, reading.day) if plain else reading
    if _VAGUE.search(spoken):
        return DayReading(Reads.WORDS, likely=_within(spoken, days))
    return _one(spoken, days) or _several(spoken, days) or _without_year(spoken, days)


def serial_reading(number: float) -> DayReading | None:
    """A bare number as the serial date that a spreadsheet exported; None where it is none."""
    if int(number) not in _SERIALS:
        return None
    return DayReading(Reads.AS_TEXT, date(1899, 12, 30) + timedelta(days=int(number)))


def _one(spoken: str, days: WorkingDays) -> DayReading | None:
    """One date and nothing else; None where it is none."""
    bare = _LEAD_IN.sub("", spoken).strip()
    weekday, bare = _take_weekday(bare)
    reading = _dated(bare, days)
    if reading is None or weekday is None or reading.day is None:
        return reading
    if reading.day.weekday() != weekday:
        return DayReading(Reads.IMPOSSIBLE, likely=reading.day)
    return reading


def _take_weekday(spoken: str) -> tuple[int | None, str]:
    first, _, rest = spoken.partition(" ")
    number = _WEEKDAYS.get(first.strip(",."))
    return (None, spoken) if number is None else (number, rest.strip(" ,"))


def _dated(spoken: str, days: WorkingDays) -> DayReading | None:
    if spoken.replace(".", "", 1).isdecimal() and (serial := serial_reading(float(spoken))):
        return serial
    if iso := _ISO.match(spoken):
        return _exact(int(iso[1]), int(iso[2]), int(iso[3]))
    if compact := _COMPACT.match(spoken):
        parts = [int(part) for part in compact.groups() if part]
        return _exact(*(parts if compact[1] else reversed(parts)))
    if numeric := _NUMERIC.match(spoken):
        return _numeric(int(numeric[1]), int(numeric[2]), numeric[3])
    for pattern in (_DAY_MONTH, _MONTH_DAY):
        if (found := pattern.match(spoken)) and (month := month_of(found["month"])):
            return _exact(year_of(found["year"]), month, int(found["day"]))
    return _month_end(_END.sub("", spoken), days)


def _month_end(spoken: str, days: WorkingDays) -> DayReading | None:
    for pattern in (_MONTH, _ISO_MONTH, _NUMERIC_MONTH):
        found = pattern.match(spoken)
        month = month_of(found["month"]) if found else None
        if found and month:
            return DayReading(Reads.AS_TEXT, days.last_of_month(year_of(found["year"]), month))
    return None


def month_of(word: str) -> int | None:
    """A month by its name, its short name, its number, or its name with a slip of the pen."""
    if word.isdecimal():
        return int(word) if 1 <= int(word) <= 12 else None  # noqa: PLR2004 - months
    if word in _MONTHS:
        return _MONTHS[word]
    if len(word) < 4:  # noqa: PLR2004 - three letters are too few to guess from
        return None
    slips = len(word) // 4
    near = {number for name, number in _MONTHS.items() if OSA.distance(word, name) <= slips}
    return near.pop() if len(near) == 1 else None


def year_of(written: str) -> int:
    """A year of four digits, or of two: 69 is 2069, 70 is 1970."""
    year = int(written.lstrip("'"))
    if len(written.lstrip("'")) > 2:  # noqa: PLR2004 - two digits
        return year
    return 2000 + year if year < _CENTURY else 1900 + year


def _numeric(day: int, month: int, year: str) -> DayReading:
    if len(year) == 5:  # noqa: PLR2004 - a digit too many
        return DayReading(Reads.IMPOSSIBLE)
    return _exact(year_of(year), month, day)


def _exact(year: int, month: int, day: int) -> DayReading:
    """The day as given; one that does not exist is impossible, with what was likely meant."""
    try:
        return DayReading(Reads.AS_TEXT, date(year, month, day))
    except ValueError:
        return DayReading(Reads.IMPOSSIBLE, likely=_likely(year, month, day))


def _likely(year: int, month: int, day: int) -> date | None:
    if not 1 <= year <= 9999:  # noqa: PLR2004 - Python's years
        return None
    if 1 <= month <= 12 and 28 < day <= 31:  # noqa: PLR2004 - "31 September": its last day
        return date(year, month, calendar.monthrange(year, month)[1])
    if 12 < month <= 31 and 1 <= day <= 12:  # noqa: PLR2004 - month first, as Americans write
        try:
            return date(year, day, month)
        except ValueError:
            return None
    return None


def _several(spoken: str, days: WorkingDays) -> DayReading | None:
    """Two dates ("Sept 23 - Dec 23", "Sept 23, revised Dec 23"), or one with words behind it.

    The last date counts; only where the cell says that it was moved is the first one kept beside.
    """
    if former := _with_former(spoken, days):
        return former
    parts = [part.strip(" .,;:()") for part in _PARTS.split(_REVISED.sub("|", spoken))]
    read = [_one(part, days) for part in parts if part]
    if not read or read[0] is None:
        return None
    for reading in read:
        if reading is not None and reading.reads is Reads.IMPOSSIBLE:
            return reading
    dates = [reading.day for reading in read if reading is not None and reading.day]
    if not dates:
        return None
    first = dates[0] if len(dates) > 1 and _REVISED.search(spoken) else None
    return DayReading(Reads.AS_TEXT, dates[-1], first=first)


def _with_former(spoken: str, days: WorkingDays) -> DayReading | None:
    """The date that counts and the one it had before, of "29/09/2023 (was 30/06/2023)"."""
    sides = [side.strip(" .,;:()") for side in _FORMER.split(spoken, maxsplit=1)]
    read = [_one(side, days) for side in sides if side]
    now, before = read if len(read) == 2 else (None, None)  # noqa: PLR2004 - now and before
    if now is None or before is None or now.day is None or before.day is None:
        return None
    return DayReading(Reads.AS_TEXT, now.day, first=before.day)


def _within(spoken: str, days: WorkingDays) -> date | None:
    """A date somewhere in vague words ("Ongoing, review March 2024"), as a hint only."""
    for part in _HINTS.split(spoken):
        reading = _one(part.strip(" .:()"), days)
        if reading is not None and reading.day:
            return reading.day
    return None


def _without_year(spoken: str, days: WorkingDays) -> DayReading:
    """Words; a day and month without a year are words too, unless that day never exists."""
    found = _NO_YEAR.match(_LEAD_IN.sub("", spoken))
    if found:
        month = month_of(found["month"] or found["month_first"])
        day = int(found["day"] or found["day_last"])
        if month and not 1 <= day <= calendar.monthrange(2024, month)[1]:
            return DayReading(Reads.IMPOSSIBLE)
    return DayReading(Reads.WORDS, likely=_within(spoken, days))

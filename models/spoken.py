"""Days, hours and counts as they are read aloud: "Friday 6 October, 5 pm", "1 day", "6.1 and 6.2".

English names are ours and not the machine's locale, so that the same record gives the same words
everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
NOON = 12


def day_in_words(day: date, *, seen_from: date | None = None) -> str:
    """A day with its weekday; the year only where `seen_from` lies in another year or is None.

    "Friday 6 October", seen from the same year; else "Friday 6 October 2023".
    """
    said = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return said if seen_from is not None and seen_from.year == day.year else f"{said} {day.year}"


def month_in_words(day: date) -> str:
    """The month of a day: "October 2023"."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def hour_in_words(at: time) -> str:
    """A time of day: "5 pm", "9.30 am", "noon", "midnight"."""
    if at.minute == 0 and at.hour in {0, NOON}:
        return "noon" if at.hour else "midnight"
    hour = at.hour % NOON or NOON
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes} {'am' if at.hour < NOON else 'pm'}"


def moment_in_words(at: datetime, zone: ZoneInfo, *, seen_from: date | None = None) -> str:
    """An instant in a zone: "Friday 6 October, 5 pm"."""
    local = at.astimezone(zone)
    return f"{day_in_words(local.date(), seen_from=seen_from)}, {hour_in_words(local.time())}"


def count_in_words(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 day", "31 days", "2 people"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def list_in_words(parts: Iterable[str], joined_by: str = "and") -> str:
    """Parts as one phrase: "6.1, 6.5 and 6.6"; empty where there are none."""
    *before, last = list(parts) or [""]
    return f"{', '.join(before)} {joined_by} {last}" if before else last


def sentence_start(phrase: str) -> str:
    """A phrase with its first letter large and the rest as it is: "The PDG meets"."""
    return phrase[:1].upper() + phrase[1:]

"""Small phrases that many messages share: counts as words, days, how old something is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from models.spoken import count_in_words, day_in_words, list_in_words

_NUMBERS = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
)  # fmt: skip


def number(count: int) -> str:
    """A count in running text: "three", from thirteen on in digits."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "three actions", "one action", "no actions"."""
    return f"{number(count)} {one if count == 1 else many or one + 's'}"


def begun(phrase: str) -> str:
    """A phrase with its first letter large."""
    return phrase[:1].upper() + phrase[1:]


def refs(names: Iterable[str], joined_by: str = "and") -> str:
    """References as one phrase: "6.1, 6.5 and 6.6"."""
    return list_in_words(names, joined_by)


def few(names: Sequence[str], most: int = 12) -> str:
    """References as one phrase, the first of them where they are many: "6.1, 6.2 and 30 more"."""
    if len(names) <= most:
        return refs(names)
    return refs((*names[:most], f"{len(names) - most} more"))


def ago(day: date, today: date) -> str:
    """How long ago a day was: "today", "yesterday", "31 days ago"."""
    match (today - day).days:
        case past if past <= 0:
            return "today"
        case 1:
            return "yesterday"
        case past:
            return f"{count_in_words(past, 'day')} ago"


def local_day(at: datetime, zone: str) -> date:
    """The day it was in a zone."""
    return at.astimezone(ZoneInfo(zone)).date()


def day(of: date, today: date) -> str:
    """A day as it is read today: "Friday 6 October"; "today, Friday 6 October" on the day."""
    said = day_in_words(of, seen_from=today)
    match (of - today).days:
        case 0:
            return f"today, {said}"
        case 1:
            return f"tomorrow, {said}"
        case _:
            return said


def short_title(title: str, longest: int = 90) -> str:
    """A title that fits on two lines of a phone, cut at a word."""
    if len(title) <= longest:
        return title
    return title[:longest].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def cut_words(words: str, longest: int = 160) -> str:
    """A person's words on one line, cut at a word; the record keeps all of them."""
    line = " ".join(words.split())
    if len(line) <= longest:
        return line
    return line[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

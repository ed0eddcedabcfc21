"""Where the programme office heard an answer: "phone, 5 Oct: 6.1 red, two officers left"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.typed.whens import whens_of
from models.workdays import WorkingDays

_LINE = re.compile(
    r"^\s*(?:(?:heard|told|said)\s+)?(?:by|per|via|at|in|on|from)?\s*(?:an?\s+|the\s+)?"
    r"(?P<how>phone call|phone|telephone|call|e-?mail|meeting)"
    r"(?:,?\s+(?:on|of|from)?\s*(?P<when>[^:;\n]{3,30}?))?\s*[:;\-\u2013]\s*(?P<rest>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
HOWS = {"phon": "phone", "call": "phone", "mail": "e-mail", "meet": "meeting"}
"""Parts of words that say how something was heard."""
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Heard:
    """Where somebody else's answer was heard: "" while that has not been said."""

    source: str = ""
    on: date | None = None

    def as_json(self) -> dict[str, str]:
        """As it is kept with the reading."""
        return {"source": self.source, "on": self.on.isoformat() if self.on else ""}


def heard_elsewhere(words: str, today: date, days: WorkingDays) -> tuple[str, Heard | None]:
    """The line without what stands before it of where it was heard, and what that says."""
    found = _LINE.match(words)
    source = source_in(found["how"]) if found is not None else None
    if found is None or source is None:
        return words, None
    if not found["when"]:
        return found["rest"], Heard(source, today)
    named = whens_of(found["when"], today, days)
    on = next((when.day for when in named if when.day is not None), None)
    if on is None:
        return words, None
    return found["rest"], Heard(source, not_ahead(on, today))


def source_in(words: str) -> str | None:
    """The source that the words name: phone, e-mail or meeting."""
    line = words.lower()
    return next((source for part, source in HOWS.items() if part in line), None)


def not_ahead(day: date, today: date) -> date:
    """A day on which something was heard: the reader looks ahead, hearing lies behind."""
    if day <= today:
        return day
    if (day - today).days <= _WEEK:
        return day - timedelta(days=_WEEK)
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return today

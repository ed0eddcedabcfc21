"""The dates that an answer asks for and forecasts (rule 7), with what must be asked."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers.typed.page import REF
from handlers.typed.signals import Gap, Signal, Wants, signals_of
from handlers.typed.whens import When, whens_of
from models.workdays import WorkingDays


@dataclass(frozen=True, slots=True)
class DateFound:
    """A date, or where the doubt stands in the text; neither where no date is wanted."""

    day: date | None = None
    doubt: tuple[int, int] | None = None
    at: int = -1
    """Where it stands; the last one wins."""

    def __bool__(self) -> bool:
        """Whether a date is wanted at all, in doubt or not."""
        return self.day is not None or self.doubt is not None


_LINK = (
    r"(?:by|on|in|at|for|to|until|till|is|of|the|about|around|approximately|approx|circa|c|before|from"
    r"|be|would|will|should|no|later|than|latest|at\s+least|probably|likely|hopefully|it|say|maybe|date|please"
    r"|\d{1,2}(?:[:.]\d\d)?\s?[ap]m|noon|midday|lunchtime"
    r"|completion|delivery|required|now|set|as|due|at\s+the\s+latest|within|end\s+date|early|set\s+for)"
)
_NEAR = re.compile(
    rf"[\s:,=(>-]*(?:{_LINK}\b\.?[\s:,=(>-]*|{REF}[\s:,-]*)*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s*(?:/|-|or|to|and)\s*)?",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"[ :]+(?:(?:by|on|for|around|about|until|likely|expected|the)\s+)*", re.IGNORECASE
)
_CLAUSE = re.compile(r"[^.;!?\n,]{0,80}")
_FURTHEST = 90
_SORRY = re.compile(
    r"[\s,.;:()-]*(?:(?:no|sorry|or\s+rather|rather|actually|i\s+mean|i\s+meant|make\s+that|make\s+it|"
    r"correction|scratch\s+that|apologies|oops|that\s+should\s+(?:be|read|say)|should\s+(?:be|read|say)"
    r"|i\s+meant\s+to\s+say|meant|typo|not\s+that|wait|apols|sry)\b[\s,.;:()-]*)+(?:the\s+|on\s+|by\s+)?",
    re.IGNORECASE,
)
_PLAIN_TIME = re.compile(r"\d|\b(?:next|mid|early|late|end)[\s-]+\w", re.IGNORECASE)
_OR = re.compile(r"\s*(?:\bor\b|/|-|\bto\b|\band\b)\s*(?:by\s+|on\s+|the\s+)?", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\s*(?:/|-|or|to|and)\s*$", re.IGNORECASE)


_LONGEST_SORRY = 50
"""Characters between a date and the one that corrects it."""


@dataclass(frozen=True, slots=True)
class Dates:
    """Both dates of an answer."""

    request: DateFound
    forecast: DateFound


def read_dates(plain: str, *, on: date, days: WorkingDays) -> Dates:
    """The new due date that is asked for, and the forecast; the last of each wins."""
    signals = signals_of(plain)
    if not signals:
        return Dates(DateFound(), DateFound())
    return _Reader(plain, whens_of(plain, on, days)).read(signals)


class _Reader:
    """One text with its days."""

    def __init__(self, plain: str, whens: Sequence[When]) -> None:
        self.plain = plain
        self.whens = whens
        self.starts = [when.start for when in whens]

    def read(self, signals: Sequence[Signal]) -> Dates:
        requests = [s for s in signals if s.wants is Wants.REQUEST]
        request = self._last(requests)
        taken = {request.at} if request else set()
        forecasts = [s for s in signals if s.wants is Wants.FORECAST]
        return Dates(request, self._last(forecasts, taken))

    def _last(self, signals: Sequence[Signal], taken: set[int] | None = None) -> DateFound:
        """The reading of the last signal that has one; a request with a date beats one without."""
        found = [self._reading(signal) for signal in signals]
        found = [reading for reading in found if reading and reading.at not in (taken or set())]
        named = [reading for reading in found if reading.at >= 0]
        return max(named, key=lambda reading: reading.at, default=(found or [DateFound()])[-1])

    def _reading(self, signal: Signal) -> DateFound:
        index = self._wanted(signal)
        if index is None:
            return DateFound(doubt=self._named(signal)) if signal.insists else DateFound()
        when = self._corrected(index)
        if when.day is None or self._is_one_of_two(index, when):
            return DateFound(doubt=(when.start, when.end), at=when.start)
        return DateFound(when.day, at=when.start)

    def _named(self, signal: Signal) -> tuple[int, int]:
        """A signal's own words, without what stood before them."""
        words = self.plain[signal.start : signal.end]
        return signal.end - len(words.lstrip(f"{REF} \n.;:,")), signal.end

    def _wanted(self, signal: Signal) -> int | None:
        """The index of the day that a signal speaks of."""
        index = bisect_left(self.starts, signal.end)
        if index >= len(self.whens) or not self._reaches(signal, self.whens[index]):
            return None
        return index

    def _reaches(self, signal: Signal, when: When) -> bool:
        if when.start - signal.end > _FURTHEST:
            return False
        gap = self.plain[signal.end : when.start]
        if not signal.takes_vague:
            return _NOW.fullmatch(gap) is not None and (
                when.day is not None or self._is_named(when)
            )
        if _NEAR.fullmatch(gap) is not None:
            return True
        return signal.gap is Gap.CLAUSE and _CLAUSE.fullmatch(gap) is not None

    def _is_named(self, when: When) -> bool:
        """Whether vague words are plain enough to be meant as a time behind "now"."""
        return _PLAIN_TIME.search(self.plain[when.start : when.end]) is not None

    def _corrected(self, index: int) -> When:
        """The day that stands after "sorry", as often as that happens."""
        when = self.whens[index]
        for following in self.whens[index + 1 :]:
            gap = self.plain[when.end : following.start]
            if len(gap) > _LONGEST_SORRY or _SORRY.fullmatch(gap) is None:
                break
            when = following
        return when

    def _is_one_of_two(self, index: int, when: When) -> bool:
        """Whether two days are offered: "15 or 22 Feb", "15/1 or 22/1"."""
        if _SHORT_RANGE.search(self.plain[max(when.start - 12, 0) : when.start]):
            return True
        behind = self.whens.index(when, index) + 1
        if behind >= len(self.whens):
            return False
        gap = self.plain[when.end : self.whens[behind].start]
        return len(gap) < _LONGEST_SORRY and _OR.fullmatch(gap) is not None

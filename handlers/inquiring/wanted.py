"""What a question is about: as at when, which area, how far ahead; from words or from a button."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import bindparam, func, select

from handlers.answering.turning import page_number
from handlers.fields import given
from handlers.inquiring.past_day import LAST_BOARD, read_instant
from handlers.request import RefusedError, Request
from models.cycle import Cycle

LONGEST_SPAN = 1000
"""Days ahead that may be asked for; no plan runs longer."""
PUBLISHED = "published"
_DAYS = {"days": 1, "weeks": 7, "months": 30}
_CARRIED = ("area", "number", "unit", "span", "ref", "rating", "scope")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked. `at` is the instant that it is asked of; `given` what it was asked with."""

    at: datetime
    is_past: bool
    today: date
    """The day of `at`, where the partnership works."""
    given: dict[str, str]
    page: int

    def __getitem__(self, name: str) -> str:
        """What it was asked with under a name; "" where it was not."""
        return self.given.get(name, "")

    @property
    def is_published(self) -> bool:
        """Whether only what is published is asked for."""
        return self["scope"] == PUBLISHED

    @property
    def days(self) -> int | None:
        """How many days ahead are asked for; None where no span was named."""
        if not self["unit"]:
            return None
        number = self["number"] or "1"
        counted = int(number) if number.isdecimal() and len(number) <= len("1000") else 0
        return min(max(counted, 0) * _DAYS.get(self["unit"], 1), LONGEST_SPAN)

    @property
    def asked(self) -> dict[str, str]:
        """The same as the arguments of a button, with the instant that it was asked of."""
        return {**self.given, "at": self.at.isoformat()}


def wanted(request: Request) -> Wanted:
    """Read what a question is about.

    Raises:
        RefusedError: the day that was named is none, or is still to come.
    """
    at = _instant(request)
    carried = {name: given(request, name) for name in _CARRIED}
    return Wanted(
        at=at,
        is_past=at < request.now - timedelta(minutes=1),
        today=at.astimezone(request.partnership.zone).date(),
        given={name: said for name, said in carried.items() if said},
        page=page_number(request),
    )


def _instant(request: Request) -> datetime:
    if said := given(request, "at"):
        return _of_button(said, request.now)
    words = given(request, "when") or given(request, "as_at")
    if not words:
        return request.now
    found = _last_board(request, words)
    found = found or read_instant(words, request.now, request.partnership.zone)
    if found is None:
        raise RefusedError(
            f"A past day was wanted, such as 6 October or 2023-10-06; found {words[:30]!r}."
        )
    return found


def _last_board(request: Request, words: str) -> datetime | None:
    """The end of the day on which the Board met last, where that is what is meant."""
    if not re.fullmatch(LAST_BOARD, words):
        return None
    day = request.session.scalar(_MET, {"today": request.today})
    if day is None:
        raise RefusedError("No Board has met yet, so there is no such day to look back to.")
    return datetime.combine(day, time.max, request.partnership.zone)


_MET = select(func.max(Cycle.board_meeting)).where(Cycle.board_meeting < bindparam("today"))


def _of_button(said: str, now: datetime) -> datetime:
    """The instant that a button carries; now where it is none, or lies ahead."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return now
    return min(found, now) if found.tzinfo is not None else now

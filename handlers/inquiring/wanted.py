"""What a question is about: as at when, which area, how far ahead; from words or from a button."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from handlers.answering.turning import page_number
from handlers.fields import given
from handlers.inquiring.past_day import read_instant
from handlers.request import RefusedError, Request

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
    found = read_instant(words, request.now, request.partnership.zone)
    if found is None:
        raise RefusedError(
            f"A past day was wanted, such as 6 October or 2023-10-06; found {words[:30]!r}."
        )
    return found


def _of_button(said: str, now: datetime) -> datetime:
    """The instant that a button carries; now where it is none, or lies ahead."""
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        return now
    return min(found, now) if found.tzinfo is not None else now

"""The one clock. Nothing else asks what time it is; a lint rule holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that knows the time."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own time."""

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        return datetime.now(UTC)  # noqa: TID251 - the one place


@dataclass(slots=True)
class SetClock:
    """A clock that stands where it was put, for tests, the demo and the simulator."""

    at: datetime

    def now(self) -> datetime:
        """The instant at which it stands."""
        return self.at

    def move_to(self, at: datetime) -> None:
        """Put it forward; time never runs back.

        Raises:
            ValueError: an instant before the one at which it stands.
        """
        if at < self.at:
            raise ValueError(f"The clock stands at {self.at}; it cannot go back to {at}.")
        self.at = at

    def advance(self, by: timedelta) -> None:
        """Put it forward by so much."""
        self.move_to(self.at + by)

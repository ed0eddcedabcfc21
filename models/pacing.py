"""How often something may leave by a way: so many a second, with a short burst. Pure rules.

It is the generic cell rate algorithm (ITU-T I.371, annex A): one instant for each way, at which
all that left so far would have left evenly. What leaves puts it on by an interval; nothing may
leave while it lies further ahead than the burst reaches. In any stretch of time no more leaves
than the burst and what the rate gives for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BULK_SECONDS = 1.0
"""So much of a burst is for what nobody waits for; the rest is for answers."""


class Extent(StrEnum):
    """How much of a platform's way a failure speaks of."""

    MESSAGE = "message"
    """This message alone: others may leave by the same way."""
    CONVERSATION = "conversation"
    TENANT = "tenant"
    """A whole workspace or tenant, such as where its token was revoked."""
    PLATFORM = "platform"
    """Everything that leaves by this platform, such as where it cannot be reached at all."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So many messages a second, and so many at once."""

    per_second: float
    burst: int = 1

    def __post_init__(self) -> None:
        """Hold that something may leave at all."""
        if self.per_second <= 0 or self.burst < 1:
            raise ValueError(f"A limit above zero was expected; found {self}.")

    @property
    def interval(self) -> timedelta:
        """From one message to the next, evenly."""
        return timedelta(seconds=1 / self.per_second)

    def reach(self, *, in_bulk: bool) -> timedelta:
        """So far ahead the burst lets something leave."""
        burst = min(self.burst, max(1, round(self.per_second * BULK_SECONDS)))
        return self.interval * ((burst if in_bulk else self.burst) - 1)


@dataclass(frozen=True, slots=True)
class Way:
    """A platform, a workspace of it, or a conversation, with what may leave by it."""

    name: str
    """Such as "slack/T0123/C0456"; the row that all replicas share is kept under it."""
    limit: Limit
    extent: Extent


def earliest(
    ways: Sequence[Way], even: Mapping[str, datetime], now: datetime, *, in_bulk: bool
) -> datetime:
    """The first instant from now on at which a message may leave by all of its ways.

    `even` holds the instant of each way; one that is not there was never used.
    """
    ahead = (even[way.name] - way.limit.reach(in_bulk=in_bulk) for way in ways if way.name in even)
    return max((now, *ahead))


def taken(ways: Sequence[Way], even: Mapping[str, datetime], at: datetime) -> dict[str, datetime]:
    """The instants of its ways once a message leaves at `at`."""
    return {way.name: max(even.get(way.name, at), at) + way.limit.interval for way in ways}


def resting(way: Way, until: datetime) -> datetime:
    """The instant of a way by which nothing leaves before `until`, whatever the burst."""
    return until + way.limit.reach(in_bulk=False)


def spoken_of(ways: Sequence[Way], extent: Extent) -> Way | None:
    """The way that a failure of this extent speaks of: its own, else the next wider one."""
    wider = _ORDER[_ORDER.index(extent) :]
    return next((way for each in wider for way in ways if way.extent is each), None)


_ORDER = (Extent.MESSAGE, Extent.CONVERSATION, Extent.TENANT, Extent.PLATFORM)

"""What can become of a parcel: sent, refused, postponed, uncertain, or lost to another worker."""

from __future__ import annotations

from dataclasses import dataclass

from models.pacing import Way
from scheduler.addresses import Place


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands on the platform, at this place, under this id."""

    place: Place
    platform_id: str
    refusals: tuple[tuple[Place, Refused], ...] = ()
    """The places that came before this one in the person's liking, and why each was not it."""
    reopens: tuple[Way, ...] = ()
    """Ways that were closed, which this message has tried and found open."""


@dataclass(frozen=True, slots=True)
class Refused:
    """No door will ever take it."""

    why: str
    closes: Way | None = None
    """The way by which nothing leaves until a person has mended it: a token was revoked."""
    is_of_place: bool = False
    """Nothing else would be taken there either: the account is closed, the channel archived."""


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not now; not counted as an attempt."""

    seconds: float
    rests: Way | None = None
    """The way that the platform asks to leave alone so long."""
    closes: Way | None = None
    why: str = ""
    """Why it waits, where a person has to do something first."""


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have arrived; `reads_back` where it is looked at again at the next attempt."""

    why: str
    reads_back: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """The lease was over before it was sent: somebody else has it."""


Outcome = Sent | Refused | Postponed | Uncertain | Lost

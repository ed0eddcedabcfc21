"""What becomes of a claimed occasion before it is sent: say it, drop it, or wait."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.message import Message


@dataclass(frozen=True, slots=True)
class Say:
    """This is to be said now."""

    message: Message


@dataclass(frozen=True, slots=True)
class Cancel:
    """It is no longer true; why, in a sentence."""

    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Not at this hour: from then on."""

    until: datetime
    day: date
    """The day that this is for who gets it."""
    why: str


Verdict = Say | Cancel | Wait

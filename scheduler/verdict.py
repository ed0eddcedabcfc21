"""What becomes of a claimed occasion before it is sent: say it, drop it, wait, or show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

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
    why: str


@dataclass(frozen=True, slots=True)
class Hold:
    """Something is wrong that a person has to look at."""

    why: str


Verdict = Say | Cancel | Wait | Hold

"""Meetings and the actions that arose at them, as far as what time brings goes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from models.meeting_states import Body


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting that is open, or was closed of late; `said` is "the PDG's meeting of …"."""

    id: int
    body: Body
    said: str
    is_open: bool
    told: tuple[int, ...] = ()
    """Who opened it, and who writes its minutes."""
    reminded_on: tuple[date, ...] = ()
    """The days on which it is said that nobody has closed it."""
    arising_on: date | None = None
    """When each owner is sent what it left for them; None while it is open."""
    posts_at: datetime | None = None
    """When the list is posted."""
    channel: str = ""
    owners: tuple[int, ...] = ()
    """Who has something from it that is not done."""
    count: int = 0
    """How many actions arose."""


@dataclass(frozen=True, slots=True)
class ArisingFact:
    """One action from a meeting that its owner has accepted and not done."""

    id: int
    ref: str
    owner_id: int
    due: date

"""What the local platform's pages work with: the record, the clock, perhaps a show around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from sqlalchemy.orm import Session

from bot.web.receive import Inlet
from models.partnership import Partnership
from models.people import Person
from models.store import transaction


@dataclass(frozen=True, slots=True)
class File:
    """A file as it is handed over."""

    name: str
    media_type: str
    content: bytes
    policy: str = "default-src 'none'"
    """What it may load once it is open (a Content-Security-Policy)."""


Fetch = Callable[[Session, Person, str, datetime], File]
"""Gives the file of a `Download.key` to a person; raises RefusedError with its sentence."""


class State(StrEnum):
    """How far a step of the story has come."""

    DONE = "done"
    NOW = "now"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of the story, with the place where it is done."""

    title: str
    words: str
    href: str
    link: str
    state: State


@dataclass(frozen=True, slots=True)
class Move:
    """One way to move the demo's clock."""

    key: str
    label: str
    to: str
    """Where it leads, in words; empty where it leads nowhere now."""


class Show(Protocol):
    """The demo around the platform: its story, and its clock."""

    def steps(self, session: Session) -> list[Step]:
        """The story as it stands."""
        ...

    def moves(self, session: Session) -> list[Move]:
        """Where the clock can be moved."""
        ...

    def move(self, key: str) -> None:
        """Move the clock, living through all that lies between."""
        ...

    def become(self, person_id: int) -> None:
        """Take somebody's place: from now on nobody answers for them."""
        ...

    def moving(self) -> bool:
        """Whether the clock is on its way."""
        ...


@dataclass(frozen=True, slots=True)
class Local:
    """The local platform, as its pages see it."""

    inlet: Inlet
    fetch: Fetch
    token: str
    """What every form of our own pages carries, and no other page can know."""
    show: Show | None = None

    @property
    def now(self) -> datetime:
        """The instant by the clock in force."""
        return self.inlet.clock.now()

    @property
    def today(self) -> date:
        """The day it is where the partnership works."""
        return self.now.astimezone(self.partnership.zone).date()

    @property
    def partnership(self) -> Partnership:
        """The partnership's words and rules."""
        return self.inlet.partnership

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for one page."""
        with transaction(self.inlet.engine) as session:
            yield session

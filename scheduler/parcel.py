"""One claimed occasion, ready to leave."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace

from models.message import Message
from scheduler.addresses import Place
from scheduler.trial import Trial


@dataclass(frozen=True, slots=True)
class Parcel:
    """One claimed occasion, ready to leave."""

    occasion_id: int
    attempt: int
    key: str
    """Opaque, for the platform's message."""
    places: tuple[Place, ...]
    message: Message
    replaces: str | None = None
    """The platform's id of the message whose place it takes."""
    again: int = 0
    """The attempts that count no more, since a person said to send it again."""
    in_bulk: bool = True
    """Nobody waits for it: it answers no act of a person."""
    trial: Trial | None = None
    """In trial: to whom it goes instead."""
    was_made: bool = True
    """It was made from the record, and would be made anew."""
    carries: tuple[tuple[int, int], ...] = ()
    """The occasions that travel in its message, each with its attempt."""
    travels: bool = False
    """It is one of those: what becomes of the other becomes of it."""
    claimed: float = field(default_factory=time.monotonic)
    """When it was claimed, by this process's own steady clock."""

    @property
    def is_first(self) -> bool:
        """Whether no attempt before it may have left the message there."""
        return self.attempt <= self.again + 1

    @property
    def conversation(self) -> str:
        """What must be said in order with others: the first choice's conversation."""
        return f"{self.places[0].address.platform}:{self.places[0].address.conversation}"

    @property
    def everybody(self) -> tuple[Parcel, ...]:
        """Itself and what travels in it."""
        others = (
            replace(self, occasion_id=occasion_id, attempt=attempt, carries=(), travels=True)
            for occasion_id, attempt in self.carries
        )
        return (self, *others)

"""The local platform's way in: store what came, once by its key, then work it, then deliver.

The same click twice (a double click, a form that the browser sent again) has the same key, and so
gets the same answer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine

from bot.inbox import Inbox
from bot.incoming import Incoming, store_one
from bot.web.courier import PLATFORM
from handlers.request import Reply
from models.canonical import canonical
from models.partnership import Partnership
from scheduler.clock import Clock
from scheduler.hearing import TRIES, Hearing


@dataclass(frozen=True, slots=True)
class Coming:
    """What came in: who said it, where, and what it was (`handlers.hear.work` names the body)."""

    person_id: int
    conversation: str
    kind: str
    body: dict[str, Any]
    once: str
    """The page's own mark, made new with each page: the same words on it are the same event."""
    thread_id: int | None = None

    @property
    def key(self) -> str:
        """The key that makes it once."""
        said = canonical([self.person_id, self.conversation, self.kind, self.body, self.once])
        return f"{PLATFORM}:{hashlib.sha256(said.encode()).hexdigest()}"

    def incoming(self, now: datetime) -> Incoming:
        """It as the inbox takes it."""
        return Incoming(
            key=self.key,
            platform=PLATFORM,
            conversation=self.conversation,
            kind=self.kind,
            body=self.body,
            at=now,
            thread_id=self.thread_id,
            person_id=self.person_id,
        )


@dataclass(frozen=True, slots=True)
class Inlet:
    """What a door needs to take something in."""

    engine: Engine
    partnership: Partnership
    clock: Clock
    deliver: Callable[[], object]
    inbox: Inbox | None = None
    """The writer that serves all doors; a command, which brings one event, has none."""
    tries: int = TRIES

    @property
    def hearing(self) -> Hearing:
        """What works that which was stored."""
        return Hearing(self.engine, self.clock, self.partnership, tries=self.tries)


def take(inlet: Inlet, coming: Coming) -> tuple[int, Reply]:
    """Store it, work it, deliver what is owed; gives the inbox's number and what to show now.

    Raises:
        InboxError: it was not stored.
    """
    heard_id = store(inlet, coming)
    reply = inlet.hearing.work_now(heard_id)
    inlet.deliver()
    return heard_id, reply


def store(inlet: Inlet, coming: Coming) -> int:
    """Keep it in the inbox; gives its number there, the same for the same event.

    Raises:
        InboxError: it was not stored.
    """
    incoming = coming.incoming(inlet.clock.now())
    return inlet.inbox.keep(incoming) if inlet.inbox else store_one(inlet.engine, incoming)

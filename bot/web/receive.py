"""The local platform's way in: store what came, once by its key, then work it, then deliver.

The same click twice (a double click, a form that the browser sent again) has the same key, and so
gets the same answer.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from bot.web.courier import PLATFORM
from handlers.hear import work
from handlers.request import Reply
from models.canonical import canonical
from models.delivery import Heard
from models.partnership import Partnership
from models.store import transaction
from scheduler.clock import Clock

LOG = logging.getLogger(__name__)


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


@dataclass(frozen=True, slots=True)
class Inlet:
    """What a door needs to take something in."""

    engine: Engine
    partnership: Partnership
    clock: Clock
    deliver: Callable[[], object]


def take(inlet: Inlet, coming: Coming) -> tuple[int, Reply]:
    """Store it, work it, deliver what is owed; gives the inbox's number and what to show now."""
    heard_id = store(inlet.engine, coming, now=inlet.clock.now())
    reply = _work(inlet, heard_id)
    inlet.deliver()
    return heard_id, reply


def recover(inlet: Inlet) -> int:
    """Work what was stored and not worked, as after a crash; gives how much that was."""
    with transaction(inlet.engine) as session:
        left = session.scalars(
            select(Heard.id)
            .where(Heard.platform == PLATFORM, Heard.worked_at.is_(None))
            .order_by(Heard.id)
        ).all()
    done = 0
    for heard_id in left:
        try:
            _work(inlet, heard_id)
        except Exception:
            LOG.exception("what was heard could not be worked", extra={"heard": heard_id})
        else:
            done += 1
    return done


def _work(inlet: Inlet, heard_id: int) -> Reply:
    now = inlet.clock.now()
    with transaction(inlet.engine) as session:
        heard = session.get_one(Heard, heard_id, with_for_update=True)
        return work(session, heard, now=now, partnership=inlet.partnership)


def store(engine: Engine, coming: Coming, *, now: datetime) -> int:
    """Keep it in the inbox; gives its number there, the same for the same event."""
    try:
        with transaction(engine) as session:
            found = session.scalar(select(Heard.id).where(Heard.key == coming.key))
            if found is not None:
                return found
            heard = Heard(
                key=coming.key,
                platform=PLATFORM,
                conversation=coming.conversation,
                thread_id=coming.thread_id,
                person_id=coming.person_id,
                kind=coming.kind,
                body=coming.body,
                at=now,
            )
            session.add(heard)
            session.flush()
            return heard.id
    except IntegrityError:  # the same event came by another thread at this very moment
        with transaction(engine) as session:
            return session.scalars(select(Heard.id).where(Heard.key == coming.key)).one()

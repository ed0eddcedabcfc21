"""Working what the inbox holds: once each, in each conversation's order, whoever died before.

What a door stored is worked by whichever replica takes it first, in one transaction with the row
locked: a worker that dies leaves it as it was. Tries are counted before the work, so that an event
that kills its worker is put aside like one that fails; then those behind it go on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from sqlalchemy import Engine, and_, bindparam, exists, select, update
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, ProgrammingError, SQLAlchemyError
from sqlalchemy.orm import Session, aliased

from handlers.hear import put_aside, work
from handlers.request import Reply
from models.delivery import Heard
from models.partnership import Partnership
from models.store import transaction
from scheduler.clock import Clock

LOG = logging.getLogger(__name__)
TRIES = 5
AT_ONCE = 50
FIRST_PAUSE_SECONDS = 2.0
"""Before the second try; doubled before each one after it."""
KEPT = timedelta(days=14)
"""How long the raw words stand after they were worked; their key, which makes them once, stays."""
DROPPED_AT_ONCE = 500
RAW = "raw"
"""The kind of an event that its platform's reader must read first."""
STOPPED = "Rollcall was stopped each time while it worked on this."
OUR_OWN = (IntegrityError, DataError, ProgrammingError)
"""The database runs well; what was asked of it was wrong."""

Reader = Callable[[Session, Heard], bool]
"""Fills in who said what from a platform's raw event; False where nothing is to be done."""


@dataclass(slots=True)
class Hearing:
    """What working needs; keeps in mind which event failed a moment ago."""

    engine: Engine
    clock: Clock
    partnership: Partnership
    readers: Mapping[str, Reader] = field(default_factory=dict)
    tries: int = TRIES
    halt: Event = field(default_factory=Event)
    """Once set, nothing more is taken."""
    _not_before: dict[int, float] = field(default_factory=dict)

    def work_now(self, heard_id: int) -> Reply:
        """Work one event for the door that stored it, which shows what comes of it.

        The same event gets the same answer, also where another replica works it at this instant.

        Raises:
            Exception: whatever broke; it is noted, and the event is tried again by itself.
        """
        try:
            return self._work(heard_id)
        except Exception as error:
            if not is_the_databases(error):
                self._note(heard_id, error, more_tries=1)
            raise

    def work_waiting(self) -> int:
        """Work all that waits and may be tried now; gives how much was done.

        Raises:
            SQLAlchemyError: the database cannot be used; nothing was lost.
        """
        done = 0
        seen: set[int] = set()
        while fresh := [each for each in self._heads() if each not in seen]:
            seen.update(fresh)
            done += sum(self._try(heard_id) for heard_id in fresh if not self.halt.is_set())
        return done

    def _heads(self) -> list[int]:
        """The first of each conversation, but for those that failed a moment ago."""
        now = time.monotonic()
        with transaction(self.engine) as session:
            heads = session.scalars(_HEADS, {"limit": AT_ONCE + len(self._not_before)}).all()
        self._not_before = {
            each: then for each, then in self._not_before.items() if each in set(heads)
        }
        return [each for each in heads if self._not_before.get(each, now) <= now]

    def _try(self, heard_id: int) -> bool:
        tried = self._count(heard_id)
        if tried is None:
            return False
        if tried > self.tries:
            self._note(heard_id, None)
            return False
        try:
            self._work(heard_id)
        except Exception as error:
            if is_the_databases(error):
                self._uncount(heard_id)
                raise
            self._note(heard_id, error)
            self._not_before[heard_id] = time.monotonic() + FIRST_PAUSE_SECONDS * 2 ** (tried - 1)
            return False
        return True

    def _count(self, heard_id: int) -> int | None:
        """Count a try before it is made; None where somebody else has it, or it is done."""
        with transaction(self.engine) as session:
            heard = session.scalar(_FREE, {"id": heard_id})
            if heard is None:
                return None
            heard.attempts += 1
            return heard.attempts

    def _uncount(self, heard_id: int) -> None:
        """It was the database's fault; where that is away still, the count stands."""
        try:
            with transaction(self.engine) as session:
                session.execute(
                    update(Heard)
                    .where(Heard.id == heard_id, Heard.attempts > 0)
                    .values(attempts=Heard.attempts - 1)
                )
        except SQLAlchemyError:
            LOG.debug("a try stays counted", extra={"heard": heard_id})

    def _work(self, heard_id: int) -> Reply:
        now = self.clock.now()
        with transaction(self.engine) as session:
            heard = session.get_one(Heard, heard_id, with_for_update=True)
            if heard.kind == RAW and heard.worked_at is None and not self._read(session, heard):
                heard.worked_at = now
                return Reply()
            return work(session, heard, now=now, partnership=self.partnership)

    def _read(self, session: Session, heard: Heard) -> bool:
        reader = self.readers.get(heard.platform)
        if reader is None:
            raise LookupError(f"Nothing reads what {heard.platform} sends.")
        return reader(session, heard)

    def _note(self, heard_id: int, error: Exception | None, *, more_tries: int = 0) -> None:
        """Write down that it failed; put aside, with a word to a person, what failed too often."""
        LOG.error(
            "what was heard could not be worked", extra={"heard": heard_id}, exc_info=error or None
        )
        with transaction(self.engine) as session:
            heard = session.get_one(Heard, heard_id, with_for_update=True)
            if heard.worked_at is not None or heard.dead_at is not None:
                return
            heard.attempts += more_tries
            heard.why = why_of(error) if error is not None else (heard.why or STOPPED)
            if heard.attempts >= self.tries:
                put_aside(session, heard, now=self.clock.now())


def is_the_databases(error: Exception) -> bool:
    """Whether the database was away, full or locked, and not asked for something wrong."""
    return isinstance(error, DBAPIError) and not isinstance(error, OUR_OWN)


def why_of(error: Exception) -> str:
    """The kind of fault, without the words that may stand in its message."""
    return f"Rollcall met a fault of its own ({type(error).__name__}) while it worked on this."


def waiting(session: Session) -> int:
    """How many events wait to be worked."""
    return len(session.scalars(select(Heard.id).where(*_WAITS)).all())


def drop_old_bodies(session: Session, now: datetime) -> int:
    """Forget the raw words of what was worked long ago; its key, and who said it when, stay."""
    old = session.scalars(_OLD, {"before": now - KEPT}).all()
    if old:
        session.execute(
            update(Heard)
            .where(Heard.id.in_(old))
            .values(body=None)
            .execution_options(synchronize_session=False)
        )
    return len(old)


_OLD = (
    select(Heard.id)
    .where(Heard.body.is_not(None), Heard.worked_at < bindparam("before"))
    .limit(DROPPED_AT_ONCE)
)
_WAITS = (Heard.worked_at.is_(None), Heard.dead_at.is_(None))
_EARLIER = aliased(Heard)
_HEADS = (
    select(Heard.id)
    .where(
        *_WAITS,
        ~exists().where(
            and_(
                _EARLIER.platform == Heard.platform,
                _EARLIER.conversation == Heard.conversation,
                _EARLIER.id < Heard.id,
                _EARLIER.worked_at.is_(None),
                _EARLIER.dead_at.is_(None),
            )
        ),
    )
    .order_by(Heard.id)
    .limit(bindparam("limit"))
)
_FREE = select(Heard).where(Heard.id == bindparam("id"), *_WAITS).with_for_update(skip_locked=True)

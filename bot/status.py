"""Whether this process lives, whether it is ready, and why not: for whatever watches over it."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event

from sqlalchemy import Engine, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from bot.inbox import Inbox
from bot.incoming import Incoming, store
from models.migrate import current, newest
from models.running import Pace
from models.spoken import count_in_words, list_in_words
from models.store import transaction
from scheduler.beats import LATE, beat, replica_name
from scheduler.clock import Clock
from scheduler.ticker import Ticking
from scheduler.watch import Watch

PROBE = "probe"
PROBE_CHARACTERS = 8_000
"""More than a page of SQLite or PostgreSQL holds, so that a full disk is found."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at, how it is, and a sentence about it."""

    name: str
    is_well: bool
    sentence: str


@dataclass(slots=True)
class Status:
    """What is known about a serving process."""

    engine: Engine
    clock: Clock
    version: str
    inbox: Inbox | None = None
    watch: Watch | None = None
    ticking: Ticking | None = None
    """None where it does not tick."""
    leaving: Event = field(default_factory=Event)
    """Set once it has been told to stop."""
    loop_lag_seconds: float = 0.0

    def checks(self) -> list[Check]:
        """All that readiness asks; the database is asked at each call."""
        if self.leaving.is_set():
            return [Check("leaving", is_well=False, sentence="Rollcall was told to stop.")]
        return [*self._database(), self._tick()]

    def _database(self) -> Iterator[Check]:
        try:
            self._write()
            found = current(self.engine)
            with transaction(self.engine) as session:
                closed = session.execute(
                    select(Pace.way, Pace.closed_why).where(Pace.closed_why.is_not(None))
                ).all()
        except SQLAlchemyError as error:
            yield Check("database", is_well=False, sentence=trouble_of(error))
            return
        yield Check("database", is_well=True, sentence="It takes what is written.")
        yield Check(
            "migrations",
            is_well=found == newest(),
            sentence=f"The tables are at version {found}; this Rollcall needs {newest()}.",
        )
        said = list_in_words([f"{row.way} ({row.closed_why})" for row in closed])
        sentence = f"Nothing leaves by {said}." if closed else "No way out is closed."
        yield Check("credentials", is_well=not closed, sentence=sentence)

    def _write(self) -> None:
        """Show that the database can be written to; thoroughly, where it could not be just now."""
        with transaction(self.engine) as session:
            beat(session, replica_name(), version=self.version, ticked=False)
        if self.inbox is None or not self.inbox.fault:
            return
        row = self._probe().row() | {"worked_at": self.clock.now()}
        with self.engine.begin() as connection:
            store(connection, [row])  # one row an outage: only what can be written ends it
        self.inbox.mended()

    def _probe(self) -> Incoming:
        body = {"words": "x" * PROBE_CHARACTERS}
        key = f"{PROBE}:{uuid.uuid4().hex}"
        return Incoming(key, PROBE, PROBE, "line", body, self.clock.now())

    def _tick(self) -> Check:
        if self.ticking is None:
            standing = self.watch.standing if self.watch is not None else None
            if standing is not None and standing > LATE:
                seconds = count_in_words(round(standing.total_seconds()), "second")
                said = f"This process does not tick, and nobody else has for {seconds}."
                return Check("tick", is_well=True, sentence=said)
            return Check("tick", is_well=True, sentence="This process does not tick.")
        late_by = self.ticking.late_by
        seconds = count_in_words(round(late_by.total_seconds()), "second")
        return Check("tick", is_well=late_by <= LATE, sentence=f"The last tick was {seconds} ago.")


def trouble_of(error: SQLAlchemyError) -> str:
    """What is wrong with the database, without a value of any row."""
    kind = type(error.orig if isinstance(error, DBAPIError) and error.orig else error).__name__
    return f"The database cannot be written to ({kind}). See that it runs and has room."


@dataclass(slots=True)
class Lag:
    """How late the event loop comes to what it was asked to do."""

    every_seconds: float = 1.0
    _expected: float = field(default_factory=time.monotonic)

    def begin(self) -> None:
        """The loop was asked to come again after `every_seconds`."""
        self._expected = time.monotonic() + self.every_seconds

    def end(self) -> float:
        """It came; gives by how many seconds it was late."""
        return max(0.0, time.monotonic() - self._expected)

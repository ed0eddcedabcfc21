"""The thread that notices that nobody ticks: it stands beside the event loop, which may stand.

What it finds is said in the log and by /readyz. After a quarter of an hour the programme office is
told, once a day; the outbox that this thread runs itself lets that message leave.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from models.store import transaction
from scheduler.beats import LATE, beat, replica_name, standing_for, tell_that_it_stood
from scheduler.clock import Clock

LOG = logging.getLogger(__name__)
EVERY_SECONDS = 15.0


@dataclass(slots=True)
class Watch:
    """Looks at the heartbeats of all processes, and shows that this one lives."""

    engine: Engine
    clock: Clock
    deliver: Callable[[], object]
    version: str = ""
    every_seconds: float = EVERY_SECONDS
    standing: timedelta = timedelta(0)
    """How long nobody had ticked when it last looked."""
    _stopping: Event = field(default_factory=Event)
    _thread: Thread | None = None

    def start(self) -> None:
        """Begin."""
        self._thread = Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self, grace_seconds: float) -> None:
        """End."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(grace_seconds)

    def look(self) -> None:
        """Look once.

        Raises:
            SQLAlchemyError: the database cannot be used.
        """
        with transaction(self.engine) as session:
            beat(session, replica_name(), version=self.version, ticked=False)
            self.standing = standing_for(session)
        if self.standing < LATE:
            return
        LOG.error("nobody ticks", extra={"seconds": round(self.standing.total_seconds())})
        with transaction(self.engine) as session:
            is_told = tell_that_it_stood(session, now=self.clock.now())
        if is_told:
            self.deliver()

    def _run(self) -> None:
        while not self._stopping.wait(self.every_seconds):
            try:
                self.look()
            except SQLAlchemyError as error:
                LOG.warning("the watch is blind", extra={"fault": type(error).__name__})
            except Exception:
                LOG.exception("the watch failed")

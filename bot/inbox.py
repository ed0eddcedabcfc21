"""The one writer of what comes in: stored before it is acknowledged, many in one commit.

Each door hands over what came and waits; one thread writes all that wait in a single statement.
The unique key makes an event one row, whoever brings it and however often. What is not stored in
time is not acknowledged, so that the platform sends it again.
"""

from __future__ import annotations

import asyncio
import logging
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLateError
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from threading import Lock, Thread
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from bot.incoming import Incoming, NotStoredError, UnfitError, store
from models.store import each_alone

LOG = logging.getLogger(__name__)
LONGEST_WAIT_SECONDS = 2.5
"""A platform gives an acknowledgement three seconds; the rest is the network's."""
MOST_WAITING = 5_000
"""So many may wait for the writer; who comes after them is told at once to come again."""
MOST_AT_ONCE = 250
"""So many go into one statement."""
NOT_TAKEN = "The database did not take what came; it must be sent again."
NEVER = "What came in names somebody or something that is not there, so that it cannot be stored."
OUR_OWN = (IntegrityError, DataError)
"""The database runs well, and one of the rows cannot be stored."""


@dataclass(slots=True)
class _Waiting:
    row: dict[str, Any]
    stored: Future[int] = field(default_factory=Future)

    def is_wanted(self) -> bool:
        """Whether its door still waits: one that gave up has been answered 503."""
        return self.stored.set_running_or_notify_cancel()


class Inbox:
    """The writer, with those who wait for it. Close it when no door is open any more."""

    def __init__(self, engine: Engine, *, longest_wait: float = LONGEST_WAIT_SECONDS) -> None:
        self._engine = engine
        self._longest_wait = longest_wait
        self._queue: Queue[_Waiting | None] = Queue(MOST_WAITING)
        self._starting = Lock()
        self._thread: Thread | None = None
        self._connection: Connection | None = None
        self.fault = ""
        """The kind of the fault by which nothing can be stored now; empty where all is well."""

    def mended(self) -> None:
        """The database takes again what is written."""
        if self.fault:
            LOG.info("the inbox can be written again")
        self.fault = ""

    @property
    def depth(self) -> int:
        """How many wait to be stored."""
        return self._queue.qsize()

    def keep(self, incoming: Incoming) -> int:
        """Store it and give its number, the same for the same event; for a door in a thread.

        Raises:
            NotStoredError: the database did not take it in time.
            UnfitError: it can never be stored.
        """
        waiting = self._enter(incoming)
        try:
            return waiting.stored.result(self._longest_wait)
        except TooLateError:
            waiting.stored.cancel()
            raise self._too_late() from None

    async def keep_soon(self, incoming: Incoming) -> int:
        """The same for a door in the event loop."""
        waiting = self._enter(incoming)
        try:
            async with asyncio.timeout(self._longest_wait):
                return await asyncio.wrap_future(waiting.stored)
        except TimeoutError:
            raise self._too_late() from None

    def close(self) -> None:
        """Write what still waits, and let go of the database."""
        with self._starting:
            thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join(self._longest_wait)

    def _enter(self, incoming: Incoming) -> _Waiting:
        waiting = _Waiting(incoming.row())
        self._start()
        try:
            self._queue.put_nowait(waiting)
        except Full:
            raise NotStoredError(
                f"{MOST_WAITING:,} events wait for the database already; send this one again."
            ) from None
        return waiting

    def _too_late(self) -> NotStoredError:
        return NotStoredError(
            f"The database did not take what came within {self._longest_wait:g} seconds; nothing"
            " was acknowledged. It must be sent again."
        )

    def _start(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = Thread(target=self._write, name="inbox", daemon=True)
                self._thread.start()

    def _write(self) -> None:
        """Write batch after batch over one connection, until told to stop."""
        while (first := self._queue.get()) is not None:
            batch = [each for each in self._gather(first) if each.is_wanted()]
            is_new = self._connection is None
            try:
                self._settle(self._connected(), batch)
            except Exception as error:  # noqa: BLE001 - whoever waits is told, and the writer goes on
                self._let_go()
                if is_new or not self._again(batch):
                    self._fail(batch, error)
        self._let_go()

    def _again(self, batch: list[_Waiting]) -> bool:
        """Once more over a new connection: the one that was held may just be older than its end.

        A key is stored once, so nothing is doubled where the first time went through after all.
        """
        try:
            self._settle(self._connected(), batch)
        except Exception:  # noqa: BLE001 - as above
            self._let_go()
            return False
        return True

    def _connected(self) -> Connection:
        if self._connection is None:
            self._connection = each_alone(self._engine.connect())
        return self._connection

    def _gather(self, first: _Waiting) -> list[_Waiting]:
        batch = [first]
        while len(batch) < MOST_AT_ONCE:
            try:
                following = self._queue.get_nowait()
            except Empty:
                break
            if following is None:
                self._queue.put(None)
                break
            batch.append(following)
        return batch

    def _settle(self, connection: Connection, batch: list[_Waiting]) -> None:
        try:
            with connection.begin():
                numbers = store(connection, [each.row for each in batch]) if batch else {}
        except OUR_OWN:
            if len(batch) > 1:
                self._one_by_one(connection, batch)
            else:
                batch[0].stored.set_exception(UnfitError(NEVER))
            return
        self.mended()
        for each in batch:
            each.stored.set_result(numbers[each.row["key"]])

    def _one_by_one(self, connection: Connection, batch: list[_Waiting]) -> None:
        """Among many one was unfit: the others are stored all the same."""
        for each in batch:
            self._settle(connection, [each])

    def _let_go(self) -> None:
        """Close the connection; one that failed is not used again."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.invalidate()
            connection.close()
        except SQLAlchemyError:
            LOG.debug("a connection could not be closed", exc_info=True)

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        """Tell who waits; the log hears of the first of a row of failures."""
        if not self.fault:
            LOG.error("the inbox cannot be written", extra={"fault": type(error).__name__})
        self.fault = type(error).__name__
        for each in batch:
            if not each.stored.done():
                each.stored.set_exception(NotStoredError(NOT_TAKEN))

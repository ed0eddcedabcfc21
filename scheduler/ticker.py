"""The heartbeat: every few seconds what is owed is planned, then all that is due is sent.

The one file that knows APScheduler, and it only ticks: in memory, no job store, one run at a time.
What is owed and what was sent is the database's to know, so a tick that was missed, doubled or
killed changes nothing but the minute at which something leaves.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine

from handlers.tell import opaque_id
from models.courier import Courier
from models.partnership import Partnership
from models.store import transaction
from scheduler.beats import beat, replica_name, tell_that_it_stood
from scheduler.clock import Clock, SystemClock
from scheduler.hearing import drop_old_bodies
from scheduler.leases import LeaseClock, database_now
from scheduler.occasions import Planned
from scheduler.outbox import Outbox
from scheduler.planning import plan_now

EVERY_SECONDS = 20
ROUND_SECONDS = 20.0
"""So long one round of sending lasts at most where much is due; then it is planned again."""
TICK: ContextVar[str] = ContextVar("tick", default="")
"""Names the tick in all that is logged within it."""
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Works:
    """What a tick works with. Without `threads` the database is waited for in place."""

    engine: Engine
    clock: Clock
    couriers: Mapping[str, Courier]
    partnership: Partnership
    leases: LeaseClock = database_now
    threads: bool = True
    halt: Event = field(default_factory=Event)
    """Once set, nothing more is claimed."""

    def outbox(self) -> Outbox:
        """The outbox over the same parts."""
        return Outbox(
            self.engine,
            self.clock,
            self.couriers,
            self.partnership,
            self.leases,
            self.threads,
            self.halt,
        )


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did."""

    at: datetime
    planned: Planned
    outcomes: Counter[str] = field(default_factory=Counter)
    is_more: bool = False
    """Whether the round ended before all that is due had left."""


async def tick(works: Works, *, round_seconds: float = math.inf) -> Ticked:
    """Plan what is owed now and send what is due, whatever caused it."""
    at = works.clock.now()
    planned = await asyncio.to_thread(plan, works, at) if works.threads else plan(works, at)
    outbox = works.outbox()
    outbox.round_seconds = round_seconds
    outcomes = await outbox.deliver()
    return Ticked(at, planned, outcomes, outbox.is_more)


def plan(works: Works, at: datetime) -> Planned:
    """Plan an instant and forget what is no longer kept, in one transaction."""
    with transaction(works.engine) as session:
        drop_old_bodies(session, at)
        return plan_now(
            session, at, partnership=works.partnership, platforms=frozenset(works.couriers)
        )


class Ticking:
    """A process that ticks by itself: its heart, when it last beat, and how to stop it in order."""

    def __init__(
        self,
        works: Works,
        *,
        every_seconds: int = EVERY_SECONDS,
        replica: str = "",
        version: str = "",
    ) -> None:
        self.works = works
        self.replica = replica or replica_name()
        self.version = version
        self.ticked = time.monotonic()
        """When a tick last came to its end, by this process's steady clock; its start before."""
        self._one = asyncio.Lock()
        self._going: asyncio.Task[None] | None = None
        self._loop = asyncio.get_running_loop()
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            self._tick,
            "interval",
            seconds=every_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            # The ticker itself beats by the machine's time, whatever hour the works are set to.
            next_run_time=SystemClock().now(),
        )
        self._scheduler.start()

    @property
    def late_by(self) -> timedelta:
        """How long ago this process's last tick came to its end."""
        return timedelta(seconds=time.monotonic() - self.ticked)

    def soon(self) -> None:
        """Let what is owed leave now and not at the next tick; for any thread."""
        with suppress(RuntimeError):  # the loop has ended: the next start sends it
            self._loop.call_soon_threadsafe(
                lambda: self._loop.create_task(self._going_on("delivery", self._deliver))
            )

    def shutdown(self, *, wait: bool = False) -> None:
        """Tick no more; what is under way goes on unless the loop ends."""
        self.works.halt.set()
        if self._scheduler.running:
            self._scheduler.shutdown(wait=wait)

    async def stop(self, grace_seconds: float) -> bool:
        """Claim no more and finish what is in flight; gives whether it came to its end in time."""
        self.shutdown()
        try:
            async with asyncio.timeout(grace_seconds):
                async with self._one:
                    return True
        except TimeoutError:
            LOG.warning("stopped while messages were in flight; their leases bring them back")
            return False

    async def _tick(self) -> None:
        await self._going_on("tick", self._whole_tick)

    async def _going_on(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        """One at a time; record what went wrong and let the next one come."""
        TICK.set(uuid.uuid4().hex[:12])
        async with self._one:
            if self.works.halt.is_set():
                return
            try:
                await work()
            except Exception:
                LOG.exception("failed", extra={"what": what})

    async def _whole_tick(self) -> None:
        await self._off(self._tell_that_it_stood)
        ticked = await tick(self.works, round_seconds=ROUND_SECONDS)
        await self._off(self._beat)
        self.ticked = time.monotonic()
        for owed in ticked.planned.owed:
            LOG.info("owed", extra={"message_id": opaque_id(owed.key), "step": owed.step.value})
        if ticked.planned.owed or ticked.outcomes:
            LOG.info("ticked", extra={"owed": len(ticked.planned.owed), **ticked.outcomes})
        if ticked.is_more:
            self._going = self._loop.create_task(self._tick())

    async def _deliver(self) -> None:
        outbox = self.works.outbox()
        outbox.round_seconds = ROUND_SECONDS
        await outbox.deliver()
        if outbox.is_more:
            self.soon()

    async def _off(self, work: Callable[[], None]) -> None:
        await asyncio.to_thread(work) if self.works.threads else work()

    def _tell_that_it_stood(self) -> None:
        with transaction(self.works.engine) as session:
            tell_that_it_stood(session, now=self.works.clock.now())

    def _beat(self) -> None:
        with transaction(self.works.engine) as session:
            beat(session, self.replica, version=self.version, ticked=True)


def start_ticking(
    works: Works, *, every_seconds: int = EVERY_SECONDS, version: str = ""
) -> Ticking:
    """Tick from now on, in the running event loop; gives what can be stopped."""
    return Ticking(works, every_seconds=every_seconds, version=version)

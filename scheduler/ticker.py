"""The heartbeat: every few seconds what is owed is planned, then all that is due is sent.

The one file that knows APScheduler, and it only ticks: in memory, no job store, one run at a time.
What is owed and what was sent is the database's to know, so a tick that was missed, doubled or
killed changes nothing but the minute at which something leaves.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy import Engine

from models.courier import Courier
from models.partnership import Partnership
from models.store import transaction
from scheduler.clock import Clock, SystemClock
from scheduler.hearing import drop_old_bodies
from scheduler.leases import LeaseClock, database_now
from scheduler.occasions import Planned
from scheduler.outbox import Outbox
from scheduler.planning import plan_now

EVERY_SECONDS = 20
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

    def outbox(self) -> Outbox:
        """The outbox over the same parts."""
        return Outbox(
            self.engine, self.clock, self.couriers, self.partnership, self.leases, self.threads
        )


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did."""

    at: datetime
    planned: Planned
    outcomes: Counter[str] = field(default_factory=Counter)


async def tick(works: Works) -> Ticked:
    """Plan what is owed now and send what is due, whatever caused it."""
    at = works.clock.now()
    planned = await asyncio.to_thread(plan, works, at) if works.threads else plan(works, at)
    outcomes = await works.outbox().deliver()
    return Ticked(at, planned, outcomes)


def plan(works: Works, at: datetime) -> Planned:
    """Plan an instant and forget what is no longer kept, in one transaction."""
    with transaction(works.engine) as session:
        drop_old_bodies(session, at)
        return plan_now(
            session, at, partnership=works.partnership, platforms=frozenset(works.couriers)
        )


async def tick_and_go_on(works: Works) -> None:
    """A tick that records what went wrong and lets the next one come."""
    try:
        ticked = await tick(works)
    except Exception:
        LOG.exception("a tick failed")
        return
    if ticked.planned.owed or ticked.outcomes:
        LOG.info("ticked", extra={"owed": len(ticked.planned.owed), **ticked.outcomes})


def start_ticking(works: Works, *, every_seconds: int = EVERY_SECONDS) -> AsyncIOScheduler:
    """Tick from now on, in the running event loop; gives what can be shut down."""
    scheduler = AsyncIOScheduler(timezone="UTC")
    scheduler.add_job(
        tick_and_go_on,
        "interval",
        args=[works],
        seconds=every_seconds,
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
        # The ticker itself beats by the machine's time, whatever hour the works are set to.
        next_run_time=SystemClock().now(),
    )
    scheduler.start()
    return scheduler

"""One serving process: what runs in it beside its doors, and how it leaves in order.

Told to stop, it first says that it is not ready, then claims nothing more, finishes what is in
flight, closes its doors, and ends with 0. Told twice, it ends at once: what it held comes back when
its leases are over.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from threading import Timer
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from bot.app import House, deliver_now, works_of
from bot.inbox import Inbox
from bot.metrics import Figures
from bot.status import Lag, Status
from scheduler.hearing import Hearing
from scheduler.listener import Listener
from scheduler.ticker import Works, start_ticking
from scheduler.watch import Watch

LOG = logging.getLogger(__name__)
LOOK_SECONDS = 0.1
BACKSTOP_SECONDS = 5.0
"""After the grace, for what a thread still waits for; then the process ends all the same."""
DEMO_GRACE_SECONDS = 3
BY_SIGNAL = 128
STOPPING = (signal.SIGTERM, signal.SIGINT)


def version_here() -> str:
    """The version that runs."""
    try:
        return version("rollcall")
    except PackageNotFoundError:
        return ""


@dataclass(slots=True)
class Replica:
    """The parts of one serving process."""

    house: House
    ticks: bool
    """Whether it plans and sends by the clock."""
    lives: bool = True
    """Whether it works the inbox and watches; a demo's story does that itself."""
    inbox: Inbox = field(init=False)
    status: Status = field(init=False)
    works: Works = field(init=False)
    listener: Listener = field(init=False)
    watch: Watch = field(init=False)
    server: uvicorn.Server | None = None

    def __post_init__(self) -> None:
        """Put the parts together; nothing runs yet."""
        house, here = self.house, version_here()
        self.works = works_of(house)
        self.inbox = Inbox(house.engine)
        self.watch = Watch(house.engine, house.clock, lambda: deliver_now(house), here)
        self.status = Status(house.engine, house.clock, here, self.inbox, self.watch)
        hearing = Hearing(
            house.engine, house.clock, house.partnership, tries=house.settings.inbox_tries
        )
        self.listener = Listener(hearing, worked=self._answer)

    @property
    def grace_seconds(self) -> int:
        """So long what is in flight may take at the end; nobody waits for a demo."""
        return self.house.settings.grace_seconds if self.lives else DEMO_GRACE_SECONDS

    @property
    def figures(self) -> Figures:
        """What it counts."""
        return Figures(self.status, min(self.works.couriers, default=""))

    def _answer(self) -> None:
        """Let the answers to what was worked leave now."""
        if self.status.ticking is not None:
            self.status.ticking.soon()
        else:
            deliver_now(self.house)

    def told(self, sig: int, _frame: FrameType | None) -> None:
        """A signal says to stop: once in order, and within its time; twice at once."""
        if self.status.leaving.is_set():
            os._exit(BY_SIGNAL + sig)
        self.status.leaving.set()
        last = self.house.settings.leaving_seconds + self.grace_seconds + BACKSTOP_SECONDS
        backstop = Timer(last, os._exit, [0])
        backstop.daemon = True
        backstop.start()

    @contextmanager
    def hearing_signals(self) -> Iterator[None]:
        """From now on a signal to stop is heard, also before the doors are open."""
        before = {number: signal.signal(number, self.told) for number in STOPPING}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Run while the doors are open."""
        if self.ticks:
            self.status.ticking = start_ticking(self.works, version=self.status.version)
        if self.lives:
            self.listener.start()
            self.watch.start()
        beside = [asyncio.create_task(self._measure()), asyncio.create_task(self._leave())]
        try:
            yield
        finally:
            for task in beside:
                task.cancel()
            self.status.leaving.set()
            await self._finish()

    async def _measure(self) -> None:
        lag = Lag()
        while True:
            lag.begin()
            await asyncio.sleep(lag.every_seconds)
            self.status.loop_lag_seconds = lag.end()

    async def _leave(self) -> None:
        """Wait to be told to stop; then finish what is in flight, and close the doors."""
        while not self.status.leaving.is_set():  # noqa: ASYNC110 - a signal sets it, not the loop
            await asyncio.sleep(LOOK_SECONDS)
        LOG.info("leaving")
        self.works.halt.set()
        await asyncio.sleep(self.house.settings.leaving_seconds)
        await self._finish()
        if self.server is not None:
            self.server.should_exit = True

    async def _finish(self) -> None:
        grace = self.grace_seconds
        if self.status.ticking is not None:
            await self.status.ticking.stop(grace)
        if self.lives:
            await asyncio.to_thread(self.listener.stop, grace)
            await asyncio.to_thread(self.watch.stop, grace)


class Server(uvicorn.Server):
    """Uvicorn, which a signal tells to leave in order, and a second one to go at once."""

    def __init__(self, config: uvicorn.Config, replica: Replica) -> None:
        super().__init__(config)
        self.replica = replica
        replica.server = self

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        self.replica.told(sig, frame)


def run(app: Starlette, replica: Replica, opened: socket.socket) -> None:
    """Serve the application at the socket until told to stop."""
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=replica.grace_seconds,
    )
    Server(config, replica).run(sockets=[opened])
    replica.inbox.close()

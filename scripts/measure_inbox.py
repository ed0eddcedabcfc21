"""How many events the inbox stores in a second, with 16 doors waiting: the writer, and one by one.

    .venv/bin/python scripts/measure_inbox.py sqlite:///FILE [postgresql://USER@HOST/NAME …]

Each address is that of an empty database with our tables, or of a SQLite file that is made.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1]))

from sqlalchemy import Engine

from bot.inbox import Inbox
from bot.incoming import Incoming, store_one
from models.canonical import canonical
from models.migrate import upgrade
from models.store import open_engine

SECONDS = 4.0
DOORS = 16
CLICK = {"words": "x" * 3_000}
AT = datetime(2023, 10, 3, 9, tzinfo=UTC)
_NUMBERS = itertools.count()


def event() -> Incoming:
    """One click of 3 kB, which nobody has sent before."""
    key = f"measured:{time.monotonic_ns()}:{next(_NUMBERS)}"
    return Incoming(key, "slack", "D1", "click", CLICK, AT)


def from_threads(keep: Callable[[Incoming], int]) -> list[float]:
    """The seconds that each of the doors' events waited, from 16 threads."""
    until = time.monotonic() + SECONDS

    def door(_number: int) -> list[float]:
        waited = []
        while (begun := time.monotonic()) < until:
            keep(event())
            waited.append(time.monotonic() - begun)
        return waited

    with ThreadPoolExecutor(DOORS) as doors:
        return [each for waited in doors.map(door, range(DOORS)) for each in waited]


async def from_the_loop(inbox: Inbox) -> list[float]:
    """The same from 16 tasks of one event loop."""
    until = time.monotonic() + SECONDS
    waited: list[float] = []

    async def door() -> None:
        while (begun := time.monotonic()) < until:
            await inbox.keep_soon(event())
            waited.append(time.monotonic() - begun)

    await asyncio.gather(*(door() for _ in range(DOORS)))
    return waited


def bare(engine: Engine) -> list[float]:
    """The limit: the driver alone, 16 rows in one statement and one commit, again and again."""
    mark = "?" if engine.dialect.name == "sqlite" else "%s"
    row = f"({', '.join([mark] * 8)})"
    statement = (
        "INSERT INTO heard (key, platform, conversation, kind, body, at, attempts, why) VALUES "  # noqa: S608
        + ", ".join([row] * DOORS)
    )
    body, at = canonical(CLICK), "2023-10-03 09:00:00.000000+00"
    waited: list[float] = []
    until = time.monotonic() + SECONDS
    with engine.connect() as connection:
        while (begun := time.monotonic()) < until:
            rows = [(event().key, "slack", "D1", "click", body, at, 0, "") for _ in range(DOORS)]
            with connection.begin():
                connection.exec_driver_sql(statement, tuple(itertools.chain.from_iterable(rows)))
            waited += [time.monotonic() - begun] * DOORS
    return waited


def say(name: str, what: str, waited: list[float]) -> None:
    """One line of the table."""
    slow = quantiles(waited, n=100)[98]
    rate = len(waited) / SECONDS
    print(  # noqa: T201 - a script's result
        f"| {name} | {what} | {rate:,.0f} | {median(waited) * 1000:.1f} | {slow * 1000:.1f} |"
    )


def measure(address: str) -> None:
    """All three over one database."""
    engine = open_engine(address)
    upgrade(engine)
    name = engine.dialect.name
    say(name, "the driver alone", bare(engine))
    say(name, "one by one, 16 threads", from_threads(lambda each: store_one(engine, each)))
    inbox = Inbox(engine)
    say(name, "the writer, 16 threads", from_threads(inbox.keep))
    say(name, "the writer, 16 tasks", asyncio.run(from_the_loop(inbox)))
    inbox.close()
    engine.dispose()


if __name__ == "__main__":
    for given in sys.argv[1:]:
        measure(given)

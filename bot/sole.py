"""One serving process over a SQLite file: a lock of the operating system, which dies with it.

SQLite lets one process write at a time, and readers of other processes do not hear of it. The
command line writes beside the serving process; a second serving process would take its place in
turn at every tick.
"""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine

from handlers.request import RefusedError

SUFFIX = ".serving"


@contextmanager
def sole_server(engine: Engine) -> Iterator[None]:
    """Be the one process that serves this SQLite file; PostgreSQL takes any number.

    The lock is let go when the process ends, be it by kill -9; the file that it lies on stays.

    Raises:
        RefusedError: another process serves it.
    """
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        yield
        return
    file = Path(f"{database}{SUFFIX}")
    with file.open("a", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusedError(
                f"Another Rollcall serves {database} already, and SQLite takes one serving process."
                " Stop that one; or use PostgreSQL, which takes any number. Commands such as"
                " rollcall tick work beside it."
            ) from None
        yield

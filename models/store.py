"""Opening the database: one engine, its safety settings, and one way to begin a transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

# Every table, so that `Base.metadata` is whole wherever an engine is opened.
from models import (
    audit,
    challenge,
    change,
    cycle,
    delivery,
    evidence,
    intake,
    kpi,
    meeting,
    pending,
    people,
    plan,
    redaction,
    report,
    running,
    update,
)
from models.base import Base

TABLES = (
    audit,
    challenge,
    change,
    cycle,
    delivery,
    evidence,
    intake,
    kpi,
    meeting,
    pending,
    people,
    plan,
    redaction,
    report,
    running,
    update,
)
METADATA = Base.metadata
_DRIVERS = {
    "sqlite": "sqlite",
    "sqlite+aiosqlite": "sqlite",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""So that a PostgreSQL that is gone without a word is noticed: seconds, the last milliseconds."""


class WrongDatabaseUrlError(ValueError):
    """A database address that Rollcall cannot use, with the sentence that says why."""


def database_url(address: str) -> URL:
    """The address with the driver that Rollcall uses.

    Raises:
        WrongDatabaseUrlError: another engine, or no address at all.
    """
    try:
        url = make_url(address)
    except Exception as error:
        raise WrongDatabaseUrlError(
            "The database address could not be read; write sqlite:///FILE or"
            " postgresql://USER@HOST/NAME."
        ) from error
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise WrongDatabaseUrlError(
            f"Rollcall keeps its record in SQLite or PostgreSQL; found {url.drivername!r}."
            " Write sqlite:///FILE or postgresql://USER@HOST/NAME."
        )
    return url.set(drivername=driver)


def open_engine(address: str | URL, *, echo: bool = False) -> Engine:
    """An engine with the settings that an honest acknowledgement needs.

    SQLite: WAL, `synchronous=FULL`, foreign keys on, and every transaction begins IMMEDIATE, so
    that a writer waits its turn instead of failing half-way.
    """
    url = address if isinstance(address, URL) else database_url(address)
    is_sqlite = url.drivername == "sqlite"
    engine = create_engine(
        url,
        echo=echo,
        pool_pre_ping=not is_sqlite,
        hide_parameters=True,  # an error's text, which may be logged, then quotes no row
        connect_args={} if is_sqlite else dict(PATIENCE),
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Any) -> None:
    if not connection.get_execution_options().get(ALONE):
        connection.exec_driver_sql("BEGIN IMMEDIATE")


ALONE = "rollcall_alone"


def each_alone(connection: Connection) -> Connection:
    """The connection with each statement a transaction of its own, in a single round trip.

    Close it by `invalidate`: it does not go back among the others.
    """
    if connection.dialect.name == "postgresql":
        return connection.execution_options(isolation_level="AUTOCOMMIT")
    return connection.execution_options(**{ALONE: True})


_AT_HAND = "at_hand"


def _keep_at_hand(row: Any, context: Any) -> None:
    """Hold what is looked up by its id again and again: a session forgets what nobody holds."""
    context.session.info.setdefault(_AT_HAND, []).append(row)


for _looked_up in (plan.Plan, plan.Area, plan.Action, people.Person, cycle.Cycle, delivery.Posted):
    event.listen(_looked_up, "load", _keep_at_hand)


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """One session, committed at the end, or rolled back when something is raised."""
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield session

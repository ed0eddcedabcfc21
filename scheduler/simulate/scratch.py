"""A scratch database for a simulation: an SQLite file of its own, or a schema of its own.

Nothing of it outlives the simulation, so it need not be safe against a power cut.
"""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, event, text

from models.migrate import upgrade
from models.store import database_url, open_engine


@contextmanager
def scratch(address: str = "") -> Iterator[Engine]:
    """An empty, migrated database of the kind that the address names; SQLite without one.

    On PostgreSQL it is a new schema of that database, dropped at the end.
    """
    if address and database_url(address).drivername != "sqlite":
        with _schema(address) as engine:
            yield engine
        return
    with tempfile.TemporaryDirectory(prefix="rollcall-simulation-") as folder:
        engine = open_engine(f"sqlite:///{Path(folder) / 'scratch.db'}")
        event.listen(engine, "connect", _hurry)
        try:
            upgrade(engine)
            yield engine
        finally:
            engine.dispose()


def _hurry(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def _schema(address: str) -> Iterator[Engine]:
    name = f"simulation_{uuid.uuid4().hex[:12]}"
    url = database_url(address)
    outside = open_engine(url)
    inside = url.update_query_dict({"options": f"-c search_path={name} -c synchronous_commit=off"})
    engine = open_engine(inside)
    try:
        with outside.begin() as connection:
            connection.execute(text(f"CREATE SCHEMA {name}"))
        upgrade(engine)
        yield engine
    finally:
        engine.dispose()
        with outside.begin() as connection:
            connection.execute(text(f"DROP SCHEMA IF EXISTS {name} CASCADE"))
        outside.dispose()

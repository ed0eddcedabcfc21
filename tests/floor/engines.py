"""An empty, migrated database for each test: a copy of a template made once in a run.

SQLite copies a file; PostgreSQL copies a database inside the run's one server.
"""

import itertools
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from models.migrate import upgrade
from models.store import open_engine
from tests.floor.postgres import server_url
from tests.floor.run import locked

TEMPLATE = "rollcall_template"


def fresh_sqlite(run: Path, file: Path) -> str:
    """The address of a new SQLite file with every table and nothing in it."""
    template = run / f"{TEMPLATE}.db"
    with locked(run, "sqlite"):
        if not template.exists():
            _migrate(f"sqlite:///{run / 'making.db'}")
            (run / "making.db").rename(template)
    shutil.copyfile(template, file)
    return f"sqlite:///{file}"


@dataclass(slots=True)
class Postgres:
    """The run's PostgreSQL, as this process sees it."""

    run: Path
    address: str = field(init=False)
    admin: Engine = field(init=False)
    numbers: "itertools.count[int]" = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        """Start the server and make the template, unless another process has."""
        self.address = server_url(self.run)
        self.admin = create_engine(
            self.address.format(database="postgres"), isolation_level="AUTOCOMMIT"
        )
        with locked(self.run, "template"):
            if not (self.run / TEMPLATE).exists():
                self._say(f"CREATE DATABASE {TEMPLATE}")
                _migrate(self.address.format(database=TEMPLATE))
                (self.run / TEMPLATE).touch()

    def fresh(self) -> str:
        """The address of a new database with every table and nothing in it."""
        return self.bare(f"TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")

    def bare(self, made_from: str = "") -> str:
        """The address of a new database without a table."""
        name = f"test_{os.getpid()}_{next(self.numbers)}"
        self._say(f"CREATE DATABASE {name} {made_from}")
        return self.address.format(database=name)

    def drop(self, address: str) -> None:
        """Remove a database that `fresh` gave, whoever is still connected."""
        name = address.rpartition("@/")[2].partition("?")[0]
        self._say(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Let go of the server; the run's keeper stops it."""
        self.admin.dispose()

    def _say(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))


def _migrate(address: str) -> None:
    engine = open_engine(address)
    upgrade(engine)
    engine.dispose()

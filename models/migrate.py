"""Bringing a database to the version that this code needs.

Alembic is loaded only to change tables: every command asks for the version, and its import costs
more than all the rest of starting.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
NEWEST = "0002"
"""The revision that this code needs; a test holds it against the migrations."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings over a connection that is open already."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to a revision."""
    from alembic import command

    with engine.connect() as connection, connection.begin():
        command.upgrade(config(connection), revision)


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the tables down to a revision; what only later ones hold is lost."""
    from alembic import command

    with engine.connect() as connection, connection.begin():
        command.downgrade(config(connection), revision)


def current(engine: Engine) -> str | None:
    """The revision that the database is at; None for an empty one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def newest() -> str:
    """The revision that this code needs."""
    return NEWEST

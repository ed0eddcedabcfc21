"""The backups that docs/operator.md describes, taken while somebody writes, and restored."""

import os
import re
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError

from models.audit import Actor, record
from models.states import Door
from models.store import open_engine, transaction
from tests.floor.engines import Postgres
from tests.floor.postgres import installed
from tests.house.tree import ROOT, read

NOON = datetime(2023, 10, 4, 12, tzinfo=UTC)


def write_down(engine: Engine, things: int) -> None:
    for thing in range(things):
        with transaction(engine) as session:
            record(
                session,
                Actor(name="operator", door=Door.COMMAND),
                "noted",
                at=NOON,
                entity="thing",
                entity_id=str(thing),
                after={"words": f"thing {thing}"},
            )


def assert_whole(address: str, events: int) -> None:
    """The restored record verifies by the command, and is still append-only."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "audit", "verify"],
        cwd=ROOT,
        env=os.environ | {"ROLLCALL_DATABASE_URL": address, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"whole: {events} events" in done.stdout
    engine = open_engine(address)
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM audit_event"))
    engine.dispose()


def test_a_copy_of_sqlite_taken_while_it_is_open_restores(sqlite_url: str, tmp_path: Path) -> None:
    engine = open_engine(sqlite_url)
    write_down(engine, 3)
    statement = re.search(r"VACUUM INTO '[^']+'", read("docs/operator.md"))
    assert statement
    copy = tmp_path / "copy.db"
    source = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))
    source.execute(re.sub(r"'[^']+'", f"'{copy}'", statement[0]))
    source.close()
    write_down(engine, 1)
    engine.dispose()
    assert_whole(f"sqlite:///{copy}", 3)


def test_a_dump_of_postgresql_taken_while_it_is_open_restores(
    postgres_url: str, postgres: Postgres, tmp_path: Path
) -> None:
    engine = open_engine(postgres_url)
    write_down(engine, 3)
    dump = tmp_path / "rollcall.dump"
    client("pg_dump", "--format=custom", f"--file={dump}", plain(postgres_url))
    write_down(engine, 1)
    engine.dispose()
    restored = postgres.bare()
    client("pg_restore", f"--dbname={plain(restored)}", str(dump))
    assert_whole(restored, 3)
    postgres.drop(restored)


def plain(address: str) -> str:
    return address.replace("+psycopg", "")


def client(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(installed() / program), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr

"""Random plans on each engine: one database a worker, and each test is taken back at its end."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.store import open_engine
from tests.floor.engines import Postgres, fresh_sqlite
from tests.floor.run import run_folder


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def asked_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """A migrated database that stays empty, since no test commits."""
    if request.param == "sqlite":
        address = fresh_sqlite(run_folder(), tmp_path_factory.mktemp("asked") / "rollcall.db")
        engine = open_engine(address)
        yield engine
        engine.dispose()
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    address = postgres.fresh()
    engine = open_engine(address)
    yield engine
    engine.dispose()
    postgres.drop(address)


@pytest.fixture
def asked(asked_engine: Engine) -> Iterator[Session]:
    """A session in one transaction that is rolled back."""
    with Session(asked_engine, expire_on_commit=False) as session, session.begin() as begun:
        yield session
        begun.rollback()

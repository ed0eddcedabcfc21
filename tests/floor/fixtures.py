"""The fixtures that every test may ask for. See `tests/floor` for what stands behind them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from models.store import open_engine
from tests.floor.browser import opened_browser
from tests.floor.engines import Postgres, fresh_sqlite
from tests.floor.pages import Pages
from tests.floor.run import Run, open_run, run_folder

RUN = pytest.StashKey[Run]()


def pytest_configure(config: pytest.Config) -> None:
    """Open the run's folder, once: workers find it in their environment."""
    if not hasattr(config, "workerinput"):
        config.stash[RUN] = open_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the run, and with it the run's PostgreSQL."""
    run = config.stash.get(RUN, None)
    if run is not None:
        run.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The run's real PostgreSQL."""
    server = Postgres(run_folder())
    yield server
    server.close()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an empty, migrated SQLite file."""
    return fresh_sqlite(run_folder(), tmp_path / "rollcall.db")


@pytest.fixture
def postgres_url(postgres: Postgres) -> Iterator[str]:
    """The address of an empty, migrated PostgreSQL database."""
    address = postgres.fresh()
    yield address
    postgres.drop(address)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty, migrated database: the test runs once on each engine."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    address: str = request.getfixturevalue(name)
    return address


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    """An open engine over an empty, migrated database: the test runs once on each engine."""
    opened = open_engine(engine_url)
    yield opened
    opened.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session in a transaction over an empty, migrated database; rolled back at the end."""
    with Session(engine, expire_on_commit=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, for one file of tests: while it is open, this thread can run no asyncio."""
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    """Opens pages (`pages.open(width=390, dark=True)`) that may ask only this machine."""
    opened = Pages(browser)
    yield opened
    opened.close()


@pytest.fixture
def page(pages: Pages) -> Page:
    """One page on a screen 1280 pixels wide."""
    return pages.open()

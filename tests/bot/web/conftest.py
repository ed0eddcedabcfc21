from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from models.store import open_engine
from tests.bot.web.site import Site, site_over


@pytest.fixture
def site(engine: Engine) -> Iterator[Site]:
    """The local platform over a small world, once on each engine."""
    with site_over(engine) as opened:
        yield opened


@pytest.fixture
def here(sqlite_url: str) -> Iterator[Site]:
    """The same on SQLite alone, for what no database can change."""
    engine = open_engine(sqlite_url)
    with site_over(engine) as opened:
        yield opened
    engine.dispose()

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from tests.bot.web.site import Site, site_over


@pytest.fixture
def site(engine: Engine) -> Iterator[Site]:
    with site_over(engine) as opened:
        yield opened

"""October, on each engine."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from models.store import transaction
from tests.handlers.answering.month import Month


@pytest.fixture
def month(engine: Engine) -> Iterator[Month]:
    """The month, in one transaction."""
    with transaction(engine) as session:
        yield Month(session)

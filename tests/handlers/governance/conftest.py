"""The house on each engine; each test is taken back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.handlers.answering.conftest import shared_engine
from tests.handlers.governance.house import House

__all__ = ["shared_engine"]


@pytest.fixture
def house(shared_engine: Engine) -> Iterator[House]:
    """The house, in one transaction that is rolled back."""
    with Session(shared_engine, expire_on_commit=False) as session, session.begin() as begun:
        yield House(session)
        begun.rollback()

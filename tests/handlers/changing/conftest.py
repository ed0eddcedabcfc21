"""October with the people who decide changes, on each engine; each test is taken back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.handlers.answering.conftest import shared_engine
from tests.handlers.changing.desk import Desk

__all__ = ["shared_engine"]


@pytest.fixture
def desk(shared_engine: Engine) -> Iterator[Desk]:
    """The desk, in one transaction that is rolled back."""
    with Session(shared_engine, expire_on_commit=False) as session, session.begin() as begun:
        yield Desk(session)
        begun.rollback()

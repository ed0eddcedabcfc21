"""The delivery group's meeting in October, on each engine; each test is taken back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.handlers.answering.conftest import shared_engine
from tests.handlers.meeting.room import Room

__all__ = ["shared_engine"]


@pytest.fixture
def room(shared_engine: Engine) -> Iterator[Room]:
    """The room, in one transaction that is rolled back."""
    with Session(shared_engine, expire_on_commit=False) as session, session.begin() as begun:
        yield Room(session)
        begun.rollback()

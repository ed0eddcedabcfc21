"""A delivered action, and the people who may judge it or may not; each test is taken back."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.handlers.answering.conftest import shared_engine
from tests.handlers.evidence.claimed import Claimed

__all__ = ["shared_engine"]


@pytest.fixture
def session(shared_engine: Engine) -> Iterator[Session]:
    """One transaction on either engine, rolled back at the end."""
    with Session(shared_engine, expire_on_commit=False) as opened, opened.begin() as begun:
        yield opened
        begun.rollback()


@pytest.fixture
def claimed(session: Session) -> Claimed:
    """2.4 is reported delivered by its owner, with one link."""
    return Claimed(session)

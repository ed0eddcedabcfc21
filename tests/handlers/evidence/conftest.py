"""A delivered action in formal monitoring, and the people who may judge it or may not."""

import pytest
from sqlalchemy.orm import Session

from tests.handlers.evidence.claimed import Claimed


@pytest.fixture
def claimed(session: Session) -> Claimed:
    """2.4 is reported delivered by its owner, with one link."""
    return Claimed(session)

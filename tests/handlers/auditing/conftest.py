"""A session on each engine; each test is taken back at its end."""

from tests.handlers.answering.conftest import shared_engine
from tests.handlers.evidence.conftest import session

__all__ = ["session", "shared_engine"]

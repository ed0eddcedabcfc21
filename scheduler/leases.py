"""The database's own time, by which leases run: replicas may disagree on the hour, it cannot.

What is owed is decided by the injected clock; only who may send it now is decided here.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.orm import Session

LeaseClock = Callable[[Session], datetime]
LEASE = timedelta(seconds=120)
"""Longer than any courier waits for its platform, for a whole batch."""


def database_now(session: Session) -> datetime:
    """What the database's clock says, in UTC."""
    if session.get_bind().dialect.name == "postgresql":
        at: datetime = session.execute(text("SELECT clock_timestamp()")).scalar_one()
        return at.astimezone(UTC)
    written: str = session.execute(text("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")).scalar_one()
    return datetime.fromisoformat(written).replace(tzinfo=UTC)

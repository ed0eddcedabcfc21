"""A redaction's row in a test, which names the places where words may be blanked."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from models.people import Person
from models.redaction import Redaction

AT = datetime(2023, 10, 2, 9, tzinfo=UTC)


def redacted(session: Session, *places: tuple[str, str, int]) -> Redaction:
    """A redaction of these places: table, column and id of each."""
    second = Person(name="Administrator", email=f"second{len(places)}@council.example.org")
    session.add(second)
    session.flush()
    named = [{"table": t, "column": c, "id": str(i)} for t, c, i in places]
    row = Redaction(second_id=second.id, reason="A name", places=named, reports=[], at=AT)
    session.add(row)
    session.flush()
    return row

"""What is appended changes in one way only: words are blanked where a redaction names the place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import TIME, record
from models.base import Base
from models.evidence import EvidenceItem
from models.update import Update, UpdateKind
from tests.models.redacted import redacted
from tests.world import World

AT = datetime(2023, 10, 2, 9, tzinfo=UTC)


@pytest.fixture
def said(session: Session) -> Update:
    """An answer with words, and the event beside it."""
    world = World(session)
    action = world.action("6.1", owner=world.person("EHC Manager"))
    update = Update(
        action_id=action.id, series="2023-10", serial=1, kind=UpdateKind.ANSWER, door="local",
        words="Alpha of Class 4 waits", reason="his mother", evidence=["https://example.org/a"],
        received_at=AT,
    )  # fmt: skip
    session.add(update)
    session.add(EvidenceItem(action_id=action.id, link="https://example.org/alpha", at=AT))
    session.flush()
    record(
        session, TIME, "noted", at=AT, entity="status_update", entity_id="2023-10/001",
        after={"words": "Alpha of Class 4 waits"}, reason="because",
    )  # fmt: skip
    return update


PLACES = (("status_update", "words"), ("status_update", "evidence"), ("evidence_item", "link"))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE status_update SET words = '[redacted]'",
        "UPDATE status_update SET evidence = '[\"[redacted]\"]'",
        "UPDATE evidence_item SET link = '[redacted] ' || id",
    ],
)
def test_words_are_blanked_where_a_redaction_names_them(
    session: Session, said: Update, change: str
) -> None:
    redacted(session, *((table, column, said.id) for table, column in PLACES))
    session.execute(text(change))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE status_update SET words = '[redacted]'",
        "UPDATE evidence_item SET title = '[redacted]'",
        "UPDATE audit_event SET before = NULL, after = NULL, reason = NULL, salt = NULL",
    ],
)
def test_nothing_is_blanked_where_no_redaction_names_it(
    session: Session, said: Update, change: str
) -> None:
    redacted(session, ("status_update", "reason", said.id), ("status_update", "words", 99))
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE status_update SET words = 'Another'",
        "UPDATE status_update SET words = ''",
        "UPDATE status_update SET words = '[redacted]', late = true",
        "UPDATE status_update SET words = '[redacted]', reason = '[redacted]'",
        "UPDATE status_update SET words = '[redacted]', rating = 'green'",
        "UPDATE status_update SET id = 77",
        "UPDATE audit_event SET before = NULL, after = NULL, reason = NULL",
        "UPDATE audit_event SET reason = '[redacted]'",
        "UPDATE audit_event SET before = NULL, after = NULL, reason = NULL, salt = NULL, act = 'x'",
        "UPDATE redaction SET reason = 'x'",
        "DELETE FROM redaction",
        "DELETE FROM status_update",
    ],
)
def test_a_redaction_allows_nothing_but_blanking(
    session: Session, said: Update, change: str
) -> None:
    redacted(session, ("status_update", "words", said.id), ("audit_event", "words", 1))
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(change))


def test_every_table_that_is_appended_is_kept_by_the_engine(session: Session) -> None:
    """Each table whose rows say that they are append-only refuses a change by another hand."""
    named = {
        mapper.local_table.name  # type: ignore[attr-defined]
        for mapper in Base.registry.mappers
        if "append-only" in (mapper.class_.__doc__ or "")
    }
    if session.get_bind().dialect.name == "postgresql":
        found = session.scalars(text("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal")).all()
    else:
        found = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    assert {f"keep_{table}_update" for table in named} <= set(found)

"""The chain of who did what: whole, and every way of bending it is found."""

from __future__ import annotations

from datetime import UTC, datetime
from threading import Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from models.audit import GENESIS, TIME, Actor, AuditEvent, first_fault, head, record
from models.store import open_engine, transaction
from tests.models.redacted import redacted

AT = datetime(2023, 10, 2, 9, tzinfo=UTC)


def note(session: Session, act: str = "noted", **words: object) -> AuditEvent:
    return record(session, TIME, act, at=AT, entity="action", entity_id="6.1", **words)  # type: ignore[arg-type]


def chain(session: Session) -> list[AuditEvent]:
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.seq)))


def test_the_first_event_follows_nothing(session: Session) -> None:
    assert head(session) == (0, GENESIS)
    assert note(session).prev_hash == GENESIS


def test_a_chain_verifies(session: Session) -> None:
    for number in range(5):
        note(session, f"act {number}", after={"n": number}, reason="because")
    assert first_fault(chain(session)) is None


@pytest.mark.parametrize("column", ["act", "actor", "entity_id", "door", "words_digest"])
def test_a_changed_column_is_found(session: Session, column: str) -> None:
    note(session)
    second = note(session)
    note(session)
    session.expunge_all()
    events = chain(session)
    setattr(events[1], column, "x" * 64)
    assert (
        first_fault(events)
        == f"Event {second.seq} was changed: its hash does not match what it says."
    )


def test_changed_words_are_found(session: Session) -> None:
    note(session, after={"rating": "red"})
    (event,) = chain(session)
    event.after = {"rating": "green"}
    with session.no_autoflush:
        assert first_fault([event]) == ("Event 1 was changed: its words do not match their digest.")


def test_a_missing_event_is_found(session: Session) -> None:
    for _ in range(3):
        note(session)
    first, _, third = chain(session)
    assert first_fault([first, third]) == "Event 2 is missing: after 1 comes 3."


def test_reordered_events_are_found(session: Session) -> None:
    for _ in range(3):
        note(session)
    first, second, third = chain(session)
    assert first_fault([first, third, second]) is not None


def test_an_event_of_another_chain_is_found(session: Session) -> None:
    note(session)
    (event,) = chain(session)
    event.prev_hash = "0" * 63 + "1"
    with session.no_autoflush:
        assert first_fault([event]) == "Event 1 does not follow event 0: its link differs."


def test_blanked_words_leave_the_chain_whole(engine: Engine) -> None:
    with transaction(engine) as session:
        note(session, reason="a name that should not be here")
        note(session)
    with transaction(engine) as session:
        redacted(session, ("audit_event", "words", 1))
        session.execute(
            text(
                "UPDATE audit_event SET before = NULL, after = NULL, reason = NULL, salt = NULL"
                " WHERE seq = 1"
            )
        )
    with transaction(engine) as session:
        assert first_fault(chain(session)) is None
        assert chain(session)[0].reason is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET act = 'x'",
        "UPDATE audit_event SET reason = 'x'",
        "DELETE FROM audit_event",
    ],
)
def test_no_hand_bends_the_record(session: Session, statement: str) -> None:
    note(session)
    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(text(statement))


@pytest.mark.parametrize("statement", ["TRUNCATE audit_event", "TRUNCATE person CASCADE"])
def test_emptying_a_table_is_no_way_round(postgres_url: str, statement: str) -> None:
    engine = open_engine(postgres_url)
    with transaction(engine) as session:
        note(session)
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))
    with transaction(engine) as session:
        assert len(chain(session)) == 1
    engine.dispose()


def test_replacing_an_event_is_no_way_round(sqlite_url: str) -> None:
    with transaction(open_engine(sqlite_url)) as session:
        note(session)
        replacing = text("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event")
        with pytest.raises(DBAPIError, match="append-only"):
            session.execute(replacing)
        session.rollback()


def test_writers_at_once_leave_one_chain(engine: Engine) -> None:
    def write() -> None:
        for _ in range(5):
            with transaction(engine) as session:
                note(session)

    writers = [Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with transaction(engine) as session:
        events = chain(session)
    assert [event.seq for event in events] == list(range(1, 21))
    assert first_fault(events) is None


WORDS = st.text(max_size=60)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(WORDS, WORDS, st.one_of(st.none(), WORDS)), min_size=1, max_size=6))
def test_any_words_at_all_are_kept_and_verify(
    session: Session, said: list[tuple[str, str, str | None]]
) -> None:
    for name, after, reason in said:
        record(
            session, Actor(name, "local"), "noted", at=AT, entity="action", entity_id="6.1",
            after={"words": after}, reason=reason,
        )  # fmt: skip
    session.expire_all()
    assert first_fault(chain(session)) is None

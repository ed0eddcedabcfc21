"""Walking the record: whoever gets round the triggers is found out all the same."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.audit import TIME, AuditEvent, record
from models.audit_walk import walk
from models.calendar import plan_cycle
from models.report import Report, ReportState
from models.snapshot import sha256_of
from tests.models.redacted import redacted
from tests.world import World

AT = datetime(2023, 10, 2, 9, tzinfo=UTC)


@pytest.fixture
def chain(session: Session) -> Session:
    """Five events with words, and no trigger that would keep them."""
    for number in range(1, 6):
        record(
            session, TIME, "noted", at=AT, entity="action", entity_id=f"6.{number}",
            before={"n": number - 1}, after={"n": number}, reason="because",
        )  # fmt: skip
    _without_triggers(session)
    return session


def _without_triggers(session: Session) -> None:
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        return
    named = session.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all()
    for name in named:
        session.execute(text(f'DROP TRIGGER "{name}"'))


def bent(session: Session, *statements: str) -> str | None:
    for statement in statements:
        session.execute(text(statement))
    session.expunge_all()
    return walk(session).fault


def test_a_record_that_nobody_touched_is_whole(chain: Session) -> None:
    walked = walk(chain)
    assert (walked.fault, walked.seq, walked.blanked) == (None, 5, 0)
    last = chain.scalars(select(AuditEvent).where(AuditEvent.seq == 5)).one()
    assert walked.head == last.hash


@pytest.mark.parametrize(
    ("statement", "says"),
    [
        ("UPDATE audit_event SET actor = 'x' WHERE seq = 3", "Event 3 was changed"),
        ("UPDATE audit_event SET after = '{}' WHERE seq = 3", "Event 3 was changed"),
        ("UPDATE audit_event SET after = 'not JSON' WHERE seq = 3", "Event 3 was changed"),
        ("UPDATE audit_event SET reason = NULL WHERE seq = 3", "Event 3 was changed"),
        (
            "UPDATE audit_event SET salt = NULL, reason = 'another' WHERE seq = 3",
            "Event 3 was changed",
        ),
        ("UPDATE audit_event SET at = '2020-01-01 00:00:00' WHERE seq = 3", "Event 3 was changed"),
        ("DELETE FROM audit_event WHERE seq = 1", "Event 1 is missing"),
        ("DELETE FROM audit_event WHERE seq = 3", "Event 3 is missing"),
        ("UPDATE audit_event SET seq = -1 WHERE seq = 3", "Event 1 is missing"),
    ],
)
def test_the_first_event_that_was_bent_is_named(chain: Session, statement: str, says: str) -> None:
    assert (bent(chain, statement) or "").startswith(says)


ADDED = (
    "INSERT INTO audit_event (seq, at, actor, act, entity, entity_id, door, salt, before, after,"
    " reason, words_digest, prev_hash, hash)"
    " SELECT 6, at, actor, 'signed_off', entity, entity_id, door, salt, before, after,"
    " reason, words_digest, {prev_hash}, 'made up' FROM audit_event WHERE seq = 5"
)


MOVED = "UPDATE audit_event SET seq = {1} WHERE seq = {0}"


def test_two_events_that_changed_places_are_found(chain: Session) -> None:
    swapped = [MOVED.format(*move) for move in ((2, 99), (3, 2), (99, 3))]
    assert bent(chain, *swapped) == "Event 2 does not follow event 1: its link differs."


def test_an_event_that_was_put_behind_the_last_is_found(chain: Session) -> None:
    statement = ADDED.format(prev_hash="prev_hash")
    assert bent(chain, statement) == "Event 6 does not follow event 5: its link differs."


def test_an_added_event_that_links_to_the_last_must_have_its_own_hash(chain: Session) -> None:
    statement = ADDED.format(prev_hash="hash")
    assert (bent(chain, statement) or "").startswith("Event 6 was changed: its hash does not match")


def test_an_event_that_was_put_between_is_found(chain: Session) -> None:
    moved = [MOVED.format(old, old + 1) for old in (5, 4, 3)]
    between = ADDED.format(prev_hash="hash").replace("SELECT 6", "SELECT 3")
    fault = bent(chain, *moved, between.replace("seq = 5", "seq = 2"))
    assert (fault or "").startswith("Event 3 was changed: its hash does not match")


def test_an_instant_that_is_none_is_a_fault_and_no_crash(chain: Session) -> None:
    if chain.get_bind().dialect.name == "postgresql":
        return  # its column holds nothing but instants
    assert bent(chain, "UPDATE audit_event SET at = 'garbage' WHERE seq = 4") == (
        "Event 4 was changed: it cannot be read any more."
    )


def test_words_that_are_blanked_without_a_redaction_are_found(chain: Session) -> None:
    blank = "UPDATE audit_event SET salt = NULL, before = NULL, after = NULL, reason = NULL"
    assert bent(chain, f"{blank} WHERE seq = 3") == (
        "Event 3 was blanked, and no redaction says by whom and why."
    )


def test_words_that_are_blanked_are_counted(chain: Session) -> None:
    redacted(chain, ("audit_event", "words", 2))
    chain.execute(
        text(
            "UPDATE audit_event SET salt = NULL, before = NULL, after = NULL, reason = NULL"
            " WHERE seq = 2"
        )
    )
    walked = walk(chain)
    assert (walked.fault, walked.blanked) == (None, 1)


def _report(session: Session, *, audit_seq: int) -> None:
    world = World(session)
    cycle = world.cycle(plan_cycle(date(2023, 10, 25)).days())
    stands = session.scalars(select(AuditEvent).where(AuditEvent.seq == audit_seq)).one()
    snapshot = f'{{"audit_head":"{stands.hash}","audit_seq":{audit_seq}}}'
    session.add(
        Report(
            cycle=cycle, version=1, state=ReportState.DRAFT, snapshot=snapshot,
            sha256=sha256_of(snapshot), made_at=AT,
        )
    )  # fmt: skip
    session.flush()
    record(
        session, TIME, "report_drafted", at=AT, entity="report", entity_id="2023-10 v1",
        after={"sha256": sha256_of(snapshot)},
    )  # fmt: skip


def test_a_report_holds_the_record_that_stood_when_it_was_frozen(chain: Session) -> None:
    _report(chain, audit_seq=5)
    assert walk(chain).fault is None
    assert bent(chain, "DELETE FROM audit_event WHERE seq >= 5") == (
        "Event 5 is missing or is another one: report 2023-10 v1 was frozen right after it."
    )


def test_the_record_holds_the_snapshot_that_was_drafted(chain: Session) -> None:
    _report(chain, audit_seq=5)
    report = chain.scalars(select(Report)).one()
    report.snapshot = '{"audit_head":"x","audit_seq":0}'
    chain.flush()
    says = (
        "Report 2023-10 v1 is not the one that the record says was drafted:"
        " the report, or the record's end, was changed."
    )
    assert walk(chain).fault == says
    report.sha256 = sha256_of(report.snapshot)
    chain.flush()
    assert walk(chain).fault == says


def test_a_plan_whose_record_was_emptied_is_found(chain: Session) -> None:
    World(chain)
    assert bent(chain, "DELETE FROM audit_event") == (
        "The record is empty although there is a plan: its events were deleted."
    )

"""A file brought into the record: first, again, agreed, and with errors; on both engines."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.as_at import actions_as_at
from models.audit import AuditEvent, first_fault
from models.kpi import ActionKpi
from models.people import Organisation, Person
from models.plan import Action, ActionChange, Area, Dependency, Plan
from models.states import Rating, Stage
from models.update import Update, UpdateKind
from tests.data.books import csv_file
from tests.handlers.plan_import.bringing import SAMPLE, action, bring, count


def test_the_sample_comes_in_whole(session: Session) -> None:
    result = bring(session, SAMPLE)
    assert (result.outcome, result.written) == ("import", True)
    assert (count(session, Action), count(session, Area)) == (56, 9)
    assert count(session, Organisation) == 4
    rows = session.execute(select(Action.stage, func.count()).group_by(Action.stage))
    stages = {stage: number for stage, number in rows}  # noqa: C416 - rows are no pairs to mypy
    assert stages == {
        Stage.IN_PROGRESS: 43,
        Stage.NOT_STARTED: 9,
        Stage.VERIFIED: 3,
        Stage.DELIVERED: 1,
    }
    emails = session.scalars(select(Person.email)).all()
    assert len(set(emails)) == len(emails)
    assert first_fault(session.scalars(select(AuditEvent).order_by(AuditEvent.seq))) is None


def test_one_action_has_everything_that_its_row_says(session: Session) -> None:
    bring(session, SAMPLE)
    found = action(session, "6.2")
    assert found.owner is not None
    assert found.owner.email == "assistant-director-sen-statutory-services@kcc.example.org"
    assert found.owner.organisation is not None
    assert found.owner.organisation.email_domains == ["kcc.example.org"]
    assert (found.start, found.due) == (date(2023, 6, 5), date(2024, 8, 30))
    assert found.original_due == found.due
    assert (found.area.number, found.area.accountable) == ("6", found.owner)
    needs = select(Action.ref).join(Dependency, Dependency.needs_id == Action.id)
    assert session.scalars(needs.where(Dependency.action_id == found.id)).all() == [
        "6.1",
        "6.5",
        "6.6",
    ]
    assert session.scalars(
        select(ActionKpi.kpi_ref).where(ActionKpi.action_id == found.id)
    ).all() == ["K6.1"]


def test_the_file_s_rating_is_the_first_owner_s_and_blue_is_nobody_s(session: Session) -> None:
    bring(session, SAMPLE)
    first = session.scalars(
        select(Update).where(Update.action_id == action(session, "6.2").id)
    ).one()
    assert (first.kind, first.rating) == (UpdateKind.IMPORT, Rating.RED)
    proven = action(session, "2.1")
    assert proven.stage is Stage.VERIFIED
    assert not session.scalars(select(Update).where(Update.action_id == proven.id)).all()


def test_progress_with_its_date_is_the_first_entry_of_the_history(session: Session) -> None:
    rows = [
        ["Ref", "Action", "Lead", "Progress update", "Date of update", "RAG"],
        ["1.1", "Do", "Head of SEND", "Two officers started", "31 Aug 2023", "Amber"],
    ]
    bring(session, csv_file(rows))
    first = session.scalars(select(Update)).one()
    assert (first.words, first.source_on) == ("Two officers started", date(2023, 8, 31))
    assert first.received_at == datetime(2023, 8, 31, 11, tzinfo=UTC)


def test_actions_were_in_the_plan_from_the_day_that_the_file_describes(session: Session) -> None:
    bring(session, SAMPLE)
    plan = session.scalars(select(Plan)).one()
    assert len(actions_as_at(session, plan.id, datetime(2023, 9, 29, 8, tzinfo=UTC))) == 56
    first = session.scalars(select(ActionChange.at).distinct()).one()
    assert first == datetime(2023, 9, 28, 23, tzinfo=UTC)


def test_references_stand_in_natural_order(session: Session) -> None:
    rows = [["Ref", "Action", "Lead"], *([f"1.{n}", "Do", "Head"] for n in (10, 9, 1))]
    bring(session, csv_file(rows))
    ordered = session.scalars(select(Action.ref).order_by(Action.position)).all()
    assert ordered == ["1.1", "1.9", "1.10"]

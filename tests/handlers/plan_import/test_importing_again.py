"""A second file for a stored plan: what is applied, what waits for a person; both engines."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.plan_import.diff import Change
from handlers.plan_import.fields import Field
from handlers.plan_import.options import Agreed
from models.audit import AuditEvent
from models.people import Person
from models.plan import Action, ActionChange, Plan, PlanVersion
from models.states import Rating, Stage
from models.update import Update, UpdateKind
from tests.data.books import HEAD, csv_file, good_rows, with_cell
from tests.handlers.plan_import.bringing import NOW, SAMPLE, action, bring, count, lines


def test_the_same_file_again_changes_nothing(session: Session) -> None:
    bring(session, SAMPLE)
    events = count(session, AuditEvent)
    result = bring(session, SAMPLE)
    assert (result.difference.unchanged, result.difference.changed) == (56, ())
    assert count(session, AuditEvent) == events


def test_a_dry_run_shows_the_difference_and_writes_nothing(session: Session) -> None:
    result = bring(session, SAMPLE, dry_run=True)
    assert not result.written
    assert len(result.difference.added) == 56
    assert count(session, Action) == 0


def test_a_file_with_errors_changes_nothing(session: Session) -> None:
    result = bring(session, csv_file(with_cell(3, "Lead", "")))
    assert (result.outcome, result.exit_status, result.written) == (
        "import_with_findings",
        1,
        False,
    )
    assert count(session, Action) == 0


def test_with_skip_invalid_the_good_rows_are_written(session: Session) -> None:
    result = bring(session, csv_file(with_cell(3, "Lead", "")), skip_invalid=True)
    assert (result.exit_status, result.written) == (1, True)
    assert session.scalars(select(Action.ref)).all() == ["1.1", "1.3", "1.4"]


def test_a_warning_is_imported_and_shown(session: Session) -> None:
    result = bring(session, csv_file(with_cell(3, "By when", "TBC")))
    assert (result.exit_status, result.written) == (1, True)
    found = action(session, "1.2")
    assert (found.due, found.due_words) == (None, "TBC")


def test_a_moved_date_waits_for_a_person(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    result = bring(session, csv_file(with_cell(3, "By when", "2024-04-26")))
    (line,) = result.difference.changed
    assert (line.ref, str(line.field), line.before, line.after, line.waits) == (
        "1.2",
        "due",
        "2024-03-28",
        "2024-04-26",
        True,
    )
    assert result.difference.waiting == ("1.2 due",)
    found = action(session, "1.2")
    assert found.due == found.original_due == date(2024, 3, 28)


def test_a_first_date_for_an_action_without_one_is_no_move(session: Session) -> None:
    bring(session, csv_file(with_cell(3, "By when", "TBC")))
    result = bring(session, csv_file(good_rows()))
    assert lines(result) == [("1.2", "due", False)]
    found = action(session, "1.2")
    assert (found.due, found.original_due, found.due_words) == (
        date(2024, 3, 28),
        date(2024, 3, 28),
        None,
    )


def test_a_vanished_action_is_asked_about_and_stays(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    result = bring(session, csv_file(good_rows()[:-1]))
    assert result.difference.vanished == ("1.4",)
    assert result.difference.waiting == ("1.4 vanished",)
    assert action(session, "1.4").stage is Stage.IN_PROGRESS
    assert result.outcome == "import"


def test_a_new_owner_and_new_words_are_applied_with_history(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    rows = with_cell(3, "Lead", "Training Manager")
    rows[2][HEAD.index("E-mail")] = "training-manager@kcc.example.org"
    rows[2][HEAD.index("Action")] = "Train each officer"
    result = bring(session, csv_file(rows))
    assert lines(result) == [
        ("1.2", "title", False),
        ("1.2", "owner", False),
        ("1.2", "owner_email", False),
    ]
    found = action(session, "1.2")
    assert found.owner is not None
    assert (found.title, found.owner.name) == ("Train each officer", "Training Manager")
    kept = session.scalars(
        select(ActionChange.field).where(ActionChange.action_id == found.id)
    ).all()
    assert kept == ["stage", "title", "owner_id"]
    assert session.scalars(select(Person).where(Person.name == "Workforce Lead")).one()


def test_a_corrected_address_stays_with_the_person(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    before = action(session, "1.2").owner_id
    bring(session, csv_file(with_cell(3, "E-mail", "lead.of.workforce@kcc.example.org")))
    found = action(session, "1.2")
    assert found.owner_id == before
    assert found.owner is not None
    assert found.owner.email == "lead.of.workforce@kcc.example.org"


def test_a_blank_address_forgets_nobody_s(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    result = bring(session, csv_file(with_cell(3, "E-mail", "")))
    assert lines(result) == []
    found = action(session, "1.2")
    assert found.owner is not None
    assert found.owner.email == "workforce-lead@kcc.example.org"


def test_one_address_under_two_names_is_one_person(session: Session) -> None:
    rows = with_cell(3, "E-mail", "head-of-casework@kcc.example.org")
    rows[2][HEAD.index("Lead")] = "Head of Casework (interim)"
    bring(session, csv_file(rows))
    assert action(session, "1.2").owner_id == action(session, "1.1").owner_id
    assert bring(session, csv_file(rows)).difference.changed == ()


def test_a_vacant_post_is_marked_so(session: Session) -> None:
    bring(session, csv_file(with_cell(3, "Lead", "Workforce Lead (vacant)")))
    owner = action(session, "1.2").owner
    assert owner is not None
    assert (owner.name, owner.is_vacant) == ("Workforce Lead", True)


def test_what_people_said_since_is_left_alone(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    found = action(session, "1.2")
    session.add(
        Update(
            action_id=found.id,
            series="2023-10",
            serial=1,
            kind=UpdateKind.ANSWER,
            door="local",
            rating=Rating.RED,
            received_at=NOW,
        )
    )
    session.flush()
    result = bring(session, csv_file(with_cell(3, "RAG", "Amber")))
    assert lines(result) == [("1.2", "rating", True)]
    rows = session.scalars(select(Update).where(Update.action_id == found.id)).all()
    assert [row.kind for row in rows] == [UpdateKind.IMPORT, UpdateKind.ANSWER]


def test_a_version_says_who_agreed_it_when_and_where(session: Session) -> None:
    bring(session, csv_file(good_rows()))
    plan = session.scalars(select(Plan)).one()
    assert [v.agreed_on for v in session.scalars(select(PlanVersion))] == [None]
    agreed = Agreed("Department for Education", date(2023, 7, 31), "letter")
    bring(session, csv_file(good_rows()), agreed=agreed)
    bring(session, csv_file(good_rows()), agreed=agreed)
    versions = session.scalars(select(PlanVersion).order_by(PlanVersion.number)).all()
    assert [(v.number, v.agreed_by, v.source) for v in versions] == [
        (1, None, None),
        (2, "Department for Education", "letter"),
    ]
    session.expire(plan)
    assert plan.is_agreed


def test_dates_that_have_moved_before_leave_the_original_unknown(session: Session) -> None:
    bring(session, csv_file(good_rows()), dates_have_moved=True)
    found = action(session, "1.2")
    assert (found.original_due, found.due) == (None, date(2024, 3, 28))


@pytest.mark.parametrize(
    "words", ["=cmd|' /C calc'!A0", "<b>x</b>", "{{7*7}}", "Zoë\u2019s 'quote'"]
)
def test_what_a_cell_holds_is_kept_as_text(session: Session, words: str) -> None:
    bring(session, csv_file(with_cell(3, "Action", words)))
    assert action(session, "1.2").title == words


def test_a_line_of_the_difference_is_json_with_nulls_for_nothing() -> None:
    line = Change("1.2", Field.DEPUTY, "", "Head", waits=False)
    assert line.as_json() == {
        "ref": "1.2",
        "field": "deputy",
        "from": None,
        "to": "Head",
        "waits": False,
    }

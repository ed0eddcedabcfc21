"""Each field that a second file may change, and the areas with their leads; on both engines."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.kpi import ActionKpi
from models.people import Person
from models.plan import Action, ActionChange, Area, Dependency
from models.update import Update
from tests.data.books import csv_file
from tests.handlers.plan_import.bringing import action, bring, lines

HEAD = [
    "Area no", "Area", "Ref", "Action", "Lead", "Organisation", "Co-owner", "Deputy", "SRO",
    "Start", "Due", "Success criteria", "Evidence", "KPI", "Depends on", "Status", "Progress",
    "Date achieved", "Budget code",
]  # fmt: skip
ROWS = [
    ["1", "Confidence", "1.1", "Do", "Head of SEND", "KCC", "", "Deputy Head", "Director One",
     "2023-09-01", "2024-03-28", "Five posts", "Register", "K1", "", "In progress", "Started", "",
     "P1"],
    ["1", "Confidence", "1.2", "Do", "Head of SEND", "KCC", "", "", "Director One", "2023-09-01",
     "2024-03-28", "", "", "", "1.1", "In progress", "", "", ""],
]  # fmt: skip


def again(session: Session, **changes: str) -> list[tuple[str, str, bool]]:
    """Bring the plan in, then once more with cells of its first row changed."""
    bring(session, csv_file([HEAD, *ROWS]))
    first = [changes.get(head, cell) for head, cell in zip(HEAD, ROWS[0], strict=True)]
    return lines(bring(session, csv_file([HEAD, first, ROWS[1]])))


@pytest.mark.parametrize(
    ("header", "value", "field", "column"),
    [
        ("Deputy", "Team Manager", "deputy", "deputy_id"),
        ("Co-owner", "Head of Inclusion", "co_owner", "co_owners"),
        ("SRO", "Director Two", "accountable", "accountable_id"),
        ("Start", "2023-09-04", "start", "start"),
        ("Success criteria", "Three posts", "success_measure", "success_measure"),
        ("Evidence", "Minutes", "evidence_expected", "evidence_expected"),
        ("Status", "Delivered", "stage", "stage"),
        ("Date achieved", "2023-09-28", "delivered_on", "delivered_on"),
        ("Budget code", "P2", "extra", "extra"),
    ],
)
def test_a_changed_cell_is_applied_with_its_history(
    session: Session, header: str, value: str, field: str, column: str
) -> None:
    assert again(session, **{header: value}) == [("1.1", field, False)]
    kept = select(ActionChange.field).where(ActionChange.action_id == action(session, "1.1").id)
    assert column in session.scalars(kept).all()


def test_new_progress_before_anybody_has_answered_is_kept_beside_the_first(
    session: Session,
) -> None:
    assert again(session, Progress="Two started") == [("1.1", "progress", False)]
    words = session.scalars(select(Update.words).order_by(Update.id)).all()
    assert words == ["Started", "Two started"]


def test_links_are_brought_up_to_date(session: Session) -> None:
    assert again(session, KPI="K2; K3") == [("1.1", "kpi_refs", False)]
    refs = session.scalars(select(ActionKpi.kpi_ref).order_by(ActionKpi.kpi_ref)).all()
    assert refs == ["K2", "K3"]


def test_a_dependency_that_is_taken_out_is_gone(session: Session) -> None:
    bring(session, csv_file([HEAD, *ROWS]))
    second = [cell if cell != "1.1" else "" for cell in ROWS[1]]
    bring(session, csv_file([HEAD, ROWS[0], second]))
    assert session.scalars(select(Dependency)).all() == []


def test_an_action_moves_to_another_area(session: Session) -> None:
    changed = again(session, **{"Area no": "2", "Area": "Inclusion"})
    assert changed == [("1.1", "area", False), ("1.1", "area_no", False)]
    assert action(session, "1.1").area.title == "Inclusion"


def test_an_area_s_lead_is_the_lead_of_its_actions(session: Session) -> None:
    bring(session, csv_file([HEAD, *ROWS]))
    area = session.scalars(select(Area)).one()
    assert area.accountable is not None
    assert area.accountable.name == "Director One"
    assert session.scalars(select(Action.accountable_id)).all() == [None, None]


def test_a_lead_that_changes_for_all_changes_for_the_area(session: Session) -> None:
    bring(session, csv_file([HEAD, *ROWS]))
    rows = [[cell.replace("Director One", "Director Two") for cell in row] for row in ROWS]
    bring(session, csv_file([HEAD, *rows]))
    area = session.scalars(select(Area).execution_options(populate_existing=True)).one()
    assert area.accountable is not None
    assert area.accountable.name == "Director Two"


def test_a_file_of_one_action_changes_no_area_s_lead(session: Session) -> None:
    bring(session, csv_file([HEAD, *ROWS]))
    row = [cell.replace("Director One", "Director Two") for cell in ROWS[0]]
    bring(session, csv_file([HEAD, row]))
    area = session.scalars(select(Area)).one()
    lead = session.get_one(Person, area.accountable_id)
    assert lead.name == "Director One"
    own = action(session, "1.1").own_accountable
    assert own is not None
    assert own.name == "Director Two"


def test_areas_without_numbers_are_counted(session: Session) -> None:
    rows = [["Area", "Ref", "Action", "Lead"], ["Confidence", "A1", "Do", "Head"],
            ["Inclusion", "B1", "Do", "Head"]]  # fmt: skip
    bring(session, csv_file(rows))
    bring(session, csv_file(rows))
    areas = session.execute(select(Area.number, Area.title).order_by(Area.position)).all()
    assert [tuple(area) for area in areas] == [("1", "Confidence"), ("2", "Inclusion")]


def test_without_areas_the_reference_says_which_one_it_is(session: Session) -> None:
    bring(session, csv_file([["Ref", "Action", "Lead"], ["3.2", "Do", "Head"], ["X", "Do", "H"]]))
    titles = session.scalars(select(Area.title).order_by(Area.position)).all()
    assert set(titles) == {"Area 3", "The plan"}

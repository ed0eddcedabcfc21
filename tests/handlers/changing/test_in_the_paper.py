"""What the Board reads of changes: granted, asked, refused, to be decided, and carried out."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.paper.freeze import freeze
from handlers.paper.frozen import Frozen
from handlers.paper.progress import date_changes
from handlers.paper.view import view_of
from models.dossier import dossier
from models.snapshot import Snapshot
from tests.handlers.changing.desk import APRIL, SOON, Desk


def frozen_now(desk: Desk) -> Snapshot:
    """October's report as it would be frozen an hour after the cut-off."""
    desk.now = desk.now.replace(month=10, day=9)
    view = view_of(
        desk.session, desk.cycle, now=desk.now, partnership=desk.partnership, before=None
    )
    return freeze(view, version=1, replaces=None)


def test_dates_granted_asked_and_refused_with_both_dates_and_the_moves(desk: Desk) -> None:
    for ref in ("5.1", "7.4"):
        desk.locally(ref)
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    desk.decide(
        desk.ask_for("due", "5.1", to=APRIL), desk.chair, "pdg", "refuse", reason="Too late."
    )
    desk.ask_for("due", "6.1", to=date(2024, 6, 28), by=desk.other)
    rows = frozen_now(desk)["dates"]
    told = [(r["ref"], r["kind"], r["after"], r["original"], r["moves"]) for r in rows]
    assert told == [
        ("5.1", "refused", "2024-04-26", "2023-10-27", 0),
        ("6.1", "asked", "2024-06-28", "2024-04-30", 0),
        ("7.4", "moved", "2024-02-09", "2024-01-26", 1),
    ]
    assert rows[0]["reason"] == "Too late."


def test_the_board_is_asked_for_what_only_it_decides(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    desk.ask_for("due", to=APRIL)
    desk.ask_for("suspend", "6.1", by=desk.other, review_on=APRIL)
    desk.ask_for("due", "5.1", to=APRIL)
    assert frozen_now(desk)["decisions"] == [
        {"ref": "6.1", "text": "Suspend 6.1 until Friday 26 April 2024."},
        {"ref": "7.4", "text": "Move 7.4 to Friday 26 April 2024 (second move)."},
    ]


def test_other_changes_are_told_in_a_sentence(desk: Desk) -> None:
    desk.decide(desk.ask_for("suspend", review_on=APRIL), desk.secretary, "board")
    desk.decide(desk.ask_for("split", "5.1", parts="5.1a; One\n5.1b; Two"), desk.secretary, "board")
    snapshot = frozen_now(desk)
    assert [row["text"] for row in snapshot["changes"]] == [
        "7.4 is suspended until it is looked at again on Friday 26 April 2024.",
        "5.1 is split into 5.1a and 5.1b.",
    ]
    section = date_changes(Frozen(snapshot))
    assert "5.1 is split into 5.1a and 5.1b." in repr(section)
    assert "Other changes of the plan that were agreed" in repr(section)


def test_the_dossier_tells_each_step_as_it_stood_on_a_past_day(desk: Desk) -> None:
    begun = desk.now
    asked = desk.ask_for("due", to=APRIL)
    desk.now += timedelta(days=1)
    desk.decide(asked, desk.chair, "pdg")
    told = dossier(desk.session, desk["7.4"], begun, desk.partnership)
    assert told is not None
    assert [row["state"] for row in told["change_requests"]] == ["submitted"]
    now = dossier(desk.session, desk["7.4"], desk.now, desk.partnership)
    assert now is not None
    (row,) = now["change_requests"]
    assert (row["state"], row["impact"]) == ("awaiting_external", "Two schools wait.")
    assert [step["level"] for step in row["steps"]] == [None, "pdg", None]

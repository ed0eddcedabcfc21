"""What else of a plan is changed by decision: scope, suspended, withdrawn, split, merged, added."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from handlers.silence import ledger
from models.as_at import actions_as_at
from models.change import Succession
from models.plan import Action, Dependency
from models.states import MonitoringLevel, Stage
from tests.handlers.changing.desk import APRIL, Desk, said


def test_a_suspension_needs_its_day_of_review(desk: Desk) -> None:
    reply = desk.change("save", desk.owner, topic="suspend", ref="7.4", reason="x", impact="y")
    assert "the day of review" in reply.errors["review_on"]


def test_the_board_suspends_and_the_group_resumes(desk: Desk) -> None:
    asked = desk.ask_for("suspend", review_on=APRIL)
    refused = said(desk.decide(asked, desk.chair, "pdg"))
    assert refused.startswith("Only the Board by a recorded decision can suspend, withdraw")
    desk.decide(asked, desk.secretary, "board")
    assert (desk["7.4"].stage, desk["7.4"].review_on) == (Stage.SUSPENDED, APRIL)
    assert desk.fields_changed("7.4") == [("stage", "decision"), ("review_on", "decision")]
    resumed = desk.ask_for("resume")
    desk.decide(resumed, desk.chair, "pdg")
    assert (desk["7.4"].stage, desk["7.4"].review_on) == (Stage.IN_PROGRESS, None)
    assert [v.number for v in desk.versions()] == [1, 2, 3]


def test_a_suspended_action_is_asked_about_no_more(desk: Desk) -> None:
    desk.grant(desk.ask_for("suspend", review_on=APRIL))
    assert "7.4" not in desk.read(desk.ask())


def test_a_withdrawal_from_formal_monitoring_waits_for_the_external_agreement(desk: Desk) -> None:
    asked = desk.ask_for("withdraw")
    desk.decide(asked, desk.secretary, "board")
    assert (asked.state, desk["7.4"].stage) == ("awaiting_external", Stage.IN_PROGRESS)
    desk.agree_outside(asked)
    assert (asked.state, desk["7.4"].stage) == ("agreed", Stage.WITHDRAWN)


def test_what_is_asked_of_a_withdrawn_action_ends_with_it(desk: Desk) -> None:
    date_asked = desk.ask_for("due", to=APRIL)
    desk.grant(desk.ask_for("withdraw"))
    assert date_asked.state == "withdrawn"


def test_an_external_refusal_leaves_everything(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    desk.decide(asked, desk.chair, "pdg")
    desk.change(
        "external", desk.office, request=asked.id, decision="refuse", body="Department",
        on="2023-09-28", source="Letter", reason="Children wait already.",
    )  # fmt: skip
    assert (asked.state, desk["7.4"].due) == ("refused", date(2024, 1, 26))


def test_a_scope_changes_its_words(desk: Desk) -> None:
    asked = desk.ask_for("scope", title="Joint scorecard of all partners")
    desk.decide(asked, desk.secretary, "board")
    assert desk["7.4"].title == "Joint scorecard of all partners"


def test_monitoring_moves_by_the_external_agreement_alone(desk: Desk) -> None:
    asked = desk.ask_for("monitoring", to="local")
    assert asked.state == "awaiting_external"
    assert "nothing to decide" in said(desk.decide(asked, desk.secretary, "board"))
    desk.agree_outside(asked)
    assert desk["7.4"].monitoring is MonitoringLevel.LOCAL


def test_a_split_has_successors_with_the_date_first_agreed(desk: Desk) -> None:
    desk.world.needs(desk["6.1"], desk["7.4"])
    parts = "7.4a; Agree the measures\n7.4b; Publish the scorecard; ; 2024-04-26"
    asked = desk.ask_for("split", parts=parts)
    desk.decide(asked, desk.secretary, "board")
    old, first, second = desk["7.4"], desk["7.4a"], desk["7.4b"]
    assert old.stage is Stage.SUPERSEDED
    assert (first.stage, first.owner_id, first.due) == (Stage.IN_PROGRESS, old.owner_id, old.due)
    assert (second.due, second.original_due) == (APRIL, old.original_due)
    assert (desk.moves("7.4a"), desk.moves("7.4b")) == (0, 1)
    rows = desk.session.scalars(select(Succession).order_by(Succession.id)).all()
    assert [(r.action_id, r.successor_id) for r in rows] == [
        (old.id, first.id),
        (old.id, second.id),
    ]
    needed = select(Dependency.needs_id).where(Dependency.action_id == desk["6.1"].id)
    assert set(desk.session.scalars(needed)) == {old.id, first.id, second.id}


def test_before_it_was_agreed_the_successors_were_not_there(desk: Desk) -> None:
    before = desk.now.replace(hour=1)
    asked = desk.ask_for("split", parts="7.4a; One\n7.4b; Two")
    desk.decide(asked, desk.secretary, "board")
    then = actions_as_at(desk.session, desk.world.plan.id, before)
    assert {action.ref for action in then.values()} == {"5.1", "6.1", "7.4"}


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ("7.4a; One", "2 to 20 of them; found 1"),
        ("7.4a; One\n7.4a; Two", "a reference of its own"),
        ("7.4a; One\n6.1; Two", "6.1 is in the plan already"),
        ("7.4a; One\n7.4b", "Write a title"),
        ("7.4a; One\n7.4b; Two; nobody@nowhere.example.org", "Nobody here is called"),
        ("7.4a; One\n7.4b; Two; ; 2020-01-01", "a day still to come"),
    ],
)
def test_a_wrong_part_is_said_beside_the_field(desk: Desk, parts: str, fault: str) -> None:
    reply = desk.change(
        "save", desk.owner, topic="split", ref="7.4", parts=parts, reason="x", impact="y"
    )
    assert fault in reply.errors["parts"]


def test_a_merger_takes_the_latest_date(desk: Desk) -> None:
    asked = desk.ask_for("merge", refs="6.1", new_ref="7.10", title="One scorecard")
    desk.decide(asked, desk.secretary, "board")
    made = desk["7.10"]
    assert (desk["7.4"].stage, desk["6.1"].stage) == (Stage.SUPERSEDED, Stage.SUPERSEDED)
    assert (made.due, made.original_due) == (date(2024, 4, 30), date(2024, 4, 30))
    order = desk.session.scalars(select(Action.ref).order_by(Action.position)).all()
    assert list(order) == ["5.1", "6.1", "7.4", "7.10"]


def test_an_action_is_added_as_a_draft_and_then_agreed(desk: Desk) -> None:
    reply = desk.change(
        "save", desk.office, topic="add", area="7", ref="7.9", title="Train the analysts",
        person=desk.owner.email, to=APRIL, success_measure="All are trained", reason="Missing.",
    )  # fmt: skip
    assert not reply.errors
    asked = desk.newest()
    assert asked.action_id is None
    desk.decide(asked, desk.secretary, "board")
    made = desk["7.9"]
    assert (made.stage, made.due, made.original_due) == (Stage.NOT_STARTED, APRIL, APRIL)
    assert desk.fields_changed("7.9") == [("stage", "decision"), ("stage", "decision")]


def test_what_an_action_cannot_be_is_refused_at_once(desk: Desk) -> None:
    desk["7.4"].stage = Stage.DELIVERED
    reply = desk.change("save", desk.owner, topic="due", ref="7.4", to=APRIL, reason="x")
    assert said(reply).startswith("7.4 is delivered, so that cannot be changed.")
    assert said(desk.change("form", desk.owner, topic="resume", ref="6.1")).startswith("Only")


def test_what_was_suspended_before_it_was_answered_is_not_silent(desk: Desk) -> None:
    desk.grant(desk.ask_for("suspend", review_on=APRIL))
    later = desk.now.replace(month=10, day=9)
    entries = ledger(desk.session, desk.cycle, now=later, partnership=desk.partnership)
    assert [entry.action.ref for entry in entries] == ["5.1", "6.1"]
    before = ledger(
        desk.session, desk.cycle, now=desk.now - timedelta(minutes=1), partnership=desk.partnership
    )
    assert before == []


def test_who_needs_what_is_to_rest_is_shown(desk: Desk) -> None:
    desk.world.needs(desk["5.1"], desk["7.4"])
    desk.world.needs(desk["6.1"], desk["7.4"])
    desk["6.1"].stage = Stage.DELIVERED
    asked = desk.ask_for("suspend", review_on=APRIL)
    card = desk.read(desk.change("show", desk.secretary, request=asked.id).say[0])
    assert "It is needed by 5.1." in card


def test_those_who_need_it_are_told_that_it_rests(desk: Desk) -> None:
    desk.world.needs(desk["6.1"], desk["7.4"])
    desk.decide(desk.ask_for("suspend", review_on=APRIL), desk.secretary, "board")
    assert [message.notice for message in desk.told(desk.other)] == [
        "7.4 is suspended, and 6.1 waits for it."
    ]

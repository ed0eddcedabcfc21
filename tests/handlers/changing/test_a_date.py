"""Another due date: asked for, decided by who may, and moved once, with both dates kept."""

from __future__ import annotations

from datetime import date

import pytest

from models.change import ChangeRequest
from models.states import MonitoringLevel
from tests.handlers.changing.desk import APRIL, SOON, Desk, labels, said

DUE = date(2024, 1, 26)


def test_a_request_moves_nothing_and_says_who_decides(desk: Desk) -> None:
    asked = desk.ask_for("due", to=SOON)
    assert (asked.state, desk["7.4"].due) == ("submitted", DUE)
    card = desk.read(desk.change("show", desk.owner, request=asked.id).say[0])
    assert "The PDG by a recorded decision decides" in card
    assert "then the agreement of the Department for Education and NHS England is needed" in card


def test_the_chair_grants_a_first_short_move_outside_formal_monitoring(desk: Desk) -> None:
    action = desk.locally("7.4")
    asked = desk.ask_for("due", to=SOON)
    desk.decide(asked, desk.chair, "chair")
    assert desk.states(asked) == ["submitted", "approved_chair", "agreed"]
    assert (action.due, action.original_due, desk.moves("7.4")) == (SOON, DUE, 1)
    assert desk.fields_changed("7.4") == [("due", "move")]


@pytest.mark.parametrize("why", ["formal", "long", "second"])
def test_beyond_the_tolerance_the_chair_is_not_enough(desk: Desk, why: str) -> None:
    desk.locally("7.4")
    if why == "second":
        desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    if why == "formal":
        desk["7.4"].monitoring = MonitoringLevel.FORMAL
    day = date(2024, 2, 12) if why == "second" else APRIL if why == "long" else SOON
    asked = desk.ask_for("due", to=day)
    refused = said(desk.decide(asked, desk.chair, "chair"))
    assert "Only the PDG by a recorded decision can approve this change of date." in refused
    assert asked.state == "submitted"


def test_the_group_and_then_the_external_body_agree_in_formal_monitoring(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    desk.decide(asked, desk.chair, "pdg")
    assert (asked.state, desk["7.4"].due) == ("awaiting_external", DUE)
    desk.agree_outside(asked)
    assert desk.states(asked) == ["submitted", "approved_group", "awaiting_external", "agreed"]
    assert desk["7.4"].due == APRIL
    version = desk.versions()[-1]
    assert version.agreed_by == "Partnership Delivery Group; Department for Education"
    assert version.source == "Letter of 28 September"
    assert version.agreed_on == date(2023, 9, 28)


def test_past_the_limit_the_board_decides_after_the_group(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    asked = desk.ask_for("due", to=APRIL)
    refused = said(desk.decide(asked, desk.secretary, "board"))
    assert refused == (
        "The PDG by a recorded decision comes first; then the Board by a recorded decision can"
        " approve this change of date."
    )
    desk.decide(asked, desk.chair, "pdg")
    assert (asked.state, desk["7.4"].due) == ("approved_group", SOON)
    desk.decide(asked, desk.secretary, "board")
    assert (asked.state, desk["7.4"].due, desk["7.4"].original_due) == ("agreed", APRIL, DUE)
    assert desk.moves("7.4") == 2


def test_a_meetings_decision_needs_its_minute(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    reply = desk.decide(asked, desk.chair, "pdg", minute="")
    assert "where the decision is written" in reply.errors["minute"]
    assert asked.state == "submitted"


def test_a_refusal_needs_its_reason_and_moves_nothing(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    assert "reason" in desk.decide(asked, desk.chair, "pdg", "refuse").errors
    desk.decide(asked, desk.chair, "pdg", "refuse", reason="It can be done in January.")
    assert (asked.state, desk["7.4"].due, desk.versions()[-1].number) == ("refused", DUE, 1)
    told = [message.notice for message in desk.told(desk.owner)]
    assert told == ["7.4: a new due date is refused."]


def test_one_request_at_a_time(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    reply = desk.change("save", desk.lead, topic="due", ref="7.4", to=SOON, reason="sooner")
    assert said(reply).startswith("A new due date is asked for already for 7.4")
    assert desk.newest() is asked


def test_the_dates_and_the_moves_stand_on_the_card(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    asked = desk.ask_for("due", to=APRIL)
    card = desk.read(desk.change("show", desk.chair, request=asked.id).say[0])
    assert "First agreed: Friday 26 January 2024" in card
    assert "Moved so far: 1 time" in card
    assert "Their due dates were moved 1 time before." in card


def test_the_knock_on_is_shown(desk: Desk) -> None:
    desk.world.needs(desk["5.1"], desk["7.4"])
    asked = desk.ask_for("due", to=APRIL)
    card = desk.read(desk.change("show", desk.chair, request=asked.id).say[0])
    assert "It would hold up one action: 5.1, due Friday 27 October" in card


def test_those_who_are_held_up_are_told_of_the_new_date(desk: Desk) -> None:
    desk.locally("7.4")
    desk.world.needs(desk["6.1"], desk["7.4"])
    desk["6.1"].due = date(2024, 2, 1)
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    told = [message.notice for message in desk.told(desk.other)]
    assert told == ["7.4 has a new due date, and 6.1 waits for it."]


def test_a_further_date_may_not_lie_before_the_owners_own_forecast(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    desk.send(
        "update.save", "7.4", rating="amber", reason="late", recovery="more people",
        forecast="2024-05-31",
    )  # fmt: skip
    reply = desk.change("save", desk.lead, topic="due", ref="7.4", to=APRIL, reason="x")
    assert "the owner expects Friday 31 May 2024" in reply.errors["to"]
    form = desk.press("update.more_time", "7.4").form
    assert form is not None
    assert "moved 1 time" in desk.read_text(form.intro)


def test_a_date_that_has_come_meanwhile_is_not_granted(desk: Desk) -> None:
    desk.locally("7.4")
    asked = desk.ask_for("due", to=SOON)
    desk.now = desk.now.replace(year=2024, month=2, day=12)
    refused = said(desk.decide(asked, desk.chair, "chair"))
    assert refused.startswith("The new date that was asked for, Friday 9 February 2024, has come")


def test_more_time_makes_the_same_request(desk: Desk) -> None:
    desk.send(
        "update.save_more_time", "7.4", requested_due=APRIL.isoformat(), reason="panel in March",
        delay_reason="partner", impact="two schools wait",
    )  # fmt: skip
    asked = desk.newest()
    assert (asked.topic, asked.delay_reason, asked.impact) == ("due", "partner", "two schools wait")
    (card,) = desk.told(desk.office)
    assert card.notice == "7.4: the Head of Management Information asks for a new due date."
    assert {"Recommend", "Return"} <= labels(card)


def test_every_step_is_an_event(desk: Desk) -> None:
    desk.grant(desk.ask_for("due", to=APRIL))
    assert desk.events()[-6:] == [
        *("change_requested", "change_approved_group", "change_awaiting_external"),
        *("change_agreed", "action_move", "plan_version"),
    ]


def test_the_first_step_is_kept_too(desk: Desk) -> None:
    asked: ChangeRequest = desk.ask_for("due", to=APRIL)
    assert desk.states(asked) == ["submitted"]


def test_both_dates_and_the_moves_stand_wherever_the_due_date_does(desk: Desk) -> None:
    desk.locally("7.4")
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    said_so = "first agreed for Friday 26 January 2024, moved 1 time"
    assert said_so in desk.read(desk.ask())
    assert said_so in desk.read(desk.type("what do you know about 7.4").say[0])
    card = desk.read(desk.change("show", desk.owner, request=desk.ask_for("withdraw").id).say[0])
    assert "first agreed for Friday 26 January 2024" in card


def test_more_time_undoes_nothing_that_was_approved(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    desk.decide(asked, desk.chair, "pdg")
    refused = said(
        desk.send("update.save_more_time", "7.4", requested_due="2024-05-31", reason="later still")
    )
    assert refused.startswith("Friday 26 April 2024 is approved already for 7.4")
    assert asked.state == "awaiting_external"


def test_who_asked_before_hears_that_another_date_is_asked_instead(desk: Desk) -> None:
    asked = desk.ask_for("due", by=desk.lead, to=APRIL)
    desk.send("update.save_more_time", "7.4", requested_due="2024-05-31", reason="later")
    assert asked.state == "withdrawn"
    told = [message.notice for message in desk.told(desk.lead)]
    assert "7.4: a new due date is taken back." in told


def test_undo_takes_back_no_request_that_was_approved(desk: Desk) -> None:
    desk.send("update.save_more_time", "7.4", requested_due=APRIL.isoformat(), reason="panel")
    asked = desk.newest()
    desk.decide(asked, desk.chair, "pdg")
    desk.press("update.undo", "7.4", update=desk.answer("7.4").id)
    assert asked.state == "awaiting_external"

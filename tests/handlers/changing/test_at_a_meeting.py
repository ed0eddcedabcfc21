"""What a meeting decides is decided by the same call; who is asked to attend, and what waits."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.changing.attending import granted_by_chair, owners_to_attend, waiting_for
from handlers.changing.deciding import decide
from handlers.request import RefusedError
from models.meeting import Body, Meeting, MeetingState
from models.people import Person
from models.states import Level
from tests.handlers.changing.desk import APRIL, SOON, Desk


def meeting(desk: Desk, body: Body = Body.PDG, *, minuted_by: Person | None = None) -> Meeting:
    """An open meeting."""
    made = Meeting(
        plan_id=desk.world.plan.id,
        cycle_id=desk.cycle.id,
        body=body,
        held_on=date(2023, 10, 13),
        opened_by_id=desk.chair.id,
        opened_at=desk.now,
        minuted_by_id=minuted_by.id if minuted_by else None,
    )
    desk.session.add(made)
    desk.session.flush()
    return made


def test_a_date_granted_at_the_meeting_is_granted(desk: Desk) -> None:
    desk.locally("7.4")
    asked = desk.ask_for("due", to=APRIL)
    request = desk.request(desk.chair)
    state = decide(
        request, asked, True, Level.PDG, meeting=meeting(desk), minute="PDG 2023-10, decision 3"
    )
    assert (state, desk["7.4"].due) == ("agreed", APRIL)
    step = next(step for step in asked.steps if step.state == "approved_group")
    assert (step.meeting_id is not None, step.minute) == (True, "PDG 2023-10, decision 3")
    assert desk.versions()[-1].source == "PDG 2023-10, decision 3"


def test_who_writes_the_minutes_records_the_decision(desk: Desk) -> None:
    desk.locally("7.4")
    asked = desk.ask_for("due", to=APRIL)
    held = meeting(desk, minuted_by=desk.colleague)
    assert decide(desk.request(desk.colleague), asked, True, Level.PDG, meeting=held) == "agreed"


def test_the_minutes_of_one_body_decide_nothing_of_another(desk: Desk) -> None:
    asked = desk.ask_for("withdraw")
    held = meeting(desk, minuted_by=desk.colleague)
    with pytest.raises(RefusedError, match="another body's"):
        decide(desk.request(desk.colleague), asked, True, Level.BOARD, meeting=held)
    held.state, held.closed_at = MeetingState.CLOSED, desk.now
    with pytest.raises(RefusedError, match="closed"):
        decide(desk.request(desk.colleague), asked, True, Level.PDG, meeting=held)


def test_nobody_records_the_grant_of_what_they_asked_also_at_a_meeting(desk: Desk) -> None:
    asked = desk.ask_for("due", to=APRIL)
    held = meeting(desk, minuted_by=desk.owner)
    with pytest.raises(RefusedError, match="where it is their own"):
        decide(desk.request(desk.owner), asked, True, Level.PDG, meeting=held)


def test_past_the_limit_the_owner_is_asked_to_attend(desk: Desk) -> None:
    desk.locally("7.4")
    plan = desk.world.plan.id
    desk.decide(desk.ask_for("due", to=SOON), desk.chair, "chair")
    assert owners_to_attend(desk.session, plan) == ()
    asked = desk.ask_for("due", to=APRIL)
    (attends,) = owners_to_attend(desk.session, plan)
    assert (attends.request, attends.owner) == (asked, desk.owner)
    desk.change("return", desk.office, request=asked.id, reason="Why?")
    assert owners_to_attend(desk.session, plan) == ()


def test_each_body_finds_what_waits_for_it(desk: Desk) -> None:
    plan = desk.world.plan.id
    date_asked, rest = desk.ask_for("due", to=APRIL), desk.ask_for("withdraw", "6.1", by=desk.other)
    assert waiting_for(desk.session, plan, Level.PDG) == (date_asked,)
    assert waiting_for(desk.session, plan, Level.BOARD) == (rest,)


def test_what_the_chair_has_granted_is_reported_to_the_group(desk: Desk) -> None:
    desk.locally("7.4")
    before = desk.now.replace(hour=0)
    asked = desk.ask_for("due", to=SOON)
    desk.decide(asked, desk.chair, "chair")
    assert granted_by_chair(desk.session, desk.world.plan.id, before) == (asked,)
    assert granted_by_chair(desk.session, desk.world.plan.id, desk.now) == ()

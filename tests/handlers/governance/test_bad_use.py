"""What somebody might try by the back door: each has its sentence, and none does harm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from handlers.request import Reply
from models.change import ChangeRequest
from models.evidence import EvidenceReview
from models.people import RoleAssignment
from models.states import Role
from models.update import Moderation
from tests.handlers.changing.desk import SOON, said
from tests.handlers.governance.house import TODAY, Given, House
from tests.handlers.governance.matters import claimed, met, small

AFTER_THE_BOARD = datetime(2023, 11, 8, 9, tzinfo=UTC)
"""Wednesday 8 November 2023, two weeks after October's Board."""


def refused(house: House, reply: Reply, act: str) -> str:
    """The sentence of a refusal that is on the record under its act."""
    (message,) = reply.say
    (*_, reason) = house.refusals_since(0)
    assert (message.kind, reason) == ("refused", f"{act}: {message.notice}")
    return message.notice


def test_a_chair_whose_role_ended_an_hour_ago_approves_nothing(house: House) -> None:
    args = small(house)
    end = {"person": house.chair.email or "", "role": "chair"}
    house.click("people.end", house.people["administrator"], end)
    house.now += timedelta(hours=1)
    sentence = refused(
        house, house.click("change.approve", house.chair, args), "approve_small_move"
    )
    assert sentence == "Only the chair or the acting chair can approve this change of date."
    assert house.newest().state == "submitted"


def test_a_role_that_was_given_a_minute_ago_counts_at_the_click(house: House) -> None:
    args = small(house)
    stranger = house.people["nobody"]
    refused(house, house.click("change.approve", stranger, args), "approve_small_move")
    house.grant_to(stranger, Given(Role.ACTING_CHAIR, starts=TODAY, ends=TODAY))
    house.click("change.approve", stranger, args)
    assert house.newest().state == "agreed"


@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_a_verifier_who_is_owner_or_deputy_judges_nothing_of_theirs(house: House, who: str) -> None:
    args = claimed()(house)
    house.grant_to(house.people[who], Given(Role.VERIFIER))
    reply = house.click("evidence.accept", house.people[who], args)
    assert refused(house, reply, "review_evidence").startswith(
        "Nobody can accept or return this evidence where it is their own: a verifier, the chair"
    )
    assert house.session.scalar(select(func.count()).select_from(EvidenceReview)) == 0


def test_nor_does_an_office_that_is_a_verifier_and_handed_it_in(house: House) -> None:
    claimed()(house)
    args = {"action": house.id_of("7.4"), "evidence": "https://example.org/log", "title": "Log"}
    house.click("evidence.save_attached", house.office, args)
    house.grant_to(house.office, Given(Role.VERIFIER))
    reply = house.click("evidence.accept", house.office, {"action": args["action"]})
    assert "their own" in refused(house, reply, "review_evidence")


@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_who_is_made_chair_cannot_approve_their_own_request(house: House, who: str) -> None:
    house.locally("7.4")
    asked = house.ask_for("due", by=house.people[who], to=SOON)
    house.grant_to(house.people[who], Given(Role.ACTING_CHAIR, starts=TODAY, ends=TODAY))
    reply = house.click("change.approve", house.people[who], {"request": str(asked.id)})
    assert "where it is their own" in refused(house, reply, "approve_small_move")
    assert asked.state == "submitted"


@pytest.mark.parametrize("who", ["owner", "deputy"])
def test_nor_moderate_their_own_rating(house: House, who: str) -> None:
    house.grant_to(house.people[who], Given(Role.CHAIR))
    args = {"action": house.id_of("7.4"), "rating": "green", "reason": "It is fine."}
    reply = house.click("moderation.save", house.people[who], args)
    assert "where it is their own" in refused(house, reply, "moderate")
    assert house.session.scalar(select(func.count()).select_from(Moderation)) == 0


def test_a_button_of_a_past_cycle_records_nothing(house: House) -> None:
    house.now = AFTER_THE_BOARD
    before = len(house.updates("7.4"))
    reply = house.press("update.rate", "7.4", rating="green")
    assert "October" in said(reply)
    assert len(house.updates("7.4")) == before


def test_a_report_whose_board_has_met_is_moderated_no_more(house: House) -> None:
    house.now = AFTER_THE_BOARD
    args = {"action": house.id_of("7.4"), "cycle": str(house.cycle.id), "rating": "red",
            "reason": "Two posts are empty."}  # fmt: skip
    house.click("moderation.save", house.chair, args)
    assert house.session.scalar(select(func.count()).select_from(Moderation)) == 0


def test_a_meeting_that_nobody_closed_is_closed_by_the_office_from_the_next_day(
    house: House,
) -> None:
    args = {"meeting": met()(house)["meeting"]}
    early = house.click("meeting.close", house.office, args)
    assert "From tomorrow on you can" in refused(house, early, "close_meeting")
    house.now += timedelta(days=1)
    house.click("meeting.close", house.office, args)
    assert house.meeting().state == "closed"


def test_where_nobody_is_chair_it_is_said_who_could_and_the_request_waits(house: House) -> None:
    args = small(house)
    chairs = select(RoleAssignment).where(RoleAssignment.role.in_([Role.CHAIR, Role.ACTING_CHAIR]))
    for row in house.session.scalars(chairs):
        row.starts = row.ends = TODAY - timedelta(days=1)
    house.session.flush()
    for name, person in house.people.items():
        house.click("change.approve", person, args)
        state = house.session.scalars(select(ChangeRequest.state)).one()
        assert state == "submitted", name
    last = house.refusals_since(0)[-1] or ""
    assert last.endswith("Only the chair or the acting chair can approve this change of date.")

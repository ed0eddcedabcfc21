"""A meeting is opened by who leads it, one at a time, and written by whom they hand it to."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from models.meeting import Body, ItemState, MeetingState
from models.states import Role
from tests.handlers.answering.month import labels, only
from tests.handlers.doing import notice
from tests.handlers.meeting.room import BOARD_DAY, Room

KIND_ORDER = [
    "exception",
    "owner_to_attend",
    "change_request",
    "challenge",
    "board_ask",
    "earlier_action",
    "other",
]


def test_the_chair_opens_the_group_s_meeting_with_exceptions_first(room: Room) -> None:
    room.ask_for("due", "7.4", to="2024-04-26")
    reply = room.open()
    assert notice(reply) == "The PDG's meeting is open."
    kinds = [item.kind.value for item in room.items()]
    assert kinds == sorted(kinds, key=KIND_ORDER.index)
    assert room.item("exception").title == "6.1 Clear the backlog: Red, off track"
    assert room.item("change_request").title == "Move 7.4 to Friday 26 April 2024."
    assert "meeting_opened" in room.events()


def test_a_line_opens_it_too(room: Room) -> None:
    assert "is open" in notice(room.type("Please open the PDG meeting", room.chair))
    assert notice(room.type("agenda", room.chair)).startswith("The PDG's meeting of Friday")


def test_who_does_not_lead_it_is_told_who_does(room: Room) -> None:
    refused = notice(room.open(by=room.office))
    assert refused == ("Only the chair or the acting chair can open and lead a meeting of the PDG.")
    assert "Board secretary" in notice(room.open("board", by=room.chair))
    assert room.events()[-1] == "refused"


def test_a_role_that_ended_yesterday_opens_nothing(room: Room) -> None:
    former = room.world.person("Former Chair")
    room.world.role(former, Role.CHAIR, ends=date(2023, 10, 12))
    assert "Only the chair" in notice(room.open(by=former))


def test_of_two_chairs_who_open_it_the_second_is_shown_the_first_one_s(room: Room) -> None:
    room.open()
    reply = room.open(by=room.second)
    assert "is open already: the Independent Chair opened it" in notice(reply)
    assert len([m for m in [room.meeting()] if m.state is MeetingState.OPEN]) == 1


def test_both_bodies_can_meet_at_the_same_time(room: Room) -> None:
    room.open()
    assert notice(room.open("board")) == "The Board's meeting is open."


def test_a_meeting_of_a_past_cycle_is_not_opened(room: Room) -> None:
    room.now = datetime(2023, 11, 3, 9, tzinfo=UTC)
    request = {"body": "pdg", "cycle": "2023-10"}
    reply = room.change_args("meeting.open", room.chair, request)
    assert "The meetings of 2023-10 ended on Wednesday 25 October" in notice(reply)


def test_the_agenda_is_turned_and_taken_in_its_place(room: Room) -> None:
    card = room.on_card(room.open())
    at = str(room.item("exception").position)
    reply = room.at("item", on=card, at=at)
    assert reply.instead is not None
    assert not reply.say
    assert labels(only(reply))[:4] == ["Decide", "Note", "Minute an action", "Defer"]
    assert "Two officers have left" in room.read(only(reply)) or "backlog" in room.read(only(reply))


def test_what_comes_up_later_stands_at_the_end(room: Room) -> None:
    room.open()
    before = [item.title for item in room.items()]
    room.ask_for("due", "7.4", to="2024-04-26")
    assert room.at("refresh").say[0].notice == "1 more on the agenda."
    assert [item.title for item in room.items()][:-1] == before
    assert room.at("refresh").say[0].notice == "Nothing has come up since."


def test_a_late_item_is_added_by_hand(room: Room) -> None:
    room.open()
    room.at("add", title="Staffing over Christmas", ref="6.1")
    assert room.items()[-1].title == "6.1: Staffing over Christmas"
    assert room.at("add", title="").errors == {"title": "Write what it is about; it is empty."}
    assert "No action is called '9.99'" in room.at("add", title="x", ref="9.99").errors["ref"]


def test_whoever_has_the_minutes_writes_and_nobody_else_does(room: Room) -> None:
    room.open()
    item = room.item("exception")
    refused = room.at("decide", item, by=room.office, words="Agreed.")
    assert "Only the chair or the acting chair" in notice(refused)
    room.at("hand_over", person=room.office.email or "")
    assert "the minutes are with you now" in room.last_told(room.office).notice
    room.at("decide", item, by=room.office, words="Agreed.")
    assert room.decisions()[-1].by_id == room.office.id
    room.at("add", by=room.second, title="A second chair leads too")
    assert room.items()[-1].title == "A second chair leads too"
    assert "The minutes are with the Programme Office Co-ordinator." in notice(
        room.at("note", item, by=room.verifier, words="x")
    )


def test_who_takes_minutes_needs_a_role_then_and_at_each_click(room: Room) -> None:
    room.open()
    nobody = room.at("hand_over", person=room.colleague.email or "")
    assert "Data Manager holds no role in the partnership" in nobody.errors["person"]
    taker = room.world.person("Minute Taker")
    role = room.world.role(taker, Role.ADVISER)
    room.at("hand_over", person=taker.email or "")
    role.ends = date(2023, 10, 12)
    room.session.flush()
    refused = notice(room.at("decide", room.item("exception"), by=taker, words="x"))
    assert refused.startswith("You were handed the minutes of the PDG, and hold no role")
    room.at("take_back")
    assert room.meeting().minuted_by_id is None


def test_a_closed_meeting_takes_nothing_more(room: Room) -> None:
    room.open()
    item = room.item("exception")
    closed = room.at("close")
    assert notice(closed) == "The PDG's meeting of Friday 13 October is closed."
    refused = notice(room.at("decide", item, words="x"))
    assert refused == (
        "The PDG's meeting of Friday 13 October was closed by the Independent Chair on Friday"
        " 13 October, so nothing can be added to it. What it decided stands."
    )
    assert room.meeting().state is MeetingState.CLOSED


def test_the_office_closes_what_nobody_closed_from_the_day_after(room: Room) -> None:
    room.open()
    assert "From tomorrow on you can" in notice(room.at("close", by=room.office))
    room.now = datetime(2023, 10, 16, 9, tzinfo=UTC)
    assert "is closed" in notice(room.at("close", by=room.office))
    assert room.meeting().closed_by_id == room.office.id


def test_what_was_put_off_comes_back_on_the_next_agenda(room: Room) -> None:
    room.open()
    room.at("add", title="Staffing over Christmas")
    item = room.items()[-1]
    room.at("defer", item)
    assert item.state is ItemState.DEFERRED
    room.at("close")
    room.now = datetime(2023, 10, 20, 9, tzinfo=UTC)
    room.open()
    assert room.items()[-1].title == ("Staffing over Christmas (put off on Friday 13 October 2023)")


@pytest.mark.parametrize(
    ("body", "name"), [(Body.PDG, "PDG 2023-10"), (Body.BOARD, "Board 2023-10")]
)
def test_a_meeting_is_named_by_its_body_and_cycle(room: Room, body: Body, name: str) -> None:
    room.now = BOARD_DAY
    room.open(body.value)
    lead = room.chair if body is Body.PDG else room.secretary
    reply = room.at("add", by=lead, title="Thanks")
    assert f"{name}, item" in room.read(only(reply))

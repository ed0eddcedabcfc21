"""An owner asks the Board; it stands on the agenda, and the answer comes back."""

from __future__ import annotations

from sqlalchemy import select

from handlers.request import Reply
from models.meeting import BoardAsk, BoardAskState
from tests.handlers.answering.month import labels, only
from tests.handlers.doing import notice
from tests.handlers.meeting.room import BOARD_DAY, Room

LINE = "ask the board about 6.1: may we recruit outside the freeze?"


def asks(room: Room) -> list[BoardAsk]:
    return list(room.session.scalars(select(BoardAsk).order_by(BoardAsk.id)))


def test_a_line_carries_it_to_the_agenda_and_the_secretary_is_told(room: Room) -> None:
    said = notice(room.type(LINE, room.other))
    assert said == "The Board is asked about 6.1; the answer will come to you."
    assert room.last_told(room.secretary).notice == (
        "For the Board's agenda: the EHC Assessment Manager asks about 6.1."
    )
    room.now = BOARD_DAY
    room.open("board")
    assert room.item("board_ask").title == "6.1: may we recruit outside the freeze?"
    room.open()
    assert not room.items("board_ask")


def test_the_board_s_answer_comes_back_to_who_asked_and_to_the_owner(room: Room) -> None:
    room.change_form("board.ask", room.lead, {"action": str(room["6.1"].id)}, words="May we?")
    room.now = BOARD_DAY
    room.open("board")
    room.at("decide", room.item("board_ask"), by=room.secretary, words="Yes, for two posts.")
    for person in (room.lead, room.other):
        told = room.last_told(person)
        assert told.notice == "The Board has answered about 6.1."
        read = room.read(told)
        assert "Yes, for two posts." in read
        assert "Board 2023-10 / 1" in read
    (ask,) = asks(room)
    assert (ask.state, ask.decision_id) == (BoardAskState.ANSWERED, room.decisions()[0].id)
    args = {"meeting": str(room.decisions()[0].meeting_id), "decision": str(ask.decision_id)}
    room.change_form("meeting.correct", room.secretary, args, words="Yes, for three posts.")
    assert "has corrected its answer" in room.last_told(room.other).notice


def test_what_is_not_answered_comes_back_next_time(room: Room) -> None:
    room.type(LINE, room.other)
    room.now = BOARD_DAY
    room.open("board")
    room.at("defer", room.item("board_ask"), by=room.secretary)
    assert asks(room)[0].state is BoardAskState.OPEN
    room.at("close", by=room.secretary)
    room.open("board")
    assert room.items("board_ask")


def test_only_who_answers_for_the_action_asks(room: Room) -> None:
    assert "Only the owner" in notice(room.type(LINE, room.owner))
    assert not asks(room)


def test_the_action_may_be_left_out_by_who_has_just_one(room: Room) -> None:
    room.type("Ask the Board: may we recruit?", room.other)
    assert [(ask.action_id, ask.words) for ask in asks(room)] == [
        (room["6.1"].id, "may we recruit?")
    ]
    assert notice(room.type("ask the board: may we?", room.owner)).startswith("About which action?")
    assert "Write your question too" in notice(room.type("ask the board about 6.1", room.other))


def test_the_same_twice_is_asked_once_and_can_be_taken_back(room: Room) -> None:
    room.type(LINE, room.other)
    shown = room.type(LINE, room.other)
    assert labels(only(shown)) == ["Take it back"]
    (ask,) = asks(room)
    room.change_args("board.withdraw", room.other, {"ask": str(ask.id)})
    assert ask.state is BoardAskState.WITHDRAWN
    again = room.change_args("board.withdraw", room.other, {"ask": str(ask.id)})
    assert notice(again) == "That is taken back already; nothing is changed."


def test_the_help_that_an_update_asks_for_goes_to_the_board_where_it_is_ticked(room: Room) -> None:
    reply = _save(room)
    assert reply.errors == {"help_needed": "Write what you ask of the Board; it is empty."}
    _save(room, help_needed="A decision on the supplier.")
    (ask,) = asks(room)
    assert ask.words == "A decision on the supplier."
    assert ask.update_id == room.answer("7.4").id


def _save(room: Room, help_needed: str = "") -> Reply:
    return room.send(
        "update.save", "7.4", rating="green", words="On its way.", ask_board="yes",
        help_needed=help_needed,
    )  # fmt: skip

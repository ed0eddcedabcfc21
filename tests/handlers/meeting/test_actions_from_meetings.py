"""An action from a meeting has a reference, an owner who accepts it, and words until it is done."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.audit import AuditEvent
from models.meeting import ArisingState
from tests.handlers.answering.month import labels, only
from tests.handlers.doing import notice
from tests.handlers.meeting.room import BOARD_DAY, Room


def test_it_has_a_reference_of_its_body_and_its_owner_is_asked(room: Room) -> None:
    room.open()
    row = room.minute(room.item("exception"))
    assert (row.ref, row.state) == ("GA001", ArisingState.OFFERED)
    assert row.action_id is None
    told = room.last_told(room.colleague)
    assert told.notice == (
        "Will you take GA001? The PDG's meeting of Friday 13 October gives it to you."
    )
    assert labels(told) == ["Accept", "Decline"]
    assert room.minute().ref == "GA002"
    room.now = BOARD_DAY
    room.open("board")
    assert room.minute(by=room.secretary).ref == "BA001"


def test_what_is_missing_stands_beside_its_field(room: Room) -> None:
    room.open()
    reply = room.at("minute", owner="Nobody Known", due="2023-10-01", ref="9.99")
    assert set(reply.errors) == {"words", "owner", "due", "ref"}
    assert reply.errors["due"] == (
        "Give a day that is still to come; Sunday 1 October 2023 has passed."
    )


def test_accepted_done_and_not_done_after_all(room: Room) -> None:
    room.open()
    row = room.minute()
    accepted = room.answer_arising("accept")
    assert only(accepted).notice == ("GA001 is yours, thank you. It is due Friday 10 November.")
    assert row.accepted_on == date(2023, 10, 13)
    assert "yours already" in only(room.answer_arising("accept")).notice
    closed = []
    for verb in ("done", "reopen"):
        room.answer_arising(verb)
        closed.append(row.closed_on)
    assert closed == [date(2023, 10, 13), None]
    assert [news.state.value for news in row.news] == ["offered", "accepted", "done", "accepted"]


def test_only_its_owner_accepts_and_the_office_passes_on_how_it_stands(room: Room) -> None:
    room.open()
    room.minute()
    assert "only they can accept or decline it" in notice(
        room.answer_arising("accept", by=room.office)
    )
    assert notice(room.answer_arising("done", by=room.other)) == (
        "Only the person themself or the programme office can answer for this action from a"
        " meeting."
    )
    room.answer_arising("still", by=room.office, words="Two of four have sent theirs.")
    assert room.arising().news[-1].by_id == room.office.id


def test_declined_it_goes_back_to_the_chair_who_names_somebody_else(room: Room) -> None:
    room.open()
    row = room.minute()
    assert "Write why not" in room.answer_arising("decline").errors["reason"]
    room.answer_arising("decline", reason="It is the schools' data.")
    told = room.last_told(room.chair)
    assert told.notice == "The Data Manager has declined GA001: It is the schools' data."
    assert labels(told) == ["Name somebody else", "Drop it"]
    assert "was declined and is with who leads" in notice(room.answer_arising("accept"))
    offer = {"owner": room.nurse.email or "", "due": "2023-11-17"}
    assert "Only the chair" in notice(room.answer_arising("offer", by=room.office, **offer))
    room.answer_arising("offer", by=room.chair, **offer)
    assert (row.owner.name, row.due) == ("Designated Clinical Officer", date(2023, 11, 17))
    assert "Will you take GA001?" in room.last_told(room.nurse).notice


def test_what_is_dropped_is_said_to_who_had_it(room: Room) -> None:
    room.open()
    room.minute()
    room.answer_arising("accept")
    room.answer_arising("drop", by=room.chair, reason="The data came by itself.")
    assert room.last_told(room.colleague).notice == "GA001 is not wanted any more."
    assert "nothing to do" in notice(room.answer_arising("done"))


@pytest.mark.parametrize(
    ("line", "state", "words"),
    [
        ("GA001 done", "done", ""),
        ("ga1: is done, all four have sent it", "done", "all four have sent it"),
        ("Ga 001 accept", "accepted", ""),
        ("GA001 still open, two of four so far", "accepted", "two of four so far"),
        ("GA001 not done yet", "accepted", "yet"),
        ("ga001 waiting for the academies", "accepted", "waiting for the academies"),
        ("GA001 decline: it is the schools' data", "declined", "it is the schools' data"),
    ],
)
def test_a_line_says_it_too(room: Room, line: str, state: str, words: str) -> None:
    room.open()
    row = room.minute()
    if state != "declined" and "accept" not in line:
        room.answer_arising("accept")
    room.type(line, room.colleague)
    assert (row.state.value, row.news[-1].words) == (state, words)


def test_a_line_about_an_action_of_the_plan_is_none_of_these(room: Room) -> None:
    room.open()
    room.minute()
    room.type("7.4 green, on its way", room.owner)
    assert room.answer("7.4").rating == "green"
    assert room.arising().news[-1].state is ArisingState.OFFERED


def test_what_is_mine_and_the_ask_show_it_as_a_line_of_its_own(room: Room) -> None:
    room.open()
    row = room.minute()
    row.owner = room.owner
    room.session.flush()
    for message in (only(room.type("what is mine?", room.owner)), room.ask(room.owner)):
        read = room.read(message)
        assert "From the meeting" in read
        assert "GA001 Ask the academies for their data." in read
    room.type("GA001 done", room.owner)
    assert "From the meeting" not in room.read(room.ask(room.owner))


def test_the_next_meeting_takes_what_is_not_done_and_can_end_it(room: Room) -> None:
    room.open()
    row = room.minute()
    room.at("close")
    room.now += timedelta(days=7)
    room.open()
    item = room.item("earlier_action")
    assert item.title == "GA001 Ask the academies for their data. (Data Manager)"
    room.at("decide", item, words="It has come in by itself.", becomes="done")
    assert row.state is ArisingState.DONE
    assert row.closed_on == date(2023, 10, 20)


def test_every_step_is_on_the_record(room: Room) -> None:
    room.open()
    room.minute()
    room.answer_arising("accept")
    room.answer_arising("done")
    events = [e for e in room.session.query(AuditEvent) if e.entity == "meeting_action"]
    assert [e.act for e in events] == ["arising_minuted", "arising_accepted", "arising_done"]
    assert {e.entity_id for e in events} == {"GA001"}

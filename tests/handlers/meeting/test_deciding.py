"""Decisions bind, are numbered, are written once, and are corrected by a later row."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from models.change import ChangeStep
from models.meeting import ItemState
from tests.handlers.answering.month import button, labels, only
from tests.handlers.doing import notice
from tests.handlers.meeting.room import BOARD_DAY, Room


def test_a_date_that_the_group_grants_is_granted(room: Room) -> None:
    room.locally("7.4")
    asked = room.ask_for("due", "7.4", to="2024-04-26")
    room.open()
    item = room.item("change_request")
    reply = room.at("decide", item, decision="approve", words="The supplier is booked.")
    assert only(reply).notice == "PDG 2023-10 / 1 is recorded. The request is agreed."
    assert room["7.4"].due == date(2024, 4, 26)
    assert room["7.4"].original_due == date(2024, 1, 26)
    assert room.decisions()[-1].words == (
        "Approved. Move 7.4 to Friday 26 April 2024. The supplier is booked."
    )
    steps = select(ChangeStep).where(ChangeStep.request_id == asked.id)
    minuted = [step for step in room.session.scalars(steps) if step.minute]
    assert [(step.minute, step.meeting_id) for step in minuted] == [
        ("PDG 2023-10 / 1", room.meeting().id)
    ]
    assert len(room.versions()) == 2


def test_a_date_that_is_refused_stays_and_says_why(room: Room) -> None:
    room.ask_for("due", "7.4", to="2024-04-26")
    room.open()
    item = room.item("change_request")
    assert "Write why it is refused" in room.at("decide", item, decision="refuse").errors["words"]
    assert "nothing is chosen" in room.at("decide", item).errors["decision"]
    room.at("decide", item, decision="refuse", words="The Board needs it in January.")
    assert room["7.4"].due == date(2024, 1, 26)
    assert "refused" in room.last_told(room.owner).notice
    assert item.state is ItemState.DECIDED


def test_what_was_taken_back_meanwhile_is_not_decided(room: Room) -> None:
    asked = room.ask_for("due", "7.4", to="2024-04-26")
    room.open()
    item = room.item("change_request")
    room.change("withdraw", room.owner, request=asked.id)
    shown = room.at("item", at=str(item.position))
    assert "It is taken back already" in room.read(only(shown)) or "already, so nothing" in (
        room.read(only(shown))
    )
    refused = notice(room.at("decide", item, decision="approve"))
    assert "so there is nothing to decide now" in refused
    assert not room.decisions()
    assert only(room.at("note", item, words="It was taken back.")).notice.endswith("is recorded.")
    assert room.decisions()[-1].is_note


def test_nobody_with_the_minutes_grants_what_they_asked_for(room: Room) -> None:
    room.ask_for("due", "7.4", to="2024-04-26", by=room.office)
    room.open()
    room.at("hand_over", person=room.office.email or "")
    item = room.item("change_request")
    refused = notice(room.at("decide", item, by=room.office, decision="approve"))
    assert refused.startswith("Nobody can approve this change of date where it is their own")
    assert not room.decisions()


def test_who_has_the_minutes_records_what_the_group_grants(room: Room) -> None:
    room.locally("7.4")
    room.ask_for("due", "7.4", to="2024-04-26")
    room.open()
    room.at("hand_over", person=room.office.email or "")
    room.at("decide", room.item("change_request"), by=room.office, decision="approve")
    assert room["7.4"].due == date(2024, 4, 26)


def test_a_decision_in_words_reaches_the_owner(room: Room) -> None:
    room.open()
    room.at("decide", room.item("exception"), words="Agency cover is agreed until March.")
    told = room.last_told(room.other)
    assert told.notice == "The PDG has decided about 6.1."
    assert "Agency cover is agreed until March." in room.read(told)
    assert "PDG 2023-10 / 1" in room.read(told)


def test_two_who_decide_at_once_lose_nothing_and_the_second_is_told(room: Room) -> None:
    room.open()
    item = room.item("exception")
    room.at("decide", item, words="Cover is agreed.")
    reply = room.at("decide", item, by=room.second, words="Cover is refused.")
    assert notice(reply) == (
        f"Item {item.position} is decided already: the Independent Chair recorded “Cover is"
        " agreed.”. Nothing of yours is recorded."
    )
    assert labels(only(reply)) == ["Show the item", "Correct it"]
    assert len(room.decisions()) == 1


def test_a_correction_is_a_row_of_its_own_that_replaces(room: Room) -> None:
    room.open()
    item = room.item("exception")
    shown = room.at("decide", item, words="Cover until March.")
    form = room.follow(button(only(shown), "Correct it"), room.chair).form
    assert form is not None
    first = room.decisions()[0]
    args = dict(form.args)
    again = room.change_form("meeting.correct", room.chair, args, words="Cover until May.")
    assert only(again).notice == "PDG 2023-10 / 2 is recorded."
    assert [(d.number, d.replaces_id) for d in room.decisions()] == [(1, None), (2, first.id)]
    read = room.read(only(again))
    assert "Replaced by PDG 2023-10 / 2." in read
    assert "It replaces PDG 2023-10 / 1." in read
    twice = room.change_form("meeting.correct", room.second, args, words="Cover until June.")
    assert "has corrected it already, as number 2: “Cover until May.”" in notice(twice)


def test_after_the_meeting_only_who_leads_it_corrects(room: Room) -> None:
    room.open()
    room.at("hand_over", person=room.office.email or "")
    room.at("decide", room.item("exception"), by=room.office, words="Cover until March.")
    room.at("close")
    args = {"meeting": str(room.meeting().id), "decision": str(room.decisions()[0].id)}
    refused = room.change_form("meeting.correct", room.office, args, words="Cover until May.")
    assert "Only the chair" in notice(refused)
    done = room.change_form("meeting.correct", room.chair, args, words="Cover until May.")
    assert only(done).notice == "PDG 2023-10 / 2 is recorded."


def test_what_waits_for_the_board_is_on_its_agenda_and_not_on_the_group_s(room: Room) -> None:
    room.ask_for("suspend", "7.4", review_on="2024-06-03")
    room.open()
    assert not room.items("change_request")
    room.at("close")
    room.now = BOARD_DAY
    room.open("board")
    item = room.item("change_request")
    room.at("decide", item, by=room.secretary, decision="approve")
    assert room["7.4"].stage == "suspended"
    assert room.decisions()[-1].words.startswith("Approved. Suspend 7.4")


def test_what_the_chair_has_granted_alone_is_reported_to_the_group(room: Room) -> None:
    room.locally("7.4")
    asked = room.ask_for("due", "7.4", to="2024-02-09")
    room.decide(asked, room.chair, "chair")
    room.open()
    assert room.item("other").title == (
        "For report, granted by the chair. 7.4: the due date moves from Friday 26 January 2024 to"
        " Friday 9 February 2024."
    )
    room.at("close")
    room.now += timedelta(days=7)
    room.open()
    room.at("note", room.item("other"), words="Noted.")
    assert room.decisions()[-1].is_note


def test_the_second_extension_brings_its_owner_to_the_group_then_to_the_board(room: Room) -> None:
    room.grant(room.ask_for("due", "7.4", to="2024-04-26"))
    room.ask_for("due", "7.4", to="2024-06-28")
    room.open()
    assert [item.title for item in room.items("owner_to_attend")] == [
        "7.4: the owner is asked to attend (Head of Management Information)"
    ]
    reply = room.at("decide", room.item("change_request"), decision="approve")
    assert "the request is" in only(reply).notice.lower()
    assert room["7.4"].due == date(2024, 4, 26)
    room.now = BOARD_DAY
    room.open("board")
    assert room.items("owner_to_attend")
    assert room.items("change_request")

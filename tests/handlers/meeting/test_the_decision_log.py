"""The decision log is ready the same day, as Word, PDF and web page, from the record alone."""

from __future__ import annotations

import json

import pytest

from bot.renditions import LOG_KINDS, log_rendition
from handlers.meeting.log import log_asked, log_of, meeting_called
from handlers.meeting.log_paper import log_paper
from handlers.request import RefusedError
from models.document import runs
from models.message import Download, Downloads
from tests.handlers.answering.month import only
from tests.handlers.meeting.room import Room


@pytest.fixture
def held(room: Room) -> Room:
    """A meeting with a decision that was corrected, a note, an action and an item put off."""
    room.locally("7.4")
    room.ask_for("due", "7.4", to="2024-04-26")
    room.open()
    exception = room.item("exception")
    room.at("decide", exception, words="Cover until March.")
    args = {"meeting": str(room.meeting().id), "decision": str(room.decisions()[0].id)}
    room.change_form("meeting.correct", room.chair, args, words="Cover until May.")
    room.at("decide", room.item("change_request"), decision="approve", words="Booked.")
    room.minute(exception)
    room.at("add", title="Staffing over Christmas")
    room.at("note", room.items()[-1], words="The rota is published in November.")
    room.at("add", title="Next year's dates")
    room.at("defer", room.items()[-1])
    return room


def test_it_tells_all_that_was_decided_noted_minuted_and_put_off(held: Room) -> None:
    log = log_of(held.session, held.meeting(), held.partnership)
    assert log["name"] == "PDG 2023-10"
    assert [(d["number"], d["is_note"], d["replaced_by"]) for d in log["decisions"]] == [
        (1, False, "PDG 2023-10 / 2"),
        (2, False, None),
        (3, False, None),
        (4, True, None),
    ]
    assert {d["by"] for d in log["decisions"]} == {"Independent Chair"}
    (arising,) = log["actions"]
    assert (arising["ref"], arising["owner"], arising["due"]) == (
        "GA001",
        "Data Manager",
        "2023-11-10",
    )
    said = " ".join(getattr(run, "text", "") for run in runs(log_paper(log)))
    for words in ("Cover until May.", "The rota is published", "Replaced by PDG 2023-10 / 2."):
        assert words in said
    assert "Next year's dates" in said


def test_it_comes_in_three_forms_and_the_same_log_gives_the_same_bytes(held: Room) -> None:
    held.at("close")
    log = log_of(held.session, held.meeting(), held.partnership)
    starts = {"docx": b"PK", "pdf": b"%PDF", "html": b"<!"}
    for kind in LOG_KINDS:
        made = log_rendition(log, kind)
        assert made.startswith(starts[kind])
        again = log_rendition(log_of(held.session, held.meeting(), held.partnership), kind)
        assert made == again
    assert json.loads(log_rendition(log, "json")) == log


def test_closing_offers_it_for_download_the_same_day(held: Room) -> None:
    closed = only(held.at("close"))
    (files,) = [block for block in closed.blocks if isinstance(block, Downloads)]
    number = held.meeting().id
    assert files.files[0] == Download("Log (Word)", f"meeting/{number}.docx")
    log, kind = log_asked(held.request(held.lead), f"meeting/{number}.pdf")
    assert (log["name"], kind) == ("PDG 2023-10", "pdf")


def test_who_has_no_part_in_it_does_not_read_it(held: Room) -> None:
    key = f"meeting/{held.meeting().id}.pdf"
    with pytest.raises(RefusedError, match="Only the area lead, a verifier, the programme office"):
        log_asked(held.request(held.colleague), key)
    with pytest.raises(RefusedError, match="There is no such log"):
        log_asked(held.request(held.chair), "meeting/999999.pdf")


@pytest.mark.parametrize("words", ["PDG 2023-10", "pdg-2023-10", " Pdg 2023 10 "])
def test_a_meeting_is_found_by_its_name(held: Room, words: str) -> None:
    assert meeting_called(held.session, words, held.partnership) is held.meeting()


def test_a_meeting_that_is_not_on_record_names_those_that_are(held: Room) -> None:
    with pytest.raises(RefusedError, match="There is no meeting 'Board 2023-10'; the latest are"):
        meeting_called(held.session, "Board 2023-10", held.partnership)

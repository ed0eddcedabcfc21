"""Who signs sees version, hash, who moderated what and what is missing; so does the paper."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from handlers.paper.document import paper_of
from handlers.request import Reply
from models.document import runs
from models.report import Report
from models.snapshot import load
from models.states import Level, Rating
from models.update import Moderation
from tests.handlers.answering.month import button, labels, only
from tests.handlers.doing import notice
from tests.handlers.meeting.room import Room

CLOSED = datetime(2023, 10, 16, 8, tzinfo=UTC)


def moderated(room: Room) -> None:
    """The chair keeps 6.1 Red, after the programme office had set Amber."""
    room.now = CLOSED
    for by, level, rating, kept in (
        (room.office, Level.PROGRAMME_OFFICE, Rating.AMBER, False),
        (room.chair, Level.CHAIR, Rating.RED, True),
    ):
        room.session.add(
            Moderation(
                action_id=room["6.1"].id,
                cycle_id=room.cycle.id,
                level=level,
                rating=rating,
                reason="The backlog is what it is.",
                kept=kept,
                by_id=by.id,
                at=room.now,
            )
        )
        room.session.flush()


def drafted(room: Room) -> Reply:
    return room.change_args("report.draft", room.chair, {"cycle": "2023-10"})


def report(room: Room) -> Report:
    rows = select(Report).order_by(Report.version.desc())
    return room.session.scalars(rows).first()  # type: ignore[return-value] # one was drafted


def said(room: Room) -> str:
    one = report(room)
    paper = paper_of(load(one.snapshot), one.signature)
    return " ".join(getattr(run, "text", "") for run in runs(paper))


def test_the_card_names_who_moderated_what_and_what_is_missing(room: Room) -> None:
    moderated(room)
    card = only(drafted(room))
    read = room.read(card)
    assert "version 1" in card.notice
    assert f"Hash {report(room).sha256[:4]} {report(room).sha256[4:8]}" in read
    assert "6.1: the chair (Independent Chair) kept Red, off track." in read
    assert "programme office" not in read.split("Who moderated what")[1].split("Still missing")[0]
    assert "No update has reached us for 5.1 and 7.4." in read
    assert "Sign off" in labels(card)


def test_the_paper_lists_the_moderations_in_force(room: Room) -> None:
    moderated(room)
    drafted(room)
    assert "The chair (Independent Chair)" in said(room)
    assert "The backlog is what it is." in said(room)


def test_the_role_is_checked_at_the_click_and_the_hash_is_what_was_shown(room: Room) -> None:
    moderated(room)
    sign = button(only(drafted(room)), "Sign off")
    assert "Only the chair or the acting chair" in notice(room.follow(sign, room.office))
    newer = button(only(drafted(room)), "Sign off")
    assert "was drafted anew after this was shown to you" in notice(room.follow(sign, room.chair))
    room.follow(newer, room.chair)
    assert report(room).signed_name == "Independent Chair"


def test_the_next_version_says_what_differs_and_who_signed_the_one_before(room: Room) -> None:
    moderated(room)
    room.follow(button(only(drafted(room)), "Sign off"), room.chair)
    reply = room.change_form(
        "report.reopen", room.office, {"cycle": "2023-10"}, reason="A date was granted."
    )
    read = room.read(only(reply))
    two = report(room)
    assert f"Hash of version 2: {two.sha256[:4]} {two.sha256[4:8]}." in read
    assert "6.1: the chair (Independent Chair) kept Red, off track." in read
    assert "It was signed by the chair, Independent Chair, on" in said(room)

"""The Board's paper tells of what the Board decided before, and of its own actions."""

from __future__ import annotations

from datetime import UTC, datetime

from handlers.paper.document import paper_of
from handlers.paper.freeze import freeze
from handlers.paper.view import view_of
from models.document import runs
from models.snapshot import Snapshot, dump, load
from tests.handlers.meeting.room import BOARD_DAY, Room

NOVEMBER = datetime(2023, 11, 10, 18, tzinfo=UTC)


def frozen(room: Room) -> Snapshot:
    view = view_of(
        room.session, room.cycle, now=room.now, partnership=room.partnership, before=None
    )
    return freeze(view, version=1)


def said(snapshot: Snapshot) -> str:
    return " ".join(getattr(run, "text", "") for run in runs(paper_of(snapshot)))


def titles(snapshot: Snapshot) -> list[str]:
    return [section.title for section in paper_of(snapshot).sections]


def hold_a_board(room: Room) -> None:
    """The Board decides about 6.1 and gives two actions; the group's are not told of."""
    room.open()
    room.minute()
    room.now = BOARD_DAY
    room.open("board")
    room.at("decide", room.item("exception"), by=room.secretary, words="Cover until March.")
    args = {
        "meeting": str(room.decisions()[-1].meeting_id),
        "decision": str(room.decisions()[-1].id),
    }
    room.change_form("meeting.correct", room.secretary, args, words="Cover until May.")
    room.minute(by=room.secretary)
    room.answer_arising("accept")
    room.answer_arising("still", words="Two of four have sent theirs.")


def test_it_stands_in_the_paper_with_the_decision_in_force_and_how_each_action_goes(
    room: Room,
) -> None:
    hold_a_board(room)
    snapshot = frozen(room)
    assert "The Board's earlier decisions and actions" in titles(snapshot)
    read = said(snapshot)
    for words in ("Board 2023-10 / 2", "Cover until May.", "BA001", "Two of four have sent"):
        assert words in read
    assert "Cover until March." not in read
    assert "GA001" not in read


def test_where_the_board_has_not_met_the_section_is_left_out(room: Room) -> None:
    assert "The Board's earlier decisions and actions" not in titles(frozen(room))


def test_a_snapshot_from_before_has_none_and_reads_as_it_was(room: Room) -> None:
    snapshot = frozen(room)
    del snapshot["earlier"]
    assert "The Board's earlier decisions and actions" not in titles(load(dump(snapshot)))


def test_the_same_record_gives_the_same_snapshot(room: Room) -> None:
    hold_a_board(room)
    assert dump(frozen(room)) == dump(frozen(room))

"""`rollcall meeting`: the meetings on record, shown and written out; it decides nothing."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.meeting import (
    AgendaItem,
    ArisingState,
    Body,
    Decision,
    ItemKind,
    ItemState,
    Meeting,
    MeetingAction,
    MeetingState,
)
from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]
AT = datetime(2023, 10, 13, 10, tzinfo=UTC)


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a plan whose delivery group has met once."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        _has_met(session)
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall(*words, environment=environment)

    return at_a_prompt


def _has_met(session: Session) -> None:
    world = World(session)
    chair, owner = world.person("Independent Chair"), world.person("Data Manager")
    world.role(chair, Role.CHAIR)
    action = world.action("6.1", owner=owner)
    meeting = Meeting(
        plan_id=world.plan.id,
        body=Body.PDG,
        held_on=date(2023, 10, 13),
        opened_by_id=chair.id,
        opened_at=AT,
        state=MeetingState.CLOSED,
        closed_at=AT,
        closed_by_id=chair.id,
    )
    session.add(meeting)
    session.flush()
    item = AgendaItem(
        meeting_id=meeting.id,
        position=1,
        kind=ItemKind.EXCEPTION,
        about={"action_id": action.id},
        title="6.1 Backlog: Red, off track",
        state=ItemState.DECIDED,
    )
    session.add(item)
    session.flush()
    session.add(
        Decision(
            meeting_id=meeting.id,
            number=1,
            item_id=item.id,
            action_id=action.id,
            words="Cover is agreed until March.",
            by_id=chair.id,
            at=AT,
        )
    )
    session.add(
        MeetingAction(
            plan_id=world.plan.id,
            ref="GA001",
            meeting_id=meeting.id,
            words="Ask the academies.",
            owner_id=owner.id,
            due=date(2023, 11, 10),
            by_id=chair.id,
            at=AT,
            state=ArisingState.OFFERED,
        )
    )


def test_the_meetings_are_a_list_for_people_and_for_machines(run: Run) -> None:
    assert "PDG 2023-10-13" in run("meeting", "list").out
    (row,) = json.loads(run("meeting", "list", "--json").out)
    assert (row["name"], row["state"]) == ("PDG 2023-10-13", "closed")
    assert (row["items"], row["decisions"], row["actions"]) == (1, 1, 1)


def test_a_meeting_is_shown_with_all_that_it_decided(run: Run) -> None:
    out = run("meeting", "show", "PDG 2023-10-13").out
    for words in (
        "PDG 2023-10-13 / 1",
        "Cover is agreed until March.",
        "GA001",
        "not accepted yet",
    ):
        assert words in out
    shown = json.loads(run("meeting", "show", "1", "--json").out)
    assert shown["decisions"][0]["action"] == "6.1"


def test_its_log_is_written_as_word_pdf_and_web_page(run: Run, tmp_path: Path) -> None:
    ran = run("meeting", "log", "pdg-2023-10-13", "--out", str(tmp_path / "logs"))
    assert ran.code == 0, ran.err
    names = sorted(path.name for path in (tmp_path / "logs").iterdir())
    assert names == [f"decisions-pdg-2023-10-13.{kind}" for kind in ("docx", "html", "pdf")]
    page = (tmp_path / "logs" / names[1]).read_text(encoding="utf-8")
    assert "Cover is agreed until March." in page


def test_a_wrong_name_or_kind_is_one_sentence(run: Run, tmp_path: Path) -> None:
    ran = run("meeting", "show", "Board 2023-10")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "There is no meeting 'Board 2023-10'; the latest are: PDG 2023-10-13." in ran.err
    ran = run("meeting", "log", "1", "--out", str(tmp_path), "--kind", "xlsx")
    assert "A log is one of docx, pdf, html; found 'xlsx'." in ran.err

"""`rollcall calendar` and `rollcall cycle` at a prompt and in a script."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]
SAMPLE = Path(__file__).parents[3] / "bot" / "sample" / "calendar.csv"


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a plan without a calendar."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        World(session)
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall(*words, environment=environment)

    return at_a_prompt


def test_the_planned_calendar_is_the_published_one() -> None:
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        published = list(csv.DictReader(file))
    boards = [row["board_meeting"] for row in published]
    ran = rollcall("calendar", "plan", *boards, "--json", environment={})
    assert json.loads(ran.out) == published


def test_a_calendar_for_people_says_each_step_as_everywhere_else() -> None:
    ran = rollcall("calendar", "plan", "24/1/2024", environment={})
    (line,) = [line for line in ran.out.splitlines() if "The PDG meets" in line]
    assert "Friday 12 January 2024" in line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2024-13-01", "Write the Board's day as 2024-01-24; found '2024-13-01'."),
        ("soon", "Write the Board's day as"),
        ("2024-12-25", "is a bank holiday in England. The nearest working days are"),
        ("2024-01-27", "is at a weekend. The nearest working days are"),
        ("0001-01-03", "are not known"),
        ("2199-01-03", "are not known"),
    ],
)
def test_a_day_on_which_no_board_can_meet_is_refused_in_a_sentence(words: str, said: str) -> None:
    ran = rollcall("calendar", "plan", words, environment={})
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_stored_cycle_is_listed_moved_and_stands_once(run: Run) -> None:
    assert run("cycle", "add", "2099-01-28").code == 0
    again = run("cycle", "add", "2099-01-28")
    assert again.code == 2
    assert "is in the calendar already: 2099-01" in again.err
    assert run("cycle", "add", "2199-01-03").code == 2
    moved = run("cycle", "move", "2099-01", "2099-02-04", "--reason", "the chair is away")
    assert "The Board has moved from Wednesday 28 January 2099" in " ".join(moved.out.split())
    (stored,) = json.loads(run("cycle", "list", "--json").out)
    assert (stored["cycle"], stored["board_meeting"]) == ("2099-01", "2099-02-04")
    assert "1 cycle" in run("cycle", "list").out
    assert run("cycle", "move", "2050-01", "2099-02-04").code == 2

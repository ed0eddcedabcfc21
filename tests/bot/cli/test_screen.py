"""What a command shows is what was typed: nothing cut, nothing read as markup."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from bot.cli.screen import row, show, table
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

TITLE = "[red]Fill[/red] every post :smile: [/] [link=https://example.org]x[/link]"
NAME = "Head of [bold]Casework[/bold]"
LONG = "Agree one countywide approach " * 12
Run = Callable[..., Ran]


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a plan whose words look like markup."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        head = world.person(NAME, email="head@council.example.org")
        world.area("6").title = "[b]Six[/b]"
        world.action("6.1", owner=head, title=TITLE, evidence_expected="[i]a list[/i]")
        world.action("6.2", owner=head, title=LONG.strip())
        world.action("6.3", owner=head, title="Two\nlines and \x1b[31mred\x1b[0m\x9b1m")
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall(*words, environment=environment)

    return at_a_prompt


def test_what_looks_like_markup_is_shown_as_it_was_typed(run: Run) -> None:
    plan = run("plan", "show").out
    assert TITLE in plan
    assert NAME in plan
    assert "6 [b]Six[/b]" in plan
    shown = run("action", "show", "6.1").out
    assert TITLE in shown
    assert "[i]a list[/i]" in shown
    assert NAME in run("people", "list").out


def test_a_pipe_gets_each_row_on_one_line_and_whole(run: Run) -> None:
    lines = run("plan", "show").out.splitlines()
    assert [LONG.strip() in line for line in lines].count(True) == 1
    assert [NAME in line for line in lines].count(True) == 3
    assert [line for line in lines if "Two lines and" in line and "Manager" not in line]


def test_no_sign_steers_the_terminal(run: Run) -> None:
    for words in (("plan", "show"), ("action", "show", "6.3")):
        out = run(*words).out
        assert "[31mred" in out
        assert "\x1b" not in out
        assert "\x9b" not in out


def test_machines_get_the_words_themselves(run: Run) -> None:
    told = json.loads(run("plan", "show", "--json").out)
    assert [action["title"] for area in told["areas"] for action in area["actions"]] == [
        TITLE,
        LONG.strip(),
        "Two\nlines and \x1b[31mred\x1b[0m\x9b1m",
    ]


def test_a_terminal_breaks_cells_into_lines_within_its_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    out = StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    made = table("What", "How many", title="[b]One[/b]", numbers=("How many",))
    row(made, "word " * 20 + "endoftheline", 7)
    show(made)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[0].strip() == "[b]One[/b]"
    assert "endoftheline" in out.getvalue().replace("\n", "")
    assert "…" not in out.getvalue()

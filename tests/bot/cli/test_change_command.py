"""`rollcall change`: the office asks, returns and recommends; nobody approves by command."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a small agreed plan."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
        world.role(world.person("Independent Chair"), Role.CHAIR)
        world.area("2", lead=world.person("Area Lead"))
        world.action("2.4", owner=world.person("Assessment Manager"), due=date(2098, 3, 28))
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall(*words, environment=environment)

    return at_a_prompt


def asked(run: Run) -> Ran:
    return run("change", "request", "2.4", "due", "--to", "2098-06-30", "--reason", "By letter.")


def test_a_request_shows_both_dates_and_who_decides(run: Run) -> None:
    ran = asked(run)
    assert ran.code == 0, ran.err
    assert "Friday 28 March 2098" in ran.out
    assert "The PDG by a recorded decision decides" in ran.out


def test_the_open_requests_are_a_list_for_people_and_for_machines(run: Run) -> None:
    asked(run)
    assert "a new due date" in run("change", "list").out
    (row,) = json.loads(run("change", "list", "--json").out)
    assert (row["ref"], row["topic"], row["state"], row["moves"]) == ("2.4", "due", "submitted", 0)
    assert (row["due"], row["original_due"], row["after"]) == (
        *("2098-03-28", "2098-03-28"),
        "2098-06-30",
    )
    assert row["needs"] == ["approve_move"]
    shown = json.loads(run("change", "show", str(row["id"]), "--json").out)
    assert shown == row
    assert "First agreed" in run("change", "show", str(row["id"])).out


def test_it_is_recommended_and_returned(run: Run) -> None:
    asked(run)
    assert run("change", "recommend", "1").code == 0
    assert run("change", "return", "1", "--reason", "Which supplier?").code == 0
    (row,) = json.loads(run("change", "list", "--json").out)
    assert [step["state"] for step in row["steps"]] == ["submitted", "recommended", "returned"]
    assert row["steps"][-1]["reason"] == "Which supplier?"


def test_it_is_never_approved(run: Run) -> None:
    asked(run)
    ran = run("change", "approve", "1")
    assert ran.code == 2
    assert "A command can never approve this change of date." in ran.err


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("request", "9.9", "due", "--to", "2098-06-30", "--reason", "x"), "No action is called"),
        (("request", "2.4", "duu", "--reason", "x"), "A change is one of due, scope"),
        (("request", "2.4", "due", "--to", "soon", "--reason", "x"), "2024-01-24"),
        (("request", "2.4", "suspend", "--reason", "x"), "the day of review"),
        (("show", "7"), "No request for a change has the number"),
        (("recommend", "7"), "No request for a change has the number"),
    ],
)
def test_a_wrong_word_is_said_in_a_sentence(run: Run, words: tuple[str, ...], fault: str) -> None:
    ran = run("change", *words)
    assert ran.code == 2
    assert fault in ran.err
    assert "Traceback" not in ran.err

"""`rollcall people` as a programme office's colleague at a prompt or a script meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]
OWNER = "assessment-manager@council.example.org"


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over a plan with one action."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.action("6.1", owner=world.person("Assessment Manager"))
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall("people", *words, environment=environment)

    return at_a_prompt


def test_the_list_says_who_is_away_and_what_each_is_trusted_with(run: Run) -> None:
    assert run("grant", OWNER, "verifier", "--scope", "area:6", "--to", "2099-01-30").code == 0
    assert run("away", OWNER, "--from", "2020-01-01", "--to", "2099-12-31").code == 0
    (person,) = json.loads(run("list", "--json").out)
    assert person["away_until"] == "2099-12-31"
    (role,) = person["roles"]
    assert (role["role"], role["scope"], role["to"]) == ("verifier", "area 6", "2099-01-30")
    shown = run("list").out
    assert "1 person" in shown
    assert "Assessment Manager (away until Thursday 31 December 2099)" in shown
    assert "verifier for area 6 until Friday 30 January 2099" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "no address", "--name", "X"), "Write one e-mail address"),
        (("add", OWNER, "--name", "X"), "belongs to Assessment Manager already"),
        (("change", "nobody@x.example.org", "--name", "X"), "Nobody here is called"),
        (("change", OWNER, "--door", "fax"), "Choose one of slack, teams, mail, local"),
        (("change", OWNER, "--weekdays", "mon,xyz"), "Write working days such as"),
        (("change", OWNER, "--send-at", "25:00"), "Write a time such as 09:00"),
        (("away", OWNER, "--from", "2024-02-30", "--to", "2024-03-01"), "Write the first day"),
        (("away", OWNER, "--from", "2024-03-02", "--to", "2024-03-01"), "before the first"),
        (("grant", OWNER, "boss"), "The role should be area_lead, "),
        (("grant", OWNER, "chair", "--scope", "area:99"), "The scope should be plan, area"),
        (("end", OWNER, "chair"), "does not hold the role of PDG chair"),
        (("hand-over", OWNER, "--to", OWNER), "Somebody else"),
    ],
)
def test_what_cannot_be_done_is_refused_in_a_sentence(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_who_cannot_be_reached_ends_with_one(run: Run) -> None:
    assert run("check").code == 0
    run("vacant", OWNER)
    ran = run("check", "--json")
    assert ran.code == 1
    kinds = [finding["kind"] for finding in json.loads(ran.out)]
    assert kinds == ["vacant", "no_deputy"]

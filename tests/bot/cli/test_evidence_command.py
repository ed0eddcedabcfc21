"""`rollcall evidence` at a prompt and in a script."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from models.states import Role, Stage
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall evidence` over a plan with one delivered action."""
    engine = open_engine(sqlite_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
        owner = world.person("Inclusion Lead")
        world.action(
            "2.4", owner=owner, stage=Stage.DELIVERED, delivered_on=date(2023, 9, 29),
            evidence_expected="Minutes",
        )  # fmt: skip
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": sqlite_url, "ROLLCALL_DATA_DIR": str(tmp_path)}

    def at_a_prompt(*words: str) -> Ran:
        return rollcall("evidence", *words, environment=environment)

    return at_a_prompt


def test_what_is_missing_is_listed(run: Run) -> None:
    assert (
        "No evidence has come" in run("missing").out or "no evidence has come" in run("missing").out
    )
    (found,) = json.loads(run("missing", "--json").out)
    assert (found["ref"], found["need"], found["expected"]) == ("2.4", "missing", "Minutes")


def test_a_return_is_added_shown_and_written(run: Run, tmp_path: Path) -> None:
    added = run("add-return", "Six-month review", "--review", "2099-11-16")
    assert added.code == 0, added.err
    assert "evidence of 0 of 1 actions is ready" in added.out.replace("\n", " ")
    (listed,) = json.loads(run("returns", "--json").out)
    assert (listed["evidence_due"], listed["needed"], listed["per_cent"]) == ("2099-11-02", 1, 0)
    ready = json.loads(run("ready", "six-month review", "--json").out)
    assert ready["areas"][0]["actions"][0]["need"] == "missing"
    written = run("index", "Six-month review", "--out", str(tmp_path / "index"))
    names = sorted(path.name for path in (tmp_path / "index").iterdir())
    assert written.code == 0
    assert names == [f"evidence-index-APP-2099-11-02.{kind}" for kind in ("docx", "json", "xlsx")]
    assert run("cancel-return", "Six-month review").code == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("ready", "Nothing"), "No return is called 'Nothing'"),
        (("index", "Nothing", "--out", "x", "--kind", "exe"), "An index is one of"),
        (("missing", "--by", "soon"), "A day such as 2023-11-01 was wanted"),
        (("add-return", "Late", "--review", "2001-01-01"), "Give a day still to come"),
    ],
)
def test_an_error_is_a_sentence(run: Run, words: tuple[str, ...], says: str) -> None:
    ran = run(*words)
    assert ran.code == 2
    assert says in ran.err.replace("\n", " ")

"""`rollcall ask`: the questions of the chat, at a prompt and for machines, as at any instant."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.store import open_engine
from tests.bot.cli.rollcall import Ran, rollcall
from tests.handlers.inquiring.counted import groups
from tests.handlers.inquiring.worlds import NOW, RandomPlan

Run = Callable[..., Ran]
THEN = ("--at", "2023-11-10T14:15")


@pytest.fixture
def counted() -> dict[str, set[str]]:
    """What SQL counted, filled by `run`."""
    return {}


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path, counted: dict[str, set[str]]) -> Run:
    """Runs `rollcall` over a random plan."""
    engine = open_engine(sqlite_url)
    with Session(engine, expire_on_commit=False) as session:
        plan = RandomPlan(session, 3)
        plan.go_on(NOW - timedelta(days=2))
        counted.update(groups(session, NOW.date()))
        session.commit()
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": sqlite_url, "ROLLCALL_DATA_DIR": str(tmp_path)}
    return lambda *words: rollcall(*words, environment=environment)


def test_a_summary_for_machines_lists_what_each_number_counts(
    run: Run, counted: dict[str, set[str]]
) -> None:
    told = json.loads(run("ask", "summary", *THEN, "--json").out)
    lists = {n["key"]: set(n["list"]) for n in told["numbers"]}
    for rating in ("green", "amber", "red", "blue"):
        assert lists[rating] == counted.get(rating, set())
    assert told["as_at"].startswith("2023-11-10T14:15")


def test_a_question_is_understood_with_its_slips(run: Run) -> None:
    ran = run("ask", "whats", "red", "n", "why", *THEN)
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Red, off track")
    assert "As at Friday 10 November 2023, 2.15 pm." in ran.out
    assert "Ask me about the plan" in run("ask", "what can i ask").out


def test_what_is_no_question_is_refused_in_a_sentence(run: Run) -> None:
    ran = run("ask", "2.4", "green")
    assert ran.code == 2
    assert ran.err.startswith("A question about the plan was wanted, such as summary")

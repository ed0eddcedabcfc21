"""`rollcall moderation`: what waits for a decision, and that a command can never decide."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from models.store import open_engine
from tests.bot.cli.rollcall import Ran, rollcall
from tests.handlers.moderating.desk import Desk, type_line

Run = Callable[..., Ran]
QUEUE = ("moderation", "queue", "2023-10", "--at", "2023-10-10T10:00")


@pytest.fixture
def run(sqlite_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` over October's desk with one question open."""
    engine = open_engine(sqlite_url)
    with Session(engine, expire_on_commit=False) as session:
        desk = Desk(session)
        desk.asked("6.1", "amber", words="Two left.")
        desk.asked("6.2", "green", words="Fine.")
        type_line(session, "challenge 6.1: What stops it?", by=desk.chair)
        session.commit()
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": sqlite_url, "ROLLCALL_DATA_DIR": str(tmp_path)}
    return lambda *words: rollcall(*words, environment=environment)


def test_the_queue_is_shown_for_people_and_for_machines(run: Run) -> None:
    told = json.loads(run(*QUEUE, "--json").out)
    (item,) = told["items"]
    assert (item["ref"], item["owner"], item["decided"]) == ("6.1", "amber", None)
    assert item["flags"][0]["flag"] == "no_reason"
    shown = run(*QUEUE).out
    assert "6.1" in shown
    assert "6.2" not in shown
    assert "A command can never decide" in shown
    assert "6.2" in run(*QUEUE, "--all").out


def test_open_questions_are_listed(run: Run) -> None:
    (asked,) = json.loads(run("moderation", "challenges", "--json").out)
    assert (asked["ref"], asked["question"]) == ("6.1", "What stops it?")
    assert "What stops it?" in run("moderation", "challenges").out


def test_no_command_moderates(run: Run) -> None:
    assert run("moderation", "keep", "6.1").code == 2
    assert run("moderation", "set", "6.1", "red").code == 2


def test_a_cycle_that_is_not_there_is_named(run: Run) -> None:
    ran = run("moderation", "queue", "2031-01")
    assert ran.code == 2
    assert "There is no cycle '2031-01'" in ran.err

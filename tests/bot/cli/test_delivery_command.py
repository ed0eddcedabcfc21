"""`rollcall delivery`: the lists for people and for machines, and each way to settle."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from handlers.tell import tell
from models.delivery import Occasion, OccasionState
from models.message import Message
from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.handlers.doing import NOW
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Run:
    """Runs `rollcall` where one message was refused and another waits."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
        owner = world.person("Assessment Manager")
        for key in ("refused", "owed"):
            tell(session, owner, Message("note", "6.1 is disputed."), key=key, now=NOW)
        refused = session.scalars(select(Occasion).where(Occasion.key == "note:refused")).one()
        refused.state, refused.why = OccasionState.REFUSED, "The account is closed."
    engine.dispose()
    environment = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}
    return lambda *words: rollcall(*words, environment=environment)


def listed(run: Run, *more: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(run("delivery", "list", "--json", *more).out)
    return found


def test_the_list_says_what_failed_and_why(run: Run) -> None:
    out = run("delivery", "list").out
    assert "What needs you: 1 refused." in out
    assert "The account is closed." in out
    assert [each["state"] for each in listed(run)] == ["refused", "owed"]
    assert [each["state"] for each in listed(run, "--state", "owed")] == ["owed"]


def test_a_refused_message_is_sent_again_or_cancelled(run: Run) -> None:
    ran = run("delivery", "retry", "1")
    assert ran.out.strip().endswith("goes again now.")
    assert [each["state"] for each in listed(run)] == ["owed", "owed"]
    assert run("delivery", "cancel", "2", "--reason", "They rang.").code == 0
    assert len(listed(run)) == 1


def test_what_does_not_stand_so_is_refused_in_a_sentence(run: Run) -> None:
    for words in (
        ("arrived", "2"),
        ("retry", "99"),
        ("retry", "1", "--incoming"),
        ("cancel", "7", "--incoming"),
        ("open", "slack/T1"),
    ):
        ran = run("delivery", *words)
        assert ran.code == 2, words
        assert ran.err.strip().count("\n") == 0
        assert ran.err.strip().endswith(".")

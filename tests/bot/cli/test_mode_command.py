"""`rollcall mode`: shown, paused at once, and going on only with --yes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from handlers.running.modes import starts_as
from models.running import Mode
from models.states import Role
from models.store import open_engine, transaction
from tests.bot.cli.rollcall import Ran, rollcall
from tests.world import World

Run = Callable[..., Ran]


@pytest.fixture
def run(engine_url: str, tmp_path: Path) -> Iterator[Run]:
    """Runs `rollcall` over an installation with somebody in its office."""
    engine = open_engine(engine_url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
    engine.dispose()
    base = {"ROLLCALL_DATABASE_URL": engine_url, "ROLLCALL_DATA_DIR": str(tmp_path)}
    yield lambda *words, **more: rollcall(*words, environment={**base, **more})
    starts_as(Mode.LIVE)


SLACK = {
    "ROLLCALL_SLACK_BOT_TOKEN": "xoxb-1-for-tests-only",
    "ROLLCALL_SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
}


def mode(run: Run, **more: str) -> str:
    found: str = json.loads(run("mode", "show", "--json", **more).out)["mode"]
    return found


def test_the_local_platform_is_live_and_a_real_one_starts_in_trial(run: Run) -> None:
    assert mode(run) == "live"
    assert mode(run, **SLACK) == "trial"


def test_going_live_is_shown_and_done_with_yes(run: Run) -> None:
    shown = run("mode", "live", **SLACK)
    assert "Nothing is live yet." in shown.out
    assert "repeat this with --yes" in shown.out
    assert mode(run, **SLACK) == "trial"
    assert run("mode", "live", "--yes", **SLACK).out.count("Live: messages go to") == 1
    assert mode(run, **SLACK) == "live"


def test_pausing_is_done_at_once_and_resuming_is_shown_first(run: Run) -> None:
    assert "Paused: nothing leaves" in run("mode", "pause", "--reason", "An election.").out
    assert "An election." in run("mode", "show").out
    assert "0 lapsed meanwhile" in run("mode", "resume").out
    assert mode(run) == "paused"
    run("mode", "resume", "--yes")
    assert mode(run) == "live"


def test_what_does_not_fit_the_mode_is_refused_in_a_sentence(run: Run) -> None:
    for words in (("resume",), ("resume", "--yes"), ("live",), ("live", "--yes")):
        ran = run("mode", *words)
        assert ran.code == 2, words
        assert ran.err.strip().endswith(".")

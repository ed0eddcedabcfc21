"""A real process of Rollcall, set up by its settings alone, posts in a workspace, once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.partnership import Partnership
from models.running import Mode, ModeChange
from models.states import Role
from models.store import open_engine, transaction
from tests.fakes.slack_server.server import Slack, slack_process
from tests.promises.process import PATIENCE_SECONDS, command
from tests.scheduler.month import OCTOBER, add_cycle
from tests.world import LONG_AGO, World

BEFORE = "2023-09-28T09:00"
OFFICER, OWNER = "Programme Officer", "Owner"
OPENING = "2023-09-29T09:00"
Rollcall = Callable[..., tuple[int, str]]


@pytest.fixture
def rollcall(sqlite_url: str, tmp_path: Path) -> Rollcall:
    """Runs a command in a process of its own; gives how it ended and what it said."""
    _build(sqlite_url)
    partnership = tmp_path / "partnership.toml"
    partnership.write_text('[channels.slack]\nboard = "C0BOARD"\n', encoding="utf-8")

    def run(slack: Slack, *words: str) -> tuple[int, str]:
        settings = {
            "ROLLCALL_DATABASE_URL": sqlite_url,
            "ROLLCALL_DATA_DIR": str(tmp_path),
            "ROLLCALL_PARTNERSHIP_FILE": str(partnership),
            "ROLLCALL_SLACK_BOT_TOKEN": slack.token,
            "ROLLCALL_SLACK_API_URL": slack.api,
        }
        with command(*words, **settings) as popen:
            out, err = popen.communicate(timeout=PATIENCE_SECONDS)
        return popen.returncode, out + err

    return run


def _build(url: str) -> None:
    engine = open_engine(url)
    with transaction(engine) as session:
        world = World(session)
        world.role(world.person(OFFICER), Role.PROGRAMME_OFFICE)
        world.role(world.person("Independent Chair"), Role.CHAIR)
        world.action("6.1", owner=world.person(OWNER))
        add_cycle(world, OCTOBER, Partnership())
    engine.dispose()


@pytest.fixture
def slack() -> Iterator[Slack]:
    """A workspace that knows all three, by the addresses that stand in the plan."""
    with slack_process() as running:
        for name in (OFFICER, "Independent Chair", OWNER):
            address = f"{name.lower().replace(' ', '-')}@council.example.org"
            running.person(name, id=f"U-{name}", email=address)
        yield running


def said_to(slack: Slack, name: str) -> list[str]:
    """What somebody was told, as it stands on a lock screen."""
    return [said["text"] for said in slack.messages() if said["with"] == f"U-{name}"]


def test_a_new_installation_shows_the_office_what_it_would_say(
    rollcall: Rollcall, slack: Slack
) -> None:
    assert rollcall(slack, "tick", "--at", BEFORE)[0] == 0
    assert said_to(slack, OWNER) == []
    assert [said.partition(". ")[0] for said in said_to(slack, OFFICER)] == [
        "Trial: this would go to the Owner"
    ]


def test_once_live_it_asks_the_owner_in_slack_and_no_second_time(
    rollcall: Rollcall, slack: Slack, sqlite_url: str
) -> None:
    go_live(sqlite_url)
    for at in (BEFORE, OPENING, OPENING):
        ended, said = rollcall(slack, "tick", "--at", at)
        assert ended == 0, said
    assert said_to(slack, OWNER) == [
        "Hello. I am Rollcall: once a month I ask where your action stands.",
        "One action to update by Friday 6 October, 5 pm.",
    ]
    assert slack.ask("counts")["users.lookupByEmail"] == 1


def go_live(url: str) -> None:
    engine = open_engine(url)
    with transaction(engine) as session:
        session.add(ModeChange(mode=Mode.LIVE, by="test", at=LONG_AGO))
    engine.dispose()


def test_check_says_by_which_way_people_are_written_to(rollcall: Rollcall, slack: Slack) -> None:
    ended, said = rollcall(slack, "check", "--slack")
    assert ended == 1
    assert "well   Doors: Slack, for what goes out" in said
    assert "well   Slack: The workspace Rollcall lets Rollcall in" in said
    assert "WRONG  Slack: The channel board (C0BOARD): Slack knows no such conversation" in said

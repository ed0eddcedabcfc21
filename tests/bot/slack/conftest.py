"""The chat server for a file of tests, and a courier that talks to it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.slack.calls import Caller
from bot.slack.courier import SlackCourier
from scheduler.clock import SetClock
from tests.fakes.slack_server.server import Slack, slack_served

NOW = datetime(2023, 10, 3, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def server() -> Iterator[Slack]:
    """One server for the file."""
    with slack_served() as running:
        yield running


@pytest.fixture
def slack(server: Slack) -> Slack:
    """The server, empty and in a good mood."""
    server.tell("reset")
    server.tell("pace", speed=0)
    return server


@pytest.fixture
def courier(slack: Slack) -> SlackCourier:
    """A courier of that workspace, which knows the Board's channel."""
    board = slack.channel("board", kind="group", id="C0BOARD")
    caller = Caller(slack.token, slack.api, timeout_seconds=1)
    return SlackCourier(caller, SetClock(NOW), ZoneInfo("Europe/London"), {"board": board})

"""`rollcall check --slack`: what Slack itself says of the installation, each with what to do."""

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx
import pytest

from bot.config import Settings, WrongSettingError
from bot.slack.calls import Caller
from bot.slack.check import NEEDED, try_slack
from bot.slack.setup import caller_of, channels_of
from models.partnership import Partnership
from tests.fakes.slack_server.server import Slack
from tests.house.slack_manifest import SCOPES


def tried(slack: Slack, *, fast: timedelta = timedelta(), channel: str = "C0BOARD") -> list[str]:
    """What was found, with a star before what is wrong."""
    server_time = httpx.get(f"{slack.address}/_test/counts").headers["date"]
    now = parsedate_to_datetime(server_time).astimezone(UTC) + fast

    async def all_of_it(now: datetime) -> list[str]:
        caller = Caller(slack.token, slack.api)
        return [
            one.sentence if one.is_well else f"* {one.sentence}"
            async for one in try_slack(caller, {"board": channel}, now)
        ]

    return asyncio.run(all_of_it(now))


@pytest.fixture
def board(slack: Slack) -> Slack:
    slack.channel("board", kind="group", id="C0BOARD")
    return slack


def test_everything_is_well(board: Slack) -> None:
    assert tried(board) == [
        "The workspace Rollcall lets Rollcall in as rollcall.",
        "Each scope that is needed was granted.",
        "This machine's clock agrees with Slack's.",
        "Rollcall is in the channel board (C0BOARD).",
    ]


def test_a_token_that_holds_no_more_is_said_and_nothing_else_is_tried(board: Slack) -> None:
    board.tell("tokens", token=board.token, error="token_revoked")
    (said,) = tried(board)
    assert said.startswith("* Slack does not let Rollcall in: the token is not valid any more.")


def test_what_may_not_be_done_is_named_with_what_it_is_for(board: Slack) -> None:
    held = sorted(set(NEEDED) - {"users:read.email"})
    board.tell("tokens", token=board.token, scopes=held)
    assert (
        "* 1 scope is missing: users:read.email (to find people by their address)."
        " Install the app again from app_manifest.yaml."
    ) in tried(board)


def test_a_clock_that_is_wrong_is_said(board: Slack) -> None:
    (said,) = [each for each in tried(board, fast=timedelta(minutes=4)) if "clock" in each]
    assert said.startswith("* This machine's clock and Slack's are 24")


def test_a_channel_that_it_is_not_in_is_said_with_what_to_do(board: Slack) -> None:
    assert "Invite Rollcall to the channel" in tried(board, channel="C0OTHER")[-1]


def test_where_slack_cannot_be_reached_it_says_what_to_let_through(board: Slack) -> None:
    board.mood("drop", "auth.test", times=2)
    assert tried(board) == [
        "* Slack could not be asked. Check that https://slack.com is let through from here."
    ]


def test_what_is_needed_to_send_is_in_the_manifest() -> None:
    assert set(NEEDED) <= set(SCOPES)


def test_the_token_goes_to_slack_or_to_this_machine_and_nowhere_else() -> None:
    assert caller_of(Settings()).base_url == "https://slack.com/api/"
    here = Settings(slack_api_url="http://127.0.0.1:8765/api")
    assert caller_of(here).base_url == "http://127.0.0.1:8765/api/"
    with pytest.raises(WrongSettingError, match="of this machine only"):
        caller_of(Settings(slack_api_url="http://slack.example.org/api/"))


def test_a_channel_that_is_set_by_its_name_is_refused_with_where_its_id_stands() -> None:
    partnership = Partnership(channels={"slack": {"board": "#siab"}})
    with pytest.raises(WrongSettingError, match=r"C024BE91L .* foot of the channel's details"):
        channels_of(partnership)

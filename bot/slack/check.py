"""Trying Slack as it is set up: token, scopes, clock, channels; each in a sentence with its fix."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.slack.calls import Caller
from models.courier import CourierError, Later
from models.spoken import count_in_words, list_in_words

NEEDED = {
    "chat:write": "to post",
    "im:write": "to open a conversation with somebody",
    "im:history": "to see whether a message arrived",
    "channels:history": "to see whether the rollup stands in a channel",
    "groups:history": "to see whether the rollup stands in a private channel",
    "users:read": "to know people",
    "users:read.email": "to find people by their address",
}
"""What the calls that go out need, and for what."""
SKEW_SECONDS = 60
"""Slack's signatures hold for five minutes; a clock that is one out is already wrong."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried, and how it went."""

    is_well: bool
    sentence: str


async def try_slack(
    caller: Caller, channels: Mapping[str, str], now: datetime
) -> AsyncIterator[Tried]:
    """Try everything; where nobody is let in there is no more to try."""
    try:
        answer, headers = await caller.probe("auth.test")
    except CourierError as error:
        yield Tried(is_well=False, sentence=_why(error))
        return
    team, user = answer.get("team", "?"), answer.get("user", "?")
    yield Tried(is_well=True, sentence=f"The workspace {team} lets Rollcall in as {user}.")
    yield _scopes(headers.get("x-oauth-scopes", ""))
    yield _clock(headers.get("date", ""), now)
    for name, channel in channels.items():
        yield await _channel(caller, name, channel)


def _why(error: CourierError) -> str:
    if isinstance(error, Later):
        return "Slack could not be asked. Check that https://slack.com is let through from here."
    return str(error)


def _scopes(header: str) -> Tried:
    held = {scope.strip() for scope in header.split(",")}
    missing = [f"{scope} ({what})" for scope, what in NEEDED.items() if scope not in held]
    if not missing:
        return Tried(is_well=True, sentence="Each scope that is needed was granted.")
    said = f"{count_in_words(len(missing), 'scope is', 'scopes are')} missing"
    return Tried(
        is_well=False,
        sentence=f"{said}: {list_in_words(missing)}. Install the app again from app_manifest.yaml.",
    )


def _clock(header: str, now: datetime) -> Tried:
    try:
        apart = abs((parsedate_to_datetime(header).astimezone(UTC) - now).total_seconds())
    except ValueError:
        return Tried(is_well=True, sentence="Slack did not say what time it is.")
    if apart <= SKEW_SECONDS:
        return Tried(is_well=True, sentence="This machine's clock agrees with Slack's.")
    return Tried(
        is_well=False,
        sentence=f"This machine's clock and Slack's are {apart:.0f} seconds apart. Let a time"
        " service set this machine's clock.",
    )


async def _channel(caller: Caller, name: str, channel: str) -> Tried:
    """Whether it can be posted in, as far as reading there tells."""
    try:
        await caller.read("conversations.history", channel=channel, limit="1")
    except CourierError as error:
        return Tried(is_well=False, sentence=f"The channel {name} ({channel}): {_why(error)}")
    return Tried(is_well=True, sentence=f"Rollcall is in the channel {name} ({channel}).")

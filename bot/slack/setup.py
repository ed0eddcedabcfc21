"""Slack as the settings have it."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from bot.config import Settings, WrongSettingError
from bot.slack import PLATFORM
from bot.slack.calls import API, Caller
from bot.slack.courier import SlackCourier
from models.partnership import Partnership
from scheduler.clock import Clock

CHANNEL_ID = re.compile(r"[CG][A-Z0-9]{2,}")


def slack_courier(settings: Settings, partnership: Partnership, clock: Clock) -> SlackCourier:
    """The courier of the workspace whose bot token is set.

    Raises:
        WrongSettingError: an address for tests that is not on this machine, or a channel that is
            named by something else than its id.
    """
    channels = channels_of(partnership)
    return SlackCourier(caller_of(settings), clock, partnership.zone, channels)


def caller_of(settings: Settings) -> Caller:
    """Who calls Slack, with the bot's token.

    Raises:
        WrongSettingError: an address for tests that is not on this machine.
    """
    return Caller(settings.slack_bot_token.get_secret_value(), _api(settings.slack_api_url))


def channels_of(partnership: Partnership) -> Mapping[str, str]:
    """The channels' ids, by their names here.

    Raises:
        WrongSettingError: one is named by something else than its id.
    """
    channels = partnership.channels.get(PLATFORM, {})
    for name, found in channels.items():
        if not CHANNEL_ID.fullmatch(found):
            raise WrongSettingError(
                f"[channels.slack] {name}: a channel's id such as C024BE91L was expected, which"
                f" stands at the foot of the channel's details in Slack; found {found[:60]!r}."
            )
    return channels


def _api(url: str) -> str:
    """Slack's own address; a test may name another, on this machine only: it gets the token."""
    if not url:
        return API
    host = urlsplit(url).hostname or ""
    if not _is_loopback(host):
        raise WrongSettingError(
            "ROLLCALL_SLACK_API_URL is for tests and takes an address of this machine only, such as"
            f" http://127.0.0.1:8765/api/; found {url[:60]!r}. Take the setting out."
        )
    return f"{url.rstrip('/')}/"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""One call of Slack's Web API, which ends in an answer or in one of the port's three errors.

Nothing is sent twice here: the client's own handlers of retries are off, since they post a message
again after a dropped connection.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack.answers import doubt, error_of
from bot.slack.waiting import seconds_to_wait
from models.courier import CourierError, Later
from models.pacing import Extent

LOG = logging.getLogger(__name__)
TIMEOUT_SECONDS = 10
"""Of one call. Opening, looking and sending all of a message end within the lease of 120 s."""
AWAY_SECONDS = 15
"""How long nothing is tried where no connection came about."""
API = "https://slack.com/api/"
TOO_MANY = 429
BROKEN = 500


@dataclass(frozen=True, slots=True)
class Caller:
    """A workspace's token and where it is used."""

    token: str = field(repr=False)
    base_url: str = API
    timeout_seconds: int = TIMEOUT_SECONDS

    async def read(self, method: str, **values: Any) -> Mapping[str, Any]:
        """A call that leaves nothing behind, or whose second time changes nothing.

        Raises:
            Refused, Later: never Uncertain, for it can be made again.
        """
        return (await self._call(method, values, writes=False))[0]

    async def probe(self, method: str) -> tuple[Mapping[str, Any], Mapping[str, str]]:
        """A read of which the headers matter too; their names are in small letters.

        Raises:
            Refused, Later: as `read`.
        """
        data, headers = await self._call(method, {}, writes=False)
        return data, {name.lower(): value for name, value in headers.items()}

    async def write(self, method: str, **values: Any) -> Mapping[str, Any]:
        """A call that leaves something behind.

        Raises:
            Refused, Later: it certainly did not.
            Uncertain: it may have.
        """
        return (await self._call(method, values, writes=True))[0]

    async def _call(
        self, method: str, values: dict[str, Any], *, writes: bool
    ) -> tuple[dict[str, Any], Mapping[str, str]]:
        client = AsyncWebClient(
            self.token, base_url=self.base_url, timeout=self.timeout_seconds, retry_handlers=[]
        )
        body = {"params": values} if method in BY_QUERY else {"json": values}
        verb = "GET" if method in BY_QUERY else "POST"
        try:
            answer = await client.api_call(method, http_verb=verb, **body)
        except aiohttp.ClientConnectorError:
            # No connection came about, so not a byte of the message has left this machine.
            raise Later(AWAY_SECONDS, extent=Extent.PLATFORM) from None
        except SlackApiError as error:
            raise _error_in(error, method, writes=writes) from None
        except Exception as error:  # noqa: BLE001 - the library reads answers in ways of its own
            # Whatever it raises, bytes were sent.
            LOG.warning("no answer", extra={"method": method, "error": type(error).__name__})
            raise doubt("Slack's answer was lost on the way.", writes=writes) from None
        data = answer.data
        return (data if isinstance(data, dict) else {}), answer.headers


BY_QUERY = frozenset({"conversations.history", "conversations.replies", "users.lookupByEmail"})
"""What takes its arguments in the address."""


def _error_in(error: SlackApiError, method: str, *, writes: bool) -> CourierError:
    """What an answer that is not `ok` means: by its status first, then by its code."""
    answer = error.response
    status = getattr(answer, "status_code", getattr(answer, "status", 0))
    data = getattr(answer, "data", None)
    code = data.get("error") if isinstance(data, dict) else None
    LOG.warning("not taken", extra={"method": method, "status": status, "code": code})
    if status == TOO_MANY:
        return Later(seconds_to_wait(answer.headers))  # which of its limits Slack does not say
    if status >= BROKEN or not isinstance(code, str) or not code:
        return doubt(f"Slack answered with status {status} and nothing to read.", writes=writes)
    return error_of(code, writes=writes)

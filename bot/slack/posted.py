"""How a message of ours is marked where it stands in Slack, and how it is found there again."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.slack.calls import Caller
from models.courier import Address, Later

CHANNEL = "channel:"
EVENT = "rollcall_message"
JOINT = "+"
"""Between the timestamps of a message that stands in several parts."""
PAGE = 200
HORIZON_SECONDS = 31 * 86_400
"""So far before a conversation's newest message it is searched: nothing is sent that much late."""
FIND_SECONDS = 20
"""How long a conversation is searched in one go."""
AGAIN_SECONDS = 5


def id_of(place: Address) -> str:
    """The conversation's id."""
    return place.conversation.removeprefix(CHANNEL)


def first(posted_id: str) -> str:
    """The first part's timestamp, under which a thread stands."""
    return posted_id.split(JOINT, maxsplit=1)[0]


def metadata(key: str, part: int, of: int) -> dict[str, Any]:
    """What is put on one part of a message, for reading back; it says nothing by itself."""
    return {"event_type": EVENT, "event_payload": {"key": key, "part": part, "of": of}}


async def marked(caller: Caller, place: Address, key: str) -> AsyncIterator[tuple[int, int, str]]:
    """The parts with this key: number, of how many, timestamp.

    Raises:
        Refused, Later: it cannot be asked, or not now.
    """
    async for said in _said(caller, place):
        payload = (said.get("metadata") or {}).get("event_payload") or {}
        if payload.get("key") == key:
            yield int(payload.get("part", 1)), int(payload.get("of", 1)), str(said["ts"])


async def _said(caller: Caller, place: Address) -> AsyncIterator[Mapping[str, Any]]:
    """What stands in a thread, or in a conversation from its newest message backwards."""
    method, more = "conversations.history", {"oldest": "0"}
    if place.thread:
        method, more = "conversations.replies", {"oldest": "0", "ts": first(place.thread)}
    cursor, begun = "", time.monotonic()
    while time.monotonic() - begun < FIND_SECONDS:
        asked = {**more, "cursor": cursor} if cursor else more
        answer = await caller.read(
            method, channel=id_of(place), limit=str(PAGE), include_all_metadata="true", **asked
        )
        messages = answer.get("messages", [])
        for said in messages:
            yield said
        cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor or not messages:
            return
        if not place.thread and more["oldest"] == "0":
            more["oldest"] = f"{max(float(messages[0]['ts']) - HORIZON_SECONDS, 0):.6f}"
    raise Later(AGAIN_SECONDS)

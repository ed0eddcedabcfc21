"""What the server holds: one workspace with its people, conversations and messages."""

import itertools
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

TEAM, BOT, BOT_ID, APP = "T0ROLLCALL", "U0ROLLCALL", "B0ROLLCALL", "A0ROLLCALL"
TOKEN = "xoxb-rollcall-test"  # noqa: S105 - it opens nothing but this server
SCOPES = frozenset(
    (
        *("channels:history", "chat:write", "commands", "files:read", "files:write"),
        *("groups:history", "im:history", "im:write", "users:read", "users:read.email"),
    )
)
"""As in `app_manifest.yaml`."""
TRIGGER_SECONDS = 3.0


class SlackError(Exception):
    """An answer that is not `ok`."""

    def __init__(self, code: str, *messages: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.body: dict[str, Any] = {"ok": False, "error": code, **more}
        if messages:
            self.body["response_metadata"] = {"messages": [f"[ERROR] {said}" for said in messages]}


@dataclass(slots=True)
class User:
    """A person of the workspace."""

    id: str
    email: str
    name: str = ""
    deleted: bool = False


@dataclass(slots=True)
class Conversation:
    """A private chat with the app, or a channel."""

    id: str
    kind: str = "channel"
    """im, channel or group."""
    name: str = ""
    user: str = ""
    is_member: bool = True
    is_archived: bool = False
    messages: list[dict[str, Any]] = field(default_factory=list)

    @property
    def scope(self) -> str:
        """By which its messages are read."""
        return {"im": "im:history", "group": "groups:history"}.get(self.kind, "channels:history")


@dataclass(slots=True)
class Token:
    """A token: what it may do, and whether it still holds."""

    scopes: frozenset[str] = SCOPES
    error: str = ""
    """What every call is answered with, such as `token_revoked`."""


@dataclass(slots=True)
class Workspace:
    """Everything that is held, and what was asked of it."""

    users: dict[str, User] = field(default_factory=dict)
    conversations: dict[str, Conversation] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=lambda: {TOKEN: Token()})
    triggers: dict[str, float] = field(default_factory=dict)
    """When each was made; one that was used is below zero."""
    views: list[dict[str, Any]] = field(default_factory=list)
    calls: list[dict[str, Any]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    last_ts: int = 0

    def new_id(self, letter: str) -> str:
        """An id as Slack writes them."""
        return f"{letter}{next(self.numbers):08d}X"

    def timestamp(self) -> str:
        """A timestamp that no other message has."""
        self.last_ts = max(time.time_ns() // 1000, self.last_ts + 1)
        return f"{self.last_ts // 1_000_000}.{self.last_ts % 1_000_000:06d}"

    def conversation(self, channel: str, *, writes: bool = False) -> Conversation:
        """The conversation with that id; of a person's id, the one with them."""
        if channel in self.users and writes:
            return self.opened(channel)
        found = self.conversations.get(channel)
        if found is None:
            raise SlackError("channel_not_found")
        if not found.is_member:
            raise SlackError("not_in_channel")
        if found.is_archived and writes:
            raise SlackError("is_archived")
        return found

    def opened(self, user_id: str) -> Conversation:
        """The conversation with somebody, opened where there was none."""
        user = self.users.get(user_id)
        if user is None:
            raise SlackError("user_not_found")
        if user.deleted:
            raise SlackError("user_disabled")
        for found in self.conversations.values():
            if found.user == user_id:
                return found
        made = Conversation(self.new_id("D"), "im", user=user_id)
        self.conversations[made.id] = made
        return made

    def message(self, conversation: Conversation, ts: str) -> dict[str, Any] | None:
        """The message with that timestamp."""
        return next((said for said in conversation.messages if said["ts"] == ts), None)

    def trigger(self) -> str:
        """A trigger, as a click gives one."""
        made = f"{next(self.numbers)}.{next(self.numbers)}.trigger"
        self.triggers[made] = time.monotonic()
        return made

    def spend(self, trigger: str) -> None:
        """Use a trigger: once, within three seconds."""
        at = self.triggers.get(trigger)
        if at is None:
            raise SlackError("invalid_trigger_id")
        if at < 0:
            raise SlackError("exchanged_trigger_id")
        self.triggers[trigger] = -1.0
        if time.monotonic() - at > TRIGGER_SECONDS:
            raise SlackError("expired_trigger_id")

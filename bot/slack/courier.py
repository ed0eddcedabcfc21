"""Slack's way out: send, replace, ask, and look whether a message arrived.

Each part of a message carries metadata with an opaque key, by which it is found again after an
answer was lost. Anybody in the workspace can read metadata, so nothing else stands in it.

A conversation is written as Slack names it ("D024BE91L"), as a person whose conversation is still
to be opened, by their user's id ("U0G9QF9C6") or their e-mail address, or as a channel by its id or
by our name for it ("channel:board").
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.slack import PLATFORM
from bot.slack.calls import Caller
from bot.slack.forms import modal
from bot.slack.posted import CHANNEL, JOINT, first, id_of, marked, metadata
from bot.slack.render import message_parts
from bot.slack.ways import ways_to
from models.courier import Address, Known, Later, Refused, Uncertain
from models.message import Form, Message, Paragraph, text
from models.pacing import Extent, Way
from models.reader import Reader
from scheduler.clock import Clock

SEND_SECONDS = 25
"""How long the parts of one message may take: with what goes before them, well within a lease."""
REST = "Its first part stands there; the rest is still to come."
SHORT_WAIT_SECONDS = 3
TRIES = 3
SAID_ABOVE = Message("above", "This is said above.", (Paragraph(text("This is said above.")),))


class SlackCourier:
    """The courier of one Slack workspace."""

    platform = PLATFORM

    def __init__(
        self, caller: Caller, clock: Clock, zone: ZoneInfo, channels: Mapping[str, str]
    ) -> None:
        self._caller = caller
        self._clock = clock
        self._zone = zone
        self._channels = channels
        self._opened: dict[str, tuple[str, Known | None]] = {}
        self._begun: dict[str, dict[int, str]] = {}

    async def send(self, to: Address, message: Message, *, key: str) -> str:
        """Post it, in as many parts as it takes; gives their timestamps.

        Raises:
            Refused, Later: nothing stands there.
            Uncertain: it may stand there, or the first of its parts do.
        """
        place = await self.open(to)
        parts = message_parts(message, self._reader())
        stands = self._begun.pop(key, {})
        begun = time.monotonic()
        for number, part in enumerate(parts, start=1):
            if number not in stands:
                if stands and time.monotonic() - begun > SEND_SECONDS:
                    raise Uncertain(REST)
                marked = {**part, "metadata": metadata(key, number, len(parts))}
                stands[number] = await self._post(place, marked, is_first=not stands)
        return JOINT.join(stands[number] for number in sorted(stands))

    async def _post(self, place: Address, part: dict[str, Any], *, is_first: bool) -> str:
        """Post one part; what goes wrong after the first is uncertain, for the first stands."""
        for _ in range(TRIES):
            try:
                return await self._post_once(place, part)
            except Later as wait:
                if is_first:
                    raise
                if wait.seconds > SHORT_WAIT_SECONDS:
                    break
                await asyncio.sleep(wait.seconds)
            except Refused as refused:
                if is_first:
                    raise
                raise Refused(
                    f"Its first part stands there, the rest was not taken. {refused}",
                    extent=refused.extent,
                    code=refused.code,
                ) from None
        raise Uncertain(REST)

    async def _post_once(self, place: Address, part: dict[str, Any]) -> str:
        thread = {"thread_ts": first(place.thread)} if place.thread else {}
        answer = await self._caller.write(
            "chat.postMessage",
            channel=id_of(place),
            unfurl_links=False,
            unfurl_media=False,
            parse="none",
            **thread,
            **part,
        )
        ts = answer.get("ts")
        if not isinstance(ts, str) or not ts:
            raise Uncertain("Slack took the message and did not say where it stands.")
        return ts

    async def find(self, to: Address, *, key: str) -> str | None:
        """The timestamps of the message with this key; None where it, or a part, is missing.

        Raises:
            Later: Slack cannot be asked now.
            Uncertain: it cannot be asked about this conversation.
        """
        place = await self.open(to)
        stands: dict[int, str] = {}
        try:
            async for number, of, ts in marked(self._caller, place, key):
                stands[number] = ts
                if len(stands) == of:
                    return JOINT.join(stands[number] for number in sorted(stands))
        except Refused as refused:
            _look_yourself(refused)
        if stands:
            self._begun[key] = stands
        return None

    async def replace(self, to: Address, posted_id: str, message: Message) -> None:
        """Put another message in the place of one, part for part; what is left over says so.

        Raises:
            Refused, Later, Uncertain: as `send`; to repeat it does no harm.
        """
        place = await self.open(to)
        stamps = posted_id.split(JOINT)
        parts = message_parts(message, self._reader(), most=len(stamps))
        parts += message_parts(SAID_ABOVE, self._reader()) * (len(stamps) - len(parts))
        for ts, part in zip(stamps, parts, strict=True):
            await self._caller.write(
                "chat.update", channel=id_of(place), ts=ts, parse="none", **part
            )

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None:  # noqa: ARG002 - the port's signature
        """Open a modal for who clicked; a trigger lives three seconds and works once.

        Raises:
            Refused, Later, Uncertain: it did not open, or may not have.
        """
        await self._caller.write("views.open", trigger_id=trigger, view=modal(form, self._reader()))

    async def open(self, to: Address) -> Address:
        """The address with the conversation that Slack knows it by.

        Raises:
            Refused: no channel is set for that name, or the person has no account to write to.
            Later: Slack cannot be asked now.
        """
        where = to.conversation
        if where.startswith(CHANNEL):
            return replace(to, conversation=f"{CHANNEL}{self._channel(where)}")
        if not _is_person(where):
            return to
        if where not in self._opened:
            self._opened[where] = await self._open(where)
        conversation, known = self._opened[where]
        return replace(to, conversation=conversation, known=known)

    async def _open(self, where: str) -> tuple[str, Known | None]:
        """A person's conversation, by their user's id or their e-mail address."""
        known = await self._look_up(where) if AT in where else None
        user = known.user_id if known else where
        answer = await self._caller.read("conversations.open", users=user)
        return _named(answer, "channel", "id"), known

    async def _look_up(self, email: str) -> Known:
        answer = await self._caller.read("users.lookupByEmail", email=email)
        return Known(_named(answer, "user", "id"), _named(answer, "user", "team_id"))

    def ways(self, to: Address, *, replaces: bool) -> tuple[Way, ...]:
        """The ways to an address, the widest first, with what may leave by each."""
        where = to.conversation
        is_open = not _is_person(where) or where in self._opened
        return ways_to(id_of(to), is_open=is_open, replaces=replaces)

    def _channel(self, where: str) -> str:
        name = where.removeprefix(CHANNEL)
        found = name if name.startswith(CHANNELS) and name.isupper() else self._channels.get(name)
        if found is None:
            raise Refused(
                f"Nothing says which channel of Slack {name!r} is. Set it below [channels.slack] in"
                f' the partnership\'s settings, such as {name} = "C024BE91L", then retry.',
                extent=Extent.CONVERSATION,
            )
        return found

    def _reader(self) -> Reader:
        return Reader(self._zone, self._clock.now().astimezone(self._zone).date())


AT = "@"
USERS = ("U", "W")
CHANNELS = ("C", "G")


def _is_person(where: str) -> bool:
    """Whether it names a person, with whom a conversation has to be opened."""
    return AT in where or where.startswith(USERS)


def _named(answer: Mapping[str, Any], what: str, name: str) -> str:
    """A name in an answer that must have one.

    Raises:
        Later: it has none, which is no answer at all.
    """
    found = answer.get(what)
    value = found.get(name) if isinstance(found, dict) else None
    if not isinstance(value, str) or not value:
        raise Later(60)
    return value


def _look_yourself(refused: Refused) -> None:
    """What a refusal to be read means for what may stand there.

    A thread that is gone holds nothing. Without the token all wait; without the right, or where
    Rollcall was removed from the channel, a person has to look.
    """
    if refused.code == "thread_not_found":
        return
    if refused.extent is Extent.TENANT and refused.code != "missing_scope":
        raise Later(60, extent=Extent.TENANT) from None
    raise Uncertain(str(refused), can_ask=False) from None

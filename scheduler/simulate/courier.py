"""A courier that keeps in memory what was sent, so that it can be read and checked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from models.courier import Address
from models.message import Form, Message
from models.states import Door
from scheduler.clock import Clock


@dataclass(frozen=True, slots=True)
class Sending:
    """One message as it left."""

    to: Address
    message: Message
    key: str
    at: datetime
    platform_id: str


@dataclass(slots=True)
class MemoryCourier:
    """The courier of a platform that nobody sees; it reads back what it has."""

    clock: Clock
    platform: str = Door.LOCAL.value
    sent: list[Sending] = field(default_factory=list)
    replaced: list[Sending] = field(default_factory=list)
    by_key: dict[str, str] = field(default_factory=dict)

    async def send(self, to: Address, message: Message, *, key: str) -> str:
        """Keep it."""
        platform_id = f"m{len(self.sent) + 1}"
        self.sent.append(Sending(to, message, key, self.clock.now(), platform_id))
        self.by_key[key] = platform_id
        return platform_id

    async def find(self, to: Address, *, key: str) -> str | None:  # noqa: ARG002 - the port's signature
        """What was sent with this key."""
        return self.by_key.get(key)

    async def replace(self, to: Address, posted_id: str, message: Message) -> None:
        """Keep the change."""
        self.replaced.append(Sending(to, message, "", self.clock.now(), posted_id))

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None:
        """Forms are answered by whoever plays the person."""

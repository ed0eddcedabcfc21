"""Couriers with moods: they refuse, put off, lose the answer or break, as they are told."""

from __future__ import annotations

from dataclasses import dataclass, field

from models.courier import Address, Uncertain
from models.message import Form, Message
from scheduler.simulate.courier import MemoryCourier


@dataclass(slots=True)
class Moody:
    """A courier that does what it is told to, in this order, and then sends."""

    platform: str = "slack"
    moods: list[Exception] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)

    async def send(self, to: Address, message: Message, *, key: str) -> str:  # noqa: ARG002 - the port's signature
        if self.moods:
            raise self.moods.pop(0)
        self.sent.append(message.notice)
        return f"{to.conversation}/{len(self.sent)}"

    async def replace(self, to: Address, posted_id: str, message: Message) -> None:  # noqa: ARG002
        if self.moods:
            raise self.moods.pop(0)
        self.sent.append(f"{posted_id}: {message.notice}")

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None: ...


@dataclass(slots=True)
class LosesAnswers:
    """A platform that takes a message and loses the answer."""

    inner: MemoryCourier
    platform: str = "local"

    async def send(self, to: Address, message: Message, *, key: str) -> str:
        await self.inner.send(to, message, key=key)
        raise Uncertain("The answer was lost.")

    async def find(self, to: Address, *, key: str) -> str | None:
        return await self.inner.find(to, key=key)

    async def replace(self, to: Address, posted_id: str, message: Message) -> None: ...

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None: ...

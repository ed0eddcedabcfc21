"""The port through which a message leaves: three verbs, three ways to fail.

Errors:
    CourierError
    ├── Refused    never: say to a human what to do
    ├── Later      not now: again after so many seconds
    └── Uncertain  perhaps it arrived: do not repeat blindly
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from models.message import Form, Message
from models.pacing import Extent, Way


class CourierError(Exception):
    """Why a message did not certainly leave."""


class Refused(CourierError):  # noqa: N818 - the three names read as results
    """The platform will never take it; the sentence says why and what to do.

    `code` is the platform's own name for it, for the log.
    """

    def __init__(self, why: str, *, extent: Extent = Extent.MESSAGE, code: str = "") -> None:
        super().__init__(why)
        self.extent = extent
        self.code = code


class Later(CourierError):  # noqa: N818
    """The platform asks to wait."""

    def __init__(self, seconds: float, *, extent: Extent = Extent.CONVERSATION) -> None:
        super().__init__(f"The platform asks to wait {seconds:g} seconds.")
        self.seconds = seconds
        self.extent = extent


class Uncertain(CourierError):  # noqa: N818
    """The answer was lost on the way; the message may stand there or not.

    `can_ask` is False where the platform, which can be asked as a rule, cannot be asked about this
    one (a scope is missing): a person has to look.
    """

    def __init__(self, why: str = "", *, can_ask: bool = True) -> None:
        super().__init__(why)
        self.can_ask = can_ask


@dataclass(frozen=True, slots=True)
class Known:
    """Who somebody is on a platform, as it told when their conversation was opened."""

    user_id: str
    tenant: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where a message goes: a conversation of a platform, and the thread within it, if any.

    Of a person whom the platform is not known to know, the conversation is their e-mail address.
    """

    platform: str
    conversation: str
    thread: str | None = None
    known: Known | None = field(default=None, compare=False)
    """Of a conversation that was just opened with a person: who they are there."""


class Courier(Protocol):
    """One platform's way out. Each call ends in a value or in one of the three errors."""

    platform: str

    async def send(self, to: Address, message: Message, *, key: str) -> str:
        """Say it; gives the platform's id of the message. `key` is opaque, for reading back."""
        ...

    async def replace(self, to: Address, posted_id: str, message: Message) -> None:
        """Put another message in the place of one that stands."""
        ...

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None:
        """Open a form for who clicked; never retried."""
        ...


@runtime_checkable
class ReadsBack(Protocol):
    """A courier whose platform can say whether a message arrived, so that none is sent twice."""

    async def find(self, to: Address, *, key: str) -> str | None:
        """The platform's id of the message that was sent with this key; None where none stands."""
        ...


@runtime_checkable
class Opens(Protocol):
    """A courier whose conversations have to be opened before anything is said in them."""

    async def open(self, to: Address) -> Address:
        """The conversation that it leads to: of a user, an e-mail address, or a channel's name."""
        ...


@runtime_checkable
class Paced(Protocol):
    """A courier that says how often its platform lets something leave, and by which ways."""

    def ways(self, to: Address, *, replaces: bool) -> tuple[Way, ...]:
        """The ways to an address, the widest first: the workspace's, the conversation's."""
        ...

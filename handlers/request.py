"""What somebody asks, and what they get: the same two shapes for every door.

A door (Slack, Teams, the local page, a terminal) turns what came in into a `Request`, calls
`handlers.verbs.call`, and shows the `Reply`. Nothing behind it knows which door was used. What must
be said to *others*, or in another place, leaves as an occasion of the outbox (`handlers/tell.py`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from models.audit import Actor
from models.message import Button, Form, Message
from models.partnership import Partnership
from models.people import Person

NOTHING: Mapping[str, str] = MappingProxyType({})
CHANNEL = "channel:"
"""How the names of conversations begin that more than one person reads."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A file that somebody dropped on the bot."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Request:
    """One thing that somebody asks, with all that answering it may use.

    `person` is who typed or pressed (None: a command of the operating system's user). `args` came
    with the button, `fields` with the form, `words` were typed. `posted_id` is the message that was
    pressed or answered in thread.
    """

    session: Session
    now: datetime
    actor: Actor
    person: Person | None
    partnership: Partnership
    args: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    fields: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    words: str = ""
    dropped: Dropped | None = None
    posted_id: int | None = None
    heard_id: int | None = None
    """The inbox's row; None where a command asks."""
    second: Person | None = None
    """Who has confirmed it as the second person, where the policy wants two."""
    conversation: str = ""
    """Where it was said: "channel:board", or the person's own; "" where a command asks."""

    @property
    def today(self) -> date:
        """The day it is where the partnership works."""
        return self.now.astimezone(ZoneInfo(self.partnership.time_zone)).date()

    @property
    def in_channel(self) -> bool:
        """Whether others read along: then only what is published is answered there."""
        return self.conversation.startswith(CHANNEL)

    @property
    def door(self) -> str:
        """Which door it came by; for the record only."""
        return self.actor.door


@dataclass(frozen=True, slots=True)
class Reply:
    """What the door shows at once to who asked.

    `say` is said in the conversation; `instead` takes the place of the message that was pressed;
    `form` opens; `errors` stand beside the fields of the form that was sent, which stays open with
    everything that was typed.
    """

    say: tuple[Message, ...] = ()
    instead: Message | None = None
    form: Form | None = None
    errors: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    cycle_id: int | None = None
    """The cycle whose message is said once more: it then changes in its place like the first."""
    privately: tuple[Message, ...] = ()
    """What is said to who asked in their own conversation, wherever they asked."""
    fits_channel: bool = False
    """Whether `say` holds nothing but what everybody in a channel may read. What does not fit goes
    to who asked, in their own conversation."""


class RefusedError(Exception):
    """Not done, with the sentence for who asked: what was wanted, what was found, what to do.

    Raised by handlers; `handlers.verbs.call` makes it a message, a command exits with 2.
    """

    def __init__(self, sentence: str, *, act: str = "", ways: tuple[Button, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.act = act
        """The act of the policy that was refused; "" where it was not a matter of permission."""
        self.ways = ways
        """The ways on, as buttons ("Tell the owner")."""


class NeedsSecondError(RefusedError):
    """Allowed once a second person confirms it; until then it waits and nothing counts."""

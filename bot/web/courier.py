"""The local platform's way out.

What is posted here stands nowhere but in the record: the outbox writes `Posted`, and the page reads
it. So a message that was sent twice stands once, and nothing is ever uncertain.
"""

from __future__ import annotations

from models.courier import Address, Refused
from models.message import Form, Message
from models.states import Door

PLATFORM = Door.LOCAL.value


class LocalCourier:
    """The courier of the local platform."""

    platform = PLATFORM

    async def send(self, to: Address, message: Message, *, key: str) -> str:  # noqa: ARG002 - the port's signature
        """Nothing has to leave; the key itself names the message."""
        return key

    async def find(self, to: Address, *, key: str) -> str | None:  # noqa: ARG002 - the port's signature
        """Nothing stands that is not in the record, so nothing can have arrived unseen."""
        return None

    async def replace(self, to: Address, posted_id: str, message: Message) -> None:
        """Nothing has to leave: the page reads what the outbox wrote."""

    async def ask(self, to: Address, form: Form, *, trigger: str) -> None:  # noqa: ARG002 - the port's signature
        """Forms open in the answer to a click and nowhere else.

        Raises:
            Refused: always.
        """
        raise Refused(
            f"The form {form.title!r} opens where it was asked for; press its button there again."
        )


def private(person_id: int) -> str:
    """The conversation of one person with Rollcall."""
    return f"person:{person_id}"


def channel(name: str) -> str:
    """The conversation of a channel."""
    return f"channel:{name}"

"""The posted message of a question that was answered in words: it stops asking, in its place."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from handlers.request import Request
from handlers.tell import put_instead
from handlers.wording.readings import settled_already
from models.delivery import Posted
from models.message import Button, Buttons, Items, Message
from models.message_json import message_from
from models.update import Reading, ReadingState

LOOKED_AT = 10
"""So many of the latest questions are looked at; what is older is answered kindly when pressed."""


def close_question(request: Request, reading: Reading, ref: str, how: str) -> None:
    """Let the message that asked say that it is settled, unless other questions stand on it."""
    rows = request.session.scalars(
        select(Posted)
        .where(Posted.person_id == reading.person_id, Posted.kind == "reading")
        .order_by(Posted.id.desc())
        .limit(LOOKED_AT)
    )
    for posted in rows:
        asked = set(_asked(message_from(posted.message)))
        if reading.id in asked and not _still_waiting(request, asked):
            put_instead(
                request.session,
                posted,
                settled_already(ref, how),
                key=f"settled:{reading.id}",
                now=request.now,
            )


def _asked(message: Message) -> Iterator[int]:
    """The readings that a message's buttons are about."""
    for button in _buttons(message):
        ids = dict(button.args).get("reading", "")
        yield from (int(part) for part in ids.split(",") if part.isdigit())


def _buttons(message: Message) -> Iterator[Button]:
    for block in message.blocks:
        match block:
            case Buttons():
                yield from block.buttons
            case Items():
                for item in block.items:
                    yield from item.buttons
            case _:
                continue


def _still_waiting(request: Request, ids: set[int]) -> bool:
    found = request.session.scalar(
        select(Reading.id)
        .where(Reading.id.in_(ids), Reading.state == ReadingState.WAITING)
        .limit(1)
    )
    return found is not None

"""The reply to what was just recorded from a line: receipts, cards, and what else is said."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.answering.reading_for import Talk
from handlers.answering.settled import in_place, restate, settled
from handlers.answering.understood import Recorded
from handlers.request import Reply
from models.message import Message


def outcome(
    talking: Talk, recorded: Sequence[Recorded], *, said: tuple[Message, ...] = ()
) -> Reply:
    """Receipts of the rows together, then each card, then what else there is to say.

    Pressed on a question, the first of these takes its place.
    """
    updates = [each.update for each in recorded if each.update is not None]
    cards = [each.card for each in recorded if each.card is not None]
    request, cycle = talking.request, talking.cycle
    messages: list[Message] = []
    if updates:
        reply = settled(request, cycle, updates)
        if not (reply.say or reply.instead) and not (cards or said):
            return reply
        messages += [*reply.say, *((reply.instead,) if reply.instead else ())]
    messages += [*cards, *said]
    if not updates:
        restate(request, cycle, [])
    if not messages:
        return Reply()
    first, *others = messages
    placed = in_place(request, cycle, first)
    return Reply(say=(*placed.say, *others), instead=placed.instead)

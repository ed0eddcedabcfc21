"""Buttons of a cycle whose Board has met: a kind sentence, and what is open today."""

from __future__ import annotations

from handlers.asking.ask import ask_message
from handlers.cycle_of import cut_off_of, next_opening, open_for
from handlers.request import Reply, Request
from models.cycle import Cycle
from models.message import Button, Buttons, Message, Paragraph, Strong, text
from models.spoken import MONTHS, day_in_words, moment_in_words


def past_cycle(request: Request, cycle: Cycle | None) -> Reply:
    """Say that the message is of a past cycle, and show the one that is open."""
    assert request.person is not None
    now_open = open_for(request.session, request.person, request.today)
    head = _closed(request, cycle)
    if now_open is not None:
        said = f"{head} Your {_month(now_open)} update is open: here it is."
        today = ask_message(
            request.session,
            request.person,
            now_open,
            now=request.now,
            partnership=request.partnership,
        )
        closed = Message("old_button", said, (Paragraph((Strong(said),)),))
        return Reply(say=(closed, today), cycle_id=now_open.id)
    following = next_opening(request.session, request.today)
    when = (
        f" I ask again on {day_in_words(following.collection_opens, seen_from=request.today)}."
        if following
        else ""
    )
    said = f"{head}{when} If you have news now, type a line: it comes back to you filled in."
    blocks = (
        Paragraph(text(said)),
        Buttons((Button("Show my actions", "mine"),)),
    )
    return Reply(say=(Message("old_button", said, blocks),))


def _closed(request: Request, cycle: Cycle | None) -> str:
    if cycle is None:
        return "That message is an old one."
    cut_off = cut_off_of(request.session, cycle, request.partnership)
    closed = moment_in_words(cut_off, request.partnership.zone, seen_from=request.today)
    return f"That was {_month(cycle)}'s message, which closed on {closed}."


def _month(cycle: Cycle) -> str:
    return MONTHS[cycle.board_meeting.month - 1]

"""After an answer: the receipt, the asks that change in place, and the word to the owner."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from handlers.answering.pressed import look
from handlers.asking.asked import asked_of
from handlers.asking.lines_of import Seen, receipt_of
from handlers.request import Reply, Request
from handlers.tell import replace, tell
from handlers.wording.receipts import for_the_owner, receipt
from models.cycle import Ask, Cycle
from models.delivery import Posted
from models.message import Message
from models.people import Person
from models.spoken import day_in_words
from models.update import Update

LIVING_KINDS = frozenset({"ask", "reminder", "words_awaited", "confirm", "nudge"})
"""Messages that are said again in their place when the record has changed."""
SINGLE_KINDS = frozenset(
    {
        "more",
        "more_time",
        "receipt",
        "words_wanted",
        "taken_back",
        "not_mine",
        "mine_again",
        "reading",
        "answered_for_you",
        "not_understood",
        "disputed",
    }
)
"""Messages about one thing, whose place the answer to it may take."""


def settled(request: Request, cycle: Cycle | None, updates: Sequence[Update]) -> Reply:
    """The reply to answers that were just recorded: their receipt, where it belongs.

    On an ask or a reminder the message itself becomes the receipt; elsewhere it takes the place of
    what was pressed, and a typed line gets it as an answer.
    """
    seen = look(request, cycle, updates[0].action.plan_id)
    restate(request, cycle, [update.action_id for update in updates])
    for update in updates:
        tell_owner(request, seen, update)
    return in_place(request, cycle, receipt_for(request, seen, updates))


def receipt_for(request: Request, seen: Seen, updates: Sequence[Update]) -> Message:
    """The receipt of some answers, with what is still open for the reader."""
    open_still: tuple[str, ...] = ()
    if request.person is not None and seen.cycle is not None:
        asked = asked_of(seen, request.person)
        open_still = tuple(seen.standing[i].action.ref for i in asked.open)
    return receipt(tuple(receipt_of(seen, update) for update in updates), open_still=open_still)


def in_place(request: Request, cycle: Cycle | None, message: Message) -> Reply:
    """A message where the answer belongs: in the place of what was pressed, or said."""
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or request.words:
        return Reply(say=(message,))
    if lives(posted, cycle):
        return Reply()
    return Reply(instead=message) if posted.kind in SINGLE_KINDS else Reply(say=(message,))


def lives(posted: Posted, cycle: Cycle | None) -> bool:
    """Whether a posted message will say by itself what has changed in the cycle."""
    return posted.kind in LIVING_KINDS and cycle is not None and posted.cycle_id == cycle.id


def restate(request: Request, cycle: Cycle | None, action_ids: Sequence[int]) -> None:
    """Owe a new text to every message of the cycle that shows one of the actions."""
    if cycle is None:
        return
    session = request.session
    people = set(
        session.scalars(
            select(Ask.asked_id).where(Ask.cycle_id == cycle.id, Ask.action_id.in_(action_ids))
        )
    )
    if request.person is not None:
        people.add(request.person.id)
    standing = session.scalars(
        select(Posted)
        .where(
            Posted.cycle_id == cycle.id,
            Posted.person_id.in_(people - {None}),
            Posted.kind.in_(LIVING_KINDS),
        )
        .order_by(Posted.id)
    ).all()
    for posted in standing:
        about: dict[str, object] = {"person_id": posted.person_id, "cycle_id": cycle.id}
        replace(session, posted, about=about, now=request.now)


def tell_owner(request: Request, seen: Seen, update: Update) -> None:
    """Give the owner the receipt of what somebody else answered, unless they stood in for them."""
    action = seen.standing[update.action_id].action
    session, person = request.session, request.person
    if action.owner_id is None or person is None or person.id == action.owner_id:
        return
    asked_id = session.scalar(
        select(Ask.asked_id).where(
            Ask.action_id == update.action_id, Ask.cycle_id == (update.cycle_id or 0)
        )
    )
    owner = session.get_one(Person, action.owner_id)
    if asked_id == person.id or owner.is_vacant:
        return
    source = ""
    if update.source and update.source_on:
        source = f"Heard by {update.source} on {day_in_words(update.source_on)}."
    message = for_the_owner(
        receipt_of(seen, update), by=person.name, source=source, place=str(update.cycle_id or "")
    )
    tell(
        session,
        owner,
        message,
        key=f"answered_for:{update.id}",
        now=request.now,
        cycle_id=update.cycle_id,
    )

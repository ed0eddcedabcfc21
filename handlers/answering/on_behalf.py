"""Answering for others in one sitting: what is still missing, each with its form."""

from __future__ import annotations

from sqlalchemy import select

from handlers.allowed import may_do
from handlers.answering.pressed import look
from handlers.asking.lines_of import Seen, action_called, line_of
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, open_for
from handlers.fields import given
from handlers.inquiring.intents import REF, said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.on_behalf import MissingFacts, missing_card
from models.cycle import Ask, Cycle
from models.message import Message
from models.people import Person
from models.permissions import Act
from models.plan import Action

A_PAGE = 8

said_as("on_behalf", r"answer for (?:others|somebody|someone|them|an owner)|on behalf(?: of .*)?")
said_as("on_behalf.one", rf"(?:i )?answer for {REF}", rf"on behalf of (?:the owner of )?{REF}")


@verb(
    "on_behalf",
    "Answer for others: phone, e-mail or meeting",
    act=Act.SEND_UPDATE,
    examples=("answer for others",),
)
def on_behalf(request: Request) -> Reply:
    """What is still missing and the person may answer for, with a form for each."""
    message = missing(request, int(request.args.get("page", "0") or 0))
    return Reply(instead=message) if "page" in request.args else Reply(say=(message,))


@verb("on_behalf.one", "Answer for one action")
def one(request: Request) -> Reply:
    """Open the form of an action that is named.

    Raises:
        RefusedError: the plan has no such action.
    """
    person = asker(request)
    cycle = open_for(request.session, person, request.today)
    named = given(request, "ref")
    action = action_called(request.session, cycle.plan_id, named) if cycle else None
    if action is None:
        raise RefusedError(f"There is no action {named[:20]} that is open for an answer now.")
    seen = look(request, cycle, action.plan_id)
    return Reply(say=(missing_card(_facts(seen, [action.id], 0), only=action.ref),))


def missing(request: Request, page: int = 0) -> Message:
    """The list of what is missing in the open cycle, as the record stands now.

    Raises:
        RefusedError: no cycle is open, or nothing in it is the person's to answer for.
    """
    person = asker(request)
    cycle = cycle_pressed(request) or open_for(request.session, person, request.today)
    if cycle is None:
        raise RefusedError("No cycle is open now, so no answer is missing.")
    seen = look(request, cycle, cycle.plan_id)
    ids = _missing_ids(request, seen, person, cycle)
    return missing_card(_facts(seen, ids, page))


def _missing_ids(request: Request, seen: Seen, person: Person, cycle: Cycle) -> list[int]:
    """The asked actions without an answer that the person may answer for, but not their own."""
    asks = request.session.scalars(
        select(Ask)
        .join(Action, Action.id == Ask.action_id)
        .where(Ask.cycle_id == cycle.id)
        .order_by(Action.position)
    )
    found = []
    for ask in asks:
        stands = seen.standing.get(ask.action_id)
        is_open = stands is not None and stands.ratings.stage.is_live
        if not is_open or stands is None or stands.answer_in(cycle.id) is not None:
            continue
        mine = person.id in {ask.asked_id, ask.owner_id}
        if not mine and may_do(request, Act.SEND_UPDATE, action=ask.action).allowed:
            found.append(ask.action_id)
    return found


def _facts(seen: Seen, ids: list[int], page: int) -> MissingFacts:
    shown = ids[page * A_PAGE : (page + 1) * A_PAGE]
    return MissingFacts(
        place=seen.place,
        total=len(ids),
        lines=tuple(line_of(seen, action_id) for action_id in shown),
        page=page,
        pages=max(1, -(-len(ids) // A_PAGE)),
        today=seen.today,
    )

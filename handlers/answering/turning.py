"""Moving about in the ask: the next page in its place, and the whole of it once more."""

from __future__ import annotations

from handlers.answering.old_buttons import past_cycle
from handlers.asking.ask import ask_message
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, takes_answers
from handlers.request import Reply, Request
from handlers.tell import replace
from handlers.verbs import verb
from models.cycle import Cycle
from models.delivery import Posted
from models.message import Message
from models.people import Person


@verb("ask.page", "Turn to the next actions of the ask")
def page(request: Request) -> Reply:
    """The same ask with other actions in full, in its place, where it then stays."""
    person, cycle = asker(request), cycle_pressed(request)
    if cycle is None or not takes_answers(cycle, request.today):
        return past_cycle(request, cycle)
    number = page_number(request)
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is None or posted.kind != "ask":
        return Reply(say=(_ask(request, person, cycle, number),), cycle_id=cycle.id)
    about: dict[str, object] = {"person_id": person.id, "cycle_id": cycle.id, "page": number}
    replace(request.session, posted, about=about, now=request.now)
    return Reply()


@verb("ask.show", "Show the ask of this cycle again")
def show(request: Request) -> Reply:
    """The whole ask as it stands now, in the conversation."""
    person, cycle = asker(request), cycle_pressed(request)
    if cycle is None or not takes_answers(cycle, request.today):
        return past_cycle(request, cycle)
    return Reply(say=(_ask(request, person, cycle, 0),), cycle_id=cycle.id)


def page_number(request: Request) -> int:
    """The page that the button leads to."""
    named = str(request.args.get("page", ""))
    return int(named) if named.isdecimal() and named.isascii() and len(named) < LONGEST else 0


def _ask(request: Request, person: Person, cycle: Cycle, number: int) -> Message:
    return ask_message(
        request.session,
        person,
        cycle,
        now=request.now,
        partnership=request.partnership,
        page=number,
    )


LONGEST = 6
"""Digits of a page's number; a longer one is none of ours."""

"""Moving about in the ask: the next page in its place, and the whole of it once more."""

from __future__ import annotations

from handlers.answering.old_buttons import past_cycle
from handlers.asking.ask import ask_message
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, takes_answers
from handlers.request import Reply, Request
from handlers.verbs import verb


@verb("ask.page", "Turn to the next actions of the ask")
def page(request: Request) -> Reply:
    """The same ask with other actions in full, in its place."""
    return _shown(request, int(request.args.get("page", "0")))


@verb("ask.show", "Show the ask of this cycle again")
def show(request: Request) -> Reply:
    """The whole ask as it stands now, in the conversation."""
    reply = _shown(request, 0)
    return Reply(say=(reply.instead,)) if reply.instead else reply


def _shown(request: Request, number: int) -> Reply:
    person, cycle = asker(request), cycle_pressed(request)
    if cycle is None or not takes_answers(cycle, request.today):
        return past_cycle(request, cycle)
    message = ask_message(
        request.session,
        person,
        cycle,
        now=request.now,
        partnership=request.partnership,
        page=number,
    )
    return Reply(instead=message)

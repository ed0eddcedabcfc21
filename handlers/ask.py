"""The ask of a person in a cycle, always as the record stands now, and moving about in it.

The first send, each replacement in place and *Show the whole message* are this one function.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.asked import asked_of
from handlers.cycle_of import cut_off_of, cycle_pressed, takes_answers
from handlers.lines_of import Seen, line_of, receipt_of, see
from handlers.old_buttons import past_cycle
from handlers.readings_of import waiting_words
from handlers.request import Reply, Request
from handlers.the_person import asker, contact_of
from handlers.verbs import verb
from handlers.what_next import next_steps
from handlers.wording.asks import AskFacts, ask
from models.cycle import Cycle
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.spoken import moment_in_words


def ask_message(
    session: Session,
    person: Person,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    page: int = 0,
) -> Message:
    """The whole ask: open actions with their buttons, answered ones as receipts."""
    seen = see(session, cycle.plan_id, person=person, cycle=cycle, now=now, partnership=partnership)
    return ask(ask_facts(seen, person, cycle, page=page))


def ask_facts(seen: Seen, person: Person, cycle: Cycle, *, page: int = 0) -> AskFacts:
    """What the ask says, from the record."""
    asked = asked_of(seen, person)
    cut_off = cut_off_of(seen.session, cycle, seen.partnership)
    return AskFacts(
        place=str(cycle.id),
        cut_off=cut_off,
        now=seen.now,
        today=seen.today,
        until=moment_in_words(cut_off, seen.partnership.zone, seen_from=seen.today),
        lines=tuple(line_of(seen, action_id) for action_id in asked.open),
        receipts=tuple(receipt_of(seen, update) for update in asked.answered),
        waiting=tuple(waiting_words(seen, reading) for reading in asked.waiting),
        disputed=tuple(seen.standing[i].action.ref for i in asked.disputed),
        next_steps=next_steps(seen, person, cycle, asked),
        contact=contact_of(seen.session, person, seen.today, seen.partnership),
        page=page,
        scheme=seen.partnership.scheme,
    )


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

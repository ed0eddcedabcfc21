"""The ask of a person in a cycle, always as the record stands now.

The first send, each replacement in place and *Show the whole message* are this one function.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from handlers.answering.readings_of import waiting_words
from handlers.asking.asked import asked_of
from handlers.asking.lines_of import Seen, line_of, receipt_of, see
from handlers.asking.the_person import contact_of
from handlers.asking.what_next import next_steps
from handlers.cycle_of import cut_off_of
from handlers.meeting.arising_steps import arising_lines
from handlers.wording.arising import beside
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
    return ask_of(seen, person, ask_facts(seen, person, cycle, page=page))


def ask_of(seen: Seen, person: Person, facts: AskFacts) -> Message:
    """The ask, with what meetings left for the person as lines of their own."""
    own = arising_lines(seen.session, person, seen.now, seen.partnership)
    return beside(ask(facts), own, seen.today)


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

"""Vacant posts: told to who leads the area on the day the ask cannot be made, never reported late.

Once a cycle with all that are vacant when it opens; a post that falls vacant during the collection
is told on its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from models.cycle import WhyNotAsked
from models.delivery import Step
from models.ladder import Rung
from models.spoken import count_in_words
from scheduler.asking import is_askable, open_cycles, said_in
from scheduler.escalation import hearers, told_in
from scheduler.facts import AskFact, CycleFact, Facts, Somebody
from scheduler.owed import Owed, can_write


def vacancies(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The vacancies that a lead has not been told of in this cycle."""
    for cycle in open_cycles(facts, at):
        today = cycle.day(at)
        if today < cycle.plan.collection_opens:
            continue
        told = told_in(facts, Step.VACANT, cycle.id)
        new = [
            ask
            for ask in facts.asks_of(cycle.id)
            if ask.why_not is WhyNotAsked.VACANT
            and ask.action_id not in told
            and is_askable(facts, ask.action_id, today)
        ]
        for lead, asks in hearers(facts, Rung.AREA_LEAD, new, today).items():
            person = facts.people[lead]
            if can_write(person, at):
                yield _to_lead(facts, cycle, person, asks, at)


def _to_lead(
    facts: Facts, cycle: CycleFact, lead: Somebody, asks: list[AskFact], at: datetime
) -> Owed:
    today = lead.hours.day(at)
    is_first = not said_in(facts, lead.id, cycle.id, Step.VACANT)
    return Owed(
        f"vacant:{cycle.id}:{lead.id}" + ("" if is_first else f":{today.isoformat()}"),
        Step.VACANT,
        today,
        lead.hours.moment(today),
        f"{count_in_words(len(asks), 'action')} of {cycle.plan.code} cannot be asked about:"
        " the post is vacant.",
        person_id=lead.id,
        # What falls vacant later is news of its own day, not the cycle's one message.
        cycle_id=cycle.id if is_first else None,
        about={"action_ids": [ask.action_id for ask in asks], "cycle_id": cycle.id},
    )

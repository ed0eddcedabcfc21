"""The first contact: who has never heard of Rollcall is told what it is before it asks anything.

Owners are greeted on their last working day before their first ask, so that the ask comes from
somebody known; whoever else is about to get a first message is greeted just before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from models.delivery import OccasionState, Step
from scheduler.asking import day_of_ask, open_cycles, who_is_asked
from scheduler.facts import CycleFact, Facts, Somebody
from scheduler.owed import Owed, can_write

_A_DAY = timedelta(days=1)
AHEAD = timedelta(days=21)
"""How far ahead a cycle is looked for: the longest row of days that nobody works, and some."""


def greetings(facts: Facts, owed: Iterable[Owed], at: datetime) -> list[Owed]:
    """A first contact for each person who needs one before what is owed, or before an ask soon."""
    due = dict.fromkeys(o.person_id for o in owed if o.person_id is not None)
    found = [_greeting(facts.people[p], None, at) for p in due if not is_greeted(facts, p)]
    known = {o.person_id for o in found}
    found += (o for o in _before_asks(facts, at) if o.person_id not in known)
    return list({o.person_id: o for o in found}.values())


def is_greeted(facts: Facts, person_id: int) -> bool:
    """Whether somebody has had their first contact, or it is under way."""
    return any(
        said.step is Step.FIRST_CONTACT and said.state is not OccasionState.CANCELLED
        for said in facts.said_to(person_id)
    )


def _before_asks(facts: Facts, at: datetime) -> Iterator[Owed]:
    for cycle in open_cycles(facts, at):
        if cycle.plan.collection_opens - cycle.day(at) > AHEAD:
            continue
        for person_id in _to_be_asked(facts, cycle):
            person = facts.people[person_id]
            if is_greeted(facts, person_id) or not can_write(person, at):
                continue
            if _is_eve(facts, cycle, person, person.hours.day(at)):
                yield _greeting(person, cycle, at)


def _to_be_asked(facts: Facts, cycle: CycleFact) -> list[int]:
    """Who will be asked, as far as can be known before the collection opens."""
    opens = cycle.plan.collection_opens
    asked = (
        who_is_asked(facts, cycle, action, opens)[0]
        for action in facts.actions.values()
        if action.plan_id == cycle.plan_id and action.is_open(opens)
    )
    return [person_id for person_id in dict.fromkeys(asked) if person_id is not None]


def _is_eve(facts: Facts, cycle: CycleFact, person: Somebody, today: date) -> bool:
    """Whether it is their last working day before their ask, or that day itself."""
    asked_on = day_of_ask(facts, cycle, person)
    if asked_on is None or today > asked_on:
        return False
    return today >= person.hours.days.on_or_before(asked_on - _A_DAY)


def _greeting(person: Somebody, cycle: CycleFact | None, at: datetime) -> Owed:
    today = person.hours.day(at)
    return Owed(
        f"first_contact:{person.id}",
        Step.FIRST_CONTACT,
        today,
        person.hours.moment(today),
        "They have not heard from Rollcall before, and are told what it is.",
        person_id=person.id,
        about={} if cycle is None else {"cycle_id": cycle.id},
    )

"""Silence, told upwards as it was announced: area lead, the next day programme office, then chair.

Each gets one list in neutral words. Nobody who is silent hears of it as their own lead: the list
goes one level up, to the senior responsible officer where there is one, else to the programme
office, else to the chair.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from models.delivery import Step
from models.spoken import count_in_words
from models.states import Role, Scope
from scheduler.asking import unanswered
from scheduler.facts import AskFact, CycleFact, Facts, RoleFact, Somebody
from scheduler.owed import Owed, can_write

LADDER = (Role.SENIOR_RESPONSIBLE_OFFICER, Role.PROGRAMME_OFFICE, Role.CHAIR)
"""The levels above an area's lead."""


def escalations(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The lists that are owed now."""
    for cycle in facts.cycles:
        today = cycle.day(at)
        if at < cycle.cut_off or today >= cycle.plan.chair_sign_off:
            continue
        missing = unanswered(facts, list(facts.asks_of(cycle.id)), today)
        for step, hearers in _levels(facts, cycle, missing, today):
            for person_id, asks in hearers.items():
                person = facts.people[person_id]
                if asks and can_write(person, at):
                    yield _list(cycle, step, person, asks, at)


def _levels(
    facts: Facts, cycle: CycleFact, missing: list[AskFact], today: date
) -> Iterator[tuple[Step, dict[int, list[AskFact]]]]:
    plan = cycle.plan
    if today >= plan.escalation_to_area_lead and today <= plan.escalation_to_chair:
        yield Step.SILENCE_AREA, who_hears(facts, missing, today)
    if today >= plan.escalation_to_programme_office:
        yield Step.SILENCE_OFFICE, _each(facts, Role.PROGRAMME_OFFICE, missing, today)
    if today >= plan.escalation_to_chair:
        yield Step.SILENCE_CHAIR, _chair(facts, missing, today)


def who_hears(facts: Facts, asks: Iterable[AskFact], today: date) -> dict[int, list[AskFact]]:
    """Each lead with the asks of theirs; what a lead is silent on goes one level up."""
    found: dict[int, list[AskFact]] = {}
    for ask in asks:
        for person_id in hearers_of(facts, ask, today):
            found.setdefault(person_id, []).append(ask)
    return found


def hearers_of(facts: Facts, ask: AskFact, today: date) -> tuple[int, ...]:
    """Who hears first that an action has no answer."""
    action = facts.actions[ask.action_id]
    lead = facts.people.get(action.lead_id or 0)
    silent = silent_on(ask)
    if lead is not None and lead.id not in silent:
        if lead.is_there(today) and lead.doors:
            return (lead.id,)
        absence = lead.absence(today)
        deputy = facts.people.get((absence.deputy_id if absence else None) or 0)
        if deputy is not None and deputy.id not in silent and deputy.is_there(today):
            return (deputy.id,)
    for role in LADDER:
        above = [p.id for p in holders(facts, role, today, area_id=action.area_id)]
        if heard := tuple(p for p in above if p not in silent and p != action.lead_id):
            return heard
    return ()


def silent_on(ask: AskFact) -> frozenset[int]:
    """Those whose own silence it is: they do not hear of it as somebody's lead."""
    return frozenset(p for p in (ask.owner_id, ask.asked_id) if p is not None)


def holders(facts: Facts, role: Role, today: date, *, area_id: int | None = None) -> list[Somebody]:
    """Who holds a role over the plan, or over the area, and is there today."""
    found = (
        facts.people.get(r.person_id)
        for r in facts.roles
        if r.role is role and r.is_held(today) and _reaches(r, area_id)
    )
    return list({p.id: p for p in found if p is not None and p.is_there(today)}.values())


def _reaches(role: RoleFact, area_id: int | None) -> bool:
    if role.scope is Scope.AREA:
        return role.scope_id == area_id
    return role.scope is Scope.PLAN


def chairs(facts: Facts, today: date) -> list[Somebody]:
    """The chair, or while the chair is away the acting chair."""
    return holders(facts, Role.CHAIR, today) or holders(facts, Role.ACTING_CHAIR, today)


def _each(
    facts: Facts, role: Role, missing: list[AskFact], today: date
) -> dict[int, list[AskFact]]:
    return {
        person.id: [ask for ask in missing if person.id not in silent_on(ask)]
        for person in holders(facts, role, today)
    }


def _chair(facts: Facts, missing: list[AskFact], today: date) -> dict[int, list[AskFact]]:
    return {
        person.id: [ask for ask in missing if person.id not in silent_on(ask)]
        for person in chairs(facts, today)
    }


def _list(
    cycle: CycleFact, step: Step, person: Somebody, asks: list[AskFact], at: datetime
) -> Owed:
    today = person.hours.day(at)
    return Owed(
        f"{step.value}:{cycle.id}:{person.id}",
        step,
        today,
        person.hours.moment(today),
        f"{count_in_words(len(asks), 'action has', 'actions have')} no answer for"
        f" {cycle.plan.code} after the cut-off.",
        person_id=person.id,
        cycle_id=cycle.id,
        about={"action_ids": [ask.action_id for ask in asks]},
    )

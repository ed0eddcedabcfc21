"""Silence, told upwards as it was announced: area lead, the next day programme office, then chair.

Each gets one list in neutral words. Who hears of what is the ladder's rule (`models/ladder.py`);
nobody hears of their own silence as somebody's lead.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from models.chains import Held, answers_to, chain_of
from models.delivery import Step
from models.grants import Place
from models.ladder import Chain, Rung, who_hears
from models.spoken import count_in_words
from models.states import Role
from scheduler.asking import unanswered
from scheduler.facts import ActionFact, AskFact, CycleFact, Facts, Somebody
from scheduler.owed import Owed, can_write

STEPS = {
    Step.SILENCE_AREA: Rung.AREA_LEAD,
    Step.SILENCE_OFFICE: Rung.PROGRAMME_OFFICE,
    Step.SILENCE_CHAIR: Rung.CHAIR,
}


def escalations(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The lists that are owed now."""
    for cycle in facts.cycles:
        today = cycle.day(at)
        if at < cycle.cut_off or today >= cycle.plan.chair_sign_off:
            continue
        missing = unanswered(facts, list(facts.asks_of(cycle.id)), today)
        for step, heard in _levels(facts, cycle, missing, today):
            for person_id, asks in heard.items():
                person = facts.people[person_id]
                if can_write(person, at):
                    yield _list(cycle, step, person, asks, at)


def _levels(
    facts: Facts, cycle: CycleFact, missing: list[AskFact], today: date
) -> Iterator[tuple[Step, dict[int, list[AskFact]]]]:
    plan = cycle.plan
    days = (
        (Step.SILENCE_AREA, plan.escalation_to_area_lead),
        (Step.SILENCE_OFFICE, plan.escalation_to_programme_office),
        (Step.SILENCE_CHAIR, plan.escalation_to_chair),
    )
    for step, day in days:
        if day <= today and STEPS[step] in facts.ladder.hears:
            told = told_in(facts, step, cycle.id)
            new = [ask for ask in missing if ask.action_id not in told]
            yield step, hearers(facts, STEPS[step], new, today)


def told_in(facts: Facts, step: Step, cycle_id: int) -> frozenset[int]:
    """The actions of a cycle that a step has told somebody of already."""
    return frozenset().union(
        *(
            said.action_ids
            for said in facts.said
            if said.step is step and said.about_cycle_id == cycle_id
        )
    )


def hearers(
    facts: Facts, rung: Rung, asks: Iterable[AskFact], today: date
) -> dict[int, list[AskFact]]:
    """Who hears on a rung, each with the asks that they hear of."""
    chains = Chains(facts, today)
    found: dict[int, list[AskFact]] = {}
    for ask in asks:
        silent = frozenset(p for p in (ask.owner_id, ask.asked_id) if p is not None)
        hearing = who_hears(rung, chains.of(ask.action_id), silent=silent)
        for person_id in hearing.people if hearing else ():
            found.setdefault(person_id, []).append(ask)
    return found


class Chains:
    """The chains of a day, from the facts."""

    def __init__(self, facts: Facts, today: date) -> None:
        self.facts = facts
        self.today = today
        self.held = [
            Held(person_id, grant)
            for person_id, grant in facts.roles
            if grant.holds(Place(grant.scope_id, grant.scope_id), today)
            and (person := facts.people.get(person_id)) is not None
            and person.is_there(today)
        ]
        self.answers_to = answers_to((a.owner_id, a.lead_id) for a in facts.actions.values())

    def of(self, action_id: int) -> Chain:
        """Who is there to hear of an action."""
        action = self.facts.actions[action_id]
        return chain_of(
            Place(action.area_id, action.id),
            lead=action.lead_id,
            lead_or_stand_in=self._lead_or_stand_in(action),
            held=self.held,
            answers_to=self.answers_to,
        )

    def _lead_or_stand_in(self, action: ActionFact) -> int | None:
        lead = self.facts.people.get(action.lead_id or 0)
        if lead is None or not lead.in_post(self.today):
            return None
        absence = lead.absence(self.today)
        if absence is None:
            return lead.id
        stand_in = self.facts.people.get(absence.deputy_id or 0)
        there = stand_in is not None and stand_in.is_there(self.today)
        return stand_in.id if stand_in is not None and there else None


def holders(facts: Facts, role: Role, today: date) -> list[Somebody]:
    """Who holds a role over the whole plan and is there today."""
    found = (
        facts.people.get(person_id)
        for person_id, grant in facts.roles
        if grant.role is role and grant.holds(Place(), today)
    )
    return list({p.id: p for p in found if p is not None and p.is_there(today)}.values())


def chairs(facts: Facts, today: date) -> list[Somebody]:
    """The chair, or while the chair is away the acting chair."""
    return holders(facts, Role.CHAIR, today) or holders(facts, Role.ACTING_CHAIR, today)


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

"""Who is asked about an action in a cycle, or why nobody is: the rows that a collection opens with.

The owner is asked; while they are away their deputy is (the one named for the absence, else the
action's); a vacant post, a disputed action and a person whom no door reaches are not asked, and the
row says so. A row is passed on when what it rests on has changed: another owner, a post filled or
left, an owner away at the time of the reminder.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from models.ask_days import ask_day, last_day_to_remind, reminder_day
from models.cycle import WhyNotAsked
from models.delivery import OccasionState, Step
from scheduler.facts import ActionFact, AskFact, CycleFact, Facts, Said, Somebody


def open_cycles(facts: Facts, at: datetime) -> Iterator[CycleFact]:
    """The cycles that take asks now: before their cut-off, opened or about to be for schools."""
    return (cycle for cycle in facts.cycles if at < cycle.cut_off)


def rows_to_make(facts: Facts, at: datetime) -> list[AskFact]:
    """The asks that are wanting: one for each open action of each cycle that collects."""
    made = []
    for cycle in open_cycles(facts, at):
        today = cycle.day(at)
        for action in facts.actions.values():
            is_new = action.plan_id == cycle.plan_id and (cycle.id, action.id) not in facts.asks
            if is_new and _is_collected(facts, cycle, action, today):
                asked_id, why_not = who_is_asked(facts, cycle, action, today)
                row = AskFact(cycle.id, action.id, action.owner_id, asked_id, why_not)
                made.append(row)
    return made


def _is_collected(facts: Facts, cycle: CycleFact, action: ActionFact, today: date) -> bool:
    """Whether the action's row is due: from the opening on, for schools before their holiday."""
    opens = cycle.plan.collection_opens
    if not action.is_open(min(today, opens)):
        return False
    if today >= opens:
        return True
    owner = facts.people.get(action.owner_id or 0)
    asked_on = None if owner is None else day_of_ask(facts, cycle, owner)
    return asked_on is not None and asked_on <= today


def who_is_asked(
    facts: Facts, cycle: CycleFact, action: ActionFact, today: date
) -> tuple[int | None, WhyNotAsked | None]:
    """The person to ask about an action from today on, or why there is none."""
    if action.is_disputed:
        return None, WhyNotAsked.DISPUTED
    owner = facts.people.get(action.owner_id or 0)
    if owner is None or not owner.in_post(today):
        return None, WhyNotAsked.VACANT
    if not owner.is_there(today):
        return _instead(facts, cycle, action, owner, today)
    return (owner.id, None) if owner.doors else (None, WhyNotAsked.UNREACHABLE)


def _instead(
    facts: Facts, cycle: CycleFact, action: ActionFact, owner: Somebody, today: date
) -> tuple[int | None, WhyNotAsked | None]:
    """The deputy of an owner who is away; else the owner, if they are back before the cut-off."""
    if (deputy := deputy_of(facts, action, owner, today)) is not None:
        return deputy.id, None
    back = day_of_ask(facts, cycle, owner)
    if back is not None and back >= today and owner.doors:
        return owner.id, None
    return None, WhyNotAsked.ABSENT


def deputy_of(facts: Facts, action: ActionFact, owner: Somebody, today: date) -> Somebody | None:
    """Who answers while the owner is away, if they are there themselves and can be reached."""
    absence = owner.absence(today)
    named = (absence.deputy_id if absence else None, action.deputy_id)
    people = (facts.people.get(person_id) for person_id in named if person_id)
    there = (p for p in people if p is not None and p.id != owner.id)
    return next((p for p in there if p.is_there(today) and p.doors), None)


def day_of_ask(facts: Facts, cycle: CycleFact, person: Somebody) -> date | None:
    """The day on which somebody is asked in a cycle."""
    known, key = facts.days_of_asks, (cycle.id, person.id)
    if key not in known:
        known[key] = ask_day(cycle.plan, person.hours, days=facts.days, free=person.is_there)
    return known[key]


def said_in(facts: Facts, person_id: int, cycle_id: int, *steps: Step) -> list[Said]:
    """What was said to a person in a cycle, of these steps."""
    return [
        said
        for said in facts.said_to(person_id)
        if said.cycle_id == cycle_id and said.step in steps
    ]


def ask_said(facts: Facts, person_id: int, cycle_id: int) -> Said | None:
    """The ask that a person was sent in a cycle, or that is under way."""
    return next(iter(said_in(facts, person_id, cycle_id, Step.ASK)), None)


def day_of_reminder(
    facts: Facts, cycle: CycleFact, person: Somebody, *, there_or_not: bool = False
) -> date | None:
    """The day of a person's one reminder: their own later day, else the cycle's.

    With `there_or_not` the day on which it would fall if they were not away.
    """
    ask = ask_said(facts, person.id, cycle.id)
    asked_on = ask.local_day if ask else day_of_ask(facts, cycle, person)
    if asked_on is None:
        return None
    free = person.in_post if there_or_not else person.is_there
    if (later := snoozed_day(facts, cycle, person)) is not None and later > asked_on:
        return later
    return reminder_day(cycle.plan, person.hours, asked_on=asked_on, free=free)


def snoozed_day(facts: Facts, cycle: CycleFact, person: Somebody) -> date | None:
    """The day that they asked for; never later than their last day before the cut-off."""
    wanted = max(
        (a.snoozed_until for a in asks_for(facts, cycle.id, person.id) if a.snoozed_until),
        default=None,
    )
    if wanted is None:
        return None
    last = last_day_to_remind(cycle.plan, person.hours, free=person.is_there)
    return None if last is None else min(person.hours.days.on_or_after(wanted), last)


def asks_for(facts: Facts, cycle_id: int, person_id: int) -> list[AskFact]:
    """The asks of a cycle that are a person's to answer."""
    return [ask for ask in facts.asks_of(cycle_id) if ask.asked_id == person_id]


def unanswered(facts: Facts, asks: list[AskFact], today: date) -> list[AskFact]:
    """Those without an answer or a waiting reading whose action is open and undisputed."""
    waiting = {
        (reading.cycle_id, action_id)
        for reading in facts.readings
        for action_id in reading.action_ids
    }
    return [
        ask
        for ask in asks
        if ask.key not in facts.answers
        and ask.key not in waiting
        and is_askable(facts, ask.action_id, today)
    ]


def is_askable(facts: Facts, action_id: int, today: date) -> bool:
    """Whether the action is open and nobody disputes it."""
    action = facts.actions.get(action_id)
    return action is not None and action.is_open(today) and not action.is_disputed


def rows_to_pass_on(facts: Facts, at: datetime) -> list[AskFact]:
    """The unanswered asks that now belong to somebody else, or again to somebody."""
    passed = []
    for cycle in open_cycles(facts, at):
        today = cycle.day(at)
        for ask in facts.asks_of(cycle.id):
            action = facts.actions.get(ask.action_id)
            if action is None or ask.key in facts.answers or not action.is_open(today):
                continue
            if not _still_holds(facts, cycle, action, ask, today):
                passed += _changed(ask, action, who_is_asked(facts, cycle, action, today))
    return passed


def _changed(
    ask: AskFact, action: ActionFact, to: tuple[int | None, WhyNotAsked | None]
) -> list[AskFact]:
    asked_id, why_not = to
    owner_stays = ask.owner_id == action.owner_id
    if owner_stays and (asked_id, why_not) == (ask.asked_id, ask.why_not):
        return []
    if owner_stays and ask.is_delivered and why_not is WhyNotAsked.ABSENT:
        # Away since they were asked, and nobody stands in: the ask stands, and is not silence.
        asked_id = ask.asked_id
        if ask.why_not is why_not:
            return []
    same = asked_id == ask.asked_id
    return [
        replace(
            ask,
            owner_id=action.owner_id,
            asked_id=asked_id,
            why_not=why_not,
            is_delivered=ask.is_delivered and same,
            snoozed_until=ask.snoozed_until if same else None,
        )
    ]


def _still_holds(
    facts: Facts, cycle: CycleFact, action: ActionFact, ask: AskFact, today: date
) -> bool:
    """Whether who is asked can still be expected to answer."""
    asked = facts.people.get(ask.asked_id or 0)
    if asked is None or action.is_disputed or ask.owner_id != action.owner_id:
        return False
    if not asked.in_post(today) or not asked.doors:
        return False
    if asked.is_there(today):
        return ask.why_not is None
    reminded_on = day_of_reminder(facts, cycle, asked, there_or_not=True)
    return ask.is_delivered and (reminded_on is None or today < reminded_on)


STANDS = frozenset({OccasionState.SENT, OccasionState.REFUSED, OccasionState.HELD})
"""What has become of an ask before a reminder follows it: it has left, or never will."""

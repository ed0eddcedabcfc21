"""The messages of a collection: the ask, the one reminder, and what was passed on to somebody.

A reminder goes only to who has not answered, lists only what is open, and asks for just the words
or the confirmation where only these are wanting.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.delivery import Step
from models.spoken import count_in_words
from scheduler.asking import (
    STANDS,
    ask_said,
    asks_for,
    day_of_ask,
    day_of_reminder,
    open_cycles,
    said_in,
    snoozed_day,
    unanswered,
)
from scheduler.facts import AskFact, CycleFact, Facts, Said, Somebody
from scheduler.owed import REMINDING, Owed, can_write

_A_DAY = timedelta(days=1)


def collection(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The asks and reminders that are owed now."""
    for cycle in open_cycles(facts, at):
        asked = dict.fromkeys(ask.asked_id for ask in facts.asks_of(cycle.id) if ask.asked_id)
        for person_id in asked:
            person = facts.people[person_id]
            if can_write(person, at):
                yield from _for_person(facts, cycle, person, at)
    yield from _late_confirmations(facts, at)


def _for_person(facts: Facts, cycle: CycleFact, person: Somebody, at: datetime) -> Iterator[Owed]:
    today = person.hours.day(at)
    mine = asks_for(facts, cycle.id, person.id)
    still_open = unanswered(facts, mine, today)
    ask = ask_said(facts, person.id, cycle.id)
    if ask is None:
        day = day_of_ask(facts, cycle, person)
        if still_open and day is not None and day <= today:
            yield _ask(cycle, person, still_open, today)
        return
    reminders = []
    if ask.state in STANDS and today > ask.local_day:
        reminders = list(_reminder(facts, cycle, person, still_open, at))
        reminders += _put_off(facts, cycle, person, still_open, today)
    yield from reminders
    named = {action_id for owed in reminders for action_id in owed.about["action_ids"]}
    new = [a for a in still_open if a.action_id not in named and not a.is_delivered]
    yield from _passed(facts, cycle, person, new, today)


def _ask(cycle: CycleFact, person: Somebody, asks: list[AskFact], today: date) -> Owed:
    return Owed(
        f"ask:{cycle.id}:{person.id}",
        Step.ASK,
        today,
        person.hours.moment(today),
        f"Collection for {cycle.plan.code} is open and"
        f" {count_in_words(len(asks), 'action waits', 'actions wait')} for their answer.",
        person_id=person.id,
        cycle_id=cycle.id,
        about={"action_ids": [ask.action_id for ask in asks]},
    )


def _reminder(
    facts: Facts, cycle: CycleFact, person: Somebody, still_open: list[AskFact], at: datetime
) -> Iterator[Owed]:
    today = person.hours.day(at)
    day = day_of_reminder(facts, cycle, person)
    if day is None or not day <= today < cycle.plan.update_cut_off:
        return
    said = said_in(facts, person.id, cycle.id, *REMINDING)
    words = _words_wanted(facts, cycle, person, said, today)
    readings = _readings_waiting(facts, person, cycle.id, said, today)
    is_first = all(s.step is not Step.REMINDER for s in said)
    names = [ask.action_id for ask in still_open] if is_first else []
    step = Step.REMINDER if names else Step.WORDS_AWAITED if words else Step.CONFIRM
    if not (names or words or readings) or any(s.step is step for s in said):
        return
    yield Owed(
        f"{step.value}:{cycle.id}:{person.id}",
        step,
        today,
        person.hours.moment(today),
        _why(cycle, names, words, readings),
        person_id=person.id,
        cycle_id=cycle.id,
        about={"action_ids": names, "words_ids": words, "reading_ids": readings},
    )


def _put_off(
    facts: Facts, cycle: CycleFact, person: Somebody, still_open: list[AskFact], today: date
) -> list[Owed]:
    """What they asked for when they put the reminder off: the same once more, on their day."""
    wanted = snoozed_day(facts, cycle, person)
    said = said_in(facts, person.id, cycle.id, Step.REMINDER)
    if wanted is None or not said or not still_open:
        return []
    if not said[-1].local_day < wanted <= today < cycle.plan.update_cut_off:
        return []
    names = [ask.action_id for ask in still_open]
    return [
        Owed(
            f"snoozed:{cycle.id}:{person.id}:{wanted.isoformat()}",
            Step.NOTE,
            today,
            person.hours.moment(today),
            f"They asked to be asked again for {cycle.plan.code} on this day.",
            person_id=person.id,
            cycle_id=cycle.id,
            about={"action_ids": names, "snoozed": wanted.isoformat()},
        )
    ]


def _words_wanted(
    facts: Facts, cycle: CycleFact, person: Somebody, said: list[Said], today: date
) -> list[int]:
    """Amber and red answers of an earlier day whose words were not asked for since."""
    asked_for = frozenset().union(*(s.words_ids for s in said))
    wanted = []
    for ask in asks_for(facts, cycle.id, person.id):
        answer = facts.answers.get(ask.key)
        if answer is None or not answer.awaits_words or ask.action_id in asked_for:
            continue
        if person.hours.day(answer.at) < today:
            wanted.append(ask.action_id)
    return wanted


def _readings_waiting(
    facts: Facts, person: Somebody, cycle_id: int | None, said: list[Said], today: date
) -> list[int]:
    """Readings of an earlier day that nobody reminded of."""
    reminded = frozenset().union(*(s.reading_ids for s in said))
    return [
        reading.id
        for reading in facts.readings
        if reading.person_id == person.id
        and reading.cycle_id == cycle_id
        and reading.id not in reminded
        and person.hours.day(reading.at) < today
    ]


def _why(cycle: CycleFact, names: list[int], words: list[int], readings: list[int]) -> str:
    parts = []
    if names:
        parts.append(f"{count_in_words(len(names), 'action has', 'actions have')} no answer yet")
    if words:
        parts.append(f"the words of {count_in_words(len(words), 'answer')} are awaited")
    if readings:
        parts.append(f"{count_in_words(len(readings), 'reading waits', 'readings wait')}")
    return f"Reminder for {cycle.plan.code}: {', '.join(parts)}."


def _passed(
    facts: Facts, cycle: CycleFact, person: Somebody, asks: list[AskFact], today: date
) -> Iterator[Owed]:
    """Actions that came to somebody after their ask had left: they are named on their own."""
    said = said_in(facts, person.id, cycle.id, Step.ASK, Step.REMINDER, Step.NOTE)
    named = frozenset().union(*(s.action_ids for s in said))
    new = [ask.action_id for ask in asks if ask.action_id not in named]
    if new:
        yield Owed(
            f"passed:{cycle.id}:{person.id}:{today.isoformat()}",
            Step.NOTE,
            today,
            person.hours.moment(today),
            f"{count_in_words(len(new), 'action')} of {cycle.plan.code} came to them since.",
            person_id=person.id,
            cycle_id=cycle.id,
            about={"action_ids": new},
        )


def _late_confirmations(facts: Facts, at: datetime) -> Iterator[Owed]:
    """A reading of a cycle whose cut-off has passed, or of none, is reminded of once as well."""
    collecting = {cycle.id for cycle in open_cycles(facts, at)}
    late = [r for r in facts.readings if r.cycle_id not in collecting]
    for person_id, cycle_id in dict.fromkeys((r.person_id, r.cycle_id) for r in late):
        person = facts.people.get(person_id)
        if person is None or not can_write(person, at):
            continue
        today = person.hours.day(at)
        said = [s for s in facts.said_to(person_id) if s.step in REMINDING]
        readings = _readings_waiting(facts, person, cycle_id, said, today)
        key = f"confirm:{cycle_id or f'news:{today.isoformat()}'}:{person_id}"
        if readings and key not in facts.keys:
            yield Owed(
                key,
                Step.CONFIRM,
                today,
                person.hours.moment(today),
                f"{count_in_words(len(readings), 'reading waits', 'readings wait')} for a word.",
                person_id=person_id,
                cycle_id=cycle_id,
                about={"action_ids": [], "words_ids": [], "reading_ids": readings},
            )

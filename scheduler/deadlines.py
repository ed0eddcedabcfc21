"""Reminders of the actions' own due dates: ten and two working days before, and the day after.

They are one message a person a day, or a part of the one that the person gets that day anyway; an
action that is delivered, or that this day's ask names, is not mentioned. Where the day is not one
on which the person works, it is their last before it (after the due date: their first after it).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from models.delivery import OccasionState, Step
from models.ladder import deadline_day
from models.spoken import count_in_words
from models.states import LIVE
from scheduler.asking import deputy_of
from scheduler.facts import ActionFact, Facts, Said, Somebody
from scheduler.owed import Owed, can_write

GRACE_DAYS = 2
"""Working days for which a reminder of a date that could not leave on its day is still of use."""
FAR_DAYS = 150
"""Calendar days within which any reminder lies that a setting allows."""
CARRIES = (Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM)
"""The messages that can hold it as a part."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """One reminder of one action's date; `days` is counted from it, negative before it."""

    action_id: int
    due: date
    days: int
    is_arising: bool = False
    """Of an action from a meeting: then it is that one's number."""

    @property
    def mark(self) -> tuple[int, str, int]:
        """How it is remembered that this was said."""
        return self.action_id, self.due.isoformat(), self.days


def with_deadlines(facts: Facts, owed: Iterable[Owed], at: datetime) -> list[Owed]:
    """What is owed, with the deadlines of the day merged in or as messages of their own."""
    messages = list(owed)
    for person_id, deadlines in _of_today(facts, at).items():
        person = facts.people[person_id]
        today = person.hours.day(at)
        mine = [n for n, o in enumerate(messages) if o.person_id == person_id]
        named = _named_today(facts, person, [messages[n] for n in mine], today)
        asked = _is_asked_today(facts, person, [messages[n] for n in mine], today)
        new = [d for d in deadlines if not (asked if d.is_arising else d.action_id in named)]
        if not new:
            continue
        carriers = [n for n in mine if messages[n].step in CARRIES]
        if carriers:
            carrier = messages[carriers[0]]
            messages[carriers[0]] = replace(carrier, about={**carrier.about, **_marks(new)})
        else:
            messages.append(_alone(person, new, today))
    return messages


def _of_today(facts: Facts, at: datetime) -> Mapping[int, list[Deadline]]:
    found: dict[int, list[Deadline]] = {}
    for action in facts.actions.values():
        if action.due is None or action.stage not in LIVE or action.is_disputed:
            continue
        person = _responsible(facts, action, at)
        if person is None or not can_write(person, at):
            continue
        today = person.hours.day(at)
        if abs((action.due - today).days) > FAR_DAYS:
            continue
        for days in (*(-n for n in facts.ladder.days_before_due), facts.ladder.days_after_due):
            deadline = Deadline(action.id, action.due, days)
            if _is_of(facts, person, deadline, today):
                found.setdefault(person.id, []).append(deadline)
    _add_arising(facts, at, found)
    return found


def _add_arising(facts: Facts, at: datetime, found: dict[int, list[Deadline]]) -> None:
    """The dates of actions from meetings, which are their owners' alone."""
    for action in facts.arising:
        person = facts.people.get(action.owner_id)
        if person is None or not can_write(person, at):
            continue
        today = person.hours.day(at)
        if abs((action.due - today).days) > FAR_DAYS:
            continue
        for days in (*(-n for n in facts.ladder.days_before_due), facts.ladder.days_after_due):
            deadline = Deadline(action.id, action.due, days, is_arising=True)
            if _is_of(facts, person, deadline, today):
                found.setdefault(person.id, []).append(deadline)


def _responsible(facts: Facts, action: ActionFact, at: datetime) -> Somebody | None:
    owner = facts.people.get(action.owner_id or 0)
    if owner is None or not owner.in_post(owner.hours.day(at)):
        return None
    today = owner.hours.day(at)
    return owner if owner.is_there(today) else deputy_of(facts, action, owner, today)


def _is_of(facts: Facts, person: Somebody, deadline: Deadline, today: date) -> bool:
    """Whether today is its day, or it was missed within the last days and is still of use."""
    is_before = deadline.days < 0
    theirs = person.hours.days
    own = deadline_day(deadline.due, deadline.days, days=facts.days, own=theirs)
    if today != own:
        missed = facts.running_since is not None and facts.running_since <= own < today
        last = theirs.shift(own, GRACE_DAYS)
        if not missed or today > (min(last, deadline.due) if is_before else last):
            return False
    return not _was_said(facts, person, deadline, own)


def _was_said(facts: Facts, person: Somebody, deadline: Deadline, since: date) -> bool:
    """Whether it was said, or an ask of that day or later named the action."""
    said_to_them = (
        said for said in facts.said_to(person.id) if said.state is not OccasionState.CANCELLED
    )
    if deadline.is_arising:
        # An ask lists all that a person has from meetings.
        return any(
            deadline.mark in said.arising or (said.step is Step.ASK and said.local_day >= since)
            for said in said_to_them
        )
    return any(
        deadline.mark in said.deadlines
        or (said.local_day >= since and deadline.action_id in _asked_about(said))
        for said in said_to_them
    )


def _asked_about(said: Said) -> frozenset[int]:
    return said.action_ids if said.step in CARRIES else frozenset()


def _named_today(facts: Facts, person: Somebody, owed: list[Owed], today: date) -> frozenset[int]:
    """The actions that today's asks name already."""
    now = (frozenset(o.about.get("action_ids", ())) for o in owed if o.step in CARRIES)
    earlier = (
        said.action_ids
        for said in facts.said_to(person.id)
        if said.local_day == today and said.step in CARRIES
    )
    return frozenset().union(*now, *earlier)


def _is_asked_today(facts: Facts, person: Somebody, owed: list[Owed], today: date) -> bool:
    """Whether today's ask lists what the person has from meetings already."""
    now = any(o.step is Step.ASK for o in owed)
    return now or any(
        said.step is Step.ASK and said.local_day == today for said in facts.said_to(person.id)
    )


def _marks(deadlines: list[Deadline]) -> dict[str, list[list[object]]]:
    """What an occasion keeps of the dates that it reminds of."""
    own = [list(d.mark) for d in deadlines if not d.is_arising]
    arose = [list(d.mark) for d in deadlines if d.is_arising]
    return {name: marks for name, marks in (("deadlines", own), ("arising", arose)) if marks}


def _alone(person: Somebody, deadlines: list[Deadline], today: date) -> Owed:
    is_over = any(d.days > 0 for d in deadlines)
    said = count_in_words(len(deadlines), "due date")
    return Owed(
        f"deadlines:{person.id}:{today.isoformat()}",
        Step.OVERDUE if is_over else Step.DUE_SOON,
        today,
        person.hours.moment(today),
        f"{said} {'has passed' if is_over else 'is near'}."
        if len(deadlines) == 1
        else f"{said} are near or have passed.",
        person_id=person.id,
        about=_marks(deadlines),
    )

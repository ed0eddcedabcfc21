"""The promises that a month must keep, each a function that looks at what happened.

They are an oracle of their own: they read the record plainly and share no rule with the planner, so
that a fault in its rules shows here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cycle import Ask
from models.delivery import Occasion, Step
from models.message import Message, Moment
from models.partnership import Partnership
from models.people import Absence, OrganisationKind, Person
from models.plan import Action
from models.states import Stage
from models.update import Update, UpdateKind
from models.workdays import bank_holidays
from scheduler.simulate.reading import arg, buttons_in
from scheduler.simulate.script import Breach

ASKING = frozenset({Step.ASK, Step.REMINDER})
SILENCE = frozenset({Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR})
NOT_COUNTED = frozenset({Step.NOTE, Step.REPLACE})


@dataclass(frozen=True, slots=True)
class Said:
    """One message that left: the occasion that caused it, to whom, what, and when."""

    occasion: Occasion
    person: Person | None
    message: Message
    at: datetime

    @property
    def is_answer(self) -> bool:
        """Whether it answers what the person themself just did."""
        return "conversation" in self.occasion.about


@dataclass(slots=True)
class Memory:
    """What was seen so far."""

    keys: Counter[str] = field(default_factory=Counter)
    steps: Counter[tuple[int, int, Step]] = field(default_factory=Counter)
    days: Counter[tuple[int, date]] = field(default_factory=Counter)
    announced: dict[tuple[int, int], set[date]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Look:
    """What there is to look at after some messages left."""

    session: Session
    partnership: Partnership
    said: Sequence[Said]
    memory: Memory


Promise = Callable[[Look], Iterator[Breach]]


def _breach(promise: Promise, said: Said, words: str) -> Breach:
    return Breach(
        promise.__name__,
        words,
        said.at,
        person_id=said.occasion.person_id,
        cycle_id=said.occasion.cycle_id,
    )


def one_message_for_each_person_cycle_and_step(look: Look) -> Iterator[Breach]:
    """No message leaves twice, and of each step of a cycle at most one reaches each person."""
    me = one_message_for_each_person_cycle_and_step
    for said in look.said:
        occasion = said.occasion
        look.memory.keys[occasion.key] += 1
        if look.memory.keys[occasion.key] > 1 and occasion.step is not Step.REPLACE:
            yield _breach(me, said, f"{occasion.key} left more than once.")
        if occasion.cycle_id is None or occasion.person_id is None or occasion.step in NOT_COUNTED:
            continue
        step = (occasion.person_id, occasion.cycle_id, occasion.step)
        look.memory.steps[step] += 1
        if look.memory.steps[step] > 1:
            yield _breach(me, said, f"{occasion.step} reached one person twice in a cycle.")


def nobody_is_asked_in_vain(look: Look) -> Iterator[Breach]:
    """Nobody is asked who has answered, is away, has left, or has nothing open."""
    me = nobody_is_asked_in_vain
    for said in look.said:
        step, person = said.occasion.step, said.person
        if person is None or step not in ASKING:
            continue
        today = said.at.astimezone(ZoneInfo(person.time_zone)).date()
        if person.is_vacant or (person.active_until or date.max) < today:
            yield _breach(me, said, "Somebody was asked who is no longer in post.")
        if _is_away(look.session, person, today):
            yield _breach(me, said, "Somebody was asked while they were away.")
        named = _asked_about(said)
        if not named:
            yield _breach(me, said, "Somebody was asked who had nothing open.")
        for action_id in named:
            if (
                why := _not_open(look.session, action_id, said.occasion.cycle_id, today)
            ) is not None:
                yield _breach(me, said, f"Somebody was asked about an action that {why}.")


def _asked_about(said: Said) -> set[int]:
    """The actions that it asks about; a due date that it mentions besides is no ask."""
    dates = {action_id for action_id, _, _ in said.occasion.about.get("deadlines", ())}
    asked = set(said.occasion.about.get("action_ids", ()))
    rated = {int(arg(b, "action")) for b in buttons_in(said.message, "update.rate")}
    return rated - (dates - asked)


def _is_away(session: Session, person: Person, today: date) -> bool:
    found = select(Absence.id).where(
        Absence.person_id == person.id,
        Absence.starts <= today,
        Absence.ends >= today,
        Absence.cancelled_at.is_(None),
    )
    return session.scalar(found.limit(1)) is not None


def _not_open(session: Session, action_id: int, cycle_id: int | None, today: date) -> str | None:
    action = session.get_one(Action, action_id)
    begun = action.start is None or action.start <= today
    if action.stage is not Stage.IN_PROGRESS and not (action.stage is Stage.NOT_STARTED and begun):
        return f"is {action.stage.value}"
    if action.disputed_by_id is not None:
        return "is disputed"
    newest = session.scalar(
        select(Update)
        .where(Update.action_id == action_id, Update.cycle_id == cycle_id)
        .order_by(Update.id.desc())
        .limit(1)
    )
    if newest is not None and newest.kind is not UpdateKind.WITHDRAWN:
        return "has its answer"
    return None


def nothing_leaves_outside_working_hours(look: Look) -> Iterator[Breach]:
    """Nothing reaches a person outside their hours, on an idle day, or in their quiet."""
    me = nothing_leaves_outside_working_hours
    for said in look.said:
        if said.person is None or said.is_answer or said.occasion.step is Step.REPLACE:
            continue
        local = said.at.astimezone(ZoneInfo(said.person.time_zone))
        if not _works(said.person, local.date(), look.partnership):
            yield _breach(me, said, f"{local:%A %d %B} is not a day that they work.")
        elif not _in_hours(said.person, local.time(), look.partnership):
            yield _breach(me, said, f"{local:%H:%M} is outside their hours.")


def _works(person: Person, day: date, partnership: Partnership) -> bool:
    closed = day in bank_holidays(day.year) or day in partnership.calendar.closures
    at_school = (
        person.organisation is not None and person.organisation.kind is OrganisationKind.SCHOOL
    )
    terms = partnership.school_holidays
    if at_school and terms is not None and any(day in holiday for holiday in terms):
        return False
    summer = date(day.year, 7, 22) <= day <= date(day.year, 8, 31)
    if at_school and terms is None and summer:
        return False
    return str(day.weekday()) in person.weekdays and not closed


def _in_hours(person: Person, hour: time, partnership: Partnership) -> bool:
    start, end = person.quiet_from, person.quiet_until
    if start is not None and end is not None:
        over_night = start > end
        quiet = hour >= start or hour < end if over_night else start <= hour < end
        if quiet:
            return False
    opens = person.send_at or partnership.sending.at
    return opens <= hour <= max(partnership.sending.until, opens)


def nobody_gets_more_than_the_daily_limit(look: Look) -> Iterator[Breach]:
    """At most so many messages a person a day, answers to their own acts apart."""
    me = nobody_gets_more_than_the_daily_limit
    for said in look.said:
        if said.person is None or said.occasion.step in NOT_COUNTED:
            continue
        day = said.at.astimezone(ZoneInfo(said.person.time_zone)).date()
        look.memory.days[said.person.id, day] += 1
        if look.memory.days[said.person.id, day] > look.partnership.sending.a_day:
            yield _breach(me, said, f"More than {look.partnership.sending.a_day} on {day}.")


def each_escalation_was_announced(look: Look) -> Iterator[Breach]:
    """Nobody hears that somebody is silent who had not told them so beforehand."""
    me = each_escalation_was_announced
    for said in look.said:
        occasion = said.occasion
        if occasion.person_id is not None and occasion.cycle_id is not None:
            days = look.memory.announced.setdefault((occasion.person_id, occasion.cycle_id), set())
            days |= days_in(said.message)
        if occasion.step not in SILENCE:
            continue
        today = said.at.astimezone(look.partnership.zone).date()
        for ask in _named(look.session, said):
            if ask.delivered_at is None or ask.asked_id is None:
                continue
            told = look.memory.announced.get((ask.asked_id, ask.cycle_id), set())
            if not any(ask.cycle.update_cut_off <= day <= today for day in told):
                yield _breach(me, said, "A list names somebody to whom it was not announced.")


def days_in(message: Message) -> set[date]:
    """All days that a message names."""
    found: set[date] = set()
    pending: list[object] = [message]
    while pending:
        value = pending.pop()
        if isinstance(value, Moment) and not isinstance(value.at, datetime):
            found.add(value.at)
        elif isinstance(value, tuple):
            pending += value
        elif hasattr(value, "__slots__"):
            pending += [getattr(value, name) for name in value.__slots__]
    return found


def _named(session: Session, said: Said) -> Sequence[Ask]:
    return session.scalars(
        select(Ask).where(
            Ask.cycle_id == said.occasion.cycle_id,
            Ask.action_id.in_(said.occasion.about.get("action_ids", ())),
        )
    ).all()


def nobody_hears_of_their_own_silence(look: Look) -> Iterator[Breach]:
    """No list tells somebody of what they themself were asked for or own."""
    me = nobody_hears_of_their_own_silence
    for said in look.said:
        if said.occasion.step not in SILENCE:
            continue
        if any(
            said.occasion.person_id in {a.owner_id, a.asked_id} for a in _named(look.session, said)
        ):
            yield _breach(me, said, "A list tells somebody of their own silence.")


MESSAGE_PROMISES: tuple[Promise, ...] = (
    one_message_for_each_person_cycle_and_step,
    nobody_is_asked_in_vain,
    nothing_leaves_outside_working_hours,
    nobody_gets_more_than_the_daily_limit,
    each_escalation_was_announced,
    nobody_hears_of_their_own_silence,
)

"""What is owed at an instant: a pure function of calendar, ladder and record.

The tick writes what it gives, the forecast prints it, the simulator checks it: there is one
planner. Each message has a key of ids and local dates, so that it is owed once however often and by
however many it is planned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from models.delivery import Step
from models.report import ReportState
from models.spoken import count_in_words
from models.states import Role
from scheduler.asking import rows_to_make, rows_to_pass_on
from scheduler.collection import collection
from scheduler.deadlines import with_deadlines
from scheduler.escalation import escalations, holders
from scheduler.facts import AskFact, Facts
from scheduler.greeting import greetings
from scheduler.meetings import meetings
from scheduler.owed import Owed, can_write, said_on
from scheduler.returning import returning
from scheduler.signing import signing
from scheduler.suspended import offers, suspended
from scheduler.vacancies import vacancies

TROUBLE_DAYS = timedelta(days=3)
ORDER = (
    *(Step.BOARD, Step.FIRST_CONTACT, Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM),
    *(Step.SIGN_OFF, Step.NOT_SIGNED, Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR),
    *(Step.VACANT, Step.NOTE, Step.NUDGE, Step.MEETING_OPEN, Step.ARISING, Step.RETURN_READY),
    *(Step.SUSPENDED, Step.OVERDUE, Step.DUE_SOON),
)
"""What goes first where a person's messages of the day are too many; the rest waits a day."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What an instant brings: asks that are made or passed on, and messages that are owed."""

    made: tuple[AskFact, ...] = ()
    passed: tuple[AskFact, ...] = ()
    owed: tuple[Owed, ...] = ()
    facts: Facts | None = field(default=None, compare=False, repr=False)
    """What it was planned from."""

    @property
    def is_nothing(self) -> bool:
        """Whether there is nothing to write."""
        return not (self.made or self.passed or self.owed)


def plan(facts: Facts, at: datetime) -> Planned:
    """All that is owed at an instant and was not before."""
    made = rows_to_make(facts, at)
    facts = facts.with_asks(made)
    passed = rows_to_pass_on(facts, at)
    facts = facts.with_asks(passed)
    found = [*collection(facts, at), *escalations(facts, at), *vacancies(facts, at)]
    found += [*signing(facts, at), *troubles(facts, at)]
    found += [*suspended(facts, at), *offers(facts, at)]
    found += [*returning(facts, at), *meetings(facts, at)]
    new = [owed for owed in found if owed.key not in facts.keys and owed.due_at <= at]
    new = [o for o in with_deadlines(facts, new, at) if o.key not in facts.keys]
    new = [o for o in (*greetings(facts, new, at), *new) if o.due_at <= at]
    owed = tuple(_within_limit(facts, new))
    return Planned(tuple(made), tuple(passed), owed, facts)


def _within_limit(facts: Facts, owed: Iterable[Owed]) -> Iterator[Owed]:
    """No more a person a day than the setting allows, the most important first."""
    taken: dict[int, int] = {}
    for message in sorted(owed, key=lambda o: (ORDER.index(o.step), o.due_at)):
        person_id = message.person_id
        if person_id is not None:
            count = taken.get(person_id, said_on(facts, person_id, message.local_day))
            if count >= facts.sending.a_day:
                continue
            taken[person_id] = count + 1
        yield message


def troubles(facts: Facts, at: datetime) -> Iterator[Owed]:
    """What could not be sent is shown to the programme office, once a day in one message."""
    for person in holders(facts, Role.PROGRAMME_OFFICE, at.date()):
        if not can_write(person, at):
            continue
        today = person.hours.day(at)
        shown = frozenset().union(*(s.occasion_ids for s in facts.said_to(person.id)))
        new = [
            t.occasion_id
            for t in facts.troubles
            if t.occasion_id not in shown and today - t.day <= TROUBLE_DAYS
        ]
        if new:
            yield Owed(
                f"trouble:{person.id}:{today.isoformat()}",
                Step.NOTE,
                today,
                person.hours.moment(today),
                f"{count_in_words(len(new), 'message')} could not be sent.",
                person_id=person.id,
                about={"occasion_ids": new},
            )


def after(facts: Facts, planned: Planned) -> Facts:
    """The facts once all of it has been sent and nobody has answered: what the forecast assumes."""
    facts = facts.with_asks((*planned.made, *planned.passed))
    asked = {
        (o.cycle_id, action_id): o.person_id
        for o in planned.owed
        for action_id in o.about.get("action_ids", ())
        if o.step in {Step.ASK, Step.REMINDER, Step.NOTE}
    }
    delivered = [
        replace(ask, is_delivered=True)
        for key, ask in facts.asks.items()
        if asked.get(key) == ask.asked_id and key in asked
    ]
    issued = {o.about["report_id"] for o in planned.owed if o.step is Step.BOARD}
    reports = tuple(
        replace(r, state=ReportState.ISSUED) if r.id in issued else r for r in facts.reports
    )
    said = (*facts.said, *(o.as_said() for o in planned.owed))
    since = facts.running_since or min((s.local_day for s in said), default=None)
    return replace(facts.with_asks(delivered), said=said, reports=reports, running_since=since)


def instants(facts: Facts, day: date) -> list[datetime]:
    """The instants of a day at which something can come to be owed by the clock alone.

    They are each person's hour, the cut-off and the hour of the papers. What a collection opens
    with is made with the first ask.
    """
    found = {person.hours.moment(day) for person in facts.people.values()}
    for cycle in facts.cycles:
        found |= {at for at in (cycle.papers, cycle.cut_off) if cycle.day(at) == day}
    found |= {r.issue_at for r in facts.reports if r.issue_at and r.issue_at.date() == day}
    found |= {m.posts_at for m in facts.meetings if m.posts_at and m.posts_at.date() == day}
    return sorted(found)

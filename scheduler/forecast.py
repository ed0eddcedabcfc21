"""What will be sent in the coming days: the planner run forward over facts, nothing written.

It assumes that nobody answers, signs or goes away meanwhile, so it shows the most that can come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.people import Person
from scheduler.facts import Facts, Said
from scheduler.occasions import after, instants, plan
from scheduler.owed import Owed
from scheduler.record import read_facts

UNDER_WAY = (OccasionState.OWED, OccasionState.CLAIMED)
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Expected:
    """One message that would be sent; `at` is in the receiver's own zone."""

    at: datetime
    step: Step
    why: str
    person: str
    """Their name, or "channel:board"."""
    email: str | None = None
    cycle: str | None = None
    door: str | None = None

    def as_json(self) -> dict[str, str | None]:
        """For machines."""
        return {
            "person": self.person,
            "email": self.email,
            "at": self.at.isoformat(),
            "cycle": self.cycle,
            "step": self.step.value,
            "door": self.door,
            "why": self.why,
        }


@dataclass(frozen=True, slots=True)
class _Names:
    """What ids are called, and where people are."""

    facts: Facts
    emails: dict[int, str | None]
    first_door: str | None

    def expected(self, owed: Owed, at: datetime) -> Expected:
        """A planned message as it is printed."""
        person = self.facts.people.get(owed.person_id or 0)
        zone = person.hours.zone if person else UTC
        cycle_id = owed.cycle_id or owed.about.get("cycle_id")
        cycle = next((c for c in self.facts.cycles if c.id == cycle_id), None)
        if person is None and cycle is not None:
            zone = cycle.zone
        return Expected(
            at=max(owed.due_at, at).astimezone(zone),
            step=owed.step,
            why=owed.why,
            person=person.name if person else f"channel:{owed.channel}",
            email=self.emails.get(owed.person_id or 0),
            cycle=cycle.plan.code if cycle else None,
            door=next(iter(person.doors), None) if person else self.first_door,
        )


def forecast(
    session: Session,
    start: datetime,
    *,
    days: int,
    partnership: Partnership,
    platforms: Collection[str],
) -> list[Expected]:
    """Each message that would be sent from an instant on, in the order of time."""
    end = start + timedelta(days=days)
    facts = read_facts(session, start, partnership=partnership, platforms=platforms, until=end)
    emails = {row.id: row.email for row in session.execute(select(Person.id, Person.email))}
    names = _Names(facts, emails, min(platforms, default=None))
    found = [names.expected(owed, start) for owed in _under_way(session) if owed.due_at < end]
    found += [names.expected(owed, at) for owed, at in run_forward(facts, start, end)]
    return sorted(found, key=lambda e: (e.at, e.person, e.step.value))


def run_forward(facts: Facts, start: datetime, end: datetime) -> Iterator[tuple[Owed, datetime]]:
    """What the planner owes at each instant, if all is sent and nobody answers."""
    facts = replace(facts, said=tuple(_sent(said) for said in facts.said))
    for at in _clock(facts, start, end):
        planned = plan(facts, at)
        yield from ((owed, at) for owed in planned.owed)
        if not planned.is_nothing:
            facts = after(facts, planned)


def _sent(said: Said) -> Said:
    return replace(said, state=OccasionState.SENT) if said.state in UNDER_WAY else said


def _clock(facts: Facts, start: datetime, end: datetime) -> Iterator[datetime]:
    yield start
    day = start.date() - _A_DAY
    while datetime.combine(day, time.min, UTC) <= end:
        yield from (at for at in instants(facts, day) if start < at < end)
        day += _A_DAY


def _under_way(session: Session) -> Iterator[Owed]:
    """What is owed already and waits for its hour, or for a door that works again."""
    rows = session.scalars(
        select(Occasion)
        .where(
            Occasion.state.in_(UNDER_WAY),
            Occasion.step != Step.REPLACE,
        )
        .order_by(Occasion.due_at, Occasion.id)
    )
    for row in rows:
        yield Owed(
            row.key,
            row.step,
            row.local_day,
            row.due_at,
            row.why or "It is owed and waits to be sent.",
            person_id=row.person_id,
            channel=row.channel,
            cycle_id=row.cycle_id,
            about=row.about,
        )

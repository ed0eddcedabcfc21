"""Formal returns: how ready the evidence is, told two weeks before it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from models.delivery import Step
from models.spoken import day_in_words
from models.states import Role
from scheduler.escalation import chairs, holders
from scheduler.facts import Facts
from scheduler.owed import Owed, can_write

AHEAD = timedelta(days=14)


def returning(facts: Facts, at: datetime) -> Iterator[Owed]:
    """What is owed about returns now: once each, again only where its day has moved."""
    for each in facts.returns:
        first = facts.days.on_or_before(each.evidence_due - AHEAD)
        if not first <= at.date() <= each.evidence_due:
            continue
        people = [*holders(facts, Role.PROGRAMME_OFFICE, at.date()), *chairs(facts, at.date())]
        for person in {p.id: p for p in people}.values():
            if not can_write(person, at):
                continue
            today = person.hours.day(at)
            yield Owed(
                f"return_ready:{each.id}:{each.evidence_due.isoformat()}:{person.id}",
                Step.RETURN_READY,
                today,
                person.hours.moment(today),
                f"Evidence is due on {day_in_words(each.evidence_due)}.",
                person_id=person.id,
                about={"return_id": each.id},
            )

"""The Board's report and the clock: signature due, not signed in time, and posted when its hour is.

Nothing goes out without a signature. A signed report goes to the Board's channel at the hour of the
papers' day, at once where that has passed, and not while it is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from models.delivery import Step
from models.report import ReportState
from models.states import Role
from scheduler.escalation import chairs, holders
from scheduler.facts import CycleFact, Facts, ReportFact, Somebody
from scheduler.owed import Owed, can_write

SIGNED = frozenset({ReportState.SIGNED, ReportState.ISSUED})


def signing(facts: Facts, at: datetime) -> Iterator[Owed]:
    """What is owed about the reports now."""
    for cycle in facts.cycles:
        yield from _notices(facts, cycle, at)
    for report in facts.reports:
        if is_due(report, at):
            yield _to_board(facts, report, at)


def is_due(report: ReportFact, at: datetime) -> bool:
    """Whether a report goes to the Board now: signed, its hour come, not held."""
    hour_has_come = report.issue_at is not None and report.issue_at <= at
    return report.state is ReportState.SIGNED and hour_has_come and not report.is_held


def _notices(facts: Facts, cycle: CycleFact, at: datetime) -> Iterator[Owed]:
    today, plan = cycle.day(at), cycle.plan
    if today < plan.chair_sign_off or today >= plan.board_meeting:
        return
    if any(r.cycle_id == cycle.id and r.state in SIGNED for r in facts.reports):
        return
    if at < cycle.papers:
        # On the papers' own day the next word is at their hour: it is not a reminder any more.
        if today < plan.papers_issued:
            why = f"The report of {plan.code} waits for the chair's signature."
            yield from _told(cycle, Step.SIGN_OFF, chairs(facts, today), why, at)
        return
    roles = (Role.CHAIR, Role.ACTING_CHAIR, Role.PROGRAMME_OFFICE, Role.BOARD_SECRETARY)
    people = (person for role in roles for person in holders(facts, role, today))
    why = f"The report of {plan.code} is not signed, so nothing has gone to the Board."
    yield from _told(cycle, Step.NOT_SIGNED, people, why, at)


def _told(
    cycle: CycleFact, step: Step, people: Iterable[Somebody], why: str, at: datetime
) -> Iterator[Owed]:
    for person in {p.id: p for p in people}.values():
        if can_write(person, at):
            today = person.hours.day(at)
            due_at = max(person.hours.moment(today), cycle.papers)
            yield Owed(
                f"{step.value}:{cycle.id}:{person.id}",
                step,
                today,
                due_at if step is Step.NOT_SIGNED else person.hours.moment(today),
                why,
                person_id=person.id,
                cycle_id=cycle.id,
            )


def _to_board(facts: Facts, report: ReportFact, at: datetime) -> Owed:
    assert report.issue_at is not None
    cycle = next((c for c in facts.cycles if c.id == report.cycle_id), None)
    return Owed(
        f"board:{report.id}",
        Step.BOARD,
        at.date() if cycle is None else cycle.day(at),
        report.issue_at,
        "The report is signed and its hour has come.",
        channel=facts.channel,
        cycle_id=report.cycle_id,
        about={"report_id": report.id},
    )

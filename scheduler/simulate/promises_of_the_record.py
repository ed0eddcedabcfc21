"""The promises about what is kept: the reports and the chain of events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from hashlib import sha256

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.audit import GENESIS, AuditEvent, event_hash, first_fault
from models.plan import Action
from models.report import Report, ReportState
from models.rollup import figures
from models.snapshot import load
from scheduler.simulate.script import Breach

WHOLE = Decimal("100.0")


@dataclass(slots=True)
class RecordMemory:
    """What was seen of the record so far."""

    counted: set[str] = field(default_factory=set)
    """The hashes of the snapshots whose counts were added up."""
    signed: dict[int, str] = field(default_factory=dict)
    """Each signed report with the hash of its words when it was first seen."""
    head: tuple[int, str] = (0, GENESIS)
    """The last event that was checked."""


def each_rollup_adds_up_to_the_plan(
    session: Session, memory: RecordMemory, at: datetime
) -> Iterator[Breach]:
    """Every action of the plan is counted once, in the whole and in its area; shares make 100.0."""
    for report in session.scalars(select(Report).order_by(Report.id)):
        if report.sha256 in memory.counted:
            continue
        memory.counted.add(report.sha256)
        yield from _added_up(session, report, at)


def _added_up(session: Session, report: Report, at: datetime) -> Iterator[Breach]:
    snapshot = load(report.snapshot)
    counted = figures(snapshot)
    of_plan = session.scalar(
        select(func.count()).select_from(Action).where(Action.plan_id == report.cycle.plan_id)
    )
    headline = [f for f in counted.values() if f.id.startswith("headline.") and f.share is not None]
    total = sum(f.number for f in headline)
    areas = sum(
        f.number for f in counted.values() if f.id.startswith("area.") and f.id.endswith(".all")
    )
    shares = sum((f.share or Decimal(0) for f in headline), Decimal(0))
    for what, number in (("the headline", total), ("the areas", areas)):
        if number != of_plan:
            words = f"{report.name}: {what} counts {number} actions, the plan has {of_plan}."
            yield Breach("each_rollup_adds_up_to_the_plan", words, at, cycle_id=report.cycle_id)
    if of_plan and shares != WHOLE:
        words = f"{report.name}: the shares make {shares}."
        yield Breach("each_rollup_adds_up_to_the_plan", words, at, cycle_id=report.cycle_id)


def an_issued_version_never_changes(
    session: Session, memory: RecordMemory, at: datetime
) -> Iterator[Breach]:
    """What was signed reads the same for ever, and matches the hash that was signed."""
    for report in session.scalars(select(Report).where(Report.state != ReportState.DRAFT)):
        now = sha256(report.snapshot.encode()).hexdigest()
        before = memory.signed.setdefault(report.id, now)
        if before != now or report.sha256 != now:
            words = f"{report.name} has changed since it was signed."
            yield Breach("an_issued_version_never_changes", words, at, cycle_id=report.cycle_id)


def the_chain_of_events_holds(
    session: Session, memory: RecordMemory, at: datetime
) -> Iterator[Breach]:
    """Each event follows the one before it; only what is new since the last look is walked."""
    seq, before = memory.head
    events = session.scalars(
        select(AuditEvent).where(AuditEvent.seq > seq).order_by(AuditEvent.seq)
    )
    for event in events:
        if event.seq != seq + 1 or event.prev_hash != before or event.hash != event_hash(event):
            words = f"Event {event.seq} does not follow event {seq}."
            yield Breach("the_chain_of_events_holds", words, at)
        seq, before = event.seq, event.hash
    memory.head = (seq, before)


def the_whole_chain_verifies(session: Session, at: datetime) -> Iterator[Breach]:
    """The chain from its first event on, words and all, as `rollcall audit verify` walks it."""
    fault = first_fault(session.scalars(select(AuditEvent).order_by(AuditEvent.seq)))
    if fault is not None:
        yield Breach("the_whole_chain_verifies", fault, at)


RECORD_PROMISES = (
    each_rollup_adds_up_to_the_plan,
    an_issued_version_never_changes,
    the_chain_of_events_holds,
)

"""Walking the whole record: its chain, and what stands outside the chain and commits to it.

A chain alone cannot say that its end was cut off. Each report's snapshot prints the number and hash
of the last event before it was frozen, and its own hash stands in the chain: so each holds the
other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.audit import AuditEvent, first_fault, head
from models.cycle import Cycle
from models.plan import PlanVersion
from models.redaction import Redaction
from models.report import Report
from models.snapshot import load, sha256_of

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk found: the first fault in a sentence, where the chain ends, what is blanked."""

    fault: str | None
    seq: int
    head: str
    blanked: int
    """Events whose words have been taken out, together with their salt."""


class _UnreadableError(ValueError):
    """An event that no longer holds what its columns are for."""


@dataclass(slots=True)
class _Seen:
    """What is kept of the events that were walked past."""

    blanked: list[int] = field(default_factory=list)
    frozen: dict[str, str] = field(default_factory=dict)
    """The hash under which each report was drafted last, by its name."""

    def passed(self, events: Iterator[AuditEvent]) -> Iterator[AuditEvent]:
        """The same events, noted as they pass."""
        for event in events:
            if event.salt is None:
                self.blanked.append(event.seq)
            if event.entity == "report" and "sha256" in (event.after or {}):
                self.frozen[event.entity_id] = event.after["sha256"]
            yield event


def walk(session: Session) -> Walked:
    """Walk the record from its first event on."""
    seen = _Seen()
    try:
        fault = first_fault(seen.passed(_events(session)))
    except _UnreadableError as error:
        fault = str(error)
    seq, last_hash = head(session)
    fault = fault or _lost_end(session, seq) or _silenced(session, seen)
    fault = fault or _bent_report(session, seen)
    return Walked(fault, seq, last_hash, len(seen.blanked))


def held_at(session: Session, seq: int, hash_printed: str) -> str | None:
    """Why the chain does not contain an earlier head, in a sentence; None where it does.

    The chain itself has to be walked: then each hash stands for everything before it.
    """
    found = session.scalar(select(AuditEvent.hash).where(AuditEvent.seq == seq))
    if found is None:
        last, _ = head(session)
        return f"The record has no event {seq}: it ends with event {last}. Its end was cut off."
    if found != hash_printed.strip().lower().replace(" ", ""):
        return f"Event {seq} is not the one that was printed: its hash is {found}."
    return None


def _events(session: Session) -> Iterator[AuditEvent]:
    numbers = session.scalars(select(AuditEvent.seq).order_by(AuditEvent.seq)).all()
    for start in range(0, len(numbers), AT_A_TIME):
        batch = numbers[start : start + AT_A_TIME]
        try:
            yield from _read(session, batch[0], batch[-1])
        except _UnreadableError:
            for number in batch:
                yield from _read(session, number, number)


def _read(session: Session, first: int, last: int) -> list[AuditEvent]:
    wanted = select(AuditEvent).where(AuditEvent.seq.between(first, last)).order_by(AuditEvent.seq)
    try:
        return list(session.scalars(wanted.execution_options(populate_existing=True)))
    except (ValueError, TypeError, LookupError) as error:
        raise _UnreadableError(f"Event {first} was changed: it cannot be read any more.") from error


def _lost_end(session: Session, seq: int) -> str | None:
    if seq == 0 and session.scalar(select(PlanVersion.id).limit(1)) is not None:
        return "The record is empty although there is a plan: its events were deleted."
    return None


def _silenced(session: Session, seen: _Seen) -> str | None:
    """An event whose words were taken out without a redaction that says by whom and why."""
    if not seen.blanked:
        return None
    named = {
        place["id"]
        for places in session.scalars(select(Redaction.places))
        for place in places
        if place["table"] == AuditEvent.__tablename__
    }
    silenced = next((seq for seq in seen.blanked if str(seq) not in named), None)
    if silenced is None:
        return None
    return f"Event {silenced} was blanked, and no redaction says by whom and why."


def _bent_report(session: Session, seen: _Seen) -> str | None:
    rows = session.execute(
        select(Cycle.code, Report.version, Report.snapshot, Report.sha256)
        .join(Cycle, Cycle.id == Report.cycle_id)
        .order_by(Report.id)
    )
    for code, version, snapshot, sha256 in rows:
        name = f"{code} v{version}"
        if sha256_of(snapshot) != sha256 or seen.frozen.get(name, sha256) != sha256:
            return (
                f"Report {name} is not the one that the record says was drafted:"
                " the report, or the record's end, was changed."
            )
        frozen = load(snapshot)
        stands = select(AuditEvent.hash).where(AuditEvent.seq == frozen["audit_seq"])
        if frozen["audit_seq"] and session.scalar(stands) != frozen["audit_head"]:
            return (
                f"Event {frozen['audit_seq']} is missing or is another one:"
                f" report {name} was frozen right after it."
            )
    return None

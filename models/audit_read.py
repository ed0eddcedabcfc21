"""Reading the record: events by person, action, day and act, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, String, Text, cast, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from models.audit import AuditEvent
from models.base import Base
from models.canonical import canonical
from models.plan import Action
from models.redaction import Redaction
from models.update import Update

AT_A_TIME = 1000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which events are wanted; what is None asks for all. `until` is not included."""

    person_id: int | None = None
    actor: str | None = None
    """The name under which somebody acted: of a command, the operating system's user."""
    action: Action | None = None
    act: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Blanked:
    """Who took the words of an event out, and why."""

    by: str
    second: str
    reason: str
    at: datetime


def count_events(session: Session, wanted: Wanted) -> int:
    """How many there are."""
    found = select(func.count()).select_from(AuditEvent).where(*_conditions(session, wanted))
    return session.scalar(found) or 0


def newest_events(session: Session, wanted: Wanted, at_most: int) -> list[AuditEvent]:
    """The newest of them, the newest first."""
    found = _select(session, wanted).order_by(AuditEvent.seq.desc()).limit(at_most)
    return list(session.scalars(found))


def events(session: Session, wanted: Wanted) -> Iterator[AuditEvent]:
    """All of them, the oldest first, read in parts."""
    found = _select(session, wanted).order_by(AuditEvent.seq)
    yield from session.scalars(found.execution_options(yield_per=AT_A_TIME))


def as_json(event: AuditEvent) -> dict[str, Any]:
    """One event, with all that its hash is made from."""
    return {
        "seq": event.seq,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": event.actor,
        "actor_id": event.actor_id,
        "on_behalf_of_id": event.on_behalf_of_id,
        "act": event.act,
        "entity": event.entity,
        "entity_id": event.entity_id,
        "door": event.door,
        "before": event.before,
        "after": event.after,
        "reason": event.reason,
        "blanked": event.salt is None,
        "salt": event.salt,
        "words_digest": event.words_digest,
        "prev_hash": event.prev_hash,
        "hash": event.hash,
    }


def who_blanked(session: Session, seq: int) -> Blanked | None:
    """By whom and why the words of an event were taken out."""
    place = canonical({"table": "audit_event", "column": "words", "id": str(seq)})
    held = type_coerce(Redaction.places, Text)
    row = session.scalar(
        select(Redaction).where(held.contains(place, autoescape=True)).order_by(Redaction.id)
    )
    if row is None:
        return None
    names = Base.metadata.tables["person"]
    second = session.scalar(select(names.c.name).where(names.c.id == row.second_id)) or ""
    by = session.scalar(select(names.c.name).where(names.c.id == row.by_id)) or "a command"
    return Blanked(by, second, row.reason, row.at)


def _select(session: Session, wanted: Wanted) -> Select[AuditEvent]:
    return select(AuditEvent).where(*_conditions(session, wanted))


def _conditions(session: Session, wanted: Wanted) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.person_id is not None:
        is_theirs = AuditEvent.actor_id == wanted.person_id
        found.append(or_(is_theirs, AuditEvent.on_behalf_of_id == wanted.person_id))
    if wanted.actor is not None:
        found.append(AuditEvent.actor == wanted.actor)
    if wanted.act is not None:
        found.append(AuditEvent.act == wanted.act)
    if wanted.since is not None:
        found.append(AuditEvent.at >= wanted.since)
    if wanted.until is not None:
        found.append(AuditEvent.at < wanted.until)
    if wanted.before_seq is not None:
        found.append(AuditEvent.seq < wanted.before_seq)
    if wanted.action is not None:
        found.append(_about(session, wanted.action))
    return found


def _about(session: Session, action: Action) -> ColumnElement[bool]:
    """Events of the action itself, of the rows that belong to it, and those that name it.

    The rows are found by their tables, so that an event whose words were blanked is found too.
    """
    is_itself = (AuditEvent.entity == "action") & (AuditEvent.entity_id == action.ref)
    answers = (AuditEvent.entity == Update.__tablename__) & AuditEvent.entity_id.in_(
        _numbers(session, action)
    )
    rows = [is_itself, answers, _names(AuditEvent.after, action), _names(AuditEvent.before, action)]
    for table in Base.metadata.sorted_tables:
        if "action_id" in table.c and "id" in table.c and table.name != Update.__tablename__:
            ids = select(cast(table.c.id, String)).where(table.c.action_id == action.id)
            rows.append((AuditEvent.entity == table.name) & AuditEvent.entity_id.in_(ids))
    return or_(*rows)


def _numbers(session: Session, action: Action) -> list[str]:
    return [
        answer.number
        for answer in session.scalars(select(Update).where(Update.action_id == action.id))
    ]


def _names(column: Any, action: Action) -> ColumnElement[bool]:
    said = canonical({"action": action.ref})[1:-1]
    named: ColumnElement[bool] = type_coerce(column, Text).contains(said, autoescape=True)
    return named

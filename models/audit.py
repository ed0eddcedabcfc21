"""The record of who did what: one event for each change, in its own transaction, chained by hash.

The chain commits to a *salted digest* of the words (before, after, reason), not to the words: a
child's name that was pasted by mistake can be blanked together with its salt, and the chain still
verifies. An event's hash covers its number, instant, actors, act, entity, door, that digest and the
hash before it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, Json, Words, storable
from models.canonical import canonical

GENESIS = "0" * 64
_LOCK = 0x526F6C6C  # the advisory lock that orders writers of the chain on PostgreSQL


class AuditEvent(Base):
    """One act; append-only. Of its columns only the words and their salt can ever be blanked."""

    __tablename__ = "audit_event"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    actor: Mapped[str] = mapped_column(Words)
    """The person's name then; of a command, the operating system's user; "rollcall" of time."""
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    act: Mapped[str] = mapped_column(String(60), index=True)
    entity: Mapped[str] = mapped_column(String(40))
    entity_id: Mapped[str] = mapped_column(Words)
    door: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(Json, nullable=True)
    after: Mapped[Any] = mapped_column(Json, nullable=True)
    reason: Mapped[str | None] = mapped_column(Words)
    salt: Mapped[str | None] = mapped_column(String(32))
    words_digest: Mapped[str] = mapped_column(String(64))
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts and through which door; a command acts as the operating system's user."""

    name: str
    door: str
    person_id: int | None = None
    on_behalf_of_id: int | None = None


TIME = Actor("rollcall", "time")
"""Who acts when only time has passed."""


def words_digest(salt: str, *, before: object, after: object, reason: str | None) -> str:
    """The salted digest of an event's words (SHA-256, hex)."""
    words = canonical({"after": after, "before": before, "reason": reason})
    return hashlib.sha256(f"{salt}:{words}".encode()).hexdigest()


def event_hash(event: AuditEvent) -> str:
    """The hash that an event must have, given the one before it (SHA-256, hex)."""
    bound = {
        "act": event.act,
        "actor": event.actor,
        "actor_id": event.actor_id,
        "at": event.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "door": event.door,
        "entity": event.entity,
        "entity_id": event.entity_id,
        "on_behalf_of_id": event.on_behalf_of_id,
        "prev_hash": event.prev_hash,
        "seq": event.seq,
        "words_digest": event.words_digest,
    }
    return hashlib.sha256(canonical(bound).encode()).hexdigest()


def record(
    session: Session,
    actor: Actor,
    act: str,
    *,
    at: datetime,
    entity: str,
    entity_id: int | str,
    before: object = None,
    after: object = None,
    reason: str | None = None,
) -> AuditEvent:
    """Append one event to the chain, in the caller's transaction.

    Writers queue for the end of the chain until their transaction ends, so that it has no fork.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    seq, prev_hash = head(session)
    salt = secrets.token_hex(16)
    reason = None if reason is None else storable(reason)
    event = AuditEvent(
        seq=seq + 1,
        at=at,
        actor_id=actor.person_id,
        actor=storable(actor.name),
        on_behalf_of_id=actor.on_behalf_of_id,
        act=act,
        entity=entity,
        entity_id=str(entity_id),
        door=actor.door,
        before=before,
        after=after,
        reason=reason,
        salt=salt,
        words_digest=words_digest(salt, before=before, after=after, reason=reason),
        prev_hash=prev_hash,
    )
    event.hash = event_hash(event)
    session.add(event)
    session.flush()
    return event


_LAST = select(AuditEvent.seq, AuditEvent.hash).order_by(AuditEvent.seq.desc()).limit(1)


def head(session: Session) -> tuple[int, str]:
    """The last event's number and hash; (0, GENESIS) while there is none."""
    last = session.execute(_LAST).first()
    return (0, GENESIS) if last is None else (last.seq, last.hash)


def first_fault(events: Iterable[AuditEvent]) -> str | None:
    """The first event of a chain that does not fit, in a sentence; None where all do.

    Args:
        events: all events from the first on, in the order of their numbers.
    """
    expected, prev_hash = 1, GENESIS
    for event in events:
        if event.seq != expected:
            return f"Event {expected} is missing: after {expected - 1} comes {event.seq}."
        if event.prev_hash != prev_hash:
            return f"Event {event.seq} does not follow event {event.seq - 1}: its link differs."
        if event.hash != event_hash(event):
            return f"Event {event.seq} was changed: its hash does not match what it says."
        if not _words_fit(event):
            return f"Event {event.seq} was changed: its words do not match their digest."
        expected, prev_hash = event.seq + 1, event.hash
    return None


def _words_fit(event: AuditEvent) -> bool:
    """Whether the words are those that were digested, or are blanked together with their salt."""
    if event.salt is None:
        return event.before is None and event.after is None and event.reason is None
    digest = words_digest(event.salt, before=event.before, after=event.after, reason=event.reason)
    return digest == event.words_digest

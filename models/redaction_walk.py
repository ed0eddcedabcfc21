"""Walking every table for a text that must go: which columns hold words is read from the tables.

A new table is walked from its first day. Left alone are keys, what names the things of the plan
(correct it there), and what the chain's hashes bind.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    Text,
    UniqueConstraint,
    func,
    or_,
    select,
    text,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from models.audit import AuditEvent
from models.base import Base, Json, Words
from models.redacting import REDACTED, Secret, all_blank, blanked, texts_in

EVENTS = "audit_event"
REPORTS = "report"
NAMES = frozenset({
    ("person", "name"), ("person", "email"), ("organisation", "name"), ("plan", "code"),
    ("plan", "title"), ("area", "number"), ("area", "title"), ("area", "short_title"),
    ("action", "ref"), ("action", "ref_key"), ("action", "title"),
    ("kpi", "ref"), ("kpi", "name"),
})  # fmt: skip
"""What names the things of the plan: it is corrected, not blanked, or the plan falls apart."""
KEYS = frozenset({
    ("occasion", "key"), ("occasion", "channel"), ("heard", "key"), ("heard", "conversation"),
    ("posted", "platform_id"), ("posted", "conversation"), ("identity", "user_id"),
    ("identity", "tenant"), ("identity", "conversation"), ("redaction", "places"),
    ("redaction", "reports"),
})  # fmt: skip
"""What machines wrote to find a row again; nobody's words come into it."""


@dataclass(frozen=True, slots=True)
class Found:
    """One place where the text stands, and what it becomes (None: the whole event's words)."""

    table: str
    column: str
    id: int
    becomes: Any = None

    def as_json(self) -> dict[str, str]:
        """The place as the redaction's row names it."""
        return {"table": self.table, "column": self.column, "id": str(self.id)}


def named_by(session: Session, secret: Secret) -> str:
    """The table of the plan that bears the text as a name; "" where none does."""
    for table, column in sorted(NAMES):
        held = Base.metadata.tables[table].c[column]
        if any(
            secret.stands_in(value) for value in session.scalars(_holding(held, secret)) if value
        ):
            return table
    return ""


def find(session: Session, secret: Secret) -> list[Found]:
    """Every place where the text stands, but for reports' snapshots."""
    places: list[Found] = []
    for table in Base.metadata.sorted_tables:
        if table.name == EVENTS:
            places += _in_events(session, secret)
        elif "id" in table.c:
            places += _in(session, table, secret)
    return places


def in_rows(session: Session, table: str, row_id: int) -> list[Found]:
    """Every place of one row that holds words."""
    if table == EVENTS:
        return [Found(EVENTS, "words", row_id)]
    held = Base.metadata.tables[table]
    row = session.execute(select(held).where(held.c.id == row_id)).mappings().one()
    kept = is_appended(session, table)
    return [
        Found(
            table, column.name, row_id, _blank(column, row[column.name], row_id, None, whole=kept)
        )
        for column in word_columns(held)
        if row[column.name]
    ]


def words_of(session: Session, table: str, row_id: int) -> list[str]:
    """The texts that one row holds."""
    held = Base.metadata.tables[table]
    row = session.execute(select(held).where(held.c.id == row_id)).mappings().one()
    return [t for column in word_columns(held) for t in texts_in(row[column.name]) if t]


def apply(session: Session, found: list[Found]) -> None:
    """Blank each place; the redaction's row that names them stands already."""
    for place in found:
        table = Base.metadata.tables[place.table]
        if place.table == EVENTS:
            blank = {"before": None, "after": None, "reason": None, "salt": None}
            session.execute(update(table).where(table.c.seq == place.id).values(**blank))
            continue
        session.execute(
            update(table).where(table.c.id == place.id).values({place.column: place.becomes})
        )
    session.expire_all()


def is_appended(session: Session, table: str) -> bool:
    """Whether the engine lets the table's rows only be blanked."""
    name = f"keep_{table}_update"
    if session.get_bind().dialect.name == "postgresql":
        asked = text("SELECT 1 FROM pg_trigger WHERE tgname = :name")
    else:
        asked = text("SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    return session.scalar(asked, {"name": name}) is not None


def word_columns(table: Table) -> list[Column[Any]]:
    """The columns of a table in which people's words stand."""
    unwalked = NAMES | KEYS | {(REPORTS, "snapshot")}
    return [
        column
        for column in table.columns
        if isinstance(column.type, Words | Json)
        and not column.primary_key
        and (table.name, column.name) not in unwalked
    ]


def _in(session: Session, table: Table, secret: Secret) -> Iterator[Found]:
    whole = is_appended(session, table.name)
    for column in word_columns(table):
        rows = session.execute(_holding(column, secret).add_columns(table.c.id))
        for value, row_id in rows:
            if _holds(value, secret):
                becomes = _blank(column, value, row_id, secret, whole=whole)
                yield Found(table.name, column.name, row_id, becomes)


def _in_events(session: Session, secret: Secret) -> Iterator[Found]:
    table = AuditEvent.__table__
    columns = [table.c[name] for name in ("before", "after", "reason")]
    wanted = select(table.c.seq, *columns).order_by(table.c.seq)
    if secret.tokens:
        wanted = wanted.where(or_(*(_likely(column, secret) for column in columns)))
    for seq, *values in session.execute(wanted):
        if any(_holds(value, secret) for value in values):
            yield Found(EVENTS, "words", seq)


def _holds(value: Any, secret: Secret) -> bool:
    return any(secret.stands_in(each) for each in texts_in(value))


def _holding(column: Column[Any], secret: Secret) -> Any:
    wanted = select(column).where(column.is_not(None))
    return wanted.where(_likely(column, secret)) if secret.tokens else wanted


def _likely(column: ColumnElement[Any], secret: Secret) -> Any:
    """A first sieve by the engine: small letters of a plain word that the text must hold."""
    held = func.lower(type_coerce(column, Text))
    return or_(*(held.like(f"%{token}%") for token in secret.tokens))


def _blank(
    column: Column[Any], value: Any, row_id: int, secret: Secret | None, *, whole: bool
) -> Any:
    if isinstance(column.type, Words):
        return f"{REDACTED} {row_id}" if _is_unique(column) else REDACTED
    return all_blank(value) if whole or secret is None else blanked(value, secret)


def _is_unique(column: Column[Any]) -> bool:
    alone = bool(column.unique)
    shared = any(
        column.name in constraint.columns
        for constraint in column.table.constraints
        if isinstance(constraint, UniqueConstraint)
    )
    return alone or shared

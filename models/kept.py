"""What one transaction has read already and need not read again: kept until it is written to.

Within a transaction the same few things are asked for again and again: who holds a role, who is
away, what a plan's cycles are. Each reading names the tables that it comes from, and is forgotten
as soon as the session writes a row of one of them, rolls back or ends. Nothing outlives the
transaction, so what others have written is seen by the next one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction, UOWTransaction

Value = TypeVar("Value")
Tables = tuple[type[Any], ...]
_KEPT = "kept"


def kept(session: Session, key: Hashable, tables: Tables, read: Callable[[], Value]) -> Value:
    """What `read` gives, read once a transaction under its key, and again after a write to a table.

    The value is shared by all who ask, so nobody may change it.
    """
    session.flush()
    known: dict[Hashable, tuple[Tables, Any]] = session.info.setdefault(_KEPT, {})
    if key not in known:
        known[key] = tables, read()
    value: Value = known[key][1]
    return value


@event.listens_for(Session, "after_flush")
def _forget_written(session: Session, _context: UOWTransaction) -> None:
    known = session.info.get(_KEPT)
    if not known:
        return
    written = {type(row) for row in (*session.new, *session.dirty, *session.deleted)}
    for key in [key for key, (tables, _) in known.items() if not written.isdisjoint(tables)]:
        del known[key]


def forget(session: Session) -> None:
    """Read all anew: for who writes rows by a statement of their own, which no flush tells of.

    A hook that watched every statement for this cost a fifth of all the database's time.
    """
    session.info.pop(_KEPT, None)


@event.listens_for(Session, "after_soft_rollback")
def _forget_undone(session: Session, _transaction: SessionTransaction) -> None:
    session.info.pop(_KEPT, None)


@event.listens_for(Session, "after_transaction_end")
def _forget_ended(session: Session, transaction: SessionTransaction) -> None:
    # A flush is a transaction within; only the outermost lets others write.
    if transaction.parent is None:
        session.info.pop(_KEPT, None)

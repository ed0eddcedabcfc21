"""What comes in by a door, and how it becomes a row of the inbox: once by its key.

Errors:
    InboxError
    ├── NotStoredError  not now: answer 503, and acknowledge nothing
    └── UnfitError      never: too big, too deep, or no JSON object; answer 400 with the sentence
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Text, column, select, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.dml import ReturningInsert

from models.base import UTCDateTime, storable
from models.canonical import canonical
from models.delivery import Heard

MOST_CHARACTERS = 36_000_000
"""A file of 25 MB, the most that a door takes, written as text."""
_HEARD = table(
    Heard.__tablename__,
    *(column(name) for name in ("id", "person_id", "thread_id", "attempts")),
    *(column(name, Text) for name in ("key", "platform", "conversation", "kind", "body", "why")),
    *(column(name, UTCDateTime) for name in ("at", "worked_at")),
)
"""The inbox with its columns as the driver takes them: what is stored is text already."""


class InboxError(Exception):
    """Why something that came in was not stored."""


class NotStoredError(InboxError):
    """It was not stored in time: nothing may be acknowledged."""


class UnfitError(InboxError):
    """It can never be stored; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One event as a door received it; `handlers.hear.work` names what `body` holds."""

    key: str
    """What makes it once: the platform's own id of the event, after the platform's name."""
    platform: str
    conversation: str
    kind: str
    body: dict[str, Any]
    at: datetime
    thread_id: int | None = None
    person_id: int | None = None

    def row(self) -> dict[str, Any]:
        """Its row in the inbox.

        Raises:
            UnfitError: it is too big or too deep.
        """
        try:
            body = canonical(self.body)
        except (RecursionError, TypeError, ValueError):
            raise UnfitError(
                "What came in could not be read: it is nested too deeply, or holds what is no JSON."
            ) from None
        if len(body) > MOST_CHARACTERS:
            raise UnfitError(
                f"What came in is too big: at most {MOST_CHARACTERS:,} characters are taken; this"
                f" has {len(body):,}. Send a smaller file."
            )
        row = {name: getattr(self, name) for name in self.__slots__}
        return row | {
            "key": storable(self.key),
            "conversation": storable(self.conversation),
            "body": body,
        }


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object that a platform sent.

    Raises:
        UnfitError: invalid UTF-8, no JSON, too deep, or no object.
    """
    try:
        found = json.loads(raw)
    except (ValueError, RecursionError):
        raise UnfitError(
            "A JSON object in UTF-8 was expected; what came could not be read."
        ) from None
    if not isinstance(found, dict):
        raise UnfitError(f"A JSON object was expected; found {type(found).__name__}.")
    return found


def store(connection: Connection, rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """Write rows whose keys are new; gives the inbox's number of each, by its key."""
    unique = list({row["key"]: row for row in rows}.values())
    stored = connection.execute(_statement(connection), unique)
    numbers = {row.key: row.id for row in stored}
    known = [row["key"] for row in unique if row["key"] not in numbers]
    if known:
        there = select(_HEARD.c.key, _HEARD.c.id).where(_HEARD.c.key.in_(known))
        numbers |= {row.key: row.id for row in connection.execute(there)}
    return numbers


def _statement(connection: Connection) -> ReturningInsert[Any]:
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(_HEARD).on_conflict_do_nothing(index_elements=["key"])
    statement: ReturningInsert[Any] = insert.values(attempts=0, why="").returning(
        _HEARD.c.key, _HEARD.c.id
    )
    return statement


def store_one(engine: Engine, incoming: Incoming) -> int:
    """Store one event at once, without a writer: for a command that brings a single one."""
    row = incoming.row()
    with engine.begin() as connection:
        return store(connection, [row])[row["key"]]

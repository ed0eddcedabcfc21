"""What every writer of an import works with: the plan, the instant, the history and the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from handlers.request import Request
from models.audit import record as record_event
from models.plan import Action, ActionChange, ChangeKind, Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """One import that is being written; `at` is the instant from which it is true.

    `source` is the file's name; it stands in the history and in the events.
    """

    request: Request
    plan: Plan
    at: datetime
    as_of: date
    source: str
    serials: Iterator[int] = field(default_factory=count)
    """The numbers of what this file says of actions."""

    @property
    def session(self) -> Session:
        """The transaction."""
        return self.request.session

    def event(
        self, act: str, entity: str, entity_id: str | int, before: object, after: object
    ) -> None:
        """Record an audit event."""
        record_event(
            self.session,
            self.request.actor,
            act,
            at=self.request.now,
            entity=entity,
            entity_id=entity_id,
            before=before,
            after=after,
            reason=self.source,
        )

    def history(self, action: Action, field: str, before: Any, after: Any) -> None:
        """Keep one change of one field of an action."""
        self.session.add(
            ActionChange(
                action_id=action.id,
                at=self.at,
                kind=ChangeKind.IMPORT,
                field=field,
                before=before,
                after=after,
                by_id=self.request.actor.person_id,
                reason=self.source,
            )
        )

    def change(self, action: Action, wanted: Mapping[str, Any]) -> None:
        """Set the columns of an action that differ, with their history and one event."""
        changes = {name: value for name, value in wanted.items() if getattr(action, name) != value}
        if not changes:
            return
        before = {name: getattr(action, name) for name in changes}
        for name, value in changes.items():
            setattr(action, name, value)
            self.history(action, name, before[name], value)
        if "owner_id" in changes:
            action.disputed_by_id = action.disputed_at = None
        self.session.flush()
        self.event("action_import", "action", action.ref, before, changes)

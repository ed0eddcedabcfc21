"""How actions stood at a past instant: today's rows with every later change taken back.

An action that came into the plan later did not exist then: its first change is its stage, from
nothing to what it was added as.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.plan import Action, ActionChange, ChangeKind
from models.states import MonitoringLevel, Stage


@dataclass(frozen=True, slots=True)
class ActionAsAt:
    """One action's own fields at an instant."""

    id: int
    ref: str
    position: int
    area_id: int
    title: str
    owner_id: int | None
    deputy_id: int | None
    accountable_id: int | None
    start: date | None
    original_due: date | None
    due: date | None
    due_words: str | None
    stage: Stage | None
    """None: not in the plan then."""
    delivered_on: date | None
    verified_on: date | None
    embedded_on: date | None
    evidence_expected: str
    success_measure: str
    monitoring: MonitoringLevel | None
    disputed_by_id: int | None
    moves: int = 0
    """How often its due date was moved by decision."""


_DATES = frozenset({"start", "original_due", "due", "delivered_on", "verified_on", "embedded_on"})
_NAMES = tuple(f.name for f in fields(ActionAsAt) if f.name != "moves")


def actions_as_at(session: Session, plan_id: int, at: datetime) -> dict[int, ActionAsAt]:
    """The actions that were in the plan at an instant, by id, in the order of their references."""
    rows = session.scalars(
        select(Action).where(Action.plan_id == plan_id).order_by(Action.position, Action.id)
    )
    now = {row.id: ActionAsAt(**{name: getattr(row, name) for name in _NAMES}) for row in rows}
    changes = session.scalars(
        select(ActionChange)
        .where(ActionChange.action_id.in_(select(Action.id).where(Action.plan_id == plan_id)))
        .order_by(ActionChange.id.desc())
    ).all()
    for change in changes:
        if change.at > at and change.field in _NAMES:
            now[change.action_id] = taken_back(now[change.action_id], change.field, change.before)
    moved = _moves(change for change in changes if change.at <= at)
    return {
        action_id: replace(action, moves=moved.get(action_id, 0))
        for action_id, action in now.items()
        if action.stage is not None
    }


def taken_back(action: ActionAsAt, field: str, before: Any) -> ActionAsAt:
    """The action with one field as it was before a change."""
    value = before
    if before is not None and field in _DATES:
        value = date.fromisoformat(before)
    elif before is not None and field == "stage":
        value = Stage(before)
    elif before is not None and field == "monitoring":
        value = MonitoringLevel(before)
    changed: dict[str, Any] = {field: value}
    return replace(action, **changed)


def _moves(changes: Iterable[ActionChange]) -> dict[int, int]:
    counted: dict[int, int] = {}
    for change in changes:
        if change.kind is ChangeKind.MOVE and change.field == "due":
            counted[change.action_id] = counted.get(change.action_id, 0) + 1
    return counted

"""How actions stood at a past instant: today's rows with every later change taken back.

An action that came into the plan later did not exist then: its first change is its stage, from
nothing to what it was added as.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
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
    columns = [getattr(Action, name) for name in _NAMES]
    rows = session.execute(
        select(*columns).where(Action.plan_id == plan_id).order_by(Action.position, Action.id)
    )
    now = {row.id: ActionAsAt(*row) for row in rows}
    of_plan = ActionChange.action_id.in_(select(Action.id).where(Action.plan_id == plan_id))
    later = session.execute(
        select(ActionChange.action_id, ActionChange.field, ActionChange.before)
        .where(of_plan, ActionChange.at > at)
        .order_by(ActionChange.id.desc())
    )
    for change in later:
        if change.field in _NAMES:
            now[change.action_id] = taken_back(now[change.action_id], change.field, change.before)
    moved = _moves(session, of_plan, at)
    return {
        action_id: replace(action, moves=moved[action_id]) if action_id in moved else action
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


def _moves(session: Session, of_plan: ColumnElement[bool], at: datetime) -> dict[int, int]:
    """How often each due date was moved by decision up to then."""
    rows = session.execute(
        select(ActionChange.action_id, func.count().label("moves"))
        .where(
            of_plan,
            ActionChange.kind == ChangeKind.MOVE,
            ActionChange.field == "due",
            ActionChange.at <= at,
        )
        .group_by(ActionChange.action_id)
    )
    return {row.action_id: row.moves for row in rows}

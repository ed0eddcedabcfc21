"""How actions stood at a past instant: today's rows with every later change taken back.

An action that came into the plan later did not exist then: its first change is its stage, from
nothing to what it was added as.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from models.plan import Action, ActionChange, ChangeKind, PlanVersion
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


def record_began(session: Session, plan_id: int) -> datetime | None:
    """When the plan came into the record; of any day before, no more is known than what came in."""
    return session.scalar(
        select(func.min(PlanVersion.made_at)).where(PlanVersion.plan_id == plan_id)
    )


_ROWS = (
    select(*(getattr(Action, name) for name in _NAMES))
    .where(Action.plan_id == bindparam("plan"))
    .order_by(Action.position, Action.id)
)
_OF_PLAN = ActionChange.action_id.in_(select(Action.id).where(Action.plan_id == bindparam("plan")))
_MOVED = and_(ActionChange.kind == ChangeKind.MOVE, ActionChange.field == "due")
_CHANGES = (
    select(
        *(ActionChange.action_id, ActionChange.at, ActionChange.kind),
        *(ActionChange.field, ActionChange.before),
    )
    .where(_OF_PLAN, or_(ActionChange.at > bindparam("since"), _MOVED))
    .order_by(ActionChange.id.desc())
)
"""What has to be taken back, and every move of a due date, newest first."""


def actions_as_at(
    session: Session, plan_id: int, at: datetime, *, began: datetime | None = None
) -> dict[int, ActionAsAt]:
    """The actions that were in the plan at an instant, by id, in the order of their references.

    Of a day before the record `began` (looked up where it is not given) it is the plan as it came
    in: plans are older than their record.
    """
    began = began or record_began(session, plan_id)
    since = at if began is None else max(at, began)
    session.flush()
    connection = session.connection()  # columns alone need none of what a session does with rows
    rows = connection.execute(_ROWS, {"plan": plan_id})
    now = {row.id: ActionAsAt(*row) for row in rows}
    moved: Counter[int] = Counter()
    for change in connection.execute(_CHANGES, {"plan": plan_id, "since": since}):
        if change.at > since and change.field in _NAMES:
            now[change.action_id] = taken_back(now[change.action_id], change.field, change.before)
        if change.kind is ChangeKind.MOVE and change.field == "due" and change.at <= at:
            moved[change.action_id] += 1
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

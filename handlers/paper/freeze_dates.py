"""Due dates that were asked for or have moved, and the decisions that the Board is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from handlers.paper.view import View
from models.change import ChangeRequest
from models.permissions import Act, act_for_move
from models.plan import ActionChange, ChangeKind
from models.snapshot import DateFacts, DecisionFacts
from models.spoken import day_in_words
from models.standing import Standing
from models.states import MonitoringLevel

KINDS = {ChangeKind.MOVE: "moved", ChangeKind.CORRECTION_OF_RECORD: "corrected"}
TIMES = {0: "first move", 1: "second move", 2: "third move"}


def freeze_dates(view: View) -> list[DateFacts]:
    """What happened to due dates since the report before, asked for or done, by reference."""
    since = _since(view)
    found = [*_moved(view, since), *_asked(view)]
    order = {s.action.ref: s.action.position for s in view.later.values()}
    return sorted(found, key=lambda row: (order.get(row["ref"], 0), row["at"]))


def _since(view: View) -> datetime:
    if view.before_snapshot is None:
        return datetime.min.replace(tzinfo=UTC)
    return datetime.fromisoformat(view.before_snapshot["closed_at"])


def _moved(view: View, since: datetime) -> list[DateFacts]:
    changes = view.session.scalars(
        select(ActionChange)
        .where(
            ActionChange.action_id.in_(view.later),
            ActionChange.field == "due",
            ActionChange.kind.in_(KINDS),
            ActionChange.at > since,
            ActionChange.at <= view.now,
        )
        .order_by(ActionChange.id)
    )
    return [
        _row(
            view,
            view.later[c.action_id],
            kind=KINDS[c.kind],
            at=c.at,
            before=c.before,
            after=c.after,
            reason=c.reason,
            by_id=c.by_id,
        )
        for c in changes
    ]


def _asked(view: View) -> list[DateFacts]:
    return [
        _row(
            view,
            standing,
            kind="asked",
            at=request.at,
            before=_iso(request.due_before),
            after=_iso(request.due_asked),
            reason=request.reason,
            by_id=request.by_id,
        )
        for request, standing in _open_requests(view)
    ]


def _open_requests(view: View) -> list[tuple[ChangeRequest, Standing]]:
    rows = view.session.scalars(
        select(ChangeRequest)
        .where(
            ChangeRequest.action_id.in_(view.later),
            *ChangeRequest.open_moves(),
            ChangeRequest.at <= view.now,
        )
        .order_by(ChangeRequest.id)
    )
    found = [(row, view.later[row.action_id]) for row in rows if row.action_id is not None]
    return sorted(found, key=lambda pair: (pair[1].action.position, pair[0].id))


def _iso(value: object) -> str | None:
    return None if value is None else str(value)


def _row(
    view: View,
    standing: Standing,
    *,
    kind: str,
    at: datetime,
    before: str | None,
    after: str | None,
    reason: str,
    by_id: int | None,
) -> DateFacts:
    action = standing.action
    return {
        "ref": action.ref,
        "kind": kind,
        "at": at.astimezone(UTC).isoformat(),
        "before": before,
        "after": after,
        "original": _iso(action.original_due),
        "moves": action.moves,
        "reason": reason,
        "by": view.name(by_id),
    }


def freeze_decisions(view: View) -> list[DecisionFacts]:
    """The open requests that only the Board can grant, each as the sentence to decide on.

    What the chair or the PDG may grant is theirs and stands under the date changes.
    """
    found: list[DecisionFacts] = []
    for request, standing in _open_requests(view):
        action, before = standing.action, request.due_before or request.due_asked
        needs = act_for_move(
            moves=action.moves,
            working_days=view.partnership.days.between(before, request.due_asked),
            is_formal=standing.facts.monitoring is MonitoringLevel.FORMAL,
        )
        if needs is Act.APPROVE_MOVE_PAST_LIMIT:
            day = day_in_words(request.due_asked)
            times = TIMES.get(action.moves, f"move {action.moves + 1}")
            found.append({"ref": action.ref, "text": f"Move {action.ref} to {day} ({times})."})
    return found

"""Due dates that were asked for or have moved, and the decisions that the Board is asked for."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from handlers.changing.requests import open_requests
from handlers.changing.summaries import decision_of, ref_of, summary_of
from handlers.changing.weighing import weigh
from handlers.paper.view import View
from models.change import ChangeRequest, ChangeStep, ChangeTopic, RequestState
from models.plan import ActionChange, ChangeKind
from models.snapshot import DateFacts, DecisionFacts
from models.standing import Standing
from models.states import Level

KINDS = {ChangeKind.MOVE: "moved", ChangeKind.CORRECTION_OF_RECORD: "corrected"}
TIMES = {0: "first move", 1: "second move", 2: "third move"}


def freeze_dates(view: View) -> list[DateFacts]:
    """What happened to due dates since the report before, asked for or done, by reference."""
    since = _since(view)
    found = [*_moved(view, since), *_asked(view), *_refused(view, since)]
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


def _refused(view: View, since: datetime) -> list[DateFacts]:
    """Dates that were asked for and refused since, each with the reason of who refused it."""
    rows = view.session.execute(
        select(ChangeRequest, ChangeStep)
        .join(ChangeStep, ChangeStep.request_id == ChangeRequest.id)
        .where(
            ChangeRequest.action_id.in_(view.later),
            ChangeRequest.topic == ChangeTopic.DUE,
            ChangeStep.state == RequestState.REFUSED,
            ChangeStep.at > since,
            ChangeStep.at <= view.now,
        )
        .order_by(ChangeStep.id)
    )
    return [
        _row(
            view,
            view.later[request.action_id],
            kind="refused",
            at=step.at,
            before=_iso(request.due_before),
            after=_iso(request.due_asked),
            reason=step.reason,
            by_id=step.by_id,
        )
        for request, step in rows
        if request.action_id is not None
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


UNDECIDED = frozenset(
    {RequestState.SUBMITTED, RequestState.RECOMMENDED, RequestState.APPROVED_GROUP}
)


def freeze_decisions(view: View) -> list[DecisionFacts]:
    """The open requests that only the Board can grant, each as the sentence to decide on.

    What the chair or the PDG may grant is theirs and stands under the date changes.
    """
    found: list[DecisionFacts] = []
    for request in open_requests(view.session, view.cycle.plan_id):
        if request.state not in UNDECIDED or request.at > view.now:
            continue
        weighed = weigh(view.session, request, view.partnership)
        if all(each.level is not Level.BOARD for each in weighed.needed):
            continue
        text = decision_of(view.session, request)
        if request.topic is ChangeTopic.DUE:
            moves = weighed.asked.moves
            text = f"{text.removesuffix('.')} ({TIMES.get(moves, f'move {moves + 1}')})."
        found.append({"ref": ref_of(request), "text": text})
    order = {s.action.ref: s.action.position for s in view.later.values()}
    return sorted(found, key=lambda row: order.get(row["ref"], len(order)))


def freeze_changes(view: View) -> list[DecisionFacts]:
    """What else of the plan was changed by decision since the report before, a sentence each."""
    rows = view.session.scalars(
        select(ChangeRequest)
        .where(
            ChangeRequest.plan_id == view.cycle.plan_id,
            ChangeRequest.topic != ChangeTopic.DUE,
            ChangeRequest.state == RequestState.AGREED,
            ChangeRequest.settled_at > _since(view),
            ChangeRequest.settled_at <= view.now,
        )
        .order_by(ChangeRequest.id)
    )
    return [{"ref": ref_of(row), "text": summary_of(view.session, row)} for row in rows]

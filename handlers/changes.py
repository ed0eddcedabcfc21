"""Changing one field of an action: the row, its history and its event, in one go."""

from __future__ import annotations

from handlers.request import Request
from models.audit import record
from models.plan import Action, ActionChange, ChangeKind


def change(
    request: Request,
    action: Action,
    field: str,
    after: object,
    reason: str,
    *,
    kind: ChangeKind = ChangeKind.PROGRESS,
) -> None:
    """Change one field of an action, with its `ActionChange` and its audit event.

    The second person of a request that needed one stands in both.
    """
    before = getattr(action, field)
    if before == after:
        return
    second = request.second
    request.session.add(
        ActionChange(
            action_id=action.id,
            at=request.now,
            kind=kind,
            field=field,
            before=before,
            after=after,
            by_id=request.actor.person_id,
            second_id=second.id if second else None,
            reason=reason,
        )
    )
    request.session.flush()  # the engine lets a fixed date change only beside its correction
    setattr(action, field, after)
    record(
        request.session,
        request.actor,
        f"action_{kind.value}",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        before={field: before},
        after={field: after} | ({"second": second.name} if second else {}),
        reason=reason or None,
    )

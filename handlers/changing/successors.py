"""New actions by decision: added, or in the place of others that were split or merged.

A successor keeps the date that was first agreed for the work. A later date than its forerunner had
is a move like any other, so that splitting an action makes no date look kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select

from handlers.changes import change
from handlers.changing.closing import close_the_rest
from handlers.plan_import.reading import natural, ref_key
from handlers.request import RefusedError, Request
from models.audit import record
from models.change import ChangeRequest, Succession
from models.kpi import ActionKpi
from models.plan import Action, ActionChange, Area, ChangeKind, Dependency
from models.states import Stage


def add(request: Request, asked: ChangeRequest) -> None:
    """Bring a new action into the plan, first as a draft and then as agreed."""
    after = asked.after
    area = request.session.get_one(Area, int(after["area"]))
    due = date.fromisoformat(after["due"])
    start = date.fromisoformat(after["start"]) if after.get("start") else request.today
    made = _new(
        request,
        asked,
        area,
        ref=after["ref"],
        title=after["title"],
        owner_id=after["owner"],
        due=due,
        original_due=due,
        start=start,
        success_measure=after["success_measure"],
        evidence_expected=after.get("evidence_expected", ""),
    )
    change(request, made, "stage", Stage.NOT_STARTED, asked.reason, kind=ChangeKind.DECISION)
    _put_in_order(request, made.plan_id)


def split(request: Request, asked: ChangeRequest) -> None:
    """Let several actions take the place of one."""
    assert asked.action is not None
    parts = [_successor(request, asked, [asked.action], part) for part in asked.after["parts"]]
    _supersede(request, asked, [asked.action], parts)


def merge(request: Request, asked: ChangeRequest) -> None:
    """Let one action take the place of several.

    Raises:
        RefusedError: one of the others is in the plan no more.
    """
    assert asked.action is not None
    rows = request.session.scalars(
        select(Action).where(Action.id.in_(asked.after["with"])).order_by(Action.position)
    )
    merged = [asked.action, *rows]
    for action in merged:
        if not (action.stage.is_live or action.stage is Stage.SUSPENDED):
            raise RefusedError(f"{action.ref} is open no more, so it cannot be merged.")
    made = _successor(request, asked, merged, asked.after)
    _supersede(request, asked, merged, [made])


def _successor(
    request: Request, asked: ChangeRequest, before: list[Action], part: Mapping[str, Any]
) -> Action:
    """One action in the place of others; it begins as far on as they were."""
    model = before[0]
    due = max((a.due for a in before if a.due), default=None)
    first = max((a.original_due for a in before if a.original_due), default=due)
    made = _new(
        request,
        asked,
        model.area,
        ref=part["ref"],
        title=part["title"],
        owner_id=part.get("owner") or model.owner_id,
        due=first,
        original_due=first,
        start=min((a.start for a in before if a.start), default=None),
        success_measure=model.success_measure,
        evidence_expected=model.evidence_expected,
        deputy_id=model.deputy_id,
        accountable_id=model.accountable_id,
        monitoring=model.monitoring,
    )
    is_begun = any(a.stage in {Stage.IN_PROGRESS, Stage.SUSPENDED} for a in before)
    stage = Stage.IN_PROGRESS if is_begun else Stage.NOT_STARTED
    change(request, made, "stage", stage, asked.reason, kind=ChangeKind.DECISION)
    wanted = date.fromisoformat(part["due"]) if part.get("due") else due
    change(request, made, "due", wanted, asked.reason, kind=ChangeKind.MOVE)
    return made


def _new(
    request: Request,
    asked: ChangeRequest,
    area: Area,
    *,
    ref: str,
    title: str,
    due: date | None,
    **columns: Any,
) -> Action:
    """A new row of the plan, a draft at first; its history begins with its stage.

    Raises:
        RefusedError: another action was given this reference meanwhile.
    """
    session, key = request.session, ref_key(ref)
    taken = select(Action.id).where(Action.plan_id == area.plan_id, Action.ref_key == key)
    if session.scalar(taken) is not None:
        raise RefusedError(f"An action {ref} is in the plan already; return the request.")
    made = Action(
        plan_id=area.plan_id,
        area_id=area.id,
        ref=ref,
        ref_key=key,
        position=0,
        title=title,
        due=due,
        stage=Stage.DRAFT,
        **columns,
    )
    session.add(made)
    session.flush()
    session.add(
        ActionChange(
            action_id=made.id,
            at=request.now,
            kind=ChangeKind.DECISION,
            field="stage",
            before=None,
            after=Stage.DRAFT.value,
            by_id=request.actor.person_id,
            reason=asked.reason,
        )
    )
    record(
        session,
        request.actor,
        "action_added",
        at=request.now,
        entity="action",
        entity_id=ref,
        after={"title": title, "due": due, "request": asked.id},
        reason=asked.reason or None,
    )
    return made


def _supersede(
    request: Request, asked: ChangeRequest, before: list[Action], after: list[Action]
) -> None:
    """Put the new in the place of the old: what needed the old needs the new, and so on."""
    session = request.session
    for old in before:
        change(request, old, "stage", Stage.SUPERSEDED, asked.reason, kind=ChangeKind.DECISION)
        session.add_all(
            Succession(action_id=old.id, successor_id=new.id, request_id=asked.id, at=request.now)
            for new in after
        )
        if old is not asked.action:
            close_the_rest(request, old)
    session.flush()
    gone = [old.id for old in before]
    for new in after:
        _inherit(request, gone, new)
    _put_in_order(request, asked.plan_id)


def _inherit(request: Request, gone: list[int], new: Action) -> None:
    """The dependencies and measures of the old, without repeating any."""
    session = request.session
    waiting = session.scalars(
        select(Dependency.action_id).where(
            Dependency.needs_id.in_(gone), Dependency.action_id.not_in(gone)
        )
    )
    needs = session.scalars(
        select(Dependency.needs_id).where(
            Dependency.action_id.in_(gone), Dependency.needs_id.not_in(gone)
        )
    )
    session.add_all(Dependency(action_id=each, needs_id=new.id) for each in _once(waiting))
    session.add_all(Dependency(action_id=new.id, needs_id=each) for each in _once(needs))
    measures = session.scalars(select(ActionKpi.kpi_ref).where(ActionKpi.action_id.in_(gone)))
    session.add_all(ActionKpi(action_id=new.id, kpi_ref=ref) for ref in _once(measures))
    session.flush()


def _once(values: Iterable[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def _put_in_order(request: Request, plan_id: int) -> None:
    """Each action in its place in the natural order of references."""
    actions = request.session.scalars(select(Action).where(Action.plan_id == plan_id)).all()
    for position, action in enumerate(sorted(actions, key=lambda a: natural(a.ref)), start=1):
        action.position = position

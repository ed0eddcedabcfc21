"""Somebody leaves: all that is theirs is handed over in one act, history kept."""

from __future__ import annotations

from datetime import date

from sqlalchemy import or_, select

from handlers.allowed import require
from handlers.changes import change
from handlers.fields import day_of, given, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.people import person_by
from handlers.staffing.roles import roles_in_force
from handlers.verbs import said, verb
from models.audit import record
from models.people import Person
from models.permissions import Act
from models.plan import Action, Area, ChangeKind
from models.spoken import count_in_words, day_in_words, list_in_words
from models.states import LIVE, Stage

OPEN = (*LIVE, Stage.DELIVERED, Stage.SUSPENDED, Stage.DRAFT)


@verb("people.hand_over", "Hand over a leaver's actions", act=Act.MANAGE_PEOPLE)
def hand_over(request: Request) -> Reply:
    """Hand all open actions of `person` to `to`; `refs` narrows them; `last_day` ends the post.

    Owner, deputy and accountable lead are handed over alike; roles end on the last day.
    """
    require(request, Act.MANAGE_PEOPLE)
    errors: dict[str, str] = {}
    leaver_words = wanted(request, "person", errors, "who leaves")
    to_words = wanted(request, "to", errors, "who takes over")
    last_day = day_of(request, "last_day", errors, "the last day in post", required=False)
    if errors:
        return Reply(errors=errors)
    leaver = person_by(request.session, leaver_words)
    successor = person_by(request.session, to_words)
    if leaver.id == successor.id:
        raise RefusedError("Somebody else has to take over; both names are the same person.")
    moved = _hand_actions(request, leaver, successor)
    if not given(request, "refs"):
        _hand_areas(request, leaver, successor)
    if last_day is not None:
        _end_post(request, leaver, last_day)
    if not moved:
        return said(f"{leaver.name} has no open action to hand over.")
    return said(
        f"{count_in_words(len(moved), 'action goes', 'actions go')} from {leaver.name} to"
        f" {successor.name}: {list_in_words(moved)}."
    )


def _hand_actions(request: Request, leaver: Person, successor: Person) -> list[str]:
    session = request.session
    only = {ref.casefold() for ref in given(request, "refs").replace(";", ",").split(",") if ref}
    only = {ref.strip() for ref in only}
    actions = session.scalars(
        select(Action)
        .where(
            Action.stage.in_(OPEN),
            or_(
                Action.owner_id == leaver.id,
                Action.deputy_id == leaver.id,
                Action.accountable_id == leaver.id,
            ),
        )
        .order_by(Action.position)
    ).all()
    chosen = [a for a in actions if not only or a.ref_key in only]
    missing = only - {a.ref_key for a in chosen}
    if missing:
        raise RefusedError(
            f"{leaver.name} has no open action {list_in_words(sorted(missing), 'or')}."
        )
    for action in chosen:
        for field in ("owner_id", "deputy_id", "accountable_id"):
            if getattr(action, field) == leaver.id:
                _reassign(request, action, field, successor)
    return [a.ref for a in chosen]


def _reassign(request: Request, action: Action, field: str, successor: Person) -> None:
    takes: Person | None = successor
    if field == "deputy_id" and action.owner_id == successor.id:
        takes = None
    reason = given(request, "reason")
    change(request, action, field, takes.id if takes else None, reason, kind=ChangeKind.REASSIGN)


def _hand_areas(request: Request, leaver: Person, successor: Person) -> None:
    for area in request.session.scalars(select(Area).where(Area.accountable_id == leaver.id)):
        area.accountable_id = successor.id
        record(
            request.session,
            request.actor,
            "area_reassigned",
            at=request.now,
            entity="area",
            entity_id=area.number,
            before={"accountable": leaver.name},
            after={"accountable": successor.name},
            reason=given(request, "reason") or None,
        )


def _end_post(request: Request, leaver: Person, last_day: date) -> None:
    leaver.active_until = last_day
    for assignment in roles_in_force(request.session, leaver.id, request.today):
        assignment.ends = max(last_day, assignment.starts)
    record(
        request.session,
        request.actor,
        "person_leaves",
        at=request.now,
        entity="person",
        entity_id=leaver.id,
        after={"last_day": day_in_words(last_day)},
    )

"""What a meeting has to know of change control, beside the requests themselves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.changing.requests import open_requests
from handlers.changing.weighing import passes_limit, weigh
from models.change import ChangeRequest, ChangeStep, ChangeTopic, RequestState
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.states import Level


@dataclass(frozen=True, slots=True)
class ToAttend:
    """An owner who is asked to attend, since another date would be past the limit of moves."""

    request: ChangeRequest
    action: Action
    owner: Person | None


def owners_to_attend(
    session: Session, plan_id: int, partnership: Partnership | None = None
) -> tuple[ToAttend, ...]:
    """The owners whom a meeting calls to account for a date past the limit (2.2), in plan order."""
    settings = partnership or Partnership()
    found = [
        ToAttend(each, each.action, each.action.owner)
        for each in open_requests(session, plan_id)
        if each.topic is ChangeTopic.DUE
        and each.action is not None
        and each.state is not RequestState.RETURNED
        and passes_limit(session, each.action, settings)
    ]
    return tuple(sorted(found, key=lambda each: each.action.position))


def waiting_for(
    session: Session, plan_id: int, level: Level, partnership: Partnership | None = None
) -> tuple[ChangeRequest, ...]:
    """The open requests that wait for a body's decision, for its agenda."""
    settings = partnership or Partnership()
    undecided = {RequestState.SUBMITTED, RequestState.RECOMMENDED, RequestState.APPROVED_GROUP}
    return tuple(
        each
        for each in open_requests(session, plan_id)
        if each.state in undecided
        and (wanted := weigh(session, each, settings).next) is not None
        and wanted.level is level
    )


def granted_by_chair(session: Session, plan_id: int, since: datetime) -> tuple[ChangeRequest, ...]:
    """What the chair has granted alone since an instant: it is reported to the group."""
    return tuple(
        session.scalars(
            select(ChangeRequest)
            .join(ChangeStep, ChangeStep.request_id == ChangeRequest.id)
            .where(
                ChangeRequest.plan_id == plan_id,
                ChangeStep.state == RequestState.APPROVED_CHAIR,
                ChangeStep.at > since,
            )
            .order_by(ChangeStep.id)
        )
    )

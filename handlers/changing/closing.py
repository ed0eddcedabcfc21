"""What ends with an action that leaves the plan: other requests about it, and offers of it."""

from __future__ import annotations

from sqlalchemy import select

from handlers.changing.requests import take_step
from handlers.request import Request
from models.audit import record
from models.change import ChangeRequest, Handover, HandoverState, RequestState
from models.change_rules import may_follow
from models.change_states import SETTLED
from models.plan import Action
from models.states import Stage

GONE = frozenset({Stage.WITHDRAWN, Stage.SUPERSEDED})


def close_the_rest(request: Request, action: Action) -> None:
    """Take back what is still asked about an action that is in the plan no more."""
    if action.stage not in GONE:
        return
    why = f"{action.ref} is in the plan no more"
    rows = request.session.scalars(
        select(ChangeRequest)
        .where(ChangeRequest.action_id == action.id, ChangeRequest.state.not_in(SETTLED))
        .order_by(ChangeRequest.id)
    )
    for asked in rows.all():
        if may_follow(asked.state, RequestState.WITHDRAWN):
            take_step(request, asked, RequestState.WITHDRAWN, reason=why)
    end_offers(request, action, why)


def end_offers(request: Request, action: Action, why: str) -> None:
    """Take back the offer of an action to a new owner, where one stands."""
    offers = request.session.scalars(
        select(Handover).where(
            Handover.action_id == action.id, Handover.state == HandoverState.OFFERED
        )
    )
    for offered in offers.all():
        offered.state = HandoverState.WITHDRAWN
        offered.settled_at = request.now
        offered.answer = why
        record(
            request.session,
            request.actor,
            "handover_withdrawn",
            at=request.now,
            entity="handover",
            entity_id=offered.id,
            after={"action": action.ref, "to": offered.to.name},
            reason=why,
        )

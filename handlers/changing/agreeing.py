"""Agreed: the plan changes, a version of it is made, and those whom it concerns are told.

All of it happens in the transaction of the last approval, of the recorded external agreement, or
of the new owner's word.
"""

from __future__ import annotations

from datetime import date

from handlers.changing.agreed_by import agreed_by
from handlers.changing.effects import carry_out
from handlers.changing.handovers import offer
from handlers.changing.news import decided
from handlers.changing.possible import refuse_impossible
from handlers.changing.requests import take_step
from handlers.changing.seeing import judging
from handlers.changing.versions import new_version
from handlers.changing.weighing import weigh
from handlers.request import RefusedError, Request
from models.change import ChangeRequest, RequestState
from models.people import Person
from models.permissions import Act

S = RequestState


def agree(request: Request, asked: ChangeRequest) -> None:
    """Carry out what was approved, and make the plan's new version."""
    approval = asked.steps[-1]
    take_step(request, asked, S.AGREED)
    summary = carry_out(request, asked)
    new_version(
        request,
        asked.plan_id,
        summary=summary,
        agreed_by=agreed_by(request, asked),
        on=request.today,
        source=approval.minute or f"request {asked.id}",
    )
    decided(request, asked, summary)


def go_to_new_owner(request: Request, asked: ChangeRequest) -> None:
    """Offer the action to the new owner; nothing changes until they accept."""
    assert asked.action is not None
    to = request.session.get_one(Person, int(asked.after["person"]))
    offer(request, asked.action, to, asked.reason, asked=asked)


def record_external(
    request: Request,
    asked: ChangeRequest,
    *,
    agrees: bool,
    body: str,
    on: date,
    source: str,
    reason: str = "",
) -> RequestState:
    """Record what an external body has said; where it agrees, the change is carried out.

    Raises:
        RefusedError: nothing waits for it, it is not theirs to record, or it cannot be done now.
    """
    weighed = weigh(request.session, asked, request.partnership)
    if asked.state is not S.AWAITING_EXTERNAL:
        raise RefusedError(f"Request {asked.id} does not wait for an external agreement.")
    verdict = request.partnership.policy.may(Act.RECORD_EXTERNAL, judging(request, asked, weighed))
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=Act.RECORD_EXTERNAL.value)
    if not agrees:
        take_step(
            request, asked, S.REFUSED, reason=reason, minute=source,
            external_body=body, external_on=on,
        )  # fmt: skip
        decided(request, asked)
        return asked.state
    refuse_impossible(request, asked)
    take_step(
        request, asked, S.AGREED, reason=reason, minute=source, external_body=body, external_on=on
    )
    summary = carry_out(request, asked)
    new_version(
        request, asked.plan_id, summary=summary, agreed_by=agreed_by(request, asked), on=on,
        source=source,
    )  # fmt: skip
    decided(request, asked, summary)
    return asked.state

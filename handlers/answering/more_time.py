"""More time: a request for a new due date, with its reason; the date stands until it is decided."""

from __future__ import annotations

from datetime import date

from handlers.answering.answers import Answer
from handlers.answering.recording import Behalf, record_answer
from handlers.answering.settled import restate
from handlers.changing.news import decided, new_request
from handlers.changing.requests import make_request, open_request, take_step
from handlers.changing.seeing import facts_of
from handlers.request import RefusedError, Request
from handlers.wording.changing import speaks_against
from handlers.wording.more import date_asked
from models.audit import record
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.cycle import Cycle
from models.message import Button, Message, args
from models.plan import Action
from models.spoken import day_in_words
from models.update import Update


def ask_for_date(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    due: date,
    answer: Answer,
    *,
    behalf: Behalf | None = None,
    impact: str = "",
) -> Message:
    """Record the request, with the answer that gives its reason; gives its receipt.

    The programme office is shown it; the due date stands until others have decided. The receipt
    says what speaks against the date, and after a move how the owner's dates have held so far.

    Raises:
        RefusedError: another date has been approved already.
    """
    _refuse_approved(request, action, due)
    update = record_answer(request, action, cycle, answer, behalf=behalf)
    reason = answer.reason or answer.words
    asked = _request(request, action, update, due, reason, impact=impact)
    restate(request, cycle, [action.id])
    facts = facts_of(request, asked)
    return date_asked(
        action.ref,
        asked=due,
        due=action.due,
        reason=reason,
        office=request.partnership.bodies.programme_office,
        update_id=update.id,
        action_id=action.id,
        place=str(cycle.id) if cycle else "",
        more=speaks_against(facts),
    )


def _refuse_approved(request: Request, action: Action, due: date) -> None:
    """Keep an answer from undoing what a body has approved."""
    standing = open_request(request.session, action, ChangeTopic.DUE)
    if standing is None or standing.due_asked == due:
        return
    if standing.state.is_approval or standing.state is RequestState.AWAITING_EXTERNAL:
        raise RefusedError(
            f"{day_in_words(standing.due_asked)} is approved already for {action.ref}, and waits"
            " for the next agreement. Take that request back before you ask for another date.",
            ways=(Button("Show it", "change.show", args(request=standing.id)),),
        )


def _request(
    request: Request, action: Action, update: Update, due: date, reason: str, *, impact: str
) -> ChangeRequest:
    standing = open_request(request.session, action, ChangeTopic.DUE)
    if standing is not None:
        if (standing.due_asked, standing.reason, standing.impact) == (due, reason, impact):
            return standing
        if standing.state is RequestState.RETURNED:
            return _hand_in_again(request, standing, update, due, reason, impact=impact)
        take_step(
            request,
            standing,
            RequestState.WITHDRAWN,
            reason="another date is asked for instead",
        )
        decided(request, standing)
    asked = make_request(
        request,
        ChangeTopic.DUE,
        plan_id=action.plan_id,
        action=action,
        before=action.due and action.due.isoformat(),
        after=due.isoformat(),
        reason=reason,
        delay_reason=update.delay_reason,
        impact=impact,
        update=update,
    )
    new_request(request, asked)
    return asked


def _hand_in_again(
    request: Request,
    standing: ChangeRequest,
    update: Update,
    due: date,
    reason: str,
    *,
    impact: str,
) -> ChangeRequest:
    """A request that was returned goes in again with what is said now."""
    record(
        request.session,
        request.actor,
        "change_reworded",
        at=request.now,
        entity="change_request",
        entity_id=standing.id,
        before={"due": standing.after, "reason": standing.reason, "impact": standing.impact},
        after={"due": due, "impact": impact},
        reason=reason,
    )
    standing.after, standing.reason = due.isoformat(), reason
    standing.impact = impact or standing.impact
    standing.delay_reason = update.delay_reason or standing.delay_reason
    standing.update_id = update.id
    take_step(request, standing, RequestState.SUBMITTED)
    new_request(request, standing)
    return standing

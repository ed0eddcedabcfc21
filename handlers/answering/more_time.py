"""More time: a request for a new due date, with its reason; the date stands until it is decided."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from handlers.answering.answers import Answer
from handlers.answering.recording import Behalf, record_answer, settle_request
from handlers.answering.settled import restate
from handlers.audience import holders
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.more import date_asked, date_asked_for_office
from models.audit import record
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.cycle import Cycle
from models.message import Message
from models.plan import Action
from models.states import Role
from models.update import Update


def ask_for_date(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    due: date,
    answer: Answer,
    *,
    behalf: Behalf | None = None,
) -> Message:
    """Record the request, with the answer that gives its reason; gives its receipt.

    The programme office is told; the due date stands until others have decided.
    """
    update = record_answer(request, action, cycle, answer, behalf=behalf)
    reason = answer.reason or answer.words
    _request(request, action, update, due, reason)
    restate(request, cycle, [action.id])
    return date_asked(
        action.ref,
        asked=due,
        due=action.due,
        reason=reason,
        office=request.partnership.bodies.programme_office,
        update_id=update.id,
        action_id=action.id,
        place=str(cycle.id) if cycle else "",
    )


def _request(request: Request, action: Action, update: Update, due: date, reason: str) -> None:
    session = request.session
    standing = session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.action_id == action.id, *ChangeRequest.open_moves()
        )
    )
    if standing is not None and (standing.due_asked, standing.reason) == (due, reason):
        return
    if standing is not None:
        settle_request(
            request, standing, RequestState.WITHDRAWN, "another date is asked for instead"
        )
    asked = ChangeRequest(
        plan_id=action.plan_id,
        action_id=action.id,
        topic=ChangeTopic.DUE,
        update_id=update.id,
        by_id=request.actor.person_id,
        before=action.due and action.due.isoformat(),
        after=due.isoformat(),
        reason=reason,
        at=request.now,
    )
    session.add(asked)
    session.flush()
    record(
        session,
        request.actor,
        "change_requested",
        at=request.now,
        entity="change_request",
        entity_id=asked.id,
        before={"due": action.due},
        after={"action": action.ref, "due": due},
        reason=reason,
    )
    _tell_office(request, action, asked)


def _tell_office(request: Request, action: Action, asked: ChangeRequest) -> None:
    message = date_asked_for_office(
        action.ref,
        action.title,
        by=request.actor.name,
        asked=asked.due_asked,
        due=action.due,
        reason=asked.reason,
    )
    for person in holders(request.session, Role.PROGRAMME_OFFICE, on=request.today):
        if person.id != request.actor.person_id:
            key = f"change_request:{asked.id}:{person.id}"
            tell(request.session, person, message, key=key, now=request.now)

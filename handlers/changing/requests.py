"""A request for a change as a record: made, found, and taken one step further.

Whoever takes a step holds the request's row until the transaction ends, so that of two people who
decide at once the second sees what the first has done.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.fields import given
from handlers.request import RefusedError, Request
from handlers.wording.bodies import in_their_words
from handlers.wording.changing import STATES, TOPICS
from handlers.wording.phrases import begun
from models.audit import record
from models.change import ChangeRequest, ChangeStep, ChangeTopic, RequestState
from models.change_rules import may_follow
from models.change_states import SETTLED
from models.message import Button, args
from models.plan import Action
from models.states import Level
from models.update import Update


def open_request(session: Session, action: Action, topic: ChangeTopic) -> ChangeRequest | None:
    """The request for this change of an action that is not settled yet."""
    return session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.action_id == action.id,
            ChangeRequest.topic == topic,
            ChangeRequest.state.not_in(SETTLED),
        )
    )


def open_requests(session: Session, plan_id: int) -> tuple[ChangeRequest, ...]:
    """All requests of a plan that are not settled, the oldest first."""
    return tuple(
        session.scalars(
            select(ChangeRequest)
            .where(ChangeRequest.plan_id == plan_id, ChangeRequest.state.not_in(SETTLED))
            .order_by(ChangeRequest.id)
        )
    )


def make_request(
    request: Request,
    topic: ChangeTopic,
    *,
    plan_id: int,
    action: Action | None,
    before: Any,
    after: Any,
    reason: str,
    delay_reason: str | None = None,
    impact: str = "",
    update: Update | None = None,
) -> ChangeRequest:
    """Record what is asked for, with its first step and its event.

    Raises:
        RefusedError: the same change of the action is asked for already.
    """
    session = request.session
    if action is not None:
        session.execute(select(Action.id).where(Action.id == action.id).with_for_update())
    if action is not None and (standing := open_request(session, action, topic)) is not None:
        raise RefusedError(
            f"{TOPICS[topic].begun} is asked for already for {action.ref}; one request at a time."
            " Look at it, or take it back first.",
            ways=(Button("Show it", "change.show", args(request=standing.id)),),
        )
    asked = ChangeRequest(
        plan_id=plan_id,
        action_id=action.id if action else None,
        topic=topic,
        update_id=update.id if update else None,
        by_id=request.actor.person_id,
        before=before,
        after=after,
        reason=reason,
        delay_reason=delay_reason,
        impact=impact,
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
        before={topic.value: before},
        after={"action": action.ref if action else None, topic.value: after, "impact": impact},
        reason=reason,
    )
    _append(request, asked, RequestState.SUBMITTED)
    if topic is ChangeTopic.MONITORING:
        take_step(request, asked, RequestState.AWAITING_EXTERNAL)
    return asked


def request_pressed(request: Request) -> ChangeRequest:
    """The request that a button, form or command names, its row held until the end.

    Raises:
        RefusedError: there is none, or it has gone on since the reader saw it.
    """
    named = given(request, "request")
    asked = locked(request.session, int(named)) if named.isdigit() else None
    if asked is None:
        raise RefusedError(
            f"No request for a change has the number {named[:20]!r}.",
            ways=(Button("Show the open requests", "change.list"),),
        )
    refuse_unseen(request, asked)
    return asked


def locked(session: Session, request_id: int) -> ChangeRequest | None:
    """A request as it stands now, held until the transaction ends."""
    session.flush()
    return session.get(ChangeRequest, request_id, with_for_update=True, populate_existing=True)


def newest_step(session: Session, asked: ChangeRequest) -> ChangeStep | None:
    """The last step that was taken."""
    return session.scalar(
        select(ChangeStep)
        .where(ChangeStep.request_id == asked.id)
        .order_by(ChangeStep.id.desc())
        .limit(1)
    )


def seen_now(session: Session, asked: ChangeRequest) -> int:
    """What a button carries so that it is known what its reader saw: the newest step's number."""
    last = select(func.max(ChangeStep.id)).where(ChangeStep.request_id == asked.id)
    return session.scalar(last) or 0


def refuse_unseen(request: Request, asked: ChangeRequest) -> None:
    """Refuse to act on what somebody else has taken further since it was shown.

    Raises:
        RefusedError: there is a newer step; says which, and offers the request as it stands.
    """
    seen = given(request, "seen")
    step = newest_step(request.session, asked)
    if not seen.isdigit() or step is None or step.id <= int(seen):
        return
    by = f"the {step.by.name}" if step.by else "the programme office"
    raise RefusedError(
        f"{begun(by)} was quicker: {about(asked)} is {_said(request, asked.state)} now."
        " Nothing of yours is changed.",
        ways=(Button("Show it", "change.show", args(request=asked.id)),),
    )


def _said(request: Request, state: RequestState) -> str:
    return in_their_words(STATES[state], request.partnership.bodies)


def about(asked: ChangeRequest) -> str:
    """How a request is named: "request 12 (a new due date for 2.4)"."""
    topic = TOPICS[asked.topic].small
    of = f" for {asked.action.ref}" if asked.action else ""
    return f"request {asked.id} ({topic}{of})"


def take_step(
    request: Request,
    asked: ChangeRequest,
    state: RequestState,
    *,
    level: Level | None = None,
    reason: str = "",
    meeting_id: int | None = None,
    minute: str = "",
    external_body: str = "",
    external_on: date | None = None,
) -> ChangeStep:
    """Take a request to its next state, with the step and its event.

    Raises:
        RefusedError: the state does not follow the one in which it stands.
    """
    if not may_follow(asked.state, state):
        raise RefusedError(
            f"{begun(about(asked))} is {_said(request, asked.state)}, so it"
            f" cannot be {_said(request, state)}.",
            ways=(Button("Show it", "change.show", args(request=asked.id)),),
        )
    before, asked.state = asked.state, state
    if state.is_settled:
        asked.settled_at = request.now
    step = _append(
        request,
        asked,
        state,
        level=level,
        reason=reason,
        meeting_id=meeting_id,
        minute=minute,
        external_body=external_body,
        external_on=external_on,
    )
    details = {"minute": minute, "external_body": external_body, "external_on": external_on}
    record(
        request.session,
        request.actor,
        f"change_{state.value}",
        at=request.now,
        entity="change_request",
        entity_id=asked.id,
        before={"state": before},
        after={"state": state, **{name: value for name, value in details.items() if value}},
        reason=reason or None,
    )
    return step


def _append(request: Request, asked: ChangeRequest, state: RequestState, **more: Any) -> ChangeStep:
    step = ChangeStep(state=state, by_id=request.actor.person_id, at=request.now, **more)
    asked.steps.append(step)
    request.session.flush()
    return step

"""Giving an action to another owner: offered, and theirs once they accept; until then it stays."""

from __future__ import annotations

from sqlalchemy import select

from handlers.allowed import require
from handlers.answering.settled import restate
from handlers.asking.the_person import asker
from handlers.changes import change
from handlers.changing.agreed_by import agreed_by
from handlers.changing.closing import end_offers
from handlers.changing.news import handover_news, offered_card
from handlers.changing.possible import refuse_stage
from handlers.changing.requests import take_step
from handlers.changing.versions import new_version
from handlers.cycle_of import open_cycles_of
from handlers.fields import given, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.changing_forms import decline_form
from models.audit import record
from models.change import ChangeRequest, ChangeTopic, Handover, HandoverState, RequestState
from models.people import Person
from models.permissions import Act
from models.plan import Action, ChangeKind


def offer(
    request: Request,
    action: Action,
    to: Person,
    reason: str,
    *,
    asked: ChangeRequest | None = None,
) -> Handover:
    """Offer an action to a new owner, who is told; the old one stays, and is asked, until then.

    Raises:
        RefusedError: it is offered to somebody already.
    """
    session = request.session
    standing = offered_of(request, action)
    if standing is not None:
        raise RefusedError(
            f"{action.ref} is offered to the {standing.to.name} already, who has not answered yet."
        )
    made = Handover(
        action_id=action.id,
        request_id=asked.id if asked else None,
        from_id=action.owner_id,
        to_id=to.id,
        by_id=request.actor.person_id,
        reason=reason,
        at=request.now,
    )
    session.add(made)
    session.flush()
    record(
        session,
        request.actor,
        "handover_offered",
        at=request.now,
        entity="handover",
        entity_id=made.id,
        after={"action": action.ref, "to": to.name},
        reason=reason or None,
    )
    card = offered_card(request.partnership, made)
    tell(session, to, card, key=f"handover:{made.id}", now=request.now)
    return made


def offered_of(request: Request, action: Action) -> Handover | None:
    """The offer of an action that waits for its answer; held until the transaction ends."""
    return request.session.scalar(
        select(Handover)
        .where(Handover.action_id == action.id, Handover.state == HandoverState.OFFERED)
        .with_for_update()
    )


@verb("change.accept", "Accept an action that is offered to you")
def accept(request: Request) -> Reply:
    """Become the owner: the plan says so from now on, and those whom it concerns are told."""
    offered = _offered_to(request)
    action, before = offered.action, offered.action.owner
    refuse_stage(request, ChangeTopic.OWNER, action)
    _settle(request, offered, HandoverState.ACCEPTED)
    change(request, action, "owner_id", offered.to_id, offered.reason, kind=ChangeKind.REASSIGN)
    if action.deputy_id == offered.to_id:
        change(request, action, "deputy_id", None, offered.reason, kind=ChangeKind.REASSIGN)
    if action.disputed_by_id is not None:
        change(request, action, "disputed_by_id", None, offered.reason, kind=ChangeKind.REASSIGN)
        action.disputed_at = None
    asked = _request_of(request, offered)
    if asked is not None:
        take_step(request, asked, RequestState.AGREED)
    was = f" from the {before.name}" if before else ""
    summary = f"{action.ref} goes{was} to the {offered.to.name}."
    new_version(
        request,
        action.plan_id,
        summary=summary,
        agreed_by=agreed_by(request, asked, offered),
        on=request.today,
        source=f"request {asked.id}" if asked else f"handover {offered.id}",
    )
    for cycle in open_cycles_of(request.session, action.plan_id, request.today):
        restate(request, cycle, [action.id])
    handover_news(request, offered, asked, summary)
    return said(f"{action.ref} is yours now, thank you. You are asked about it from the next ask.")


@verb("change.decline_form", "Say why you do not take an action")
def decline_first(request: Request) -> Reply:
    """Open the form that asks for the reason."""
    offered = _offered_to(request)
    return Reply(form=decline_form(offered.id, offered.action.ref))


@verb("change.decline", "Decline an action that is offered to you")
def decline(request: Request) -> Reply:
    """Leave the action where it is; who offered it is told why."""
    errors: dict[str, str] = {}
    reason = wanted(request, "reason", errors, "why, in a line")
    if errors:
        return Reply(errors=errors)
    offered = _offered_to(request)
    _settle(request, offered, HandoverState.DECLINED, reason)
    asked = _request_of(request, offered)
    if asked is not None:
        take_step(request, asked, RequestState.RETURNED, reason=reason)
    stays = f"{offered.action.ref}: the {offered.to.name} has not taken it. It stays as it was."
    handover_news(request, offered, asked, stays, reason=reason)
    return said(f"Declined. {offered.action.ref} stays where it is, and who offered it is told.")


@verb("change.take_offer_back", "Take back an action that was offered", act=Act.REASSIGN)
def take_offer_back(request: Request) -> Reply:
    """Take an offer back before it is answered: who offered it, the lead or the office."""
    offered = _offered(request)
    action, person = offered.action, request.person
    is_theirs = person is not None and person.id == offered.by_id
    if not is_theirs:
        require(request, Act.SETTLE_DISPUTE, action=action)
    asked = _request_of(request, offered)
    if asked is not None:
        take_step(request, asked, RequestState.WITHDRAWN, reason="the offer was taken back")
    end_offers(request, action, "it was taken back")
    handover_news(request, offered, asked, f"{action.ref} is offered no more. It stays as it is.")
    return said(f"Taken back. {action.ref} stays as it is.")


def _offered_to(request: Request) -> Handover:
    """The offer that the button names, for who asks.

    Raises:
        RefusedError: it is not for who asks, or is settled.
    """
    person, found = asker(request), _offered(request)
    if found.to_id != person.id:
        raise RefusedError(
            f"{found.action.ref} is offered to the {found.to.name}; only they can answer."
        )
    return found


def _offered(request: Request) -> Handover:
    """The offer that the button names, held until the end.

    Raises:
        RefusedError: there is none, or it is settled.
    """
    named = given(request, "handover")
    found = None
    if named.isdigit():
        request.session.flush()
        found = request.session.get(
            Handover, int(named), with_for_update=True, populate_existing=True
        )
    if found is None:
        raise RefusedError("That offer is not known. Ask who sent it to you to offer it again.")
    if found.state is not HandoverState.OFFERED:
        words = {HandoverState.WITHDRAWN: "taken back"}.get(found.state, found.state.value)
        raise RefusedError(f"That offer of {found.action.ref} was {words} already.")
    return found


def _settle(request: Request, offered: Handover, state: HandoverState, answer: str = "") -> None:
    offered.state, offered.answer, offered.settled_at = state, answer, request.now
    record(
        request.session,
        request.actor,
        f"handover_{state.value}",
        at=request.now,
        entity="handover",
        entity_id=offered.id,
        before={"state": HandoverState.OFFERED},
        after={"state": state, "action": offered.action.ref},
        reason=answer or None,
    )


def _request_of(request: Request, offered: Handover) -> ChangeRequest | None:
    if offered.request_id is None:
        return None
    return request.session.get(ChangeRequest, offered.request_id)

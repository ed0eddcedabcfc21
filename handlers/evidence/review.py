"""Looking at evidence: the queue of a verifier, and accept or return.

Nobody judges what they own, stand in for or handed in. A return sends the action back to its owner.
Whoever presses on a card that is not the newest is shown what stands, and nothing is lost.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handlers.audience import absence_of, holders
from handlers.changes import change
from handlers.cycle_of import open_for
from handlers.evidence.proof import RETURNED, Proof, judge, may_judge, proof_of, proofs_of
from handlers.evidence.queue import queue_of
from handlers.evidence.showing import (
    TO_JUDGE,
    action_meant,
    card_of,
    item_meant,
    seen_mark,
)
from handlers.fields import given, wanted
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.evidence_cards import queue_card
from handlers.wording.evidence_news import ready_to_prove, return_form, returned_to_owner
from models.audit import record
from models.evidence import EvidenceItem, EvidenceReview
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.states import EvidenceDecision, Role, Stage

said_as(
    "evidence.review",
    r"(?:show )?(?:the |my )?evidence (?:to (?:review|look at|check|verify)|queue|waiting)",
    r"what (?:evidence )?(?:is there to|should i|do i) (?:review|verify)",
)


@verb(
    "evidence.review",
    "See the evidence that waits for you",
    act=Act.REVIEW_EVIDENCE,
    examples=("evidence to review",),
)
def review(request: Request) -> Reply:
    """The delivered actions whose evidence the asker may judge, the oldest first."""
    queue = queue_of(request)
    card = queue_card(
        queue.shown,
        today=request.today,
        evidence_days=request.partnership.rating.evidence_days,
        own=queue.own,
        page=queue.page,
        more=queue.more,
        count=queue.count,
    )
    return Reply(instead=card) if queue.page else Reply(say=(card,))


@verb("evidence.accept", "Accept evidence", act=Act.REVIEW_EVIDENCE)
def accept(request: Request) -> Reply:
    """Accept item `item`, or all that waits of action `action`."""
    action, items, proof = _to_judge(request)
    mine = {item.id for item in items if _accepted_by_asker(request, proof, item)}
    new = [item for item in items if item.id not in mine]
    if not new:
        raise RefusedError(f"You have accepted this evidence of {action.ref} already.")
    for item in new:
        _say(request, action, item, EvidenceDecision.ACCEPTED, "")
    _tell_if_ready(request, action)
    return Reply(instead=card_of(request, action))


@verb("evidence.return", "Return evidence to its owner", act=Act.REVIEW_EVIDENCE)
def give_back(request: Request) -> Reply:
    """Open the form that asks why."""
    action, items, _ = _to_judge(request, nothing_is_fine=True)
    item = given(request, "item")
    return Reply(
        form=return_form(
            action.id,
            action.ref,
            item=item,
            seen=seen_mark(request, action),
            count=len(items),
            expected=action.evidence_expected,
        )
    )


@verb("evidence.save_return", "Record why evidence is returned", act=Act.REVIEW_EVIDENCE)
def save_return(request: Request) -> Reply:
    """Return it with its reason: the action is in progress again, and its owner is told."""
    errors: dict[str, str] = {}
    reason = wanted(request, "reason", errors, "what is missing; the owner reads it")
    if errors:
        return Reply(errors=errors)
    action, items, _ = _to_judge(request, nothing_is_fine=True)
    for item in items:
        _say(request, action, item, EvidenceDecision.RETURNED, reason)
    change(request, action, "delivered_on", None, f"{RETURNED}{reason}")
    change(request, action, "stage", Stage.IN_PROGRESS, f"{RETURNED}{reason}")
    request.session.flush()
    told = tell_owner_of_return(request, action, reason)
    whom = f" The {told.name} is told." if told else " It has no owner to tell."
    return said(f"{action.ref} is returned and in progress again.{whom}")


def _to_judge(
    request: Request, *, nothing_is_fine: bool = False
) -> tuple[Action, list[EvidenceItem], Proof]:
    """The action, the items that are meant and wait, and all its evidence.

    Raises:
        RefusedError: it is not delivered any more, nothing waits, or the asker may not judge it.
    """
    action = action_meant(request)
    _lock(request, action)
    proof = proof_of(request.session, action)
    judge(request, Act.REVIEW_EVIDENCE, proof)
    if action.stage is not Stage.DELIVERED:
        stage = request.partnership.scheme.stages[action.stage].lower()
        raise RefusedError(
            f"{action.ref} is {stage} now, so there is nothing to judge."
            " Type evidence to review to see what waits."
        )
    named = item_meant(request)
    meant = [i for i in proof.items if named is None or i.id == named.id]
    waiting = [i for i in meant if proof.state(i) in TO_JUDGE]
    if not waiting and not nothing_is_fine:
        raise RefusedError(
            f"What came for {action.ref} has been judged already."
            f" Type evidence of {action.ref} to see what stands."
        )
    return action, waiting or (meant if nothing_is_fine else []), proof


def _lock(request: Request, action: Action) -> None:
    """Queue behind whoever judges the same action; SQLite has one writer at a time already."""
    locked = select(Action).where(Action.id == action.id).with_for_update(of=Action)
    request.session.scalars(locked.execution_options(populate_existing=True)).one()


def _accepted_by_asker(request: Request, proof: Proof, item: EvidenceItem) -> bool:
    newest = {look.by: look for look in proof.offered[item.id].looks}
    person = request.person
    found = newest.get(person.id) if person is not None else None
    since = proof.claim.reopened_at
    counts = found is not None and (since is None or found.at >= since)
    return found is not None and counts and found.decision is EvidenceDecision.ACCEPTED


def _say(
    request: Request, action: Action, item: EvidenceItem, decision: EvidenceDecision, reason: str
) -> None:
    assert request.person is not None
    row = EvidenceReview(
        item_id=item.id, by_id=request.person.id, decision=decision, reason=reason, at=request.now
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        f"evidence_{decision.value}",
        at=request.now,
        entity="evidence_item",
        entity_id=item.id,
        after={"action": action.ref, "review": row.id},
        reason=reason or None,
    )


def _tell_if_ready(request: Request, action: Action) -> None:
    """The chair hears of it once enough people have accepted the evidence."""
    proof = proof_of(request.session, action)
    if not proof.is_enough:
        return
    message = ready_to_prove(action.id, action.ref, action.title)
    mark = seen_mark(request, action)
    for chair in holders(request.session, Role.CHAIR, Role.ACTING_CHAIR, on=request.today):
        if chair.id != request.actor.person_id:
            key = f"ready-to-prove:{action.id}:{mark}:{chair.id}"
            tell(request.session, chair, message, key=key, now=request.now)


def tell_owner_of_return(request: Request, action: Action, reason: str) -> Person | None:
    """Tell the owner, or who stands in for them, what is missing."""
    person = owner_or_deputy(request, action)
    if person is None:
        return None
    cycle = open_for(request.session, person, request.today)
    message = returned_to_owner(
        action.id,
        action.ref,
        action.title,
        by=request.actor.name,
        reason=reason,
        expected=action.evidence_expected,
        place=str(cycle.id) if cycle else "",
    )
    key = f"returned:{action.id}:{request.now.isoformat()}"
    tell(request.session, person, message, key=key, now=request.now)
    return person


def owner_or_deputy(request: Request, action: Action) -> Person | None:
    """The owner; where they are away, who was named to stand in; None where the post is vacant."""
    owner = action.owner
    if owner is None or owner.is_vacant:
        return action.deputy
    absence = absence_of(request.session, owner.id, request.today)
    if absence is None:
        return owner
    if absence.deputy_id is not None:
        return request.session.get_one(Person, absence.deputy_id)
    return action.deputy or owner


def judged_proofs(request: Request, actions: Iterable[Action]) -> list[Proof]:
    """The evidence of those of the actions that the asker may judge."""
    found = proofs_of(request.session, actions)
    return [p for p in found if may_judge(request, Act.REVIEW_EVIDENCE, p).allowed]

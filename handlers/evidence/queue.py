"""What waits for a verifier, and for the chair."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from handlers.allowed import standing_of
from handlers.evidence.proof import Proof, may_judge, proofs_of
from handlers.evidence.showing import TO_JUDGE
from handlers.fields import given
from handlers.request import RefusedError, Request
from handlers.wording.evidence_cards import Queued
from models.permissions import Act
from models.plan import Action
from models.states import Stage

A_SCREEN = 6


@dataclass(frozen=True, slots=True)
class Queue:
    """One screen of the queue; `own` are those that the asker must leave to others."""

    shown: tuple[Queued, ...]
    own: tuple[str, ...]
    count: int
    page: int
    more: bool


def queue_of(request: Request) -> Queue:
    """The delivered actions that the asker may judge or mark as proven, the oldest first.

    Raises:
        RefusedError: they judge nobody's evidence; the sentence says who can.
    """
    actions = list(
        request.session.scalars(
            select(Action)
            .where(Action.stage == Stage.DELIVERED)
            .order_by(Action.delivered_on, Action.position)
        )
    )
    proofs = proofs_of(request.session, actions)
    mine = [p for p in proofs if _waits_for(request, p)]
    if not mine and not _judges_any(request, actions):
        sentence = request.partnership.policy.who_can(Act.REVIEW_EVIDENCE)
        raise RefusedError(sentence, act=Act.REVIEW_EVIDENCE.value)
    page = int(given(request, "page")) if given(request, "page").isdecimal() else 0
    start = page * A_SCREEN
    return Queue(
        tuple(_queued(request, proof) for proof in mine[start : start + A_SCREEN]),
        tuple(p.action.ref for p in proofs if _is_own(request, p)) if page == 0 else (),
        count=len(mine),
        page=page,
        more=len(mine) > start + A_SCREEN,
    )


def _waits_for(request: Request, proof: Proof) -> bool:
    """Whether there is something for the asker to do: judge it, or mark it as proven."""
    if may_judge(request, Act.MARK_VERIFIED, proof).allowed:
        return True
    if proof.is_enough or not may_judge(request, Act.REVIEW_EVIDENCE, proof).allowed:
        return False
    person = request.person
    looked = [
        item
        for item in proof.items
        if proof.state(item) in TO_JUDGE
        and (person is None or not _said_yes(proof, item.id, person.id))
    ]
    return bool(looked) or not proof.items


def _said_yes(proof: Proof, item_id: int, person_id: int) -> bool:
    newest = {look.by: look for look in proof.offered[item_id].looks}
    return person_id in newest and newest[person_id].decision.value == "accepted"


def _judges_any(request: Request, actions: list[Action]) -> bool:
    """Whether they hold a role that judges evidence, somewhere."""
    policy = request.partnership.policy
    wanted = set(policy.cells[Act.REVIEW_EVIDENCE].who)
    places = [standing_of(request, in_area=False)]
    places += [standing_of(request, action=action, in_area=False) for action in actions]
    return any(standing.capacities(policy.recorders) & wanted for standing in places)


def _is_own(request: Request, proof: Proof) -> bool:
    return request.person is not None and proof.is_authors(request.person.id)


def _queued(request: Request, proof: Proof) -> Queued:
    action = proof.action
    waiting = [item for item in proof.items if proof.state(item) in TO_JUDGE]
    days = (request.today - action.delivered_on).days if action.delivered_on else 0
    return Queued(
        action_id=action.id,
        ref=action.ref,
        title=action.title,
        owner=action.owner.name if action.owner else "No owner",
        delivered_on=action.delivered_on,
        waiting=len(waiting),
        came=len(proof.items),
        late=days > request.partnership.rating.evidence_days,
        for_chair=proof.is_enough,
    )

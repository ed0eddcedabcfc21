"""The evidence of an action as the record holds it: items, reviews, the claim, and whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.allowed import standing_of
from handlers.request import RefusedError, Request
from models.evidence import EvidenceItem, EvidenceReview
from models.evidence_rules import (
    Claim,
    ItemState,
    Look,
    Offered,
    is_enough,
    may_be_proven_by,
    needed_for,
    state_of,
)
from models.people import Absence
from models.permissions import Act, Verdict, Who
from models.plan import Action, ActionChange, ChangeKind
from models.states import EvidenceDecision, MonitoringLevel, Stage
from models.update import Update

AT_A_TIME = 500
"""Actions whose evidence is read by one statement; an engine takes only so many values in one."""
RETURNED = "evidence returned: "
"""How the reason begins for which a delivered action is in progress again."""


@dataclass(frozen=True, slots=True)
class Proof:
    """An action with all evidence that was offered for it."""

    action: Action
    items: tuple[EvidenceItem, ...]
    offered: Mapping[int, Offered]
    claim: Claim
    needed: int
    hands_of: Callable[[], frozenset[int]]
    """Looks up who has a hand in it."""

    @property
    def hands(self) -> frozenset[int]:
        """Who has a hand in it: none of them judges it."""
        return self.hands_of()

    def state(self, item: EvidenceItem) -> ItemState:
        """Where an item stands."""
        return state_of(self.offered[item.id], self.claim, self.needed)

    @property
    def is_enough(self) -> bool:
        """Whether what came is accepted."""
        return is_enough(self.offered.values(), self.claim, self.needed)

    def may_be_proven_by(self, person_id: int) -> bool:
        """Whether enough people other than this one accepted it."""
        return may_be_proven_by(person_id, self.offered.values(), self.claim, self.needed)

    def is_authors(self, person_id: int) -> bool:
        """Whether somebody handed in any of it, or has a hand in the action."""
        return person_id in self.hands or any(item.by_id == person_id for item in self.items)


def monitoring_of(action: Action) -> MonitoringLevel:
    """How an action is watched: by its own level, else by its area's."""
    return action.monitoring or action.area.monitoring


def proof_of(session: Session, action: Action, at: datetime | None = None) -> Proof:
    """The evidence of an action, as at an instant where one is given."""
    (found,) = proofs_of(session, [action], at)
    return found


def proofs_of(
    session: Session, actions: Iterable[Action], at: datetime | None = None
) -> list[Proof]:
    """The evidence of several actions, in the order given."""
    wanted = list(actions)
    parts = (wanted[start : start + AT_A_TIME] for start in range(0, len(wanted), AT_A_TIME))
    return [proof for part in parts for proof in _proofs(session, part, at)]


def _proofs(session: Session, wanted: list[Action], at: datetime | None) -> list[Proof]:
    ids = [action.id for action in wanted]
    items = _items(session, ids, at)
    looks = _looks(session, [i.id for of in items.values() for i in of], at)
    claims = claims_of(session, ids, at)
    return [
        Proof(
            action=action,
            items=tuple(items.get(action.id, ())),
            offered={
                item.id: Offered(item.id, item.at, item.by_id, tuple(looks.get(item.id, ())))
                for item in items.get(action.id, ())
            },
            claim=claims.get(action.id, Claim()),
            needed=needed_for(monitoring_of(action)),
            hands_of=partial(_hands, session, action, claims.get(action.id, Claim())),
        )
        for action in wanted
    ]


def _items(session: Session, ids: list[int], at: datetime | None) -> dict[int, list[EvidenceItem]]:
    rows = select(EvidenceItem).where(EvidenceItem.action_id.in_(ids)).order_by(EvidenceItem.id)
    if at is not None:
        rows = rows.where(EvidenceItem.at <= at)
    found: dict[int, list[EvidenceItem]] = {}
    for item in session.scalars(rows):
        found.setdefault(item.action_id, []).append(item)
    return found


def _looks(session: Session, ids: list[int], at: datetime | None) -> dict[int, list[Look]]:
    rows = select(EvidenceReview).where(EvidenceReview.item_id.in_(ids)).order_by(EvidenceReview.id)
    if at is not None:
        rows = rows.where(EvidenceReview.at <= at)
    found: dict[int, list[Look]] = {}
    for row in session.scalars(rows):
        look = Look(row.by_id, row.decision, row.at, row.reason)
        found.setdefault(row.item_id, []).append(look)
    return found


def claims_of(session: Session, ids: list[int], at: datetime | None = None) -> dict[int, Claim]:
    """When each action was last reported delivered (None: it is not now) and last reopened."""
    rows = (
        select(ActionChange)
        .where(ActionChange.action_id.in_(ids), ActionChange.field == "stage")
        .order_by(ActionChange.id)
    )
    if at is not None:
        rows = rows.where(ActionChange.at <= at)
    found: dict[int, Claim] = {}
    for change in session.scalars(rows):
        claim = found.get(change.action_id, Claim())
        if change.kind is ChangeKind.REOPENED:
            claim = Claim(None, change.at)
        elif change.after == Stage.DELIVERED.value:
            claim = replace(claim, delivered_at=change.at)
        elif change.after == Stage.IN_PROGRESS.value:
            claim = replace(claim, delivered_at=None)
        found[change.action_id] = claim
    return found


def _hands(session: Session, action: Action, claim: Claim) -> frozenset[int]:
    """Owner and deputy now and since the claim, who claimed it, and who stood in by an absence."""
    found = {action.owner_id, action.deputy_id}
    since = claim.delivered_at
    if since is None:
        return frozenset(p for p in found if p is not None)
    rows = select(ActionChange.before).where(
        ActionChange.action_id == action.id,
        ActionChange.field.in_(("owner_id", "deputy_id")),
        ActionChange.at >= since,
    )
    found |= {before for before in session.scalars(rows) if isinstance(before, int)}
    claims = select(Update.author_id).where(
        Update.action_id == action.id, Update.delivered, Update.received_at >= since
    )
    found |= set(session.scalars(claims))
    away = select(Absence.deputy_id).where(
        Absence.person_id == action.owner_id,
        Absence.cancelled_at.is_(None),
        or_(Absence.ends.is_(None), Absence.ends >= since.date()),
        Absence.starts <= since.date(),
    )
    found |= set(session.scalars(away))
    return frozenset(p for p in found if p is not None)


def judge(request: Request, act: Act, proof: Proof) -> Verdict:
    """Let who asks judge the evidence of an action, by the policy and at this moment.

    Raises:
        RefusedError: they may not, or it is their own; the sentence says who can.
    """
    verdict = may_judge(request, act, proof)
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=act.value)
    return verdict


def may_judge(request: Request, act: Act, proof: Proof) -> Verdict:
    """Whether who asks may judge the evidence of an action."""
    person = request.person
    standing = replace(
        standing_of(request, action=proof.action, in_area=False),
        is_author=person is not None and proof.is_authors(person.id),
        before=_before(request, proof),
    )
    return request.partnership.policy.may(act, standing)


def _before(request: Request, proof: Proof) -> frozenset[Who]:
    """Whether the verifiers have accepted it, other than who asks."""
    person = request.person
    done = person is not None and proof.may_be_proven_by(person.id)
    return frozenset({Who.VERIFIER}) if done else frozenset()


def reviews_of(proof: Proof, item: EvidenceItem) -> tuple[Look, ...]:
    """What was said of an item, the newest last."""
    return proof.offered[item.id].looks


def is_accepted(look: Look) -> bool:
    """Whether it was a word of acceptance."""
    return look.decision is EvidenceDecision.ACCEPTED

"""The card of an action's evidence, with what the reader may do at this moment."""

from __future__ import annotations

from sqlalchemy import func, select

from handlers.allowed import may_do, require
from handlers.corrections import action_called
from handlers.evidence.proof import Proof, is_accepted, may_judge, proof_of
from handlers.fields import given
from handlers.inquiring.intents import REF, said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.evidence_cards import Came, EvidenceFacts, evidence_card
from handlers.wording.phrases import local_day
from models.evidence import EvidenceItem, EvidenceKind, EvidenceReview
from models.evidence_files import size_in_words
from models.evidence_rules import ItemState, Look
from models.message import Message
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.spoken import day_in_words
from models.states import Stage
from models.update import Update, UpdateKind

said_as(
    "evidence.show",
    rf"(?:show |look at |see )?(?:the )?(?:evidence|proof) (?:of|for) {REF}",
    rf"(?:look at|review|verify) (?=\S*\d){REF}",  # "look at this" names nothing
)
TO_JUDGE = frozenset({ItemState.WAITING, ItemState.HALF})


@verb(
    "evidence.show",
    "See an action's evidence beside what was expected",
    act=Act.READ_WORKING,
    examples=("evidence of 6.1",),
)
def show(request: Request) -> Reply:
    """Show what came for action `action` or `ref`."""
    action = action_meant(request)
    require(request, Act.READ_WORKING, action=action)
    return Reply(say=(card_of(request, action),))


def action_meant(request: Request) -> Action:
    """The action that a button or a form names.

    Raises:
        RefusedError: none is named, or the plan has no such action.
    """
    number = given(request, "action")
    if number.isdecimal() and (found := request.session.get(Action, int(number))) is not None:
        return found
    if item := item_meant(request):
        return request.session.get_one(Action, item.action_id)
    ref = given(request, "ref")
    if not ref:
        raise RefusedError("Say of which action, such as: evidence of 6.1.")
    return action_called(request.session, ref)


def item_meant(request: Request) -> EvidenceItem | None:
    """The item that a button names; None where it names none."""
    number = given(request, "item")
    return request.session.get(EvidenceItem, int(number)) if number.isdecimal() else None


def card_of(request: Request, action: Action) -> Message:
    """The card as the record stands now."""
    proof = proof_of(request.session, action)
    said = newest_claim(request, action)
    delivered, proven = action.stage is Stage.DELIVERED, action.stage is Stage.VERIFIED
    may_review = delivered and may_judge(request, Act.REVIEW_EVIDENCE, proof).allowed
    facts = EvidenceFacts(
        action_id=action.id,
        ref=action.ref,
        title=action.title,
        stage=request.partnership.scheme.stages[action.stage],
        expected=action.evidence_expected,
        success=action.success_measure,
        delivered_on=action.delivered_on,
        words=(said.words or said.next_steps) if said is not None and action.delivered_on else "",
        items=tuple(_came(request, proof, item, may_review=may_review) for item in proof.items),
        needed=proof.needed,
        seen=seen_mark(request, action),
        can_attach=may_do(request, Act.ATTACH_EVIDENCE, action=action).allowed,
        can_return=may_review,
        can_prove=delivered and may_judge(request, Act.MARK_VERIFIED, proof).allowed,
        can_embed=proven and may_do(request, Act.MARK_EMBEDDED, action=action).allowed,
        can_reopen=action.stage.is_proven and _may_reopen(request, action),
    )
    return evidence_card(facts)


def _may_reopen(request: Request, action: Action) -> bool:
    acts = (Act.REOPEN_ACTION, Act.RECOMMEND_REOPENING)
    return any(may_do(request, act, action=action).allowed for act in acts)


def newest_claim(request: Request, action: Action) -> Update | None:
    """The newest answer about an action that stands."""
    found = request.session.scalar(
        select(Update).where(Update.action_id == action.id).order_by(Update.id.desc()).limit(1)
    )
    return None if found is None or found.kind is UpdateKind.WITHDRAWN else found


def seen_mark(request: Request, action: Action) -> str:
    """What stands now, as a mark that a button carries: the newest item and the newest review."""
    session = request.session
    item = session.scalar(
        select(func.max(EvidenceItem.id)).where(EvidenceItem.action_id == action.id)
    )
    review = session.scalar(
        select(func.max(EvidenceReview.id))
        .join(EvidenceItem, EvidenceItem.id == EvidenceReview.item_id)
        .where(EvidenceItem.action_id == action.id)
    )
    return f"{action.stage.value}-{item or 0}-{review or 0}"


def _came(request: Request, proof: Proof, item: EvidenceItem, *, may_review: bool) -> Came:
    zone = request.partnership.time_zone
    state = proof.state(item)
    looks = proof.offered[item.id].looks
    person = request.person
    mine = person is not None and any(k.by == person.id and is_accepted(k) for k in looks)
    return Came(
        id=item.id,
        title=item.title,
        link="" if item.kind is EvidenceKind.FILE else item.link,
        by=item.by.name if item.by else "plan's file",
        on=local_day(item.at, zone),
        state=state,
        said=tuple(_said(request, look) for look in looks),
        size=size_in_words(item.size) if item.size else "",
        can_accept=may_review and state in TO_JUDGE and not (mine and state is ItemState.HALF),
    )


def _said(request: Request, look: Look) -> str:
    name = request.session.get_one(Person, look.by).name
    day = day_in_words(local_day(look.at, request.partnership.time_zone))
    if is_accepted(look):
        return f"Accepted by the {name} on {day}."
    return f"Returned by the {name} on {day}: {look.reason}"

"""What time brings of suspended and offered actions, made from the record when it leaves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from handlers.changing.news import offered_card
from handlers.wording.handovers import unanswered
from handlers.wording.suspended import Suspended, month_of, review_of
from models.change import Handover, HandoverState
from models.message import Message
from models.partnership import Partnership
from models.plan import Action
from models.states import Stage


def suspended_message(
    actions: Sequence[Action], partnership: Partnership, *, is_review: bool
) -> Message | None:
    """The month's word or the review; None where none of them is suspended any more."""
    found = tuple(
        Suspended(a.id, a.ref, a.title, a.review_on) for a in actions if a.stage is Stage.SUSPENDED
    )
    if not found:
        return None
    group = partnership.bodies.delivery_group_short
    return review_of(found[0], group=group) if is_review else month_of(found)


def offer_again(
    session: Session, about: Mapping[str, Any], partnership: Partnership
) -> Message | None:
    """The reminder of an offer, or to who made it that no answer came; None once it is settled."""
    offered = session.get(Handover, about["handover_id"])
    if offered is None or offered.state is not HandoverState.OFFERED:
        return None
    if about.get("unanswered"):
        return unanswered(offered.id, offered.action.ref, to=offered.to.name)
    return offered_card(partnership, offered, again=True)

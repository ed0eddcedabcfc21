"""What time brings of suspended and offered actions, made from the record when it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from handlers.changing.news import offered_card
from handlers.wording.suspended import Suspended, month_of, review_of
from models.change import Handover, HandoverState
from models.message import Message
from models.partnership import Partnership
from models.plan import Action
from models.states import Stage


def suspended_message(actions: Sequence[Action], *, is_review: bool) -> Message | None:
    """The month's word or the review; None where none of them is suspended any more."""
    found = tuple(
        Suspended(a.id, a.ref, a.title, a.review_on) for a in actions if a.stage is Stage.SUSPENDED
    )
    if not found:
        return None
    return review_of(found[0]) if is_review else month_of(found)


def offer_again(session: Session, handover_id: int, partnership: Partnership) -> Message | None:
    """The reminder of an offer; None where it was answered or taken back."""
    offered = session.get(Handover, handover_id)
    if offered is None or offered.state is not HandoverState.OFFERED:
        return None
    return offered_card(partnership, offered, again=True)

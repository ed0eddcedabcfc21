"""The asks of a cycle as they were at a past instant: who was asked, and what was disputed.

An ask that was passed on, and an action whose dispute has been settled, read otherwise today. What
they were is taken from the record of these changes.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.silence import AskThen
from models.audit import AuditEvent
from models.cycle import Ask, Cycle, WhyNotAsked
from models.delivery import Occasion, OccasionState, Step
from models.plan import ActionChange

_PASSED_ON = (
    select(AuditEvent.entity_id, AuditEvent.before)
    .where(AuditEvent.act == "ask_passed_on", AuditEvent.at > bindparam("at"))
    .order_by(AuditEvent.seq.desc())
)
_ASKS = select(
    *(Ask.id, Ask.action_id, Ask.asked_id, Ask.why_not, Ask.delivered_at),
).where(Ask.cycle_id == bindparam("cycle"))
_DISPUTES = (
    select(ActionChange.action_id, ActionChange.at, ActionChange.before, ActionChange.after)
    .join(Ask, Ask.action_id == ActionChange.action_id)
    .where(Ask.cycle_id == bindparam("cycle"), ActionChange.field == "disputed_by_id")
    .order_by(ActionChange.id)
)
_SENT = select(Occasion.person_id, Occasion.settled_at, Occasion.about).where(
    Occasion.cycle_id == bindparam("cycle"),
    Occasion.step == Step.ASK,
    Occasion.state == OccasionState.SENT,
)


def past_asks(session: Session, cycle: Cycle, at: datetime) -> dict[int, AskThen]:
    """By action, each ask of the cycle as it was at an instant."""
    where = {"cycle": cycle.id, "at": at}
    earlier = {row.entity_id: row.before for row in session.execute(_PASSED_ON, where)}
    disputed = _disputed(session, cycle, at)
    sent = session.execute(_SENT, where).all()
    found: dict[int, AskThen] = {}
    for ask in session.execute(_ASKS, where):
        was = earlier.get(str(ask.id))
        asked_id, why_not, delivered_at = ask.asked_id, ask.why_not, ask.delivered_at
        if was is not None:
            asked_id = was["asked_id"]
            why_not = WhyNotAsked(was["why_not"]) if was["why_not"] else None
            arrived = [
                row.settled_at
                for row in sent
                if row.person_id == asked_id and ask.action_id in row.about.get("action_ids", ())
            ]
            delivered_at = min(arrived, default=None)
        found[ask.action_id] = AskThen(asked_id, why_not, delivered_at, disputed.get(ask.action_id))
    return found


def _disputed(session: Session, cycle: Cycle, at: datetime) -> dict[int, datetime]:
    """The actions that were disputed at the instant, with since when."""
    changes = defaultdict(list)
    for row in session.execute(_DISPUTES, {"cycle": cycle.id}):
        if row.at <= at:
            changes[row.action_id].append(row)
    return {
        action_id: rows[-1].at for action_id, rows in changes.items() if rows[-1].after is not None
    }

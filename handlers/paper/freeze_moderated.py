"""Who moderated what, as the snapshot keeps it: the decision in force on each action."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from handlers.paper.view import View
from models.snapshot_signed import ModeratedFacts
from models.update import Moderation


def freeze_moderated(view: View) -> list[ModeratedFacts]:
    """The moderations of this report that count, in the order of the plan.

    Of several on one action the one of the highest level counts, then the newest.
    """
    rows = view.session.scalars(
        select(Moderation)
        .where(Moderation.cycle_id == view.cycle.id, Moderation.at <= view.now)
        .order_by(Moderation.id)
        .options(selectinload(Moderation.by), selectinload(Moderation.replies))
    )
    found: dict[int, Moderation] = {}
    for row in rows:
        standing = found.get(row.action_id)
        if standing is None or row.level.rank >= standing.level.rank:
            found[row.action_id] = row
    until = view.now
    refs = {i: standing.action.ref for i, standing in view.standings.items()}
    return [_told(refs[i], found[i], until) for i in refs if i in found]


def _told(ref: str, row: Moderation, until: datetime) -> ModeratedFacts:
    answers = [reply.words for reply in row.replies if reply.at <= until]
    return {
        "ref": ref,
        "level": row.level.value,
        "by": row.by.name,
        "rating": row.rating.value,
        "kept": row.kept,
        "reason": row.reason,
        "answered": answers[-1] if answers else "",
        "at": row.at.astimezone(UTC).isoformat(),
    }

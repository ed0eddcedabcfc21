"""What was asked of an action last: the chair's challenge, or what the Board decided or noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import selectinload

from handlers.inquiring.scene import Scene
from handlers.wording.phrases import begun
from models.challenge import Challenge
from models.meeting import Body, Decision, Meeting
from models.tally import Rows


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answer, where there is one."""

    on: datetime
    by: str
    words: str
    did: str = "asked"
    """What was done: asked, decided, noted."""
    answer: str = ""
    is_open: bool = False


_IDS: BindParameter[int] = bindparam("actions", expanding=True)
_CHALLENGES = (
    select(Challenge)
    .where(Challenge.action_id.in_(_IDS), Challenge.at <= bindparam("at"))
    .options(selectinload(Challenge.replies))
    .order_by(Challenge.at, Challenge.id)
)
_BOARD = (
    select(Decision)
    .join(Meeting, Meeting.id == Decision.meeting_id)
    .where(
        Decision.action_id.in_(_IDS),
        Decision.at <= bindparam("at"),
        Meeting.body == Body.BOARD,
    )
    .order_by(Decision.at, Decision.id)
)


def last_questions(scene: Scene, rows: Rows) -> dict[int, Question]:
    """By action, what was asked of it last by an instant; of what is published, nothing."""
    if not rows or scene.is_published:
        return {}
    where = {"actions": [row.action_id for row in rows], "at": scene.at}
    found: dict[int, Question] = {}
    for challenge in scene.session.scalars(_CHALLENGES, where):
        found[challenge.action_id] = _challenge(scene, challenge)
    board = begun(scene.partnership.bodies.board_short)
    for decision in scene.session.scalars(_BOARD, where):
        assert decision.action_id is not None
        earlier = found.get(decision.action_id)
        if earlier is None or earlier.on < decision.at:
            found[decision.action_id] = Question(
                decision.at, board, decision.words, "noted" if decision.is_note else "decided"
            )
    return found


def _challenge(scene: Scene, challenge: Challenge) -> Question:
    replies = [reply for reply in challenge.replies if reply.at <= scene.at]
    settled = challenge.settled_at is not None and challenge.settled_at <= scene.at
    return Question(
        on=challenge.at,
        by=f"The {scene.names.person(challenge.by_id)}",
        words=challenge.question,
        answer=replies[-1].words if replies else "",
        is_open=not settled,
    )

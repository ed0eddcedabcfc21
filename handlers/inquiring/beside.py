"""What stands beside an action's updates: decisions on its rating, questions, and the answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from handlers.challenging.asked import challenges_of
from handlers.challenging.facts import asked_of
from handlers.moderating.deciding import decided_words
from handlers.request import Request
from handlers.wording.challenges import told
from models.message import Quote, Text, text
from models.plan import Action
from models.update import Moderation

LAST = 3
"""So many of each are shown; the record has all."""


def beside(request: Request, action: Action, until: datetime) -> tuple[Text, ...]:
    """Decisions and questions until an instant, the newest first, each with what was answered."""
    rows = request.session.scalars(
        select(Moderation)
        .where(Moderation.action_id == action.id, Moderation.at <= until)
        .order_by(Moderation.id.desc())
        .limit(LAST)
    )
    decided = [(row.at, _decided(request, row, until)) for row in rows]
    asked = [
        (row.at, _joined(told(asked_of(row, request.partnership, until=until))))
        for row in challenges_of(request.session, action.id, until)[-LAST:]
    ]
    both = sorted([*decided, *asked], key=lambda each: each[0], reverse=True)
    return tuple(line for _, line in both)


def _decided(request: Request, row: Moderation, until: datetime) -> Text:
    said = text(decided_words(request, row))
    answers = [reply for reply in row.replies if reply.at <= until]
    if not answers:
        return said
    return (*said, *text(f" The {answers[-1].by.name} answered: ", Quote(answers[-1].words)))


def _joined(lines: tuple[Text, ...]) -> Text:
    first, *others = lines
    return (*first, *(run for line in others for run in (*text(" "), *line)))

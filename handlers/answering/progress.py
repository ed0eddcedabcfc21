"""How an answer moves its action: begun by the first word of work, delivered by its owner's claim.

Nothing here makes an action Blue: that is for somebody other than the owner.
"""

from __future__ import annotations

import re
from datetime import date, datetime

from sqlalchemy import select

from handlers.answering.answers import Answer
from handlers.changes import change
from handlers.request import Request
from models.plan import Action, ActionChange, ChangeKind
from models.states import Stage

_BEGUN = re.compile(r"\b(?:started|begun|began|under ?way|kicked off|in progress)\b", re.IGNORECASE)
_NOT_BEGUN = re.compile(
    r"\b(?:not|yet to|hasn'?t|haven'?t|isn'?t|will be|to be|before it)\s+(?:\w+\s+)?"
    r"(?:started?|begu?i?n|began|under ?way|kicked off)\b",
    re.IGNORECASE,
)


def says_begun(answer: Answer, start: date | None, today: date) -> bool:
    """Whether an answer says that work began.

    Its words do, or its start date has passed and the owner rates it; "not started yet" does not.
    """
    words = f"{answer.words} {answer.next_steps} {answer.reason}"
    if answer.no_change or _NOT_BEGUN.search(words):
        return False
    if _BEGUN.search(words):
        return True
    return answer.rating is not None and (start is None or start <= today)


def move(request: Request, action: Action, answer: Answer, *, undone: bool = False) -> None:
    """Move the action to where its newest answer puts it, each step a change on the record.

    A rating takes back a claim of delivery, and so does its undoing; words and links do not.
    """
    if answer.delivered:
        if action.stage is Stage.NOT_STARTED:
            change(request, action, "stage", Stage.IN_PROGRESS, "reported delivered")
        if action.stage is Stage.IN_PROGRESS:
            change(request, action, "stage", Stage.DELIVERED, "reported delivered by its owner")
        if action.stage is Stage.DELIVERED:
            change(request, action, "delivered_on", answer.delivered_on, "reported by its owner")
    elif action.stage is Stage.DELIVERED and (undone or answer.rating is not None):
        reason = answer.words or answer.reason or "the claim was taken back"
        change(request, action, "delivered_on", None, reason)
        change(request, action, "stage", Stage.IN_PROGRESS, reason)
    elif action.stage is Stage.NOT_STARTED and says_begun(answer, action.start, request.today):
        change(request, action, "stage", Stage.IN_PROGRESS, "its first update says that work began")


def move_back(request: Request, action: Action, at: datetime) -> None:
    """Take back the start of work that an answer received at this instant had caused."""
    began = request.session.scalar(
        select(ActionChange.id).where(
            ActionChange.action_id == action.id,
            ActionChange.at == at,
            ActionChange.field == "stage",
            ActionChange.kind == ChangeKind.PROGRESS,
            ActionChange.before == Stage.NOT_STARTED.value,
        )
    )
    if began is not None and action.stage is Stage.IN_PROGRESS:
        change(request, action, "stage", Stage.NOT_STARTED, "the answer was taken back")

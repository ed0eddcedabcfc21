"""No change: it may stand twice running; the third needs words, since standing still is news."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answering.answers import (
    MAY_STAND,
    Answer,
    answer_in,
    answer_of,
    earlier,
    no_changes_running,
)
from handlers.answering.recording import Behalf, record_answer
from handlers.request import Request
from models.cycle import Cycle
from models.plan import Action
from models.states import Stage
from models.update import Update


def said_too_often(session: Session, action: Action, cycle: Cycle | None) -> bool:
    """Whether "no change" has stood as often as it may: the next needs words."""
    return no_changes_running(session, action, cycle) >= MAY_STAND


def record_no_change(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    *,
    words: str = "",
    behalf: Behalf | None = None,
) -> Update:
    """Record that nothing has changed: what was said before stands, except what had moved then.

    What is reported as delivered stays so, with the words over those that it came with.
    """
    last = last_answer(request.session, action, cycle)
    if last.delivered and action.stage is Stage.DELIVERED:
        return record_answer(
            request, action, cycle, replace(last, words=words or last.words), behalf=behalf
        )
    unchanged = last.unchanged()
    return record_answer(request, action, cycle, replace(unchanged, words=words), behalf=behalf)


def last_answer(session: Session, action: Action, cycle: Cycle | None) -> Answer:
    """What was said last of an action: in this cycle, else before it, else by the plan."""
    here = answer_in(session, action.id, cycle.id if cycle else None)
    return answer_of(here or earlier(session, action.id, cycle))

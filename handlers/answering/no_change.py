"""No change: it may stand twice running; the third needs words, since standing still is news."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy.orm import Session

from handlers.answering.answers import (
    MAY_STAND,
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
    """Record that nothing has changed since the last report: what was said then stands.

    What is reported as delivered stays so; the words of a "no change" stay until others come.
    """
    here = answer_of(answer_in(request.session, action.id, cycle.id if cycle else None))
    before = answer_of(earlier(request.session, action.id, cycle))
    delivered = next((each for each in (here, before) if each.delivered), None)
    if delivered is not None and action.stage is Stage.DELIVERED:
        answer = replace(delivered, words=words or delivered.words)
    else:
        kept = here.words if here.no_change else ""
        answer = replace(before.unchanged(), words=words or kept)
    return record_answer(request, action, cycle, answer, behalf=behalf)

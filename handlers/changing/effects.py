"""What an agreed request does to the plan, with the history of every field.

`original_due` is never touched: what was agreed first stays, and each move is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from handlers.answering.settled import restate
from handlers.changes import change
from handlers.changing.closing import close_the_rest
from handlers.changing.sides import SCOPE_WORDS
from handlers.changing.successors import add, merge, split
from handlers.changing.summaries import summary_of
from handlers.cycle_of import open_cycles_of
from handlers.request import Request
from models.change import ChangeRequest, ChangeTopic
from models.plan import Action, ChangeKind
from models.states import MonitoringLevel, Stage

Effect = Callable[[Request, ChangeRequest], None]


def carry_out(request: Request, asked: ChangeRequest) -> str:
    """Change the plan as was agreed; gives in a sentence what was changed."""
    EFFECTS[asked.topic](request, asked)
    request.session.flush()
    if asked.action is not None:
        close_the_rest(request, asked.action)
        for cycle in open_cycles_of(request.session, asked.plan_id, request.today):
            restate(request, cycle, [asked.action.id])
    return summary_of(request.session, asked)


def _about(asked: ChangeRequest) -> Action:
    assert asked.action is not None
    return asked.action


def _due(request: Request, asked: ChangeRequest) -> None:
    asked.before = before.isoformat() if (before := _about(asked).due) else None
    change(request, _about(asked), "due", asked.due_asked, asked.reason, kind=ChangeKind.MOVE)


def _scope(request: Request, asked: ChangeRequest) -> None:
    action = _about(asked)
    for name, value in asked.after.items():
        if name in SCOPE_WORDS:
            change(request, action, name, value, asked.reason, kind=ChangeKind.DECISION)


def _suspend(request: Request, asked: ChangeRequest) -> None:
    action, until = _about(asked), date.fromisoformat(asked.after["review_on"])
    _stage(request, asked, Stage.SUSPENDED)
    change(request, action, "review_on", until, asked.reason, kind=ChangeKind.DECISION)


def _resume(request: Request, asked: ChangeRequest) -> None:
    action = _about(asked)
    _stage(request, asked, Stage.IN_PROGRESS)
    change(request, action, "review_on", None, asked.reason, kind=ChangeKind.DECISION)


def _withdraw(request: Request, asked: ChangeRequest) -> None:
    _stage(request, asked, Stage.WITHDRAWN)


def _monitoring(request: Request, asked: ChangeRequest) -> None:
    action, level = _about(asked), MonitoringLevel(asked.after)
    change(request, action, "monitoring", level, asked.reason, kind=ChangeKind.DECISION)


def _owner(_request: Request, asked: ChangeRequest) -> None:
    raise AssertionError(f"Request {asked.id}: another owner comes by their own word.")


def _stage(request: Request, asked: ChangeRequest, stage: Stage) -> None:
    change(request, _about(asked), "stage", stage, asked.reason, kind=ChangeKind.DECISION)


EFFECTS: Mapping[ChangeTopic, Effect] = {
    ChangeTopic.DUE: _due,
    ChangeTopic.SCOPE: _scope,
    ChangeTopic.OWNER: _owner,
    ChangeTopic.SUSPEND: _suspend,
    ChangeTopic.RESUME: _resume,
    ChangeTopic.WITHDRAW: _withdraw,
    ChangeTopic.SPLIT: split,
    ChangeTopic.MERGE: merge,
    ChangeTopic.ADD: add,
    ChangeTopic.MONITORING: _monitoring,
}
"""What each kind of change does; a test holds that none is missing."""

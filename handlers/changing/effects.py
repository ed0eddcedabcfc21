"""What an agreed request does to the plan, with the history of every field.

`original_due` is never touched: what was agreed first stays, and each move is counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from handlers.answering.settled import restate
from handlers.changes import change
from handlers.changing.closing import close_the_rest
from handlers.changing.sides import MONITORING_WORDS, SCOPE_WORDS
from handlers.changing.successors import add, merge, split
from handlers.cycle_of import open_cycles_of
from handlers.request import Request
from models.change import ChangeRequest, ChangeTopic
from models.plan import Action, ChangeKind
from models.spoken import day_in_words, list_in_words
from models.states import MonitoringLevel, Stage

Effect = Callable[[Request, ChangeRequest], str]


def carry_out(request: Request, asked: ChangeRequest) -> str:
    """Change the plan as was agreed; gives in a sentence what was changed."""
    summary = EFFECTS[asked.topic](request, asked)
    request.session.flush()
    if asked.action is not None:
        close_the_rest(request, asked.action)
        for cycle in open_cycles_of(request.session, asked.plan_id, request.today):
            restate(request, cycle, [asked.action.id])
    return summary


def _about(asked: ChangeRequest) -> Action:
    assert asked.action is not None
    return asked.action


def _due(request: Request, asked: ChangeRequest) -> str:
    action, due = _about(asked), asked.due_asked
    before = action.due
    change(request, action, "due", due, asked.reason, kind=ChangeKind.MOVE)
    was = day_in_words(before) if before else action.due_words or "no date"
    return f"{action.ref}: the due date moves from {was} to {day_in_words(due)}."


def _scope(request: Request, asked: ChangeRequest) -> str:
    action = _about(asked)
    for name, value in asked.after.items():
        if name in SCOPE_WORDS:
            change(request, action, name, value, asked.reason, kind=ChangeKind.DECISION)
    named = list_in_words(SCOPE_WORDS[name].lower() for name in asked.after)
    return f"{action.ref}: the {named} changes."


def _suspend(request: Request, asked: ChangeRequest) -> str:
    action, until = _about(asked), date.fromisoformat(asked.after["review_on"])
    _stage(request, asked, Stage.SUSPENDED)
    change(request, action, "review_on", until, asked.reason, kind=ChangeKind.DECISION)
    return f"{action.ref} is suspended until it is looked at again on {day_in_words(until)}."


def _resume(request: Request, asked: ChangeRequest) -> str:
    action = _about(asked)
    _stage(request, asked, Stage.IN_PROGRESS)
    change(request, action, "review_on", None, asked.reason, kind=ChangeKind.DECISION)
    return f"{action.ref} goes on."


def _withdraw(request: Request, asked: ChangeRequest) -> str:
    _stage(request, asked, Stage.WITHDRAWN)
    return f"{_about(asked).ref} is withdrawn from the plan."


def _monitoring(request: Request, asked: ChangeRequest) -> str:
    action, level = _about(asked), MonitoringLevel(asked.after)
    change(request, action, "monitoring", level, asked.reason, kind=ChangeKind.DECISION)
    return f"{action.ref}: its monitoring is {MONITORING_WORDS[level]} from now on."


def _owner(_request: Request, asked: ChangeRequest) -> str:
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

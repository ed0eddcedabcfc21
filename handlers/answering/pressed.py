"""A button or a form about one action: who pressed it, which action, in which cycle, and may they.

Everything is looked up again when it is pressed; the button itself proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from sqlalchemy import select

from handlers.answering.may_answer import require_answer
from handlers.answering.old_buttons import past_cycle
from handlers.asking.lines_of import Seen, see
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, open_for, takes_answers
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import Handler
from models.cycle import Ask, Cycle
from models.message import Button
from models.people import Person
from models.permissions import Act, Verdict
from models.plan import Action


@dataclass(frozen=True, slots=True)
class Pressed:
    """One action in one cycle, as the person who pressed may act on it."""

    person: Person
    action: Action
    cycle: Cycle | None
    verdict: Verdict

    @property
    def cycle_id(self) -> int | None:
        """The cycle's id; None for news between two."""
        return self.cycle.id if self.cycle else None

    @property
    def place(self) -> str:
        """The cycle as a button's argument."""
        return str(self.cycle.id) if self.cycle else ""


About = Callable[[Request, Pressed], Reply]


def about_action(*acts: Act) -> Callable[[About], Handler]:
    """Make a handler of a button about one action: looks it up, checks who may, minds old buttons.

    `acts` are needed besides sending an update.
    """

    def make(handler: About) -> Handler:
        @wraps(handler)
        def handle(request: Request) -> Reply:
            person, action = asker(request), action_pressed(request)
            cycle = cycle_pressed(request) or open_for(request.session, person, request.today)
            if cycle is not None and not takes_answers(cycle, request.today):
                return past_cycle(request, cycle)
            if cycle is not None and cycle.plan_id != action.plan_id:
                cycle = None
            verdict = require_answer(request, action, *acts)
            mark_opened(request, action, cycle)
            return handler(request, Pressed(person, action, cycle, verdict))

        return handle

    return make


def action_pressed(request: Request) -> Action:
    """The action that the button names.

    Raises:
        RefusedError: it is not in the plan any more.
    """
    named = str(request.args.get("action", ""))
    found = request.session.get(Action, int(named)) if named.isdigit() else None
    if found is None:
        raise RefusedError(
            "That button names an action that is not in the plan. Your own are behind this one.",
            ways=(Button("Show my actions", "mine"),),
        )
    return found


def mark_opened(request: Request, action: Action, cycle: Cycle | None) -> None:
    """Note when somebody first pressed something about this ask: it is no longer silence."""
    if cycle is None:
        return
    ask = request.session.scalar(
        select(Ask).where(Ask.cycle_id == cycle.id, Ask.action_id == action.id)
    )
    if ask is not None and ask.opened_at is None:
        ask.opened_at = request.now


def look(request: Request, cycle: Cycle | None, plan_id: int) -> Seen:
    """The plan as the person sees it now."""
    return see(
        request.session,
        plan_id,
        person=request.person,
        cycle=cycle,
        now=request.now,
        partnership=request.partnership,
    )

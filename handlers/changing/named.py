"""Which action and which kind of change a button, a form, a line or a command names."""

from __future__ import annotations

from sqlalchemy import select

from handlers.cycles import the_plan
from handlers.fields import given
from handlers.request import RefusedError, Request
from models.change import ChangeTopic
from models.message import Button
from models.plan import Action
from models.spoken import list_in_words

SAID = {
    **dict.fromkeys(("pause", "hold"), ChangeTopic.SUSPEND),
    **dict.fromkeys(("restart", "unsuspend", "unpause", "off hold"), ChangeTopic.RESUME),
    **dict.fromkeys(("drop", "out of the plan"), ChangeTopic.WITHDRAW),
    **dict.fromkeys(("reassign", "hand", "pass", "give"), ChangeTopic.OWNER),
    **dict.fromkeys(("extend", "due date", "date", "deadline"), ChangeTopic.DUE),
    "split up": ChangeTopic.SPLIT,
}
"""What people call a change, besides its own name."""


def action_named(request: Request) -> Action:
    """The action that is meant.

    Raises:
        RefusedError: the plan has none of this name.
    """
    number, ref = given(request, "action"), given(request, "ref")
    found = request.session.get(Action, int(number)) if number.isdigit() else None
    if found is None and ref:
        plan = the_plan(request.session)
        key = ref.casefold().removeprefix("action ").strip()
        found = request.session.scalar(
            select(Action).where(Action.plan_id == plan.id, Action.ref_key == key)
        )
    if found is None:
        raise RefusedError(
            f"No action is called {(ref or number)[:40]!r}; look at the plan again.",
            ways=(Button("Show my actions", "mine"),),
        )
    return found


def topic_named(request: Request) -> ChangeTopic:
    """The kind of change that is meant.

    Raises:
        RefusedError: it is none that there is.
    """
    value = given(request, "topic").lower()
    if value in SAID:
        return SAID[value]
    try:
        return ChangeTopic(value)
    except ValueError:
        known = list_in_words((topic.value for topic in ChangeTopic), "or")
        raise RefusedError(f"A change is one of {known}; found {value[:20]!r}.") from None

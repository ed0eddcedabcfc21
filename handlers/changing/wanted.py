"""Reading what a form asks for: before and after of each kind of change, faults beside the fields.

The shape of `after` is the topic's: a day for a date, the new texts of a scope, `{"person": id}`,
`{"review_on": day}`, `{"parts": […]}` of a split, `{"with": ids, "refs": […], "ref", "title"}` of a
merger, a whole action where one is added, a level of monitoring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from handlers.changing.possible import refuse_absent_owner
from handlers.changing.sides import SCOPE_WORDS
from handlers.changing.wanted_parts import free_ref, person_in, read_parts
from handlers.fields import day_of, given, wanted
from handlers.request import RefusedError, Request
from models.change import ChangeTopic
from models.change_rules import stage_allows
from models.people import Person
from models.plan import Action, Area
from models.spoken import day_in_words
from models.states import MonitoringLevel


@dataclass(slots=True)
class Wanted:
    """What a form asks for: what stands, what is wanted, and what is wrong with it."""

    before: Any = None
    after: Any = None
    errors: dict[str, str] = field(default_factory=dict)


def read_wanted(request: Request, topic: ChangeTopic, action: Action | None) -> Wanted:
    """Read the fields of a kind of change."""
    found = Wanted()
    if topic is ChangeTopic.ADD:
        found.after = _add(request, found.errors)
        return found
    assert action is not None
    READERS[topic](request, action, found)
    return found


def coming_day(request: Request, name: str, errors: dict[str, str], what: str) -> date | None:
    """A day that is still to come."""
    day = day_of(request, name, errors, what)
    if day is not None and day <= request.today:
        errors[name] = f"Give a day still to come; found {day_in_words(day)}."
        return None
    return day


def _due(request: Request, action: Action, found: Wanted) -> None:
    due = coming_day(request, "to", found.errors, "the new date")
    if due is not None and due == action.due:
        found.errors["to"] = f"{day_in_words(due)} is the due date already; give another day."
    known = given(request, "delay_reason")
    if known and known not in request.partnership.delay_reasons:
        listed = ", ".join(request.partnership.delay_reasons)
        found.errors["delay_reason"] = f"Choose one of {listed}; found {known[:40]!r}."
    found.before = action.due and action.due.isoformat()
    found.after = due and due.isoformat()


def _scope(request: Request, action: Action, found: Wanted) -> None:
    after = {name: given(request, name) for name in SCOPE_WORDS if given(request, name)}
    after = {name: value for name, value in after.items() if value != getattr(action, name)}
    if not after:
        found.errors["title"] = "Change the title, the success measure or the evidence expected."
    found.before = {name: getattr(action, name) for name in after}
    found.after = after


def _owner(request: Request, action: Action, found: Wanted) -> None:
    person = person_in(request, "person", found.errors, "who the new owner is")
    found.before = action.owner_id
    if person is None:
        return
    if person.id == action.owner_id:
        found.errors["person"] = f"{action.ref} is theirs already; name somebody else."
    try:
        refuse_absent_owner(request, person)
    except RefusedError as error:
        found.errors["person"] = error.sentence
    found.after = {"person": person.id}


def _suspend(request: Request, action: Action, found: Wanted) -> None:
    day = coming_day(request, "review_on", found.errors, "the day of review")
    found.before = action.stage.value
    found.after = {"review_on": day.isoformat()} if day else None


def _resume(_request: Request, action: Action, found: Wanted) -> None:
    found.before = action.review_on and action.review_on.isoformat()
    found.after = "in_progress"


def _withdraw(_request: Request, action: Action, found: Wanted) -> None:
    found.before, found.after = action.stage.value, "withdrawn"


def _split(request: Request, action: Action, found: Wanted) -> None:
    parts = read_parts(request, action, found.errors)
    found.before, found.after = action.ref, {"parts": parts}


def _merge(request: Request, action: Action, found: Wanted) -> None:
    others = _others(request, action, found.errors)
    named = given(request, "new_ref")
    ref = free_ref(request, action.plan_id, named, "new_ref", found.errors)
    title = wanted(request, "title", found.errors, "the title of the new action")
    found.before = action.ref
    found.after = {
        "with": [other.id for other in others],
        "refs": [other.ref for other in others],
        "ref": ref,
        "title": title,
    }


def _others(request: Request, action: Action, errors: dict[str, str]) -> list[Action]:
    words = wanted(request, "refs", errors, "the other actions, such as 2.5, 2.6")
    keys = {part.strip().casefold() for part in words.replace(";", ",").split(",") if part.strip()}
    rows = request.session.scalars(
        select(Action)
        .where(Action.plan_id == action.plan_id, Action.ref_key.in_(keys - {action.ref_key}))
        .order_by(Action.position)
    ).all()
    missing = keys - {row.ref_key for row in rows} - {action.ref_key}
    if missing:
        errors["refs"] = f"No action is called {min(missing)[:20]!r}; look at the plan again."
    elif not rows and "refs" not in errors:
        errors["refs"] = f"Name an action other than {action.ref} itself."
    for row in rows:
        if not stage_allows(ChangeTopic.MERGE, row.stage):
            errors["refs"] = f"{row.ref} is open no more, so it cannot be merged."
    return list(rows)


def _monitoring(request: Request, action: Action, found: Wanted) -> None:
    now = action.monitoring or action.area.monitoring
    levels = {level.value: level for level in MonitoringLevel}
    value = given(request, "to").lower()
    if value not in levels:
        seen = f"found {value[:20]!r}" if value else "nothing is chosen"
        found.errors["to"] = f"Choose formal, local or closed; {seen}."
    elif levels[value] is now:
        found.errors["to"] = f"{action.ref} is watched so already; choose another level."
    found.before, found.after = now.value, value


def _add(request: Request, errors: dict[str, str]) -> Mapping[str, Any]:
    area = area_named(request, errors)
    plan_id = area.plan_id if area else 0
    owner: Person | None = person_in(request, "person", errors, "who owns it")
    due = coming_day(request, "to", errors, "the due date")
    start = day_of(request, "start", errors, "the first day", required=False)
    if start and due and start > due:
        errors["start"] = "It cannot start after it is due; give an earlier day."
    return {
        "area": area.id if area else 0,
        "ref": free_ref(request, plan_id, given(request, "ref"), "ref", errors),
        "title": wanted(request, "title", errors, "what is to be done"),
        "owner": owner.id if owner else None,
        "due": due and due.isoformat(),
        "start": start and start.isoformat(),
        "success_measure": wanted(request, "success_measure", errors, "how success is seen"),
        "evidence_expected": given(request, "evidence_expected"),
    }


def area_named(request: Request, errors: dict[str, str]) -> Area | None:
    """The area whose number the form gives."""
    number = wanted(request, "area", errors, "the area's number").lower().removeprefix("area ")
    found = request.session.scalar(select(Area).where(Area.number == number))
    if number and found is None:
        errors["area"] = f"No area has the number {number[:20]!r}; look at the plan again."
    return found


READERS: Mapping[ChangeTopic, Callable[[Request, Action, Wanted], None]] = {
    ChangeTopic.DUE: _due,
    ChangeTopic.SCOPE: _scope,
    ChangeTopic.OWNER: _owner,
    ChangeTopic.SUSPEND: _suspend,
    ChangeTopic.RESUME: _resume,
    ChangeTopic.WITHDRAW: _withdraw,
    ChangeTopic.SPLIT: _split,
    ChangeTopic.MERGE: _merge,
    ChangeTopic.MONITORING: _monitoring,
}
"""How each kind of change is read; a test holds that none is missing."""

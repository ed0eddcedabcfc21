"""Mending mistakes in the plan: freely before it is agreed, as a correction of record afterwards.

A correction of record mends what was written down wrongly (a mistyped date). It needs its source
and a second person, and never counts as re-dated. A date that really moves is asked for.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.answering.settled import in_place
from handlers.changes import change
from handlers.cycles import the_plan
from handlers.fields import given, read_day, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.people import person_by
from handlers.tell import tell
from handlers.verbs import said, verb
from models.message import Message, Paragraph, text
from models.permissions import Act
from models.plan import Action, ChangeKind
from models.spoken import day_in_words

DATES = ("start", "due", "original_due")
WORDS = ("title", "evidence_expected", "success_measure")


def action_called(session: Session, ref: str) -> Action:
    """The action with this reference, without case.

    Raises:
        RefusedError: there is none.
    """
    found = session.scalar(select(Action).where(Action.ref_key == ref.strip().casefold()))
    if found is None:
        raise RefusedError(f"No action is called {ref.strip()[:40]!r}; look at the plan again.")
    return found


@verb("action.correct", "Correct a mistake in the plan", act=Act.CORRECT_RECORD)
def correct(request: Request) -> Reply:
    """Correct `field` of action `ref` to `value`; `source` says where the right one stands."""
    errors: dict[str, str] = {}
    ref = wanted(request, "ref", errors, "the action's reference")
    field = wanted(request, "field", errors, f"what is wrong: {', '.join(DATES + WORDS)}")
    value = _value(request, field, errors)
    if errors:
        return Reply(errors=errors)
    action = action_called(request.session, ref)
    is_agreed = the_plan(request.session).is_agreed
    if is_agreed and not given(request, "source"):
        message = "The plan is agreed, so a correction needs its source: write where the right one"
        return Reply(errors={"source": f"{message} stands, such as a letter with its date."})
    require(request, Act.CORRECT_RECORD if is_agreed else Act.CORRECT_DRAFT_PLAN, action=action)
    fields = _together(action, field, value)
    if not fields:
        return said(f"{action.ref} says so already; nothing is changed.")
    kind = ChangeKind.CORRECTION_OF_RECORD if is_agreed else ChangeKind.FREE_CORRECTION
    for name, new in fields.items():
        change(request, action, name, new, given(request, "source"), kind=kind)
    return said(f"{action.ref} is corrected: {field.replace('_', ' ')} is {_spoken(value)}.")


def _value(request: Request, field: str, errors: dict[str, str]) -> date | str | None:
    value = wanted(request, "value", errors, "what it should be")
    if field in DATES and value:
        day = read_day(value)
        if day is None:
            errors["value"] = f"Write the day as 2024-01-24; found {value[:40]!r}."
        return day
    if field and field not in DATES + WORDS:
        errors["field"] = (
            f"Choose one of {', '.join(DATES + WORDS)}; found {field[:40]!r}. Owners change by"
            " handing over."
        )
    return value


def _together(action: Action, field: str, value: date | str | None) -> dict[str, Any]:
    """What changes: a due date that never moved is corrected with the one first agreed."""
    names = [field]
    if field == "due" and action.original_due == action.due:
        names.append("original_due")
    return {name: value for name in names if getattr(action, name) != value}


def _spoken(value: date | str | None) -> str:
    return day_in_words(value) if isinstance(value, date) else str(value)


@verb("action.assign", "Name the owner of a disputed or ownerless action", act=Act.SETTLE_DISPUTE)
def assign(request: Request) -> Reply:
    """Give action `ref` to `person`, where it is disputed or has no owner; they are told."""
    errors: dict[str, str] = {}
    ref = wanted(request, "ref", errors, "the action's reference")
    named = wanted(request, "person", errors, "whose it is")
    if errors:
        return Reply(errors=errors)
    action = action_called(request.session, ref)
    require(request, Act.SETTLE_DISPUTE, action=action)
    if action.owner_id is not None and action.disputed_at is None:
        raise RefusedError(
            f"{action.ref} has an owner and is not disputed. A leaver's actions are handed over;"
            " other changes of owner are for the area lead or the PDG."
        )
    try:
        person = person_by(request.session, named)
    except RefusedError as error:
        return Reply(errors={"person": error.sentence})
    reason = given(request, "reason")
    change(request, action, "owner_id", person.id, reason, kind=ChangeKind.REASSIGN)
    change(request, action, "disputed_by_id", None, reason, kind=ChangeKind.REASSIGN)
    action.disputed_at = None
    request.session.flush()
    notice = f"Action {action.ref}, {action.title}, is yours now."
    tell(
        request.session,
        person,
        Message("assigned", notice, (Paragraph(text(notice)),)),
        key=f"assigned:{action.id}:{request.now.isoformat()}",
        now=request.now,
    )
    sentence = f"{action.ref} belongs to {person.name} now, who has been told."
    return in_place(
        request, None, Message("dispute_settled", sentence, (Paragraph(text(sentence)),))
    )

"""The smaller pieces of a request: a person, a free reference, the parts of a split."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import select

from handlers.fields import given, read_day, wanted
from handlers.plan_import.reading import ref_key
from handlers.request import RefusedError, Request
from handlers.staffing.people import person_by
from models.people import Person
from models.plan import Action

_REF = re.compile(r"[\w][\w./-]{0,19}")
MOST_PARTS = 20
FEWEST_PARTS = 2


def person_in(request: Request, name: str, errors: dict[str, str], what: str) -> Person | None:
    """The person that a field names; an unknown one is said beside it."""
    words = wanted(request, name, errors, what)
    if not words:
        return None
    try:
        return person_by(request.session, words)
    except RefusedError as error:
        errors[name] = error.sentence
        return None


def free_ref(request: Request, plan_id: int, ref: str, name: str, errors: dict[str, str]) -> str:
    """A reference that no action of the plan has; what is wrong is said beside the field."""
    if (fault := _ref_fault(request, plan_id, ref)) and name not in errors:
        errors[name] = fault
    return ref


def _ref_fault(request: Request, plan_id: int, ref: str) -> str:
    if not ref:
        return "Give the new action a reference, such as 2.10; it is empty."
    if not _REF.fullmatch(ref):
        return f"Write a short reference such as 2.10; found {ref[:30]!r}."
    taken = request.session.scalar(
        select(Action.id).where(Action.plan_id == plan_id, Action.ref_key == ref_key(ref))
    )
    return f"{ref} is in the plan already; give the new action another reference." if taken else ""


def read_parts(request: Request, action: Action, errors: dict[str, str]) -> list[dict[str, Any]]:
    """The parts of a split, one a line: reference; title; owner; due date."""
    lines = [line.strip() for line in given(request, "parts").splitlines() if line.strip()]
    if not FEWEST_PARTS <= len(lines) <= MOST_PARTS:
        errors["parts"] = (
            f"Write the new actions one a line, {FEWEST_PARTS} to {MOST_PARTS} of them; found"
            f" {len(lines)}."
        )
        return []
    parts = [_part(request, action, line, errors) for line in lines]
    refs = [ref_key(part["ref"]) for part in parts]
    if len(set(refs)) < len(refs):
        errors.setdefault("parts", "Give each of the new actions a reference of its own.")
    return parts


def _part(request: Request, action: Action, line: str, errors: dict[str, str]) -> dict[str, Any]:
    ref, title, owner, due, *_ = (*(each.strip() for each in line.split(";")), "", "", "")
    part: dict[str, Any] = {"ref": ref, "title": title}
    fault = _ref_fault(request, action.plan_id, ref)
    if not fault and not title:
        fault = "Write a title behind the reference, as in “2.4a; Train the first cohort”."
    if owner and not fault:
        try:
            part["owner"] = person_by(request.session, owner).id
        except RefusedError as error:
            fault = error.sentence
    if due and not fault:
        day = read_day(due)
        if day is None or day <= request.today:
            fault = f"Write the due date as 2024-03-28, a day still to come; found {due[:20]!r}."
        part["due"] = day.isoformat() if day else None
    if fault:
        errors.setdefault("parts", f"“{line[:40]}”: {fault}")
    return part

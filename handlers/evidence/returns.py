"""Formal returns: their days, how ready their evidence is, and the index to send along."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require, standing_of
from handlers.cycles import the_plan
from handlers.evidence.index import IndexJson, index_of
from handlers.fields import day_of, given, wanted
from handlers.inquiring.intents import said_as
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.returns import ReturnLine, return_card, return_form, returns_card
from models.audit import record
from models.evidence import ReturnDate
from models.message import Message
from models.permissions import Act
from models.spoken import day_in_words

AHEAD = timedelta(days=14)
"""Evidence is wanted two weeks before the review, where no other day is given."""
KEY = re.compile(r"return/(\d{1,9})\.(docx|xlsx|pdf|json)")
said_as(
    "return.list",
    r"(?:show )?(?:the |our |formal )*returns(?: and readiness)?",
    r"how ready (?:are we|is (?:the |our )?(?:return|evidence)).*",
    r"(?:return|evidence) readiness",
)


@verb("return.add", "Add a formal return", act=Act.PREPARE_RETURN)
def add(request: Request) -> Reply:
    """Add the return `name`, reviewed on `review_on`; `evidence_due` is else two weeks before."""
    require(request, Act.PREPARE_RETURN)
    if not request.fields:
        return Reply(form=return_form())
    errors: dict[str, str] = {}
    name = wanted(request, "name", errors, "what the return is called")
    review_on = day_of(request, "review_on", errors, "the day of the review")
    due = day_of(request, "evidence_due", errors, "the day", required=False)
    if review_on is not None and review_on < request.today:
        errors["review_on"] = f"Give a day still to come; {day_in_words(review_on)} has passed."
    due = due or (review_on - AHEAD if review_on else None)
    if review_on and due and due > review_on:
        errors["evidence_due"] = "Evidence is due before the review; this day is after it."
    plan = the_plan(request.session)
    if name and return_called(request.session, plan.id, name) is not None:
        errors["name"] = f"There is a return called {name[:60]!r} already; give it another name."
    if errors or review_on is None or due is None:
        return Reply(errors=errors)
    row = ReturnDate(
        plan_id=plan.id, name=name, review_on=review_on, evidence_due=due, added_at=request.now
    )
    request.session.add(row)
    request.session.flush()
    _event(request, row, "return_added", {"review_on": review_on, "evidence_due": due})
    return Reply(say=(card_of(request.session, row, request.now),))


@verb("return.list", "See formal returns and how ready they are", act=Act.READ_INDEX,
      examples=("how ready are we?",))  # fmt: skip
def list_returns(request: Request) -> Reply:
    """Each return that is still to come, with its readiness in all."""
    require_index(request)
    rows = request.session.scalars(
        select(ReturnDate)
        .where(ReturnDate.cancelled_at.is_(None), ReturnDate.review_on >= request.today)
        .order_by(ReturnDate.evidence_due, ReturnDate.id)
    )
    lines = []
    for row in rows:
        index = index_of(request.session, row, request.now)
        ready = sum(area["ready"] for area in index["areas"])
        needed = sum(area["needed"] for area in index["areas"])
        lines.append(ReturnLine(row.id, row.name, row.review_on, row.evidence_due, ready, needed))
    return Reply(say=(returns_card(tuple(lines)),))


@verb("return.show", "See how ready a return is, and its index", act=Act.READ_INDEX)
def show(request: Request) -> Reply:
    """The readiness of return `return` by area, what is missing, and the index to fetch."""
    require_index(request)
    return Reply(say=(card_of(request.session, return_meant(request), request.now),))


@verb("return.cancel", "Cancel a formal return", act=Act.PREPARE_RETURN)
def cancel(request: Request) -> Reply:
    """Take a return that will not happen out of the calendar."""
    require(request, Act.PREPARE_RETURN)
    row = return_meant(request)
    if row.cancelled_at is not None:
        raise RefusedError(f"{row.name} is cancelled already; nothing is changed.")
    row.cancelled_at = request.now
    request.session.flush()
    _event(request, row, "return_cancelled", None)
    return said(f"{row.name} is cancelled. Nobody is reminded of it.")


def require_index(request: Request) -> None:
    """Let who asks read the index of evidence.

    Raises:
        RefusedError: it is not for them; the sentence says for whom.
    """
    standing = replace(standing_of(request, in_area=False), is_formal=True)
    verdict = request.partnership.policy.may(Act.READ_INDEX, standing)
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=Act.READ_INDEX.value)


def card_of(session: Session, row: ReturnDate, at: datetime) -> Message:
    """How ready a return is as the record stands at an instant."""
    return return_card(row.id, index_of(session, row, at))


def return_meant(request: Request) -> ReturnDate:
    """The return that a button or a command names, by its number or its name.

    Raises:
        RefusedError: there is none.
    """
    named = given(request, "return") or given(request, "name")
    found = request.session.get(ReturnDate, int(named)) if named.isdecimal() else None
    if found is None:
        found = return_called(request.session, the_plan(request.session).id, named)
    if found is None:
        raise RefusedError(f"No return is called {named[:60]!r}; type returns to see them.")
    return found


def index_asked(request: Request, key: str) -> tuple[IndexJson, str]:
    """The index and the form that a download names.

    Raises:
        RefusedError: there is no such return, or it is not for them.
    """
    named = KEY.fullmatch(key)
    row = request.session.get(ReturnDate, int(named[1])) if named else None
    if named is None or row is None:
        raise RefusedError("There is no such index; type returns to see what there is.")
    require_index(request)
    return index_of(request.session, row, request.now), named[2]


def return_called(session: Session, plan_id: int, name: str) -> ReturnDate | None:
    """The return with this name, without case; None where there is none."""
    rows = session.scalars(select(ReturnDate).where(ReturnDate.plan_id == plan_id))
    return next((row for row in rows if row.name.casefold() == name.strip().casefold()), None)


def _event(request: Request, row: ReturnDate, act: str, after: dict[str, object] | None) -> None:
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="return_date",
        entity_id=row.id,
        after={"name": row.name, **(after or {})},
    )

"""Who would get a nudge, and who is left out and why: from the ledger, the hours and the limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from handlers.allowed import may_do, require
from handlers.asking.hours import hours_of
from handlers.audience import absence_of
from handlers.challenging.group import Group
from handlers.request import Request
from handlers.silence import Entry, ledger
from handlers.tell import OURS
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Step
from models.people import Person
from models.permissions import Act
from models.spoken import day_in_words
from models.standing import standings_now
from models.states import Silence

ASKING = (Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM, Step.NUDGE)
WHY = {
    Silence.ANSWERED: "answered already",
    Silence.LATE: "answered already",
    Silence.WORDS_AWAITED: "answered, and a reason is asked for already",
    Silence.WAITS_FOR_CONFIRMATION: "an answer waits for its sender's word",
    Silence.VACANT: "the post is vacant",
    Silence.ABSENT: "away, and nobody stands in",
    Silence.DISPUTED: "it is disputed whose it is",
    Silence.NOT_DELIVERED: "the ask itself has not arrived",
}
"""Why nobody is nudged about an action, by where its answer stands."""


@dataclass(slots=True)
class Reach:
    """One person, when they would get it, and about which actions."""

    person: Person
    day: date
    at: datetime
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Reaches:
    """Who would get a nudge, and what is left out: why → references."""

    people: tuple[Reach, ...]
    left_out: dict[str, list[str]]

    @property
    def count(self) -> int:
        """How many nudges that are."""
        return len(self.people)


def reach_of(request: Request, cycle: Cycle, group: Group) -> Reaches:
    """Whom a nudge to the group would reach now.

    Raises:
        RefusedError: who asks may nudge nobody there.
    """
    entries = _wanted(request, cycle, group)
    left_out: dict[str, list[str]] = defaultdict(list)
    people: dict[int, Reach] = {}
    refused: dict[int, str] = {}
    for entry in entries:
        if (why := WHY.get(entry.state)) is not None or entry.asked is None:
            left_out[why or "nobody is asked"].append(entry.action.ref)
            continue
        person = entry.asked
        if person.id not in refused:
            reach = _reach(request, person)
            refused[person.id] = _why_not(request, reach, entry)
            people[person.id] = reach
        if refused[person.id]:
            left_out[refused[person.id]].append(entry.action.ref)
        else:
            people[person.id].entries.append(entry)
    reached = tuple(reach for reach in people.values() if reach.entries)
    return Reaches(reached, dict(left_out))


def _wanted(request: Request, cycle: Cycle, group: Group) -> list[Entry]:
    """The actions of the group, in the areas where who asks may nudge."""
    plan = standings_now(request.session, cycle.plan_id, request.now, request.partnership)
    rows = ledger(request.session, cycle, now=request.now, partnership=request.partnership)
    found = []
    for entry in rows:
        if group.refs and entry.action.ref not in group.refs:
            continue
        if group.areas and entry.action.area.number not in group.areas:
            continue
        if group.ratings and plan[entry.action.id].ratings.value not in group.ratings:
            continue
        found.append(entry)
    if may_do(request, Act.NUDGE).allowed:
        return found
    mine = [e for e in found if may_do(request, Act.NUDGE, action=e.action).allowed]
    if not mine:
        require(request, Act.NUDGE)
    return mine


def _reach(request: Request, person: Person) -> Reach:
    hours = hours_of(person, request.partnership, around=request.today)
    at = hours.next_moment(request.now)
    return Reach(person, hours.day(at), at)


def _why_not(request: Request, reach: Reach, entry: Entry) -> str:
    """Why a person is not nudged at all; "" where they may be."""
    session, person = request.session, reach.person
    if request.person is not None and person.id == request.person.id:
        return "yours to answer"
    if absence_of(session, person.id, reach.day) is not None:
        return "away"
    if entry.snoozed_until is not None and entry.snoozed_until > reach.day:
        until = day_in_words(entry.snoozed_until, seen_from=request.today)
        return f"asked to be asked on {until}"
    said = said_on(session, person.id, reach.day)
    if any(occasion.step in ASKING for occasion in said):
        return "asked today" if reach.day == request.today else "asked on their next day already"
    if len(said) >= request.partnership.sending.a_day:
        return "had the day's messages already"
    return ""


def said_on(session: Session, person_id: int, day: date) -> list[Occasion]:
    """The messages of our own accord that a person was sent, or is owed, on a day."""
    gone = (OccasionState.CANCELLED, OccasionState.REFUSED)
    return list(
        session.scalars(
            select(Occasion).where(
                Occasion.person_id == person_id,
                Occasion.local_day == day,
                Occasion.state.not_in(gone),
                Occasion.step != Step.REPLACE,
                or_(Occasion.step != Step.NOTE, *_ours()),
            )
        )
    )


def _ours() -> Iterator[ColumnElement[bool]]:
    return (Occasion.key.startswith(prefix) for prefix in OURS)

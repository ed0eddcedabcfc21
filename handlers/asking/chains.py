"""Who is there to hear of silence about an action, from the record: the ladder's rungs filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from handlers.audience import away_on
from models.chains import Held, answers_to, chain_of
from models.grants import Grant, Place
from models.kept import kept
from models.ladder import Chain
from models.people import Absence, Person, RoleAssignment
from models.plan import Action, Area


def chains_of(session: Session, actions: Iterable[Action], on: date) -> dict[int, Chain]:
    """For each action, by id, who would hear of its silence on a day."""
    away = away_on(session, on)
    held = _held(session, on, away)
    above = kept(
        session,
        "answers_to",
        (Action, Area),
        lambda: answers_to((o, lead) for o, lead in session.execute(_OWNERS_AND_LEADS)),
    )
    return {
        action.id: chain_of(
            Place(action.area_id, action.id),
            lead=action.accountable.id if action.accountable else None,
            lead_or_stand_in=_lead_or_stand_in(action.accountable, on, away),
            held=held,
            answers_to=above,
        )
        for action in actions
    }


_OWNERS_AND_LEADS = select(
    Action.owner_id, func.coalesce(Action.accountable_id, Area.accountable_id)
).join(Area, Area.id == Action.area_id)
_HELD = (
    select(RoleAssignment)
    .where(
        RoleAssignment.starts <= bindparam("on"),
        or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= bindparam("on")),
    )
    .order_by(RoleAssignment.id)
)


def _held(session: Session, on: date, away: Mapping[int, Absence]) -> list[Held]:
    """The roles in force on a day of those who are there, in the order they were given."""
    rows = kept(
        session,
        ("roles_held", on),
        (RoleAssignment,),
        lambda: session.scalars(_HELD, {"on": on}).all(),
    )
    there = {row.person_id: _is_there(row.person, on, away) for row in rows}
    return [
        Held(row.person_id, Grant(row.role, row.scope, row.scope_id, row.starts, row.ends))
        for row in rows
        if there[row.person_id]
    ]


def _lead_or_stand_in(lead: Person | None, on: date, away: Mapping[int, Absence]) -> int | None:
    if lead is None or not _in_post(lead, on):
        return None
    absence = away.get(lead.id)
    if absence is None:
        return lead.id
    stand_in = absence.deputy
    there = stand_in is not None and _is_there(stand_in, on, away)
    return stand_in.id if stand_in is not None and there else None


def _is_there(person: Person, on: date, away: Mapping[int, Absence]) -> bool:
    return _in_post(person, on) and person.id not in away


def _in_post(person: Person, on: date) -> bool:
    begun = person.active_from is None or person.active_from <= on
    return not person.is_vacant and begun and (person.active_until or date.max) >= on

"""Who is there to hear of silence about an action, from the record: the ladder's rungs filled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from handlers.audience import absence_of
from models.chains import Held, answers_to, chain_of
from models.grants import Grant, Place
from models.ladder import Chain
from models.people import Person, RoleAssignment
from models.plan import Action, Area


def chains_of(session: Session, actions: Iterable[Action], on: date) -> dict[int, Chain]:
    """For each action, by id, who would hear of its silence on a day."""
    held = _held(session, on)
    lead = func.coalesce(Action.accountable_id, Area.accountable_id)
    pairs = session.execute(select(Action.owner_id, lead).join(Area, Area.id == Action.area_id))
    above = answers_to((owner, accountable) for owner, accountable in pairs)
    return {
        action.id: chain_of(
            Place(action.area_id, action.id),
            lead=action.accountable.id if action.accountable else None,
            lead_or_stand_in=_lead_or_stand_in(session, action.accountable, on),
            held=held,
            answers_to=above,
        )
        for action in actions
    }


def _held(session: Session, on: date) -> list[Held]:
    """The roles in force on a day of those who are there, in the order they were given."""
    rows = session.scalars(
        select(RoleAssignment)
        .where(
            RoleAssignment.starts <= on,
            or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= on),
        )
        .order_by(RoleAssignment.id)
    ).all()
    there = {row.person_id: _is_there(session, row.person, on) for row in rows}
    return [
        Held(row.person_id, Grant(row.role, row.scope, row.scope_id, row.starts, row.ends))
        for row in rows
        if there[row.person_id]
    ]


def _lead_or_stand_in(session: Session, lead: Person | None, on: date) -> int | None:
    if lead is None or not _in_post(lead, on):
        return None
    absence = absence_of(session, lead.id, on)
    if absence is None:
        return lead.id
    stand_in = absence.deputy
    there = stand_in is not None and _is_there(session, stand_in, on)
    return stand_in.id if stand_in is not None and there else None


def _is_there(session: Session, person: Person, on: date) -> bool:
    return _in_post(person, on) and absence_of(session, person.id, on) is None


def _in_post(person: Person, on: date) -> bool:
    begun = person.active_from is None or person.active_from <= on
    return not person.is_vacant and begun and (person.active_until or date.max) >= on

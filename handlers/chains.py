"""Who is there to hear of silence about an action, from the record: the ladder's rungs filled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from handlers.audience import absence_of
from models.ladder import Chain, Rung
from models.people import Person, RoleAssignment
from models.plan import Action
from models.states import Role, Scope


def chains_of(session: Session, actions: Iterable[Action], on: date) -> dict[int, Chain]:
    """For each action, by id, who would hear of its silence on a day."""
    above = {
        Rung.SENIOR_OFFICER: _there(session, Role.SENIOR_RESPONSIBLE_OFFICER, on),
        Rung.PROGRAMME_OFFICE: _there(session, Role.PROGRAMME_OFFICE, on),
        Rung.CHAIR: _there(session, Role.CHAIR, on) or _there(session, Role.ACTING_CHAIR, on),
    }
    answers_to = _answers_to(session)
    return {action.id: _chain(session, action, above, answers_to, on) for action in actions}


def _chain(
    session: Session,
    action: Action,
    above: Mapping[Rung, Mapping[int, RoleAssignment]],
    answers_to: Mapping[int, frozenset[int]],
    on: date,
) -> Chain:
    lead = action.accountable
    people = {
        rung: tuple(p for p, given in held.items() if _reaches(given, action))
        for rung, held in above.items()
    }
    people[Rung.AREA_LEAD] = _lead_or_stand_in(session, lead, on)
    return Chain(lead.id if lead else None, people, answers_to)


def _lead_or_stand_in(session: Session, lead: Person | None, on: date) -> tuple[int, ...]:
    if lead is None or not _in_post(lead, on):
        return ()
    absence = absence_of(session, lead.id, on)
    if absence is None:
        return (lead.id,)
    stand_in = absence.deputy
    there = stand_in is not None and _is_there(session, stand_in, on)
    return (stand_in.id,) if stand_in is not None and there else ()


def _there(session: Session, role: Role, on: date) -> dict[int, RoleAssignment]:
    """Who holds a role and is there on a day; the first grant of each."""
    found: dict[int, RoleAssignment] = {}
    for given in session.scalars(
        select(RoleAssignment)
        .where(
            RoleAssignment.role == role,
            RoleAssignment.starts <= on,
            or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= on),
        )
        .order_by(RoleAssignment.id)
    ):
        if _is_there(session, given.person, on):
            found.setdefault(given.person_id, given)
    return found


def _reaches(given: RoleAssignment, action: Action) -> bool:
    match given.scope:
        case Scope.PLAN:
            return True
        case Scope.AREA:
            return given.scope_id == action.area_id
        case Scope.ACTION:
            return given.scope_id == action.id


def _is_there(session: Session, person: Person, on: date) -> bool:
    return _in_post(person, on) and absence_of(session, person.id, on) is None


def _in_post(person: Person, on: date) -> bool:
    begun = person.active_from is None or person.active_from <= on
    return not person.is_vacant and begun and (person.active_until or date.max) >= on


def _answers_to(session: Session) -> dict[int, frozenset[int]]:
    """Whom each owner answers to: the leads who are accountable for what they own."""
    found: dict[int, set[int]] = {}
    for action in session.scalars(select(Action).where(Action.owner_id.is_not(None))):
        if action.owner_id is not None and action.accountable is not None:
            found.setdefault(action.owner_id, set()).add(action.accountable.id)
    return {person: frozenset(leads - {person}) for person, leads in found.items()}

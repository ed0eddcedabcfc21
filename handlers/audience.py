"""Who is meant by a role or a group, on a day: from role assignments and the plan itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.kept import kept
from models.people import Absence, Person, RoleAssignment
from models.plan import Action, Area
from models.replan import Audience
from models.states import LIVE, Role, Scope

_ROLES: dict[Audience, tuple[Role, ...]] = {
    Audience.PROGRAMME_OFFICE: (Role.PROGRAMME_OFFICE,),
    Audience.CHAIR: (Role.CHAIR, Role.ACTING_CHAIR),
    Audience.DELIVERY_GROUP: (Role.PROGRAMME_OFFICE, Role.CHAIR, Role.ACTING_CHAIR, Role.AREA_LEAD),
    Audience.BOARD: (Role.BOARD_SECRETARY, Role.BOARD_MEMBER),
}


def holders(session: Session, *roles: Role, on: date) -> tuple[Person, ...]:
    """Who holds one of the roles on a day over the whole plan, in the order they were given it."""
    return kept(
        session,
        ("holders", roles, on),
        (RoleAssignment, Person),
        lambda: tuple(dict.fromkeys(session.scalars(_HOLDERS, {"roles": roles, "on": on}))),
    )


_HOLDERS = (
    select(Person)
    .join(RoleAssignment, RoleAssignment.person_id == Person.id)
    .where(
        RoleAssignment.role.in_(bindparam("roles", expanding=True)),
        RoleAssignment.scope == Scope.PLAN,
        RoleAssignment.starts <= bindparam("on"),
        or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= bindparam("on")),
        Person.is_vacant.is_(False),
    )
    .order_by(RoleAssignment.id)
)


def people_of(session: Session, audience: Audience, cycle: Cycle, on: date) -> tuple[Person, ...]:
    """The people of a group in a plan, on a day."""
    match audience:
        case Audience.OWNERS:
            return _owners(session, cycle)
        case Audience.AREA_LEADS:
            return _area_leads(session, cycle)
        case _:
            return holders(session, *_ROLES[audience], on=on)


def _owners(session: Session, cycle: Cycle) -> tuple[Person, ...]:
    owners = session.scalars(
        select(Person)
        .where(
            Person.id.in_(
                select(Action.owner_id).where(
                    Action.plan_id == cycle.plan_id, Action.stage.in_(LIVE)
                )
            ),
            Person.is_vacant.is_(False),
        )
        .order_by(Person.id)
    )
    return tuple(owners)


def _area_leads(session: Session, cycle: Cycle) -> tuple[Person, ...]:
    leads = session.scalars(
        select(Person)
        .where(
            Person.id.in_(select(Area.accountable_id).where(Area.plan_id == cycle.plan_id)),
            Person.is_vacant.is_(False),
        )
        .order_by(Person.id)
    )
    return tuple(leads)


def absence_of(session: Session, person_id: int, on: date) -> Absence | None:
    """The absence that covers a day; the one recorded last where several do."""
    return away_on(session, on).get(person_id)


def away_on(session: Session, on: date) -> Mapping[int, Absence]:
    """Who is away on a day, by id, with the absence recorded last where several cover it."""
    return kept(
        session,
        ("away", on),
        (Absence,),
        lambda: {row.person_id: row for row in session.scalars(_AWAY, {"on": on})},
    )


_AWAY = (
    select(Absence)
    .where(
        Absence.starts <= bindparam("on"),
        Absence.ends >= bindparam("on"),
        Absence.cancelled_at.is_(None),
    )
    .order_by(Absence.id)
)


_SPANS = select(Absence.starts, Absence.ends).where(
    Absence.person_id == bindparam("person"), Absence.cancelled_at.is_(None)
)


def is_free(session: Session, person_id: int) -> Callable[[date], bool]:
    """Tells of a day whether the person is not away on it."""
    spans = session.execute(_SPANS, {"person": person_id}).all()
    return lambda day: not any(span.starts <= day <= span.ends for span in spans)


def first(people: Iterable[Person]) -> Person | None:
    """The first of them, None where there is nobody."""
    return next(iter(people), None)

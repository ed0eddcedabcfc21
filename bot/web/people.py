"""Whom one can be on the local platform: the usual ones first, everybody by search."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.people import Organisation, OrganisationKind, Person, RoleAssignment
from models.plan import Action
from models.states import LIVE, Role

AT_MOST = 200
"""So many people stand in one list."""
OWNERS = (
    (OrganisationKind.COUNCIL, "An owner in the council"),
    (OrganisationKind.NHS, "An owner in the NHS"),
    (OrganisationKind.SCHOOL, "An owner in a school"),
)
OFFICES = (
    (Role.PROGRAMME_OFFICE, "The programme office"),
    (Role.CHAIR, "The chair"),
)
HANDY = range(2, 5)
"""A number of actions that shows what an ask is, and fits a screen."""


@dataclass(frozen=True, slots=True)
class Guise:
    """Somebody whom one can be, and as what."""

    person: Person
    what: str


def usual_guises(session: Session, today: date) -> list[Guise]:
    """An owner of each kind of organisation, then the offices; those that are there."""
    return [*_owners(session, today), *_offices(session, today)]


def _owners(session: Session, today: date) -> Iterator[Guise]:
    rows = session.execute(
        select(Person, Organisation.kind, func.count(Action.id))
        .join(Action, Action.owner_id == Person.id)
        .join(Organisation, Organisation.id == Person.organisation_id)
        .where(Action.stage.in_(LIVE), or_(Action.start.is_(None), Action.start <= today))
        .where(Person.is_vacant.is_(False), Person.email.is_not(None))
        .group_by(Person.id, Organisation.id)
        .order_by(Person.id)
    ).all()
    for kind, what in OWNERS:
        found = [(person, count) for person, of, count in rows if of is kind]
        best = min(found, key=lambda row: (row[1] not in HANDY, row[0].id), default=None)
        if best is not None:
            yield Guise(best[0], what)


def _offices(session: Session, today: date) -> Iterator[Guise]:
    for role, what in OFFICES:
        person = holder(session, role, today)
        if person is not None:
            yield Guise(person, what)


def holder(session: Session, role: Role, today: date) -> Person | None:
    """Who holds a role on a day; the one who has held it longest."""
    return session.scalar(
        select(Person)
        .join(RoleAssignment, RoleAssignment.person_id == Person.id)
        .where(
            RoleAssignment.role == role,
            RoleAssignment.starts <= today,
            or_(RoleAssignment.ends.is_(None), RoleAssignment.ends >= today),
        )
        .order_by(RoleAssignment.id)
        .limit(1)
    )


def channel_reader(session: Session, today: date) -> Person | None:
    """As whom the Board's channel is read: its secretary, else a member, else the chair."""
    readers = (Role.BOARD_SECRETARY, Role.BOARD_MEMBER, Role.CHAIR, Role.PROGRAMME_OFFICE)
    return next(filter(None, (holder(session, role, today) for role in readers)), None)


def group_reader(session: Session, today: date) -> Person | None:
    """As whom the delivery group's channel is read: its chair, else the programme office."""
    readers = (Role.CHAIR, Role.ACTING_CHAIR, Role.PROGRAMME_OFFICE)
    return next(filter(None, (holder(session, role, today) for role in readers)), None)


def found_people(session: Session, words: str) -> list[Person]:
    """Everybody whose name, organisation or address holds all of the words; all where none are."""
    query = (
        select(Person)
        .outerjoin(Organisation, Organisation.id == Person.organisation_id)
        .order_by(Organisation.name, Person.name)
        .limit(AT_MOST)
    )
    for word in words.split()[:8]:
        like = f"%{_escaped(word)}%"
        query = query.where(
            or_(
                Person.name.ilike(like, escape="\\"),
                Organisation.name.ilike(like, escape="\\"),
                Person.email.ilike(like, escape="\\"),
            )
        )
    return list(session.scalars(query))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")

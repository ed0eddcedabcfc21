"""Small worlds for tests, built in words: `world.action("6.1", owner=manager, due=...)`.

Everything lands in a real database through the product's own tables.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import Base
from models.cycle import Cycle
from models.people import Absence, Organisation, OrganisationKind, Person, RoleAssignment
from models.plan import Action, Area, Dependency, Plan, PlanVersion
from models.states import Role, Scope, Stage

Row = TypeVar("Row", bound=Base)

LONG_AGO = datetime(2023, 9, 1, 8, tzinfo=UTC)


class World:
    """A plan in a session, and the people around it."""

    def __init__(self, session: Session, *, agreed: bool = True) -> None:
        self.session = session
        self.plan = Plan(code="APP", title="SEND improvement plan")
        session.add(self.plan)
        session.flush()
        self.version(agreed=agreed)

    def version(self, *, agreed: bool) -> PlanVersion:
        """A version of the plan, agreed or not."""
        return self._add(
            PlanVersion(
                plan_id=self.plan.id,
                number=1,
                agreed_by="Department for Education" if agreed else None,
                agreed_on=date(2023, 7, 31) if agreed else None,
                source="letter" if agreed else None,
                summary="First version",
                made_at=LONG_AGO,
            )
        )

    def organisation(
        self, name: str = "County Council", kind: OrganisationKind = OrganisationKind.COUNCIL
    ) -> Organisation:
        """An organisation; the same one for the same name."""
        found = self.session.scalar(select(Organisation).where(Organisation.name == name))
        return found or self._add(Organisation(name=name, kind=kind, email_domains=[]))

    def person(self, name: str, *, at: Organisation | None = None, **columns: object) -> Person:
        """Somebody with an address made from the role's name."""
        email = name.lower().replace(" ", "-") + "@council.example.org"
        at = at or self.organisation()
        return self._add(
            Person(**{"name": name, "email": email, "organisation_id": at.id, **columns})
        )

    def role(
        self,
        person: Person,
        role: Role,
        *,
        starts: date = date(2023, 1, 1),
        ends: date | None = None,
    ) -> RoleAssignment:
        """A role over the whole plan."""
        return self._add(
            RoleAssignment(
                person_id=person.id,
                role=role,
                scope=Scope.PLAN,
                starts=starts,
                ends=ends,
                granted_at=LONG_AGO,
            )
        )

    def away(
        self, person: Person, starts: date, ends: date, *, deputy: Person | None = None
    ) -> Absence:
        """Days on which the person is away."""
        return self._add(
            Absence(
                person_id=person.id,
                starts=starts,
                ends=ends,
                deputy_id=deputy.id if deputy else None,
                recorded_at=LONG_AGO,
            )
        )

    def area(self, number: str, *, lead: Person | None = None) -> Area:
        """An area of weakness; the same one for the same number."""
        found = self.session.scalar(select(Area).where(Area.number == number))
        return found or self._add(
            Area(
                plan_id=self.plan.id,
                number=number,
                position=int(number),
                title=f"Area {number}",
                short_title=f"Area {number}",
                accountable_id=lead.id if lead else None,
            )
        )

    def action(
        self,
        ref: str,
        *,
        owner: Person | None,
        due: date | None = date(2024, 3, 28),
        start: date | None = date(2023, 9, 4),
        stage: Stage = Stage.IN_PROGRESS,
        **columns: object,
    ) -> Action:
        """An action of the area that its reference begins with."""
        area = self.area(ref.split(".", maxsplit=1)[0])
        major, _, minor = ref.partition(".")
        return self._add(
            Action(
                **{
                    "plan_id": self.plan.id,
                    "area_id": area.id,
                    "ref": ref,
                    "ref_key": ref.casefold(),
                    "position": int(major) * 1000 + int(minor or 0),
                    "title": f"Action {ref}",
                    "owner_id": owner.id if owner else None,
                    "start": start,
                    "due": due,
                    "original_due": due,
                    "stage": stage,
                    **columns,
                }
            )
        )

    def needs(self, action: Action, other: Action) -> Dependency:
        """The action waits on the other."""
        return self._add(Dependency(action_id=action.id, needs_id=other.id))

    def cycle(self, days: dict[str, date], code: str = "2023-10") -> Cycle:
        """A cycle with these days (`models.calendar.CyclePlan` names them)."""
        return self._add(Cycle(plan_id=self.plan.id, code=code, added_at=LONG_AGO, **days))

    def _add(self, row: Row) -> Row:
        self.session.add(row)
        self.session.flush()
        return row

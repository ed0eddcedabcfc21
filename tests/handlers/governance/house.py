"""A council at work on one morning, with somebody of every standing in it.

What each may is worked out here by hand from the roles as they were given, and not by the product,
so that the policy table is held against two readings of the same facts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.request import Reply
from handlers.verbs import call
from models.audit import AuditEvent
from models.people import Person, RoleAssignment
from models.permissions import Standing
from models.plan import Action
from models.states import Role, Scope
from tests.handlers.meeting.room import Room
from tests.world import LONG_AGO

TODAY = date(2023, 10, 13)
YESTERDAY, TOMORROW = date(2023, 10, 12), date(2023, 10, 14)
NEW_YEAR = date(2023, 1, 1)


@dataclass(frozen=True, slots=True)
class Given:
    """A role of somebody: over the plan, an area or an action, from a day to a day."""

    role: Role
    area: str = ""
    action: str = ""
    starts: date = NEW_YEAR
    ends: date | None = None

    def holds(self, ref: str) -> bool:
        """Whether it is in force today for an action, or for the whole plan where none is named."""
        if not self.starts <= TODAY <= (self.ends or TODAY):
            return False
        if self.role is Role.ACTING_CHAIR and self.ends is None:
            return False
        if self.area:
            return ref.partition(".")[0] == self.area
        return not self.action or ref == self.action


GIVEN: Mapping[str, Given | None] = {
    "administrator": Given(Role.ADMINISTRATOR),
    "adviser": Given(Role.ADVISER),
    "senior officer": Given(Role.SENIOR_RESPONSIBLE_OFFICER),
    "board member": Given(Role.BOARD_MEMBER),
    "lead of area 7": Given(Role.AREA_LEAD, area="7"),
    "lead of area 6": Given(Role.AREA_LEAD, area="6"),
    "verifier of area 7": Given(Role.VERIFIER, area="7"),
    "verifier of area 6": Given(Role.VERIFIER, area="6"),
    "verifier of 7.4": Given(Role.VERIFIER, action="7.4"),
    "office for 7.4": Given(Role.PROGRAMME_OFFICE, action="7.4"),
    "office for 6.1": Given(Role.PROGRAMME_OFFICE, action="6.1"),
    "chair for area 7": Given(Role.CHAIR, area="7"),
    "chair until yesterday": Given(Role.CHAIR, ends=YESTERDAY),
    "chair until today": Given(Role.CHAIR, ends=TODAY),
    "chair from tomorrow": Given(Role.CHAIR, starts=TOMORROW),
    "acting chair": Given(Role.ACTING_CHAIR, ends=TOMORROW),
    "acting chair without end": Given(Role.ACTING_CHAIR),
    "acting chair until yesterday": Given(Role.ACTING_CHAIR, ends=YESTERDAY),
    "office until yesterday": Given(Role.PROGRAMME_OFFICE, ends=YESTERDAY),
    "secretary until yesterday": Given(Role.BOARD_SECRETARY, ends=YESTERDAY),
    "verifier until yesterday": Given(Role.VERIFIER, ends=YESTERDAY),
    "administrator until yesterday": Given(Role.ADMINISTRATOR, ends=YESTERDAY),
    "nobody": None,
}
"""One role each; the owners, their deputy and the accountable lead come with the room."""
OF_ROOM = {
    "office": Given(Role.PROGRAMME_OFFICE),
    "chair": Given(Role.CHAIR),
    "verifier": Given(Role.VERIFIER),
    "secretary": Given(Role.BOARD_SECRETARY),
    "owner": None,
    "deputy": None,
    "other": None,
    "lead": None,
    "colleague": None,
}
EVERYBODY = {**OF_ROOM, **GIVEN}


class House(Room):
    """The room, with everybody in it."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.people = {name: getattr(self, name) for name in OF_ROOM}
        for name, given in GIVEN.items():
            self.people[name] = self.world.person(f"Somebody who is {name}".replace(".", " "))
            if given is not None:
                self.grant_to(self.people[name], given)

    def grant_to(self, person: Person, given: Given) -> RoleAssignment:
        """Give somebody a role."""
        scope, scope_id = Scope.PLAN, None
        if given.area:
            scope, scope_id = Scope.AREA, self.world.area(given.area).id
        if given.action:
            scope, scope_id = Scope.ACTION, self[given.action].id
        row = RoleAssignment(
            person_id=person.id,
            role=given.role,
            scope=scope,
            scope_id=scope_id,
            starts=given.starts,
            ends=given.ends,
            granted_at=LONG_AGO,
        )
        self.session.add(row)
        self.session.flush()
        return row

    def standing(
        self, name: str, ref: str = "", about: str = "", *, formal: bool = False
    ) -> Standing:
        """What somebody is to an action, to a person or, where none is named, to the whole plan.

        Owner and deputy are of 5.1 and 7.4; the lead is accountable for every area, and so for
        whoever owns something; the other owner has 6.1. Everything is formally monitored.
        """
        given = EVERYBODY[name]
        roles = frozenset({given.role} if given is not None and given.holds(ref) else ())
        return Standing(
            roles=roles,
            is_owner=(name == "owner" and ref in {"5.1", "7.4"}) or (name, ref) == ("other", "6.1"),
            is_deputy=name == "deputy" and bool(ref),
            is_accountable=name == "lead" and (bool(ref) or about in {"owner", "other"}),
            is_self=bool(about) and name == about,
            owns_in_area=bool(ref) and name in {"owner", "deputy"},
            is_formal=bool(ref) or formal,
        )

    def click(self, verb: str, by: Person, args: Mapping[str, str]) -> Reply:
        """Press or send it as somebody, with the same values as button and as form."""
        said = dict(args)
        asked = self.request(by, words=said.pop("line", ""), args=said, fields=said)
        return call(verb, asked)

    def last_event(self) -> int:
        """The number of the newest event."""
        return self.session.scalar(select(func.max(AuditEvent.seq))) or 0

    def refusals_since(self, seq: int) -> list[str | None]:
        """The refusals for want of permission since then, as the record words them."""
        found = select(AuditEvent.reason).where(AuditEvent.seq > seq, AuditEvent.act == "refused")
        return list(self.session.scalars(found))

    def id_of(self, ref: str) -> str:
        """The action's number, as a button carries it."""
        found: Action = self[ref]
        return str(found.id)

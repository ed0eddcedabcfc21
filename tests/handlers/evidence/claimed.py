"""2.4 as its owner reports it delivered, and everybody around it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.request import Reply
from handlers.verbs import call
from models.delivery import Occasion
from models.evidence import EvidenceItem
from models.message import Button, Buttons, Item, Items, Message
from models.message_json import message_from
from models.people import Person
from models.plan import Action
from models.states import MonitoringLevel, Role, Stage
from tests.handlers.doing import NOW, asking
from tests.world import World

LINK = "https://example.org/minutes"
LATER = datetime(2023, 10, 3, 9, tzinfo=UTC)


class Claimed:
    """The world around one claim of delivery."""

    def __init__(self, session: Session) -> None:
        self.session = session
        world = self.world = World(session)
        self.owner = world.person("Inclusion Lead")
        self.deputy = world.person("Inclusion Officer")
        self.verifier = self.holding("Quality Lead", Role.VERIFIER)
        self.second = self.holding("Audit Lead", Role.VERIFIER)
        self.chair = self.holding("PDG Chair", Role.CHAIR)
        self.office = self.holding("Programme Officer", Role.PROGRAMME_OFFICE)
        self.secretary = self.holding("Board Secretary", Role.BOARD_SECRETARY)
        self.adviser = self.holding("SEND Adviser", Role.ADVISER)
        self.action = world.action(
            "2.4",
            owner=self.owner,
            deputy_id=self.deputy.id,
            due=date(2023, 9, 29),
            title="Mainstream core standards in all schools",
            evidence_expected="Minutes of the working group",
            monitoring=MonitoringLevel.LOCAL,
        )
        self.delivered()

    def holding(self, name: str, role: Role) -> Person:
        """Somebody with a role over the plan."""
        person = self.world.person(name)
        self.world.role(person, role)
        return person

    def delivered(self, *, by: Person | None = None, at: datetime = NOW, link: str = LINK) -> Reply:
        """The claim, by the owner unless somebody else is named."""
        request = asking(
            self.session, by or self.owner, at=at, delivered_on="2023-09-29", evidence=link
        )
        reply = call(
            "update.save_delivered", replace(request, args={"action": str(self.action.id)})
        )
        assert self.stage_now() is Stage.DELIVERED, reply
        return reply

    def deliver_if_may(self, by: Person, *, at: datetime) -> None:
        """The claim of whoever it may be; where they may not, nothing comes of it."""
        request = asking(
            self.session, by, at=at, delivered_on="2023-09-29", evidence=f"{LINK}/{at.minute}"
        )
        call("update.save_delivered", replace(request, args={"action": str(self.action.id)}))

    def formal(self) -> None:
        """2.4 is watched formally."""
        self.action.monitoring = MonitoringLevel.FORMAL
        self.session.flush()

    @property
    def item(self) -> EvidenceItem:
        """The newest item of evidence."""
        found = select(EvidenceItem).order_by(EvidenceItem.id.desc()).limit(1)
        return self.session.scalars(found).one()

    def do(self, verb: str, by: Person | None, *, at: datetime = NOW, **fields: str) -> Reply:
        """Do a verb about 2.4."""
        if "item" not in fields:
            fields["action"] = str(self.action.id)
        request = asking(self.session, by, at=at)
        return call(verb, replace(request, fields=fields))

    def accept(self, by: Person, *, at: datetime = NOW) -> Reply:
        """Accept all that waits."""
        return self.do("evidence.accept", by, at=at)

    def prove(self, *, at: datetime = NOW) -> None:
        """Accepted by the verifier, marked by the chair."""
        self.accept(self.verifier, at=at)
        self.do("evidence.prove", self.chair, at=at)
        assert self.stage_now() is Stage.VERIFIED

    def stage_now(self) -> Stage:
        """Where 2.4 is now."""
        found = select(Action).where(Action.id == self.action.id)
        return self.session.scalars(found).one().stage

    def told(self, person: Person) -> list[Message]:
        """What somebody is owed, oldest first."""
        rows = self.session.scalars(
            select(Occasion).where(Occasion.person_id == person.id).order_by(Occasion.id)
        )
        return [message_from(row.message) for row in rows if row.message]


def verbs_on(message: Message) -> list[str]:
    """The verbs of a message's buttons."""
    return [button.verb for button in _buttons(message)]


def _buttons(message: Message) -> list[Button]:
    found: list[Button] = []
    for block in message.blocks:
        if isinstance(block, Buttons):
            found += block.buttons
        if isinstance(block, Items):
            found += [b for item in block.items for b in item.buttons]
    return found


def items_of(message: Message) -> list[Item]:
    """The items of a message."""
    return [item for block in message.blocks if isinstance(block, Items) for item in block.items]

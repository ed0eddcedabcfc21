"""A small desk for tests: October after the cut-off, with a chair, an office and owners."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.text.render import message_text
from handlers.request import Reply
from handlers.verbs import call
from models.calendar import plan_cycle
from models.cycle import Ask
from models.delivery import Occasion, Step
from models.message import Button, Buttons, Form, Items, Message
from models.message_json import message_from
from models.people import Person
from models.plan import Action
from models.reader import Reader
from models.states import Rating, Role
from models.update import Moderation, Update, UpdateKind
from tests.handlers.doing import asking
from tests.world import World

ASKED = datetime(2023, 9, 29, 8, tzinfo=UTC)
ANSWERED = datetime(2023, 10, 3, 9, tzinfo=UTC)
"""Tuesday 3 October 2023."""
NOW = datetime(2023, 10, 10, 9, tzinfo=UTC)
"""Tuesday 10 October 2023, 10 am in London: the figures have closed, moderation is on."""
LATE_DUE = date(2024, 12, 20)


class Desk(World):
    """October's cycle with its people; actions are added with what their owner said."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.chair = self.person("Independent Chair")
        self.office = self.person("Programme Officer")
        self.secretary = self.person("Board Secretary")
        self.owner = self.person("Annual Review Manager")
        self.lead = self.person("Area Lead")
        self.area("6", lead=self.lead)
        self.role(self.chair, Role.CHAIR)
        self.role(self.office, Role.PROGRAMME_OFFICE)
        self.role(self.secretary, Role.BOARD_SECRETARY)
        self.october = self.cycle(plan_cycle(date(2023, 10, 25)).days())
        self._serial = 0

    def asked(self, ref: str, rating: str | None = None, **columns: Any) -> Action:
        """An action of October, asked for; answered where a rating or words are given."""
        owner = columns.pop("owner", self.owner)
        due = columns.pop("due", LATE_DUE)
        said = {k: columns.pop(k) for k in list(columns) if k in SAID}
        action = self.action(ref, owner=owner, due=due, **columns)
        self.session.add(
            Ask(
                cycle_id=self.october.id, action_id=action.id,
                owner_id=owner.id if owner else None, asked_id=owner.id if owner else None,
                made_at=ASKED, delivered_at=ASKED,
            )
        )  # fmt: skip
        if rating is not None or said:
            self.says(action, rating, **said)
        self.session.flush()
        return action

    def says(self, action: Action, rating: str | None = None, **columns: Any) -> Update:
        """An answer of the owner."""
        self._serial += 1
        cycle = columns.pop("cycle", self.october)
        row = Update(
            **{
                "action_id": action.id,
                "cycle_id": cycle.id if cycle else None,
                "series": cycle.code if cycle else "news",
                "serial": self._serial,
                "kind": UpdateKind.ANSWER,
                "author_id": action.owner_id,
                "door": "local",
                "rating": Rating(rating) if rating else None,
                "received_at": ANSWERED,
                **columns,
            }
        )
        self.session.add(row)
        self.session.flush()
        return row

    def moderations(self, action: Action) -> list[Moderation]:
        """What was decided of it, the oldest first."""
        rows = select(Moderation).where(Moderation.action_id == action.id).order_by(Moderation.id)
        return list(self.session.scalars(rows))

    def told(self, person: Person) -> list[Message]:
        """What a person is owed by what others did."""
        rows = self.session.scalars(
            select(Occasion)
            .where(Occasion.person_id == person.id, Occasion.step == Step.NOTE)
            .order_by(Occasion.id)
        )
        return [message_from(row.message) for row in rows if row.message is not None]


SAID = frozenset(Update.__table__.columns.keys()) - {"due", "owner_id"}


def buttons(message: Message) -> list[Button]:
    """Every button of a message, in its order."""
    found: list[Button] = []
    for block in message.blocks:
        if isinstance(block, Buttons):
            found += block.buttons
        if isinstance(block, Items):
            found += [button for item in block.items for button in item.buttons]
    return found


def button(message: Message, spoken: str) -> Button:
    """The button that is read out so."""
    for each in buttons(message):
        if spoken in {each.speak, each.label}:
            return each
    raise AssertionError(f"{message.kind} has no button {spoken!r}: {words(message)}")


def press(
    session: Session,
    pressed: Button,
    *,
    by: Person,
    at: datetime = NOW,
    posted_id: int | None = None,
) -> Reply:
    """Press a button, as a door does it."""
    request = replace(asking(session, by, at=at), args=dict(pressed.args), posted_id=posted_id)
    return call(pressed.verb, request)


def send(
    session: Session,
    form: Form | None,
    *,
    by: Person,
    at: datetime = NOW,
    posted_id: int | None = None,
    **fields: str,
) -> Reply:
    """Send a form with what stands in it and these fields."""
    assert form is not None
    filled = {field.name: field.value for field in form.fields} | fields
    asked = asking(session, by, at=at)
    request = replace(asked, fields=filled, args=dict(form.args), posted_id=posted_id)
    return call(form.verb, request)


def type_line(
    session: Session, words: str, *, by: Person, at: datetime = NOW, posted_id: int | None = None
) -> Reply:
    """Type a line, in answer to a message where one is named."""
    request = replace(asking(session, by, at=at), words=words, posted_id=posted_id)
    return call("typed", request)


def words(message: Message) -> str:
    """All that a message says, without its looks, on one line."""
    reader = Reader(ZoneInfo("Europe/London"), date(2023, 10, 10))
    return " ".join(message_text(message, reader).split())

"""October 2023 in a small plan: four owners' actions, asked for, and ways to answer them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.text.render import buttons_of, message_text
from handlers import everything
from handlers.asking.ask import ask_message
from handlers.request import Reply, Request
from handlers.verbs import call
from models.audit import Actor
from models.calendar import plan_cycle
from models.cycle import Ask, Cycle
from models.delivery import Occasion, Posted, Step
from models.message import Button, Form, Message
from models.message_json import message_from, to_json
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.reader import reader_at
from models.states import Door, Rating, Role
from models.update import Update, UpdateKind
from tests.world import World

assert everything.MODULES

FRIDAY = datetime(2023, 9, 29, 8, tzinfo=UTC)
"""Friday 29 September 2023, 9 am in London: October's collection opens."""
AFTER_CUT_OFF = datetime(2023, 10, 6, 16, 30, tzinfo=UTC)
"""Friday 6 October 2023, half past five."""
HERE = Partnership()


class Month:
    """The plan, its people, and the clock that a test moves."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.now = FRIDAY
        self.partnership = HERE
        world = self.world = World(session)
        self.office = world.person("Programme Office Co-ordinator")
        self.chair = world.person("Independent Chair")
        self.verifier = world.person("Evidence Verifier")
        for person, role in (
            (self.office, Role.PROGRAMME_OFFICE),
            (self.chair, Role.CHAIR),
            (self.verifier, Role.VERIFIER),
        ):
            world.role(person, role)
        self.lead = world.person("Director of Education")
        for number in ("5", "6", "7", "9"):
            world.area(number, lead=self.lead)
        self.owner = world.person("Head of Management Information")
        self.deputy = world.person("Senior Data Analyst")
        self.other = world.person("EHC Assessment Manager")
        self.cycle = self.cycle_for(date(2023, 10, 25))
        self.action("5.1", "Shared dashboard of attainment", due=date(2023, 10, 27))
        self.action("7.4", "Joint performance scorecard", due=date(2024, 1, 26))
        self.action("6.1", "Clear the backlog", due=date(2024, 4, 30), owner=self.other)

    def cycle_for(self, board_on: date) -> Cycle:
        """The cycle that leads to a Board."""
        planned = plan_cycle(board_on)
        return self.world.cycle(planned.days(), code=planned.code)

    def action(
        self, ref: str, title: str = "", *, owner: Person | None = None, **columns: object
    ) -> Action:
        """An action of an owner, asked for in October."""
        owner = owner or self.owner
        made = self.world.action(
            ref,
            owner=owner,
            title=title or f"Action {ref}",
            **{"deputy_id": self.deputy.id, **columns},
        )
        self.asked(made, owner)
        return made

    def asked(self, action: Action, person: Person, cycle: Cycle | None = None) -> Ask:
        """The person is asked for the action, and it has reached them."""
        ask = Ask(
            cycle_id=(cycle or self.cycle).id,
            action_id=action.id,
            owner_id=action.owner_id,
            asked_id=person.id,
            made_at=self.now,
            delivered_at=self.now,
        )
        self.session.add(ask)
        self.session.flush()
        return ask

    def said_before(
        self, ref: str, words: str = "", rating: Rating | None = Rating.AMBER
    ) -> Update:
        """What the plan said of an action when it was imported, on 29 August."""
        update = Update(
            action_id=self[ref].id,
            series="import",
            serial=self[ref].id,
            kind=UpdateKind.IMPORT,
            door="command",
            rating=rating,
            words=words,
            received_at=datetime(2023, 8, 29, 9, tzinfo=UTC),
        )
        self.session.add(update)
        self.session.flush()
        return update

    def __getitem__(self, ref: str) -> Action:
        return self.session.scalars(select(Action).where(Action.ref == ref)).one()

    def ask(self, person: Person | None = None, *, page: int = 0) -> Message:
        """The ask of a person as it stands now."""
        return ask_message(
            self.session,
            person or self.owner,
            self.cycle,
            now=self.now,
            partnership=self.partnership,
            page=page,
        )

    def posted(self, person: Person | None = None, message: Message | None = None) -> Posted:
        """A message that stands in a person's conversation; the ask unless another is given."""
        person, message = person or self.owner, message or self.ask(person)
        posted = Posted(
            platform="local",
            conversation=f"person:{person.id}",
            platform_id="1",
            person_id=person.id,
            cycle_id=self.cycle.id,
            kind=message.kind,
            message=to_json(message),
            at=self.now,
        )
        self.session.add(posted)
        self.session.flush()
        return posted

    def request(self, person: Person, **parts: object) -> Request:
        """What a person asks, at this month's clock."""
        made = Request(
            session=self.session,
            now=self.now,
            actor=Actor(person.name, Door.LOCAL, person.id),
            person=person,
            partnership=self.partnership,
        )
        return replace(made, **parts)  # type: ignore[arg-type] # the parts of a Request, by name

    def type(self, words: str, by: Person | None = None) -> Reply:
        """Type a line."""
        return call("typed", self.request(by or self.owner, words=words))

    def press(
        self,
        verb: str,
        ref: str = "",
        *,
        by: Person | None = None,
        on: Posted | None = None,
        **args: object,
    ) -> Reply:
        """Press a button about an action of this cycle."""
        about = {"action": self[ref].id} if ref else {}
        given = {"cycle": self.cycle.id, **about, **args}
        return call(
            verb,
            self.request(
                by or self.owner,
                args={name: str(value) for name, value in given.items()},
                posted_id=on.id if on else None,
            ),
        )

    def follow(self, button: Button, by: Person | None = None) -> Reply:
        """Press a button that a message showed."""
        return call(button.verb, self.request(by or self.owner, args=dict(button.args)))

    def send(self, verb: str, ref: str, *, by: Person | None = None, **fields: str) -> Reply:
        """Send a form about an action of this cycle."""
        args = {"action": str(self[ref].id), "cycle": str(self.cycle.id)}
        return call(verb, self.request(by or self.owner, args=args, fields=fields))

    def updates(self, ref: str) -> list[Update]:
        """What was said of an action, oldest first, imports left out."""
        return list(
            self.session.scalars(
                select(Update)
                .where(Update.action_id == self[ref].id, Update.kind != UpdateKind.IMPORT)
                .order_by(Update.id)
            )
        )

    def answer(self, ref: str) -> Update:
        """What was said last of an action."""
        return self.updates(ref)[-1]

    def told(self, person: Person) -> list[Message]:
        """What was said to a person because of what others did."""
        rows = self.session.scalars(
            select(Occasion)
            .where(
                Occasion.person_id == person.id,
                Occasion.step == Step.NOTE,
                Occasion.message.is_not(None),
            )
            .order_by(Occasion.id)
        )
        return [message_from(row.message) for row in rows]

    def read(self, message: Message) -> str:
        """A message as plain text on one line."""
        return " ".join(message_text(message, reader_at(self.now, "Europe/London")).split())


def only(reply: Reply) -> Message:
    """The one message of a reply, said or put in place."""
    (message,) = (*reply.say, *((reply.instead,) if reply.instead else ()))
    return message


def labels(message: Message) -> list[str]:
    """The labels of a message's buttons, in order."""
    return [button.label for button in buttons_of(message)]


def button(message: Message, label: str) -> Button:
    """The first button of a message with this label."""
    return next(b for b in buttons_of(message) if b.label == label)


def field_of(form: Form | None, name: str) -> str:
    """What a field of a form holds when it opens."""
    assert form is not None
    return next(field.value for field in form.fields if field.name == name)


def words(message: Message) -> Iterator[str]:
    """Every sentence of the message's own words."""
    yield message.notice

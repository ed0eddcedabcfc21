"""Playing people for the gallery: what they say, press and send, and what they were shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time

from sqlalchemy import select

from bot.demo.opening import Demo
from bot.web.people import holder
from handlers.audience import holders
from handlers.request import Reply
from models.courier import Address, Refused
from models.delivery import Posted
from models.message import Button, Form, Message
from models.message_json import message_from
from models.people import Person
from models.plan import Action
from models.spoken import day_in_words
from models.states import Role
from models.store import transaction
from scheduler.clock import Clock
from scheduler.simulate.courier import MemoryCourier
from scheduler.simulate.reading import arg, buttons_in, prefilled


@dataclass(slots=True)
class Player:
    """Whoever acts next, over one demo; every message and form that came up is kept."""

    demo: Demo
    courier: Courier
    told: Callable[[str], None] = lambda _words: None
    forms: list[tuple[Form, datetime]] = field(default_factory=list)

    def owner(self, ref: str) -> int:
        """The owner of an action."""
        with transaction(self.demo.engine) as session:
            found = session.scalars(select(Action.owner_id).where(Action.ref == ref)).one()
        assert found is not None
        return found

    def holder(self, role: Role) -> int:
        """Who holds a role now."""
        today = self.demo.living.clock.now().date()
        with transaction(self.demo.engine) as session:
            person = holder(session, role, today)
            assert person is not None
            return person.id

    def holders(self, role: Role) -> list[int]:
        """Everybody who holds a role now."""
        today = self.demo.living.clock.now().date()
        with transaction(self.demo.engine) as session:
            return [person.id for person in holders(session, role, on=today)]

    def email(self, person_id: int) -> str:
        """Somebody's address."""
        with transaction(self.demo.engine) as session:
            return session.get_one(Person, person_id).email or ""

    def action_id(self, ref: str) -> int:
        """The number of an action's row."""
        with transaction(self.demo.engine) as session:
            return session.scalars(select(Action.id).where(Action.ref == ref)).one()

    def go_to(self, day: date, hour: time = time(10)) -> None:
        """Live until an hour of a day in the plan's zone."""
        zone = self.demo.living.partnership.zone
        self.told(f"Living until {day_in_words(day)}")
        self.demo.living.live_until(datetime.combine(day, hour, zone))

    def say(self, person_id: int, words: str, *, channel: str = "") -> Reply:
        """Type a line, to Rollcall alone or in a channel."""
        return self._then(self.demo.living.seats.say(person_id, words, channel=channel))

    def press(self, person_id: int, verb: str, *, ref: str = "") -> Reply:
        """Press the newest button with this verb, about this action where one is named."""
        wanted = str(self.action_id(ref)) if ref else ""
        for posted_id, message in self._newest_first(person_id):
            for button in buttons_in(message, verb):
                if not wanted or arg(button, "action") == wanted:
                    return self.press_this(person_id, button, posted_id)
        raise LookupError(f"No button {verb!r} stands with person {person_id}.")

    def press_this(self, person_id: int, button: Button, posted_id: int | None) -> Reply:
        """Press a button."""
        return self._then(self.demo.living.seats.press(person_id, button, posted_id))

    def fill(self, person_id: int, reply: Reply, **fields: str) -> Reply:
        """Send the form that came up, with these fields over what stood in it."""
        assert reply.form is not None, "No form came up."
        filled = prefilled(reply.form) | fields
        return self._then(self.demo.living.seats.send(person_id, reply.form, filled, None))

    def drop(self, person_id: int, name: str, content: bytes) -> Reply:
        """Drop a file."""
        return self._then(self.demo.living.seats.drop(person_id, name, content))

    def do(self, person_id: int, verb: str, **fields: str) -> Reply:
        """Do a verb with its fields, as from the desk."""
        return self._then(self.demo.living.seats.do(person_id, verb, **fields))

    def stands(self, person_id: int, verb: str) -> tuple[Button, int]:
        """The newest button with this verb, and the message that it stands on."""
        (first, *_) = self.all_of(person_id, verb)
        return first

    def who_has(self, verb: str, *, ref: str = "") -> int:
        """With whom the newest button with this verb stands, about this action if one is named."""
        wanted = str(self.action_id(ref)) if ref else ""
        with transaction(self.demo.engine) as session:
            rows = session.scalars(select(Posted).order_by(Posted.id.desc())).all()
        for row in rows:
            buttons = buttons_in(message_from(row.message), verb)
            if row.person_id and any(not wanted or arg(b, "action") == wanted for b in buttons):
                return row.person_id
        raise LookupError(f"No button {verb!r} stands anywhere.")

    def all_of(self, person_id: int, verb: str) -> list[tuple[Button, int]]:
        """The buttons with this verb of the newest message that has some."""
        for posted_id, message in self._newest_first(person_id):
            if found := buttons_in(message, verb):
                return [(button, posted_id) for button in found]
        return []

    def everybody(self) -> set[int]:
        """All people."""
        with transaction(self.demo.engine) as session:
            return set(session.scalars(select(Person.id)))

    def _newest_first(self, person_id: int) -> Iterator[tuple[int, Message]]:
        with transaction(self.demo.engine) as session:
            rows = session.scalars(
                select(Posted)
                .where(Posted.conversation == f"person:{person_id}")
                .order_by(Posted.id.desc())
            ).all()
        for row in rows:
            yield row.id, message_from(row.message)

    def _then(self, reply: Reply) -> Reply:
        if reply.form is not None:
            self.forms.append((reply.form, self.demo.living.clock.now()))
        self.demo.living.tick()
        return reply


@dataclass(slots=True)
class Courier(MemoryCourier):
    """Keeps what was sent; some conversations refuse everything, as where an address is dead."""

    dead: set[str] = field(default_factory=set)

    async def send(self, to: Address, message: Message, *, key: str) -> str:
        """Keep it, or refuse it."""
        if to.conversation in self.dead:
            raise Refused("The address does not exist any more.")
        return await MemoryCourier.send(self, to, message, key=key)


class ClockOf:
    """The clock of a demo that is not there yet when its courier is made."""

    def __init__(self) -> None:
        self.clock: Clock | None = None

    def now(self) -> datetime:
        """The instant by that clock."""
        assert self.clock is not None
        return self.clock.now()

"""Doing a verb in a test, as a person or as a command, and reading what came back."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy.orm import Session

from handlers import everything
from handlers.request import Reply, Request
from handlers.verbs import call
from models.audit import Actor
from models.partnership import Partnership
from models.people import Person
from models.states import Door

assert everything.MODULES

NOW = datetime(2023, 10, 2, 9, tzinfo=UTC)
"""Monday 2 October 2023, 10 am in London: October's collection is open."""
HERE = Partnership()


def asking(
    session: Session,
    person: Person | None,
    /,
    *,
    at: datetime = NOW,
    partnership: Partnership = HERE,
    **fields: str,
) -> Request:
    """A request of a person on the local platform, or of the system's user at a command."""
    door = Door.COMMAND if person is None else Door.LOCAL
    name = person.name if person else "root"
    return Request(
        session=session,
        now=at,
        actor=Actor(name=name, door=door, person_id=person.id if person else None),
        person=person,
        partnership=partnership,
        fields={key.removesuffix("_"): value for key, value in fields.items()},
    )


def do(
    session: Session,
    verb: str,
    *,
    by: Person | None = None,
    at: datetime = NOW,
    partnership: Partnership = HERE,
    **fields: str,
) -> Reply:
    """Do a verb as a person on the local platform, or as a command of the system's user."""
    return call(verb, asking(session, by, at=at, partnership=partnership, **fields))


def notice(reply: Reply) -> str:
    """The one sentence that the reply says."""
    (message,) = reply.say
    return message.notice

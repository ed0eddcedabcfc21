"""Calling a verb from the command line: the same handlers as in chat, as the system's user."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import typer

from bot.app import House, command_actor, open_house
from bot.text.render import message_text
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import VERBS
from handlers.verbs import do as do_verb
from models.message import Buttons, Downloads
from models.reader import reader_at
from models.store import transaction


def do(house: House, verb: str, **fields: str | None) -> Reply:
    """Do a verb in its own transaction; one that wants a second person waits for their word.

    Raises:
        RefusedError: it was refused, or a field is missing or wrong; nothing is changed.
    """
    from handlers import everything  # noqa: F401 - registers every verb

    with transaction(house.engine) as session:
        request = Request(
            session=session,
            now=house.clock.now(),
            actor=command_actor(),
            person=None,
            partnership=house.partnership,
            fields={name: value for name, value in fields.items() if value},
        )
        reply = do_verb(VERBS[verb], request)
        if reply.errors:
            raise RefusedError(" ".join(reply.errors.values()))
        return reply


def show(reply: Reply, house: House, *, say: Callable[[str], None] = typer.echo) -> None:
    """Print what a reply says, without what only a conversation could do: press and open."""
    reader = reader_at(house.clock.now(), house.partnership.time_zone)
    for message in reply.say:
        blocks = tuple(b for b in message.blocks if not isinstance(b, Buttons | Downloads))
        say(message_text(replace(message, blocks=blocks), reader).rstrip())


def run(verb: str, **fields: str | None) -> None:
    """Open the installation, do a verb and print what it says."""
    house = open_house()
    show(do(house, verb, **fields), house)

"""The index of all that a person can do: verb → handler, who may, help, examples.

The docs, the help, the permissions page and each platform's commands are made from this table. A
new verb opens no platform file. Handlers register themselves where they are written; importing this
module imports them all (`handlers/everything.py` holds the list).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.request import NeedsSecondError, RefusedError, Reply, Request
from handlers.second_person import wait_for_second
from models.audit import record
from models.message import Block, Button, Buttons, Message, Paragraph, text

Handler = Callable[[Request], Reply]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that a person can do.

    `act` names the line of the policy table that is checked (by the handler, which knows the thing
    it is about); "" where everybody may. `examples` are typed lines that mean it.
    """

    name: str
    handler: Handler
    summary: str
    act: str = ""
    examples: tuple[str, ...] = ()


VERBS: dict[str, Verb] = {}


def verb(
    name: str, summary: str, *, act: str = "", examples: tuple[str, ...] = ()
) -> Callable[[Handler], Handler]:
    """Register a handler under its verb.

    Raises:
        ValueError: two handlers want the same verb.
    """

    def register(handler: Handler) -> Handler:
        if name in VERBS:
            raise ValueError(f"Two handlers want the verb {name!r}.")
        VERBS[name] = Verb(name, handler, summary, act, examples)
        return handler

    return register


def call(name: str, request: Request) -> Reply:
    """Do what was asked; a refusal becomes its sentence and, where permission was, an event.

    The caller's transaction holds both what was done and its audit events.
    """
    found = VERBS.get(name)
    if found is None:
        return said("That button is from an older version of Rollcall. Type help to see today's.")
    try:
        return do(found, request)
    except RefusedError as error:
        if error.act:
            record(
                request.session,
                request.actor,
                "refused",
                at=request.now,
                entity="verb",
                entity_id=name,
                reason=f"{error.act}: {error.sentence}",
            )
        return said(error.sentence, kind="refused", ways=error.ways)


def do(found: Verb, request: Request) -> Reply:
    """Do a verb; one that wants a second person waits for their word.

    Raises:
        RefusedError: it was refused; nothing of it is kept.
    """
    try:
        with request.session.begin_nested():
            return found.handler(request)
    except NeedsSecondError as error:
        return wait_for_second(request, found.name, error)


def said(sentence: str, *, kind: str = "answer", ways: tuple[Button, ...] = ()) -> Reply:
    """A reply of one sentence, with the ways on as buttons."""
    blocks: tuple[Block, ...] = (Paragraph(text(sentence)), *((Buttons(ways),) if ways else ()))
    return Reply(say=(Message(kind, sentence, blocks),))

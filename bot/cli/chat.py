"""`rollcall chat`: the local platform in a terminal, by the same door as its page."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.app import open_house
from bot.chat import Answer, Chat, chat_as
from bot.cli.chatting import go_on
from bot.instants import instant
from bot.local_mode import require_local
from bot.text.forms import form_text
from bot.text.render import message_text
from bot.text.talk import WhichError, posted_text
from handlers import everything  # noqa: F401 - registers every verb
from handlers.request import RefusedError
from models.delivery import Posted
from models.message_json import message_from, to_json
from scheduler.clock import SetClock

FINDINGS = 1
As = Annotated[str, typer.Option("--as", help="The e-mail address of whom to be.")]
Words = Annotated[str | None, typer.Argument(help="What to say; nothing shows the conversation.")]
At = Annotated[str | None, typer.Option("--at", help="The instant, as 2023-10-04T09:00.")]
Press = Annotated[str | None, typer.Option("--press", help="A button: its label, 3, or 12.3.")]
Bring = Annotated[Path | None, typer.Option("--file", help="A file to drop on the bot.")]
Fill = Annotated[list[str] | None, typer.Option("--field", help="Fill the form: name=value.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def chat(
    *,
    who: As,
    words: Words = None,
    at: At = None,
    press: Press = None,
    file: Bring = None,
    field: Fill = None,
    as_json: AsJson = False,
) -> None:
    """Say something to Rollcall as somebody; or press a button, fill a form, drop a file.

    With nothing to do it shows the conversation and, in a terminal, goes on with it. Exits 1 where
    a form was not taken.
    """
    here = _open(who, at)
    fields = _fields(field or [])
    if words is None and press is None and file is None:
        _show(here, as_json=as_json)
        return
    answer = _do(here, words, press, file)
    if fields:
        answer = _filled(here, answer, fields)
    (_print_json if as_json else _print)(here, answer)
    if answer.errors:
        raise typer.Exit(FINDINGS)


def _open(who: str, at: str | None) -> Chat:
    house = open_house()
    require_local(house.settings)
    if at is not None:
        house = replace(house, clock=SetClock(instant(at, house.partnership.zone)))
    return chat_as(house, who)


def _do(here: Chat, words: str | None, press: str | None, file: Path | None) -> Answer:
    if sum(part is not None for part in (words, press, file)) > 1:
        raise RefusedError("One thing at a time: words, --press or --file; found several.")
    if file is not None:
        return here.drop(file)
    try:
        return here.say(words) if words is not None else here.press(press or "")
    except WhichError as error:
        raise RefusedError(str(error)) from None


def _filled(here: Chat, answer: Answer, fields: dict[str, str]) -> Answer:
    if answer.opened is None:
        raise RefusedError("No form opened, so there is no --field to fill; leave it out.")
    sent = here.fill(answer.opened, fields)
    fresh = {posted.id: posted for posted in (*answer.fresh, *sent.fresh)}
    changed = {posted.id: posted for posted in (*answer.changed, *sent.changed)}
    now = fresh | {number: posted for number, posted in changed.items() if number in fresh}
    rest = tuple(posted for number, posted in changed.items() if number not in fresh)
    return Answer(tuple(now.values()), rest, sent.opened, sent.errors)


def _fields(given: list[str]) -> dict[str, str]:
    found = {}
    for pair in given:
        name, equals, value = pair.partition("=")
        if not equals:
            raise RefusedError(f"A field is given as name=value; found {pair[:40]!r}.")
        found[name.strip()] = value
    return found


def _show(here: Chat, *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps([_message_json(here, p) for p in here.posted()], indent=2))
        return
    for turn in here.shown():
        typer.echo(turn + "\n")
    if sys.stdin.isatty() and sys.stdout.isatty():
        go_on(here)


def _print(here: Chat, answer: Answer) -> None:
    reader = here.reader
    for posted in answer.changed:
        typer.echo(posted_text(posted, reader, changed=True) + "\n")
    for posted in answer.fresh:
        typer.echo(posted_text(posted, reader) + "\n")
    if answer.opened is not None:
        typer.echo(form_text(answer.opened.form, reader, errors=answer.errors) + "\n")
        if not answer.errors:
            typer.echo("Fill it by the same command with --field name=value for each field.")


def _print_json(here: Chat, answer: Answer) -> None:
    said = {
        "new": [_message_json(here, posted) for posted in answer.fresh],
        "changed": [_message_json(here, posted) for posted in answer.changed],
        "form": to_json(answer.opened.form) if answer.opened else None,
        "errors": dict(answer.errors),
    }
    typer.echo(json.dumps(said, indent=2))


def _message_json(here: Chat, posted: Posted) -> dict[str, Any]:
    message = message_from(posted.message)
    return {
        "id": posted.id,
        "kind": message.kind,
        "at": posted.at.isoformat(),
        "notice": message.notice,
        "text": message_text(message, here.reader),
        "message": posted.message,
    }

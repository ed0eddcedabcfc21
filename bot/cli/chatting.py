"""Going on with a conversation in a terminal: numbers press, forms are asked field by field."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from bot.chat import Answer, Chat, Opened
from bot.text.render import line
from bot.text.talk import WhichError, posted_text
from models.message import Field, FieldKind

ENDS = frozenset({"quit", "exit", ":q"})
HOW = "Type a line, or the number of a button. Ctrl-D ends."


def go_on(here: Chat) -> None:
    """Read lines until the end, and show what comes of each."""
    typer.echo(HOW)
    while True:
        try:
            words = input("> ").strip()
        except (EOFError, KeyboardInterrupt):
            typer.echo()
            return
        if words.casefold() in ENDS:
            return
        if words:
            _show(here, _answer(here, words))


def _answer(here: Chat, words: str) -> Answer:
    if words.replace(".", "", 1).isdecimal():
        try:
            return here.press(words)
        except WhichError as error:
            if "." not in words:
                typer.echo(f"{error}\n")
                return Answer((), ())
    return here.say(words)


def _show(here: Chat, answer: Answer) -> None:
    shown: Iterable[str] = (
        *(posted_text(posted, here.reader, changed=True) for posted in answer.changed),
        *(posted_text(posted, here.reader) for posted in answer.fresh),
    )
    for said in shown:
        typer.echo(f"{said}\n")
    if answer.opened is not None:
        _fill(here, answer.opened)


def _fill(here: Chat, opened: Opened) -> None:
    """Ask for each field; where something was wrong, for just that again."""
    typer.echo(f"{line(opened.form.title)}. Enter keeps what stands in brackets; Ctrl-D leaves it.")
    given = {field.name: field.value for field in opened.form.fields}
    wanted = opened.form.fields
    while True:
        try:
            for field in wanted:
                if _is_asked(field, given):
                    given[field.name] = _ask(field, given[field.name])
        except (EOFError, KeyboardInterrupt):
            typer.echo("\nLeft as it was.")
            return
        answer = here.fill(opened, given)
        if not answer.errors:
            _show(here, answer)
            return
        for name, error in answer.errors.items():
            typer.echo(f"{name}: {error}")
        wanted = tuple(field for field in opened.form.fields if field.name in answer.errors)


def _is_asked(field: Field, given: dict[str, str]) -> bool:
    if field.shown_when is None:
        return True
    name, values = field.shown_when
    return given.get(name, "") in values


def _ask(field: Field, stands: str) -> str:
    if field.hint:
        typer.echo(line(field.hint))
    choices = ""
    if field.kind is FieldKind.CHOICE:
        choices = " (" + ", ".join(option.value for option in field.options) + ")"
    kept = f" [{line(stands)}]" if stands else ""
    need = f" ({line(field.need)})" if field.need else ""
    return input(f"{line(field.label)}{need}{choices}{kept}: ").strip() or stands

"""`rollcall reply parse`: what a typed reply is read as, by the reply contract; records nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import IO, Annotated, Any

import typer

from bot.app import House, open_house
from handlers.request import RefusedError
from handlers.typed.read import read_reply
from handlers.typed.reading import Reading
from handlers.typed.standing import Standing, Standings, load_standings
from models.spoken import day_in_words
from models.store import transaction
from models.workdays import WorkingDays

app = typer.Typer(help="What a typed reply is read as.", no_args_is_help=True)
_YEARS = range(2000, 2200)
"""Years in which a reply can have been sent; far outside them the calendar itself ends."""
_FIELDS = ("owner", "on", "open", "text")


@app.callback()
def reply() -> None:
    """What a typed reply is read as."""


@app.command("parse")
def parse(
    owner: Annotated[str | None, typer.Option(help="Who sent it: an e-mail address.")] = None,
    on: Annotated[str | None, typer.Option(help="The day it was sent, as 2023-10-06.")] = None,
    opened: Annotated[
        str | None, typer.Option("--open", help="The actions open for them: 2.4,2.5.")
    ] = None,
    batch: Annotated[
        bool, typer.Option("--batch", help="Read one JSON object a line, write one a line.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Read a reply from standard input and say what it was read as; nothing is recorded."""
    house = open_house()
    with transaction(house.engine) as session:
        reader = Reader(load_standings(session), house.partnership.days)
    if batch:
        for line in _lines():
            typer.echo(json.dumps(reader.answer(line)))
        return
    if owner is None:
        raise RefusedError("Say whose reply it is: --owner with an e-mail address, or --batch.")
    sent = _today(house) if on is None else day_of(on)
    reading = reader.read(owner, sent, None if opened is None else opened.split(","), _whole())
    if as_json:
        typer.echo(json.dumps(reading.as_json()))
    else:
        _print(reading, sent)


class Reader:
    """Reads replies against one plan."""

    def __init__(self, standings: Standings, days: WorkingDays) -> None:
        self._standings = standings
        self._days = days

    def read(self, owner: str, on: date, opened: list[str] | None, text: str) -> Reading:
        """What a reply is read as.

        References in `opened` replace what is open for the sender, and count as theirs.

        Raises:
            RefusedError: nobody has the address, and it was not said what is open for them.
        """
        standing = self._standings.of(owner, on)
        if standing is None:
            if opened is None:
                raise RefusedError(
                    f"Nobody in the plan has the address {owner.strip()[:80]!r}; write one that"
                    " `rollcall people list` shows, or say with --open what is open for them."
                )
            standing = Standing((), frozenset(), self._standings.refs_of())
        refs = standing.open_refs if opened is None else [ref.strip() for ref in opened]
        return read_reply(
            text,
            on=on,
            open_refs=[ref for ref in refs if ref],
            own_refs=standing.own_refs,
            plan_refs=standing.plan_refs,
            days=self._days,
        )

    def answer(self, line: str) -> dict[str, object]:
        """The result of one line of a batch, or the sentence that says what is wrong with it."""
        try:
            owner, on, opened, text = _asked(line)
            return self.read(owner, on, opened, text).as_json()
        except RefusedError as error:
            return {"error": error.sentence}


def _asked(line: str) -> tuple[str, date, list[str] | None, str]:
    """The parts of one line of a batch.

    Raises:
        RefusedError: it is no such object; the sentence says what was found.
    """
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise RefusedError(
            f"A line holds one JSON object with {', '.join(_FIELDS)}; found {line.strip()[:60]!r}."
        ) from None
    if not isinstance(asked, dict):
        raise RefusedError(
            f"A line holds one JSON object with {', '.join(_FIELDS)};"
            f" found {json.dumps(asked)[:60]}."
        )
    owner, on, text = (_string(asked, name) for name in ("owner", "on", "text"))
    return owner, day_of(on), _refs(asked.get("open")), text


def _string(asked: dict[str, Any], name: str) -> str:
    value = asked.get(name)
    if not isinstance(value, str):
        raise RefusedError(f"Give {name!r} as text; found {json.dumps(value)[:60]}.")
    return value


def _refs(value: object) -> list[str] | None:
    """References as a list or in one text; None where the database says what is open."""
    if isinstance(value, str):
        return value.split(",")
    if value is None or (isinstance(value, list) and all(isinstance(r, str) for r in value)):
        return value
    raise RefusedError(
        f"Give 'open' as a list of references such as [\"2.4\"]; found {json.dumps(value)[:60]}."
    )


def day_of(words: str) -> date:
    """The day of sending.

    Raises:
        RefusedError: it is not written as 2023-10-06.
    """
    try:
        day = date.fromisoformat(words.strip())
    except ValueError:
        day = date.min
    if day.year not in _YEARS:
        raise RefusedError(f"Write the day of sending as 2023-10-06; found {words.strip()[:40]!r}.")
    return day


def _today(house: House) -> date:
    return house.clock.now().astimezone(house.partnership.zone).date()


def _input() -> IO[Any]:
    """Standard input, as bytes where it has them: its encoding is ours to choose."""
    return getattr(sys.stdin, "buffer", sys.stdin)


def _words(raw: bytes | str) -> str:
    return raw if isinstance(raw, str) else raw.decode("utf-8", errors="replace")


def _whole() -> str:
    """The reply, without the line end that a shell adds."""
    return _words(_input().read()).removesuffix("\n").removesuffix("\r")


def _lines() -> Iterator[str]:
    """The lines of a batch; an empty one at the end of the input is none."""
    blank = 0
    for raw in _input():
        line = _words(raw)
        if not line.strip():
            blank += 1
            continue
        yield from [""] * blank
        blank = 0
        yield line


def _print(reading: Reading, today: date) -> None:
    """A reading for a person."""
    for update in reading.updates:
        said = [update.rating.value.capitalize()] if update.rating else []
        said += ["delivered"] * update.delivered + ["no change"] * update.no_change
        said += ["not mine"] * update.not_mine
        if update.forecast:
            said.append(f"expected {day_in_words(update.forecast, seen_from=today)}")
        if update.requested_due:
            said.append(f"asks for {day_in_words(update.requested_due, seen_from=today)}")
        said += update.evidence
        typer.echo(f"{update.ref}: {', '.join(said) or 'words only'}. {update.text!r}")
    for question in reading.questions:
        kind = question.kind.value.replace("_", " ").capitalize()
        about = f" ({question.ref})" if question.ref else ""
        typer.echo(f"{kind}{about}: {question.span!r}")
    if reading.truncated:
        typer.echo("The text was longer than what is read.")

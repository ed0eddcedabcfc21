"""`rollcall audit`: the record of who did what, whether it is whole, and words taken out of it."""

from __future__ import annotations

import sys
from dataclasses import asdict, replace
from datetime import datetime, time, timedelta
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.app import House, open_house
from bot.cli.ask import run
from bot.cli.audit_output import Shape, write_events
from bot.cli.screen import show_json
from bot.instants import instant
from handlers.corrections import action_called
from handlers.fields import read_day
from handlers.request import RefusedError
from handlers.staffing.people import person_by
from models.audit_read import Wanted, count_events, events, newest_events
from models.audit_walk import Walked, held_at, walk
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(help="The record of who did what, and whether it is whole.", no_args_is_help=True)
FINDINGS = 1
NEWEST = 50

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.callback()
def audit() -> None:
    """The record of who did what, and whether it is whole."""


@app.command("verify")
def verify(
    head: Annotated[str | None, typer.Option(help="An earlier hash, as a paper prints it.")] = None,
    at: Annotated[int | None, typer.Option(help="The number of the event it was.")] = None,
    as_json: AsJson = False,
) -> None:
    """Walk the chain from its first event; exits 1 and names the first that does not fit.

    With --head and --at it also proves that the chain still contains that earlier head.
    """
    if (head is None) != (at is None):
        raise RefusedError("An earlier head is named by both: --head HASH --at SEQ, as printed.")
    house = open_house()
    with transaction(house.engine) as session:
        walked = walk(session)
        lost = held_at(session, at, head) if head is not None and at is not None else None
    fault = walked.fault or lost
    if as_json:
        told = asdict(walked) | {"fault": fault}
        contains = {} if head is None else {"contains": fault is None}
        show_json({"whole": walked.fault is None, **contains, **told})
    else:
        typer.echo(fault or _whole(walked, at))
    if fault is not None:
        raise typer.Exit(FINDINGS)


def _whole(walked: Walked, at: int | None) -> str:
    blanked = f" ({walked.blanked:,} with their words blanked)" if walked.blanked else ""
    events_said = count_in_words(walked.seq, "event")
    earlier = "" if at is None else f" It still contains the head at event {at}, and all before it."
    return f"The record is whole: {events_said}{blanked}, head {walked.head}.{earlier}"


@app.command("show")
def show(
    *,
    person: Annotated[str | None, typer.Option(help="Who acted: address, post or user.")] = None,
    action: Annotated[str | None, typer.Option(help="The action, such as 6.1.")] = None,
    date: Annotated[str | None, typer.Option(help="One day, such as 2023-10-04.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="From this day or instant.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="To this day, included.")] = None,
    act: Annotated[str | None, typer.Option(help="What was done, such as signed_off.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="The newest so many.")] = None,
    shape: Annotated[Shape, typer.Option("--as", help="How it is written.")] = Shape.TABLE,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="For a spreadsheet.")] = False,
) -> None:
    """Show events by person, action, day and act; CSV and JSON lines hold all that match."""
    house = open_house()
    shape = Shape.JSONL if as_json else Shape.CSV if as_csv else shape
    with transaction(house.engine) as session:
        wanted = Wanted(
            action=action_called(session, action) if action else None,
            act=act,
            since=_from(house, date or since),
            until=_until(house, date or until),
        )
        wanted = _by(session, wanted, person) if person else wanted
        count = count_events(session, wanted)
        at_most = limit or (NEWEST if shape is Shape.TABLE else None)
        found = (
            events(session, wanted)
            if at_most is None
            else reversed(newest_events(session, wanted, at_most))
        )
        write_events(found, shape, out=sys.stdout, count=count, zone=house.partnership.zone)


def _by(session: Session, wanted: Wanted, person: str) -> Wanted:
    """Of one person; a name that is nobody's is the user of a computer who gave commands."""
    try:
        return replace(wanted, person_id=person_by(session, person).id)
    except RefusedError:
        named = replace(wanted, actor=person)
        if count_events(session, Wanted(actor=person)):
            return named
        raise


def _from(house: House, words: str | None) -> datetime | None:
    day = read_day(words) if words else None
    if day is not None:
        return datetime.combine(day, time(), house.partnership.zone)
    return instant(words, house.partnership.zone) if words else None


def _until(house: House, words: str | None) -> datetime | None:
    day = read_day(words) if words else None
    if day is not None:
        return datetime.combine(day + timedelta(days=1), time(), house.partnership.zone)
    return instant(words, house.partnership.zone) if words else None


@app.command("redact")
def redact(
    *,
    text: Annotated[str | None, typer.Option(help="The words; - reads them from input.")] = None,
    update: Annotated[str | None, typer.Option(help="An answer's number: 2023-10/014.")] = None,
    event: Annotated[str | None, typer.Option(help="An event's number.")] = None,
    item: Annotated[str | None, typer.Option(help="The number of an item of evidence.")] = None,
    reason: Annotated[str | None, typer.Option(help="Why; it stays in the record.")] = None,
    second: Annotated[str | None, typer.Option(help="Who is asked to confirm.")] = None,
) -> None:
    """Ask for words to be taken out; a second person of another role confirms it in chat."""
    words = sys.stdin.read().strip() if text == "-" else text
    run(
        "audit.redact",
        text=words,
        update=update,
        event=event,
        item=item,
        reason=reason,
        second=second,
    )

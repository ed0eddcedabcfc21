"""`rollcall plan`: read a council's spreadsheet into the plan, and show the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.orm import Session

from bot.app import House, command_actor, open_house
from bot.cli.plan_files import book_of, import_house, mapping_of
from bot.cli.plan_printing import print_result
from bot.cli.plan_showing import plan_json, print_plan
from bot.cli.screen import show_json
from bot.sheets.mapping_file import write_mapping
from handlers.allowed import require
from handlers.fields import read_day
from handlers.plan_import.findings import FileRefusedError
from handlers.plan_import.importing import context_of, import_book
from handlers.plan_import.interpret import interpret
from handlers.plan_import.options import Agreed, Options
from handlers.plan_import.proposal import propose
from handlers.plan_import.record import Record
from handlers.plan_import.result import ImportResult, refusal
from handlers.request import RefusedError, Request
from models.permissions import Act
from models.store import transaction

app = typer.Typer(help="Read the plan from a spreadsheet, and show it.", no_args_is_help=True)

File = Annotated[Path, typer.Argument(help="The plan, as .csv or .xlsx.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


@app.callback()
def plan() -> None:
    """Read the plan from a spreadsheet, and show it."""


@app.command("import")
def import_plan(
    file: File,
    *,
    mapping: Annotated[
        Path | None, typer.Option("--map", help="Which column holds what (TOML).")
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="The day that the file describes.")] = None,
    agreed_by: Annotated[str | None, typer.Option(help="The body that agreed it.")] = None,
    agreed_on: Annotated[str | None, typer.Option(help="The day on which it was agreed.")] = None,
    source: Annotated[str | None, typer.Option(help="Where that is written.")] = None,
    dry_run: Annotated[bool, typer.Option(help="Only show what would change.")] = False,
    skip_invalid: Annotated[bool, typer.Option(help="Write the rows without errors.")] = False,
    dates_have_moved: Annotated[
        bool, typer.Option(help="Due dates have moved before: the original ones are unknown.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Import a plan: what is new, what differs, and what a person must decide.

    Ends with 0 where nothing is above an information, 1 with findings, 2 where it is refused.
    A date that has moved and an action that is gone are shown and left as they are.
    """
    options = Options(
        name=file.name,
        as_of=_day(as_of, "--as-of"),
        agreed=_agreed(agreed_by, agreed_on, source),
        dry_run=dry_run,
        skip_invalid=skip_invalid,
        dates_have_moved=dates_have_moved,
        mapped=mapping_of(mapping),
    )
    result = _import(file, options)
    if as_json:
        show_json(result.as_json())
    else:
        print_result(result, file.name, dry_run=dry_run, skipped=skip_invalid)
    raise typer.Exit(int(result.exit_status))


def _import(file: Path, options: Options) -> ImportResult:
    try:
        with Console(stderr=True).status(f"Reading {file.name}"):
            book = book_of(file)
    except FileRefusedError as error:
        return refusal(error)
    waiting = Console(stderr=True).status("Comparing it with the plan")
    with (
        waiting,
        import_house(dry_run=options.dry_run) as house,
        transaction(house.engine) as session,
    ):
        request = _request(house, session)
        if not options.dry_run:
            require(request, Act.IMPORT_PLAN)
        return import_book(request, book, options)


def _request(house: House, session: Session) -> Request:
    return Request(
        session=session,
        now=house.clock.now(),
        actor=command_actor(),
        person=None,
        partnership=house.partnership,
    )


def _agreed(by: str | None, on: str | None, source: str | None) -> Agreed | None:
    if by is None and on is None and source is None:
        return None
    day = _day(on, "--agreed-on")
    if not by or day is None:
        raise RefusedError(
            "A version that was agreed needs both --agreed-by and --agreed-on, best with its"
            " --source; one of them is missing. Give both or none."
        )
    return Agreed(by, day, source)


def _day(words: str | None, option: str) -> date | None:
    if words is None:
        return None
    day = read_day(words.strip())
    if day is None:
        raise RefusedError(f"{option} takes a day such as 2023-09-29; found {words[:40]!r}.")
    return day


@app.command("map")
def write_map(
    file: File,
    out: Annotated[
        Path | None, typer.Option(help="Where to write it; left out, beside the file.")
    ] = None,
    force: Annotated[bool, typer.Option(help="Write over an older mapping.")] = False,
) -> None:
    """Write a first mapping of the file's columns, to correct and give to import --map."""
    try:
        book = book_of(file)
    except FileRefusedError as error:
        raise RefusedError(error.sentence) from None
    target = out or file.with_suffix(".toml")
    if target.exists() and not force:
        raise RefusedError(f"{target} is there already; correct it, or write it anew with --force.")
    with import_house(dry_run=True) as house, transaction(house.engine) as session:
        request = _request(house, session)
        try:
            reading = interpret(
                book, context_of(request, Record(), Options(name=file.name, dry_run=True))
            )
        except FileRefusedError:
            reading = None
    target.write_text(write_mapping(propose(book, reading)), encoding="utf-8")
    typer.echo(
        f"Wrote {target}: correct the right side, then run"
        f" rollcall plan import {file.name} --map {target.name}"
    )


@app.command("show")
def show(as_json: AsJson = False) -> None:
    """Show the plan: its versions, its areas, and each action with its rating."""
    house = open_house()
    with transaction(house.engine) as session:
        shown = plan_json(session, house.clock.now(), house.partnership)
    if as_json:
        show_json(shown)
    else:
        print_plan(shown)

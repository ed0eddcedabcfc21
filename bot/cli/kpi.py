"""`rollcall kpi`: measures with their targets, and figures that are never overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.app import command_actor, open_house
from bot.cli.plan_files import book_of
from bot.cli.screen import show_json
from handlers.allowed import require
from handlers.kpi_import.importing import KpiResult, import_kpis
from handlers.kpi_import.reading import KpiFileError, read_kpis, read_observations
from handlers.plan_import.findings import FileRefusedError
from handlers.plan_import.grid import Book
from handlers.request import RefusedError, Request
from models.permissions import Act
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(help="Measures, their targets and figures.", no_args_is_help=True)
FINDINGS = 1


@app.callback()
def kpi() -> None:
    """Measures, their targets and figures."""


@app.command("import")
def import_measures(
    kpis: Annotated[Path, typer.Argument(help="The measures, as .csv or .xlsx.")],
    observations: Annotated[
        Path | None, typer.Argument(help="Their figures, as .csv or .xlsx.")
    ] = None,
    *,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Import measures, and their figures with them; what differs becomes a new row.

    A figure is known from the end of its period. A corrected figure stands beside the first one.
    Ends with 0 where it was written, 1 where a row has to be mended first, 2 where it is refused.
    """
    try:
        read, faults = read_kpis(_book(kpis))
        figures, more = read_observations(_book(observations)) if observations else ([], [])
    except KpiFileError as error:
        raise RefusedError(str(error)) from None
    house = open_house()
    with transaction(house.engine) as session:
        request = Request(
            session=session,
            now=house.clock.now(),
            actor=command_actor(),
            person=None,
            partnership=house.partnership,
        )
        require(request, Act.IMPORT_PLAN)
        result = import_kpis(request, read, figures, [*faults, *more], source=kpis.name)
    if as_json:
        show_json(result.as_json())
    else:
        _print(result)
    raise typer.Exit(FINDINGS if result.faults else 0)


def _book(file: Path) -> Book:
    try:
        return book_of(file)
    except FileRefusedError as error:
        raise RefusedError(error.sentence) from None


def _print(result: KpiResult) -> None:
    for fault in result.faults:
        typer.echo(f"{fault.file.capitalize()}, row {fault.row}, {fault.column}: {fault.message}")
    if result.faults:
        typer.echo("Nothing was written: mend these rows and import again.")
        return
    typer.echo(
        f"{count_in_words(result.kpis_added, 'measure')} added, {result.kpis_changed} changed,"
        f" {count_in_words(result.targets_added, 'target')} added."
        f" {count_in_words(result.observations_added, 'figure')} added,"
        f" {result.observations_corrected} corrected, {result.unchanged} unchanged."
    )

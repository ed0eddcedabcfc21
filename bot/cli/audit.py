"""`rollcall audit`: the record of who did what, and whether it is whole."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from bot.app import open_house
from bot.cli.screen import show_json
from models.audit_walk import Walked, walk
from models.spoken import count_in_words
from models.store import transaction

app = typer.Typer(help="The record of who did what, and whether it is whole.", no_args_is_help=True)
FINDINGS = 1


@app.callback()
def audit() -> None:
    """The record of who did what, and whether it is whole."""


@app.command("verify")
def verify(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Walk the chain from its first event; exits 1 and names the first that does not fit."""
    house = open_house()
    with transaction(house.engine) as session:
        walked = walk(session)
    if as_json:
        told = asdict(walked)
        show_json({"whole": walked.fault is None, **told})
    else:
        typer.echo(walked.fault or _whole(walked))
    if walked.fault is not None:
        raise typer.Exit(FINDINGS)


def _whole(walked: Walked) -> str:
    blanked = f" ({walked.blanked:,} with their words blanked)" if walked.blanked else ""
    events = count_in_words(walked.seq, "event")
    return f"The record is whole: {events}{blanked}, head {walked.head}."

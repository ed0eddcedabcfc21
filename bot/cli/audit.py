"""`rollcall audit`: the record of who did what, and whether it is whole."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from sqlalchemy import select

from bot.app import open_house
from models.audit import AuditEvent, first_fault, head
from models.store import transaction

app = typer.Typer(help="The record of who did what, and whether it is whole.", no_args_is_help=True)
FINDINGS = 1
_AT_A_TIME = 1000


@app.callback()
def audit() -> None:
    """The record of who did what, and whether it is whole."""


@app.command("verify")
def verify(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Walk the chain from its first event; exits 1 and names the first that does not fit."""
    house = open_house()
    with transaction(house.engine) as session:
        events = session.scalars(
            select(AuditEvent).order_by(AuditEvent.seq).execution_options(yield_per=_AT_A_TIME)
        )
        fault = first_fault(events)
        seq, last_hash = head(session)
    if as_json:
        typer.echo(
            json.dumps({"whole": fault is None, "fault": fault, "seq": seq, "head": last_hash})
        )
    elif fault is None:
        typer.echo(f"The record is whole: {seq:,} events, head {last_hash}.")
    else:
        typer.echo(fault)
    if fault is not None:
        raise typer.Exit(FINDINGS)

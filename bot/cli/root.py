"""`rollcall`: the root of the command line."""

from __future__ import annotations

import typer

from bot.cli import database

app = typer.Typer(
    name="rollcall",
    help="Rollcall asks, reminds, records and reports for a partnership delivery group.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(database.app, name="db")

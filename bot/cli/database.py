"""`rollcall db`: the database's tables."""

from __future__ import annotations

import typer

from bot.app import open_house
from models.migrate import newest, upgrade

app = typer.Typer(help="The database's tables.", no_args_is_help=True)


@app.callback()
def database() -> None:
    """The database's tables."""


@app.command("upgrade")
def upgrade_tables() -> None:
    """Bring the database to this version's tables; makes them where there are none."""
    house = open_house(migrated=False)
    upgrade(house.engine)
    typer.echo(f"The database is at version {newest()}.")

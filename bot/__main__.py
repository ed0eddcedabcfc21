"""The entry of `rollcall`: errors become one sentence and an exit code."""

from __future__ import annotations

import sys

import typer
from sqlalchemy.exc import OperationalError

from bot.app import NotReadyError
from bot.cli.root import app
from bot.config import WrongSettingError
from handlers.request import RefusedError
from models.store import WrongDatabaseUrlError

REFUSED = 2


def main() -> None:
    """Run the command line; exits 0 done, 1 findings, 2 refused."""
    try:
        app()
    except (WrongSettingError, WrongDatabaseUrlError, NotReadyError, RefusedError) as error:
        typer.echo(str(error), err=True)
        sys.exit(REFUSED)
    except OperationalError as error:
        typer.echo(
            f"The database could not be used: {str(error.orig).strip()}."
            " Check ROLLCALL_DATABASE_URL and that the database runs.",
            err=True,
        )
        sys.exit(REFUSED)


if __name__ == "__main__":
    main()

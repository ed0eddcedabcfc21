"""What went wrong, in one sentence with what to do: for the command line's end and for `check`."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError

from bot.app import NotReadyError
from bot.config import WrongSettingError, read_settings
from handlers.request import RefusedError
from models.store import WrongDatabaseUrlError, database_url

SAID = (WrongSettingError, WrongDatabaseUrlError, NotReadyError, RefusedError)
"""Errors that are such a sentence already."""
OUR_OWN = (IntegrityError, ProgrammingError)
"""The database runs well, and was asked for something wrong."""


def in_words(error: Exception) -> str:
    """The sentence of an error; one that nobody foresaw says how to see all of it."""
    if isinstance(error, SAID):
        return str(error)
    if isinstance(error, DBAPIError) and not isinstance(error, OUR_OWN):
        return _database(error)
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        return f"A file or stream could not be used:{where} ({error.strerror or error})."
    return (
        f"Rollcall met a fault of its own ({type(error).__name__}); what was under way is undone."
        " Set ROLLCALL_TRACEBACK=1, run it again, and report what it shows."
    )


def _database(error: DBAPIError) -> str:
    found = str(error.orig).strip().partition("\n")[0].rstrip(".")
    try:
        shown = database_url(read_settings().database).render_as_string(hide_password=True)
    except (WrongSettingError, WrongDatabaseUrlError):
        shown = "its address"
    if "locked" in found:
        return f"Somebody else is writing to the database at {shown} ({found}). Try again."
    return (
        f"The database at {shown} could not be used: {found}."
        " Check ROLLCALL_DATABASE_URL and that the database runs."
    )

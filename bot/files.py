"""The files that messages offer: each made when it is fetched, for whoever may have it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.web.local import File
from handlers.request import RefusedError
from models.people import Person


def fetch_file(_session: Session, _person: Person, key: str, _now: datetime) -> File:
    """The file of a `Download.key`.

    Raises:
        RefusedError: there is no such file, or it is not for this person.
    """
    raise RefusedError(f"There is no file {key[:60]!r} here. Ask for the report again.")

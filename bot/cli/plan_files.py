"""The files of `rollcall plan`, and the installation that they are imported into."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.app import House, NotReadyError, open_house
from bot.config import read_partnership, read_settings
from bot.sheets.mapping_file import read_mapping
from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import Book
from handlers.plan_import.header import Mapped
from handlers.request import RefusedError
from models.migrate import current, upgrade
from models.store import METADATA, open_engine
from scheduler.clock import SystemClock


def book_of(file: Path) -> Book:
    """The sheets of a file.

    Raises:
        FileRefusedError: it cannot be read, or not as what its name says.
    """
    from bot.sheets.read import LARGEST, file_type_of, read_book

    try:
        with file.open("rb") as stream:
            content = stream.read(LARGEST)
    except OSError as error:
        raise FileRefusedError(
            Kind.UNREADABLE_FILE,
            f"A plan was expected at {file}; it could not be read ({error.strerror}). Check the"
            " path.",
            file_type=file_type_of(file.name),
        ) from None
    return read_book(file.name, content)


def mapping_of(file: Path | None) -> Mapped:
    """The mapping file's word; an empty one where there is none.

    Raises:
        RefusedError: it cannot be read or used.
    """
    if file is None:
        return Mapped()
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise RefusedError(
            f"The mapping should be in {file}; it could not be read ({why}). Write one with"
            " rollcall plan map FILE."
        ) from None
    return read_mapping(text, name=file.name)


@contextmanager
def import_house(*, dry_run: bool) -> Iterator[House]:
    """The installation; one whose database is new gets its tables.

    A dry run needs no database: without one, nothing is stored and everything is new.

    Raises:
        NotReadyError: the database is at another version than this Rollcall.
    """
    try:
        house = open_house()
    except NotReadyError:
        house = _first_house(dry_run=dry_run)
    try:
        yield house
    finally:
        house.engine.dispose()


def _first_house(*, dry_run: bool) -> House:
    house = open_house(migrated=False)
    if current(house.engine) is not None:
        raise NotReadyError("The database is of another version. Run: rollcall db upgrade")
    if not dry_run:
        upgrade(house.engine)
        return house
    settings = read_settings()
    engine = open_engine("sqlite://")
    METADATA.create_all(engine)
    return House(settings, read_partnership(settings.partnership_file), engine, SystemClock())

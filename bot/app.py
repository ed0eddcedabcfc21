"""The composition root: puts the rooms together from the settings. It alone knows everybody."""

from __future__ import annotations

import asyncio
import getpass
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import URL, Engine
from sqlalchemy.orm import Session

from bot.config import Settings, WrongSettingError, read_partnership, read_settings
from bot.evidence_folder import EvidenceFolder
from bot.slack import PLATFORM as SLACK
from bot.web.courier import LocalCourier
from handlers.evidence.file_seam import keep_with
from handlers.inquiring.foresight import foresee_with
from handlers.plan_import.grid import Book
from handlers.plan_import.reader_seam import read_with
from handlers.running.modes import starts_as
from handlers.running.outlook import Outlook, look_ahead_with
from models.audit import Actor
from models.courier import Courier
from models.migrate import current, newest
from models.partnership import Partnership
from models.running import Mode
from models.states import Door
from models.store import WrongDatabaseUrlError, database_url, open_engine
from scheduler.clock import Clock, SystemClock

if TYPE_CHECKING:  # half of what a command would wait for; most never tick
    from scheduler.forecast import Expected
    from scheduler.ticker import Ticked, Works


class NotReadyError(RuntimeError):
    """The house cannot be opened, with the sentence that says what to do."""


@dataclass(frozen=True, slots=True)
class House:
    """One opened installation."""

    settings: Settings
    partnership: Partnership
    engine: Engine
    clock: Clock


def open_house(clock: Clock | None = None, *, migrated: bool = True) -> House:
    """Open the installation that the environment describes.

    Args:
        clock: another clock than the machine's own.
        migrated: refuse a database that is not at this version's tables.

    Raises:
        WrongSettingError: a setting cannot be used.
        WrongDatabaseUrlError: the database's address cannot be used.
        NotReadyError: the database is not at this version.
    """
    settings = read_settings()
    partnership = read_partnership(settings.partnership_file)
    url = _address(settings)
    if url.drivername == "sqlite":
        _make_room(settings, url)
    engine = open_engine(url)
    if migrated and (found := current(engine)) != newest():
        raise NotReadyError(
            f"The database is at version {found or 'none'}, this Rollcall needs {newest()}."
            " Run: rollcall db upgrade"
        )
    return ready(House(settings, partnership, engine, clock or SystemClock()))


def _address(settings: Settings) -> URL:
    """Where the record is kept; an address that cannot be used is named by its setting."""
    try:
        return database_url(settings.database)
    except WrongDatabaseUrlError as error:
        raise WrongDatabaseUrlError(f"ROLLCALL_DATABASE_URL: {error}") from None


def _make_room(settings: Settings, url: URL) -> None:
    """See that SQLite has a file to write to; the folder of kept files is made where it lacks."""
    if url.database in {None, "", ":memory:"}:
        raise WrongDatabaseUrlError(
            f"ROLLCALL_DATABASE_URL is {settings.database!r}, which names no file, so that nothing"
            " would be kept. Write sqlite:///FILE."
        )
    if settings.database_url:
        return
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WrongSettingError(
            f"ROLLCALL_DATA_DIR is {str(settings.data_dir)!r}; a folder that can be written to was"
            f" expected ({error.strerror})."
        ) from None


def ready(house: House) -> House:
    """The house, with what a handler may ask of the rooms above it.

    That is what the planner foresees, how a spreadsheet is opened, and where files are kept.
    """
    read_with(_read_book)
    keep_with(EvidenceFolder(house.settings.data_dir / "evidence"))
    foresee_with(partial(_foresee, platforms_of(house)))
    look_ahead_with(_Planner(platforms_of(house)))
    starts_as(Mode.LIVE if platforms_of(house) <= {LocalCourier.platform} else Mode.TRIAL)
    return house


@dataclass(frozen=True, slots=True)
class _Planner:
    """What would go: the planner's, which most commands never load."""

    platforms: frozenset[str]

    def resuming(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What is owed now, were it to leave at once."""
        from scheduler.outlook import Ahead

        return Ahead(self.platforms).resuming(session, now, partnership)

    def going_live(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What the first day would bring."""
        from scheduler.outlook import Ahead

        return Ahead(self.platforms).going_live(session, now, partnership)


def _foresee(
    platforms: frozenset[str], session: Session, start: datetime, days: int, at_home: Partnership
) -> list[Expected]:
    """Who gets what and when, by the planner that sends."""
    from scheduler.forecast import forecast

    return forecast(session, start, days=days, partnership=at_home, platforms=platforms)


def _read_book(name: str, content: bytes) -> Book:
    """What is dropped on the bot, opened by the readers of spreadsheets."""
    from bot.sheets.read import read_book

    return read_book(name, content)


def platforms_of(house: House) -> frozenset[str]:
    """The platforms that messages leave by here."""
    settings = house.settings
    is_local = settings.local is not False and (
        not settings.real_platforms or settings.local_beside_real
    )
    on = {LocalCourier.platform: is_local, SLACK: bool(settings.slack_bot_token.get_secret_value())}
    return frozenset(platform for platform, is_on in on.items() if is_on)


def couriers_of(house: House) -> Mapping[str, Courier]:
    """The ways out that are set up, by platform.

    Raises:
        WrongSettingError: a setting of one of them cannot be used.
    """
    platforms = platforms_of(house)
    couriers: dict[str, Courier] = {}
    if LocalCourier.platform in platforms:
        couriers[LocalCourier.platform] = LocalCourier()
    if SLACK in platforms:
        from bot.slack.setup import slack_courier

        couriers[SLACK] = slack_courier(house.settings, house.partnership, house.clock)
    return couriers


def works_of(house: House, *, threads: bool = True) -> Works:
    """What a tick works with; without `threads` it waits for the database in place."""
    from scheduler.ticker import Works

    return Works(house.engine, house.clock, couriers_of(house), house.partnership, threads=threads)


def deliver_now(house: House) -> None:
    """Let everything that is owed by now leave; for a thread that runs no event loop."""
    asyncio.run(works_of(house, threads=False).outbox().deliver())


def tick_now(house: House) -> Ticked:
    """Plan what is owed now and let it leave; for a thread that runs no event loop."""
    from scheduler.ticker import tick

    return asyncio.run(tick(works_of(house, threads=False)))


def command_actor() -> Actor:
    """Who acts when a command changes something: the operating system's user, never a role."""
    return Actor(name=getpass.getuser(), door=Door.COMMAND)

"""Looking the installation over: settings, database, package, plan, people, calendar."""

from __future__ import annotations

import asyncio
import base64
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.app import House, NotReadyError, couriers_of, open_house, platforms_of
from bot.config import WrongSettingError, read_partnership, read_settings
from bot.trouble import in_words
from handlers.audience import holders
from handlers.running.deliveries import counts
from handlers.running.modes import mode_now
from handlers.staffing.reach import STOPPERS, check_reach
from handlers.staffing.roles import ROLE_NAMES
from handlers.wording.deliveries import Standing
from handlers.wording.modes import MODES
from models.cycle import Cycle
from models.plan import Action
from models.running import Mode
from models.spoken import count_in_words, day_in_words, list_in_words
from models.states import LIVE, Role
from models.store import WrongDatabaseUrlError, database_url, transaction

NEEDED = {
    Role.PROGRAMME_OFFICE: (),
    Role.CHAIR: (Role.ACTING_CHAIR,),
    Role.BOARD_SECRETARY: (),
    Role.VERIFIER: (),
}
"""The roles without which a month stops, each with those that stand in for it."""
ROOMS = ("bot/", "handlers/", "models/", "scheduler/")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and how it is."""

    about: str
    is_well: bool
    sentence: str

    def as_json(self) -> dict[str, object]:
        """For machines."""
        return {"about": self.about, "well": self.is_well, "message": self.sentence}


def examine(*, slack: bool = False) -> list[Finding]:
    """Look everything over; what cannot be looked at is a finding, not an error.

    `slack`: also call Slack, as it is set up.
    """
    found = [_settings(), _package()]
    if not found[0].is_well:
        return found
    try:
        house = open_house()
        today = house.clock.now().astimezone(house.partnership.zone).date()
        with transaction(house.engine) as session:
            seen = [look(session, today) for look in (_plan, _calendar, _roles, _people, _mode)]
        doors = _doors(house)
    except (NotReadyError, WrongSettingError, WrongDatabaseUrlError, SQLAlchemyError) as error:
        return [*found, Finding("Database", is_well=False, sentence=in_words(error))]
    return [*found, _database(house), doors, *seen, *(_slack(house) if slack else ())]


def _slack(house: House) -> list[Finding]:
    """Slack's own answers: token, scopes, clock, channels."""
    from bot.slack.check import try_slack
    from bot.slack.setup import caller_of, channels_of

    if not house.settings.slack_bot_token.get_secret_value():
        sentence = "Slack is not set up: ROLLCALL_SLACK_BOT_TOKEN is not set."
        return [Finding("Slack", is_well=False, sentence=sentence)]
    caller, channels = caller_of(house.settings), channels_of(house.partnership)

    async def tried() -> list[Finding]:
        now = house.clock.now()
        return [
            Finding("Slack", is_well=one.is_well, sentence=one.sentence)
            async for one in try_slack(caller, channels, now)
        ]

    return asyncio.run(tried())


def _settings() -> Finding:
    try:
        settings = read_settings()
        read_partnership(settings.partnership_file)
    except WrongSettingError as error:
        return Finding("Settings", is_well=False, sentence=str(error))
    where = settings.partnership_file or "the product's own, no file is set"
    return Finding("Settings", is_well=True, sentence=f"The partnership's settings: {where}.")


def _doors(house: House) -> Finding:
    """By which ways people can be written to."""
    on = platforms_of(house)
    named = {
        "local": "the local platform, in a browser",
        "slack": "Slack, for what goes out (what comes in is not served yet)",
    }
    if not on:
        real = list_in_words(house.settings.real_platforms)
        why = f"{real} is configured, and cannot be served so" if real else "none is on"
        sentence = f"Nobody can be written to: {why}. See ROLLCALL_LOCAL and the bots' tokens."
        return Finding("Doors", is_well=False, sentence=sentence)
    couriers_of(house)  # a setting of one that cannot be used is said here
    beside = " (beside a real platform, for tests only)" if house.settings.local_beside_real else ""
    said = list_in_words(named[platform] for platform in sorted(on))
    return Finding("Doors", is_well=True, sentence=f"{said[:1].upper()}{said[1:]}{beside}.")


def _mode(session: Session, _today: date) -> Finding:
    """Whether messages leave, and whether something stops them."""
    mode = mode_now(session)
    if mode is Mode.PAUSED:
        return Finding("Mode", is_well=False, sentence=f"{MODES[mode]} See rollcall mode resume.")
    closed = counts(session)[Standing.CLOSED]
    if closed:
        says = "A way out is closed; rollcall delivery list --state closed says why."
        return Finding("Mode", is_well=False, sentence=says)
    more = " See rollcall mode live." if mode is Mode.TRIAL else ""
    return Finding("Mode", is_well=True, sentence=f"{MODES[mode]}{more}")


def _database(house: House) -> Finding:
    shown = database_url(house.settings.database).render_as_string(hide_password=True)
    return Finding("Database", is_well=True, sentence=f"{shown}, at this version's tables.")


def _package() -> Finding:
    changed = list(changed_files())
    if changed:
        return Finding(
            "Package",
            is_well=False,
            sentence=f"{changed[0]} is not the file that was installed; another package may have"
            " overwritten it. Install Rollcall again, in an environment of its own.",
        )
    return Finding("Package", is_well=True, sentence="The files are those that were installed.")


def changed_files() -> Iterator[str]:
    """Our installed files whose content is not what the wheel recorded.

    Other people's packages called `models` or `scheduler` exist, and installers let them overwrite
    ours silently.
    """
    try:
        files = distribution("rollcall")
    except PackageNotFoundError:
        return
    record = files.read_text("RECORD") or ""
    for name, digest, _ in csv.reader(io.StringIO(record)):
        if not name.startswith(ROOMS) or not digest.startswith("sha256="):
            continue
        path = Path(str(files.locate_file(name)))
        content = path.read_bytes() if path.is_file() else b""
        found = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        if found != digest.removeprefix("sha256="):
            yield name


def _plan(session: Session, _today: date) -> Finding:
    total = session.scalar(select(func.count(Action.id))) or 0
    if not total:
        return Finding(
            "Plan", is_well=False, sentence="No plan yet; run rollcall plan import FILE."
        )
    live = session.scalar(select(func.count(Action.id)).where(Action.stage.in_(LIVE))) or 0
    return Finding(
        "Plan", is_well=True, sentence=f"{count_in_words(total, 'action')}, {live} not yet done."
    )


def _calendar(session: Session, today: date) -> Finding:
    board = session.scalar(
        select(Cycle.board_meeting)
        .where(Cycle.board_meeting >= today)
        .order_by(Cycle.board_meeting)
        .limit(1)
    )
    if board is None:
        return Finding(
            "Calendar",
            is_well=False,
            sentence="No Board lies ahead; add one with rollcall cycle add YYYY-MM-DD.",
        )
    return Finding("Calendar", is_well=True, sentence=f"The next Board is {day_in_words(board)}.")


def _roles(session: Session, today: date) -> Finding:
    """Whether somebody is there for each part of the month that no machine may do."""
    missing = [
        ROLE_NAMES[role]
        for role, instead in NEEDED.items()
        if not holders(session, role, *instead, on=today)
    ]
    if missing:
        listed = list_in_words(missing, "or")
        return Finding(
            "Roles",
            is_well=False,
            sentence=f"Nobody holds the role of {listed} today; give it with"
            " rollcall people grant EMAIL ROLE.",
        )
    return Finding("Roles", is_well=True, sentence="Each role that the month needs is held.")


def _people(session: Session, today: date) -> Finding:
    stops = [finding for finding in check_reach(session, today) if finding.kind in STOPPERS]
    if stops:
        more = f" And {len(stops) - 1} more: rollcall people check." if len(stops) > 1 else ""
        return Finding("People", is_well=False, sentence=stops[0].sentence + more)
    return Finding("People", is_well=True, sentence="Every owner can be reached.")

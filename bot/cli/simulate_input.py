"""What a simulation is played with: the Boards of a file or by rule, the plan of a file or ours."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Engine

from bot.cli.plan_files import book_of
from bot.demo.stage import PLAN, SAMPLE, bring_measures, bring_people
from handlers.fields import read_day
from handlers.plan_import.findings import FileRefusedError
from handlers.plan_import.grid import Book
from handlers.plan_import.importing import import_book
from handlers.plan_import.options import Options
from handlers.request import RefusedError, Request
from models.audit import Actor
from models.calendar import CalendarError, default_boards, plan_cycle
from models.partnership import Partnership
from models.spoken import day_in_words
from models.states import Door
from models.store import transaction
from scheduler.simulate.script import Load

PLAYED = Actor("simulation", Door.COMMAND)
COLUMN = "board_meeting"


def boards_of(
    file: Path | None, start: date, end: date, partnership: Partnership
) -> tuple[date, ...]:
    """The Boards that meet in the span and whose collection opens in it.

    Raises:
        RefusedError: the file cannot be read, a line is no day, or there is no such Board.
    """
    days = default_boards(start, end, days=partnership.days) if file is None else _listed(file)
    boards = tuple(
        day for day in sorted(set(days)) if day <= end and _opens(day, partnership) >= start
    )
    if not boards:
        raise RefusedError(
            f"No Board meets whose collection opens between {day_in_words(start)} and"
            f" {day_in_words(end)}; choose a longer span, five weeks or more."
        )
    return boards


def _opens(board: date, partnership: Partnership) -> date:
    try:
        planned = plan_cycle(board, days=partnership.days, offsets=partnership.calendar.offsets)
    except CalendarError as error:
        raise RefusedError(str(error)) from None
    return planned.collection_opens


def _listed(file: Path) -> list[date]:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(
            f"The Boards should be in {file}; it could not be read ({error}). Write a day a line,"
            " such as 2024-01-24."
        ) from None
    return [_day(words, file) for words in _words(text)]


def _words(text: str) -> Iterable[str]:
    """The days as written: a column of a table, else each line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if lines and COLUMN in lines[0].split(","):
        return [row[COLUMN] for row in csv.DictReader(io.StringIO(text))]
    return [line for line in lines if not line.startswith("#")]


def _day(words: str, file: Path) -> date:
    day = read_day(words.strip())
    if day is None:
        raise RefusedError(
            f"{file.name} should hold days such as 2024-01-24; found {words[:40]!r}."
        )
    return day


def loader_of(plan: Path | None, start: date, partnership: Partnership) -> Load:
    """Brings a plan's file into an empty database, or the sample with its people and measures.

    Raises:
        RefusedError: the file cannot be read as a plan.
    """
    name = PLAN if plan is None else plan.name
    book = _book(plan)
    options = Options(name=name, as_of=start, skip_invalid=True)

    def load(engine: Engine, at: datetime) -> None:
        if plan is None:
            bring_people(engine, partnership, at)
        with transaction(engine) as session:
            result = import_book(Request(session, at, PLAYED, None, partnership), book, options)
            if not result.written:
                raise RefusedError(
                    f"No action of {name} could be read. See why with:"
                    f" rollcall plan import {name} --dry-run"
                )
        if plan is None:
            bring_measures(engine, partnership, at)

    return load


def _book(plan: Path | None) -> Book:
    from bot.sheets.read import read_book

    try:
        return read_book(PLAN, (SAMPLE / PLAN).read_bytes()) if plan is None else book_of(plan)
    except FileRefusedError as error:
        raise RefusedError(error.sentence) from None

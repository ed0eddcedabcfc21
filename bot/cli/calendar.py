"""`rollcall calendar` and `rollcall cycle`: the Board's months."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer
from sqlalchemy import select

from bot.app import open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from bot.config import read_partnership, read_settings
from handlers.fields import read_day
from handlers.request import RefusedError
from handlers.wording.calendar import STEP_NAMES
from models.calendar import CalendarError, CyclePlan, plan_cycles
from models.cycle import Cycle
from models.spoken import count_in_words, day_in_words
from models.store import transaction

calendar = typer.Typer(help="Plan the days that lead to a Board, without storing them.")
cycle = typer.Typer(help="The Boards that are in the calendar.")
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def _day(words: str) -> date:
    day = read_day(words)
    if day is None:
        raise RefusedError(f"Write the Board's day as 2024-01-24; found {words[:40]!r}.")
    return day


@calendar.callback()
def calendar_group() -> None:
    """Plan the days that lead to a Board, without storing them."""


@calendar.command("plan")
def plan(
    boards: Annotated[list[str], typer.Argument(help="Each Board's day, as 2024-01-24.")],
    as_json: AsJson = False,
) -> None:
    """Show each step of the cycles that lead to these Boards."""
    partnership = read_partnership(read_settings().partnership_file)
    try:
        planned = plan_cycles(
            (_day(board) for board in boards),
            days=partnership.days,
            offsets=partnership.calendar.offsets,
            school_holidays=partnership.school_holidays,
        )
    except CalendarError as error:
        raise RefusedError(str(error)) from None
    if as_json:
        show_json([cycle.as_row() for cycle in planned])
        return
    for one in planned:
        _print(one)


def _print(planned: CyclePlan) -> None:
    made = table("Step", "Day", title=f"Cycle {planned.code}", caption=planned.note or None)
    for step, day in planned.days().items():
        row(made, STEP_NAMES[step], day_in_words(day))
    show(made)


@cycle.command("add")
def add(board: Annotated[str, typer.Argument(help="The Board's day, as 2024-01-24.")]) -> None:
    """Store the cycle that leads to a Board."""
    run("cycle.add", board_on=board)


@cycle.command("move")
def move(
    code: Annotated[str, typer.Argument(help="The cycle, such as 2024-01.")],
    board: Annotated[str, typer.Argument(help="The Board's new day.")],
    reason: Annotated[str | None, typer.Option(help="Why it moves.")] = None,
) -> None:
    """Move a Board: what has not happened is planned again, and whom it concerns is told."""
    run("cycle.move", cycle=code, board_on=board, reason=reason)


@cycle.command("list")
def list_cycles(as_json: AsJson = False) -> None:
    """List the Boards in the calendar."""
    house = open_house()
    with transaction(house.engine) as session:
        stored = session.scalars(select(Cycle).order_by(Cycle.board_meeting)).all()
    if as_json:
        rows = [
            {"cycle": c.code, "collection_opens": c.collection_opens.isoformat(),
             "update_cut_off": c.update_cut_off.isoformat(),
             "papers_issued": c.papers_issued.isoformat(),
             "board_meeting": c.board_meeting.isoformat(), "note": c.note}
            for c in stored
        ]  # fmt: skip
        show_json(rows)
        return
    title = count_in_words(len(stored), "cycle")
    made = table("Cycle", "Opens", "Cut-off", "Papers", "Board", title=title)
    for c in stored:
        days = (c.collection_opens, c.update_cut_off, c.papers_issued, c.board_meeting)
        row(made, c.code, *map(day_in_words, days))
    show(made)

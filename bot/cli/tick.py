"""`rollcall tick`: one beat of the clock from outside, for cron and for trying things out."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.app import House, open_house, works_of
from bot.instants import instant
from models.spoken import count_in_words
from models.store import transaction
from scheduler.beats import beat, replica_name
from scheduler.clock import SetClock
from scheduler.ticker import Ticked
from scheduler.ticker import tick as one_tick


def tick(
    at: Annotated[
        str | None, typer.Option(help="Tick as if it were then, such as 2023-10-04T09:00.")
    ] = None,
) -> None:
    """Plan what is owed now and send what is due, once."""
    house = open_house()
    if at is not None:
        house = open_house(SetClock(instant(at, house.partnership.zone)))
    ticked = asyncio.run(one_tick(works_of(house, threads=False)))
    if at is None:
        _write_down(house)
    typer.echo(_said(ticked))


def _write_down(house: House) -> None:
    """That somebody ticked: a process that only opens doors then knows that the clock goes."""
    with transaction(house.engine) as session:
        beat(session, replica_name(), version="", ticked=True)


def _said(ticked: Ticked) -> str:
    owed = count_in_words(len(ticked.planned.owed), "message was", "messages were")
    parts = [f"{owed} found to be owed"]
    parts += [f"{count} {name}" for name, count in sorted(ticked.outcomes.items())]
    return f"{ticked.at.isoformat(timespec='minutes')}: {', '.join(parts)}."

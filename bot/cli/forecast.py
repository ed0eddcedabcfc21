"""`rollcall forecast`: who gets what and when."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import couriers_of, open_house
from bot.cli.screen import row, show, show_json, table
from bot.instants import instant
from models.spoken import count_in_words, moment_in_words
from models.store import transaction
from scheduler.forecast import Expected, forecast


def show_forecast(
    days: Annotated[int, typer.Option(min=1, max=400, help="How many days ahead.")] = 30,
    start: Annotated[
        str | None, typer.Option("--from", help="From then on, such as 2023-09-29T08:00.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """List each message that would be sent, by the planner that sends.

    The planner is run forward over the record without writing anything; it assumes that nobody
    answers or signs meanwhile, so that the list is the most that can come.
    """
    house = open_house()
    at = instant(start, house.partnership.zone) if start else house.clock.now()
    with transaction(house.engine) as session:
        found = forecast(
            session,
            at,
            days=days,
            partnership=house.partnership,
            platforms=frozenset(couriers_of(house)),
        )
    if as_json:
        show_json([each.as_json() for each in found])
        return
    _print(found)


def _print(found: list[Expected]) -> None:
    if not found:
        typer.echo("Nothing would be sent in these days. Is a Board in the calendar?")
        return
    title = count_in_words(len(found), "message")
    made = table("When", "To", "What", "Cycle", "By", "Why", title=title)
    for each in found:
        when = moment_in_words(each.at, each.at.tzinfo)  # type: ignore[arg-type] # a zone by name
        row(made, when, each.person, each.step.value, each.cycle, each.door or "none", each.why)
    show(made)

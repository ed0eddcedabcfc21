"""`rollcall delivery`: what waits to leave, what could not, and settling it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import open_house
from bot.cli.ask import run
from bot.cli.screen import row, show, show_json, table
from handlers.running.deliveries import counts, deliveries
from handlers.wording.deliveries import TITLES, Standing, delivery_head
from models.spoken import moment_in_words
from models.store import transaction

app = typer.Typer(help="What waits to be sent and what could not be.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(help="The message's number, as the list gives it.")]
Reason = Annotated[str | None, typer.Option(help="Why; it stands in the record.")]


@app.callback()
def delivery() -> None:
    """What waits to be sent and what could not be delivered."""


@app.command("list")
def list_deliveries(
    state: Annotated[
        list[Standing] | None, typer.Option(help="Only these; may be given more than once.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """List what is owed, what may have arrived, what was refused or put aside, with why."""
    house = open_house()
    with transaction(house.engine) as session:
        found = deliveries(session, *(state or ()), limit=None)
        head = delivery_head(counts(session))
    if as_json:
        show_json([each.as_json() for each in found])
        return
    made = table("No.", "State", "What", "For or from", "When", "Why", title=head)
    for each in found:
        when = moment_in_words(each.at, house.partnership.zone)
        number = each.number or ""
        row(made, number, TITLES[each.standing], each.what, each.to, when, each.why)
    show(made)


@app.command("arrived")
def arrived(number: Number) -> None:
    """Say that a message that may have arrived did: you have looked in the conversation."""
    run("delivery.arrived", occasion=str(number))


@app.command("retry")
def retry(
    number: Number,
    *,
    incoming: Annotated[
        bool, typer.Option("--incoming", help="It is something that came in and was put aside.")
    ] = False,
) -> None:
    """Send a message again that was refused or may have arrived; or work on what came in."""
    if incoming:
        run("delivery.retry", heard=str(number))
    else:
        run("delivery.again", occasion=str(number))


@app.command("cancel")
def cancel(
    number: Number,
    *,
    reason: Reason = None,
    incoming: Annotated[
        bool, typer.Option("--incoming", help="It is something that came in and was put aside.")
    ] = False,
) -> None:
    """Cancel a message that waits or failed; or take what came in off the list."""
    if incoming:
        run("delivery.leave", heard=str(number))
    else:
        run("delivery.cancel", occasion=str(number), reason=reason)


@app.command("open")
def open_way(
    way: Annotated[str, typer.Argument(help="The way, such as slack/T0123, as the list gives it.")],
) -> None:
    """Open a way that was closed, once its access is mended; what waited for it goes."""
    run("delivery.open", way=way)

"""`rollcall mode`: trial, live or paused. What goes on is shown first and done with --yes."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import open_house
from bot.cli.ask import do, run, show
from bot.cli.screen import show_json
from handlers.running.modes import last_change, mode_now
from models.store import transaction

app = typer.Typer(help="Whether messages go out: trial, live or paused.", no_args_is_help=True)
Reason = Annotated[str | None, typer.Option(help="Why; it stands in the record.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; else it is only shown.")]
NOT_YET = "\nNothing is changed. To do it, repeat this with --yes."


@app.callback()
def mode() -> None:
    """Whether messages go out: trial, live or paused."""


@app.command("show")
def show_mode(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Show which mode is in force, and who set it when."""
    if not as_json:
        run("mode")
        return
    house = open_house()
    with transaction(house.engine) as session:
        change = last_change(session)
        show_json(
            {
                "mode": mode_now(session).value,
                "by": change.by if change else None,
                "at": change.at.isoformat() if change else None,
                "reason": (change.reason or None) if change else None,
            }
        )


@app.command("pause")
def pause(reason: Reason = None) -> None:
    """Pause everything, at once: nothing leaves until somebody resumes."""
    run("mode.pause", reason=reason)


@app.command("resume")
def resume(*, reason: Reason = None, yes: Yes = False) -> None:
    """Show what goes and what has lapsed; with --yes, resume."""
    if yes:
        run("mode.resume_now", reason=reason)
        return
    run("mode.resume")
    typer.echo(NOT_YET)


@app.command("live")
def live(*, reason: Reason = None, yes: Yes = False) -> None:
    """Show the first day's messages; with --yes, go live with just these."""
    house = open_house()
    shown = do(house, "mode.live")
    if not yes:
        show(shown, house)
        typer.echo(NOT_YET)
        return
    (card,) = shown.say
    show(do(house, "mode.live_now", reason=reason, count=first_day_of(card)), house)


def first_day_of(card: object) -> str:
    """How many messages the preview names, as its own button carries it."""
    from models.message import Buttons, Message

    assert isinstance(card, Message)
    buttons = [b for block in card.blocks if isinstance(block, Buttons) for b in block.buttons]
    return next(dict(b.args)["count"] for b in buttons if b.verb == "mode.live_now")

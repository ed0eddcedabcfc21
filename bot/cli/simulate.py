"""`rollcall simulate`: months played in a scratch database, and what was promised looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.screen import console, show_json
from bot.cli.simulate_input import boards_of, loader_of
from bot.cli.simulate_printing import breach_lines, played_json, table_of, told_promises
from bot.config import read_partnership, read_settings
from handlers.fields import read_day
from handlers.request import RefusedError
from scheduler.simulate.play import play
from scheduler.simulate.scratch import scratch
from scheduler.simulate.script import Played, Script
from scheduler.simulate.shrink import shrink

BROKEN = 1
WIDTH = 110
"""What the table needs; a narrower terminal breaks its lines."""
Again = Callable[[Script], Played]


def simulate(
    *,
    start: Annotated[str, typer.Option("--from", help="The first day, such as 2023-09-29.")],
    end: Annotated[str, typer.Option("--to", help="The last day, such as 2024-12-31.")],
    plan: Annotated[Path | None, typer.Option(help="A plan's file; else the sample.")] = None,
    boards: Annotated[
        Path | None,
        typer.Option(
            help="Board days, a line each or a column board_meeting; else each fourth"
            " Wednesday, in December the third."
        ),
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, other people.")] = 1,
    database_url: Annotated[
        str | None,
        typer.Option(help="The kind of database; a scratch schema of it is used and dropped."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Play months with this same engine, with people who answer, delay, slip, are away and leave.

    Everything happens in a scratch database: nothing of yours is read or written. Ends with 1 where
    a promise was broken, with the shortest trace that breaks it.
    """
    settings = read_settings()
    partnership = read_partnership(settings.partnership_file)
    first, last = _days(start, end)
    script = Script(
        first,
        last,
        boards_of(boards, first, last, partnership),
        loader_of(plan, first, partnership),
        seed=seed,
        partnership=partnership,
    )
    address = settings.database_url if database_url is None else database_url
    with _progress(script) as told:
        played = _played(script, address, told)
    if played.breach is not None:
        with _progress(replace(script, end=played.breach.at.date())) as told:
            played = shrink(played, lambda shorter: _played(shorter, address, told))
    _show(played, as_json=as_json)
    if played.breach is not None:
        raise typer.Exit(BROKEN)


def _days(start: str, end: str) -> tuple[date, date]:
    first, last = read_day(start), read_day(end)
    if first is None or last is None:
        raise RefusedError(
            f"--from and --to take days such as 2023-09-29; found {start[:20]!r} and {end[:20]!r}."
        )
    if last < first:
        raise RefusedError(f"--to must not lie before --from; found {start} to {end}.")
    return first, last


def _played(script: Script, address: str, told: Callable[[date], None]) -> Played:
    with scratch(address) as engine:
        return play(script, engine, told=told)


@contextmanager
def _progress(script: Script) -> Iterator[Callable[[date], None]]:
    """A bar of the days for who looks on; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield lambda _day: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        days = (script.end - script.start).days + 1
        task = progress.add_task("Playing", total=days)

        def told(day: date) -> None:
            done = (day - script.start).days
            progress.update(task, completed=done, description=f"{day:%B %Y}")

        yield told


def _show(played: Played, *, as_json: bool) -> None:
    if as_json:
        show_json(played_json(played))
        return
    screen = console()
    screen.width = max(screen.width, WIDTH)
    screen.print(table_of(played))
    typer.echo(told_promises(played))
    for line in breach_lines(played):
        typer.echo(line)

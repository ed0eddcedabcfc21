"""`rollcall serve` and `rollcall work`: the processes that serve, ask, remind and report."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import House, open_house
from bot.local_mode import loopback, require_local
from bot.logs import LogFormat, log_to
from handlers import everything  # noqa: F401 - registers every verb

Host = Annotated[str, typer.Option("--host", help="This machine only: 127.0.0.1 or ::1.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")]
NoScheduler = Annotated[
    bool,
    typer.Option(
        "--no-scheduler", help="Open the doors only; rollcall work ticks in another process."
    ),
]
AnyHost = Annotated[str, typer.Option("--host", help="Where its health is asked.")]


def serve(host: Host = "127.0.0.1", port: Port = 8765, no_scheduler: NoScheduler = False) -> None:
    """Serve until stopped: the local platform's page, and the clock that asks and reminds."""
    from bot.serving import address_of, listen, serve_local

    host = loopback(host)
    house = open_house()
    require_local(house.settings)
    _log(house)
    opened = listen(host, port)
    serve_local(
        house,
        opened,
        ticks=not no_scheduler,
        started=lambda: typer.echo(f"Rollcall serves at {address_of(opened)} (Ctrl-C stops it)."),
    )


def work(host: AnyHost = "127.0.0.1", port: Port = 8766) -> None:
    """Tick, send and work the inbox until stopped, with no door: only its health is served."""
    from bot.serving import address_of, listen, serve_no_door

    house = open_house()
    _log(house)
    opened = listen(host, port)
    serve_no_door(
        house,
        opened,
        started=lambda: typer.echo(
            f"Rollcall works; its health is at {address_of(opened)} (Ctrl-C stops it)."
        ),
    )


def _log(house: House) -> None:
    chosen = house.settings.log_format
    log_to(how=LogFormat(chosen) if chosen else None, whole_errors=house.settings.traceback)

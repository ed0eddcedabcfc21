"""`rollcall serve`: the one process that serves, asks, reminds and reports."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.app import open_house
from bot.local_mode import loopback, require_local
from handlers import everything  # noqa: F401 - registers every verb

Host = Annotated[str, typer.Option("--host", help="This machine only: 127.0.0.1 or ::1.")]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")]


def serve(host: Host = "127.0.0.1", port: Port = 8765) -> None:
    """Serve until stopped: the local platform's page, and the clock that asks and reminds."""
    from bot.serving import address_of, listen, serve_local

    host = loopback(host)
    house = open_house()
    require_local(house.settings)
    opened = listen(host, port)
    serve_local(
        house,
        opened,
        started=lambda: typer.echo(f"Rollcall serves at {address_of(opened)} (Ctrl-C stops it)."),
    )

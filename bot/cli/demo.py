"""`rollcall demo`: a month of the sample plan in your browser, with nobody real and no account."""

from __future__ import annotations

import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Annotated

import typer
from rich.console import Console

from bot.app import House, ready
from bot.config import read_partnership, read_settings
from bot.local_mode import loopback, require_local
from bot.web.courier import LocalCourier

Port = Annotated[int, typer.Option("--port", min=0, max=65535, help="0 takes any free one.")]
Host = Annotated[str, typer.Option("--host", help="This machine only: 127.0.0.1 or ::1.")]
Keep = Annotated[
    Path | None, typer.Option("--keep", help="A folder that keeps the demo for the next time.")
]
Opens = Annotated[bool, typer.Option("--open/--no-open", help="Open the page in your browser.")]
Seed = Annotated[int, typer.Option("--seed", help="How the people are whom you do not play.")]

Empty = Annotated[bool, typer.Option("--empty", help="Begin before there is a plan.")]


def demo(
    *,
    host: Host = "127.0.0.1",
    port: Port = 0,
    keep: Keep = None,
    opens: Opens = True,
    seed: Seed = 1,
    empty: Empty = False,
) -> None:
    """Play a month of the sample plan in your browser: be an owner, the chair, or the office."""
    from bot.demo.opening import open_demo
    from bot.serving import address_of, listen, serve_local

    host = loopback(host)
    settings = read_settings()
    require_local(settings)
    partnership = read_partnership(settings.partnership_file)
    opened = listen(host, port)
    with _folder(keep) as folder:
        with _told() as told:
            shown = open_demo(
                folder,
                LocalCourier(),
                partnership=partnership,
                prepare=lambda engine, clock: ready(House(settings, partnership, engine, clock)),
                seed=seed,
                empty=empty,
                told=told,
            )
        house = House(settings, partnership, shown.engine, shown.living.clock)
        stopped = Event()
        beside = shown.run_beside(stopped)

        def started() -> None:
            typer.echo(f"The demo is at {address_of(opened)} (Ctrl-C ends it).")
            if opens and _has_a_screen():
                with suppress(webbrowser.Error):
                    webbrowser.open(address_of(opened))

        try:
            serve_local(house, opened, show=shown.story, deliver=shown.living.tick, started=started)
        finally:
            stopped.set()
            beside.join()
            shown.keep()
            shown.close()


@contextmanager
def _folder(keep: Path | None) -> Iterator[Path]:
    """The folder that was named, or one that goes with the demo."""
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        yield keep
        return
    with tempfile.TemporaryDirectory(prefix="rollcall-demo-") as folder:
        yield Path(folder)


def _has_a_screen() -> bool:
    """Whether a browser can open beside the terminal; a text browser would take it over."""
    if sys.platform in {"darwin", "win32"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def _told() -> Iterator[Callable[[str], None]]:
    """Says what is being set up, in one line that goes, and nothing where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _words: None
        return
    with console.status("Setting up the demo") as status:
        yield lambda words: status.update(f"{words}…")

"""`rollcall gallery`: each message that the product can send, in each platform's own form."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.app import House, ready
from bot.config import read_partnership, read_settings
from models.spoken import count_in_words, list_in_words

Out = Annotated[Path, typer.Option("--out", help="The folder to write into.")]


def show_gallery(out: Out) -> None:
    """Write every message and form as DIR/<platform>/<message>: .html, .txt, and Slack's .json.

    Some months of the sample plan are played in a scratch database; nothing of yours is touched.
    """
    from bot.gallery.months import gallery
    from bot.gallery.pages import write

    settings = read_settings()
    partnership = read_partnership(settings.partnership_file)
    with _told() as told:
        shown = gallery(
            partnership=partnership,
            prepare=lambda engine, clock: ready(House(settings, partnership, engine, clock)),
            told=told,
        )
    written = write(shown, out, zone=partnership.time_zone)
    said = list_in_words(
        f"{count_in_words(n, 'file')} in {out / name}" for name, n in written.items()
    )
    typer.echo(f"Wrote {said}.")


@contextmanager
def _told() -> Iterator[Callable[[str], None]]:
    """Says what is being played, in one line that goes, and nothing where nobody watches."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _words: None
        return
    with console.status("Playing the months") as status:
        yield lambda words: status.update(f"{words}…")

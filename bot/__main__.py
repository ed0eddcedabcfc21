"""The entry of `rollcall`: errors become one sentence and an exit code."""

from __future__ import annotations

import gc
import os
import sys
from typing import TextIO

import typer

from bot.cli.root import app

REFUSED = 2
GARBAGE_AFTER = 20_000
"""New objects after which the youngest are looked through."""


def main() -> None:
    """Run the command line; exits 0 done, 1 findings, 2 refused."""
    _speak(sys.stdout)
    _speak(sys.stderr)
    _spare_the_collector()
    try:
        app()
    except SystemExit as ended:
        if _reader_left(ended):
            sys.exit(0)
        raise
    except Exception as error:
        if os.environ.get("ROLLCALL_TRACEBACK"):
            raise
        from bot.trouble import in_words

        typer.echo(in_words(error), err=True)
        sys.exit(REFUSED)


def _speak(stream: TextIO) -> None:
    """Write UTF-8 into a pipe or file whatever the locale, and never fail at a letter."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is None:
        return
    if stream.isatty():
        reconfigure(errors="replace")
    else:
        reconfigure(encoding="utf-8", errors="backslashreplace")


def _spare_the_collector() -> None:
    """Look for rings of garbage less often, and never among what was imported.

    A session makes thousands of rows that die by their count alone; the default of 700 spent an
    eighth of a long run on looking through them in vain.
    """
    gc.freeze()
    gc.set_threshold(GARBAGE_AFTER)


def _reader_left(ended: SystemExit) -> bool:
    """Whether it ended because nobody reads on, as in `rollcall people list | head`."""
    error: BaseException | None = ended
    while error is not None and not isinstance(error, BrokenPipeError):
        error = error.__context__
    return error is not None


if __name__ == "__main__":
    main()

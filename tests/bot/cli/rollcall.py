"""Running `rollcall` in a test: the real command line in this process, over one database."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import StringIO
from unittest.mock import patch

from sqlalchemy import URL, Engine

import bot.app
from bot.__main__ import main
from models.store import open_engine


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed and how it ended."""

    out: str
    err: str
    code: int


def rollcall(*words: str, environment: Mapping[str, str], typed: str = "") -> Ran:
    """Run a command as at a prompt where nobody watches; `typed` is its standard input."""
    out, err = StringIO(), StringIO()
    with _process(["rollcall", *words], StringIO(typed), out, err, environment):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        else:
            code = 0
    return Ran(out.getvalue(), err.getvalue(), code)


@contextmanager
def _process(
    argv: list[str],
    typed: StringIO,
    out: StringIO,
    err: StringIO,
    environment: Mapping[str, str],
) -> Iterator[None]:
    """What a process of its own would have; the engines it opened are closed at its end."""
    opened: list[Engine] = []

    def remembered(address: str | URL) -> Engine:
        opened.append(open_engine(address))
        return opened[-1]

    with ExitStack() as stack:
        for name, value in {
            "argv": argv,
            "stdout": out,
            "stderr": err,
            "stdin": typed,
        }.items():
            stack.enter_context(patch.object(sys, name, value))
        stack.enter_context(patch.dict(os.environ, environment))
        if "COLUMNS" not in environment:
            os.environ.pop("COLUMNS", None)  # a test's worker has one, nobody's pipe has
        stack.enter_context(patch.object(bot.app, "open_engine", remembered))
        yield
    for engine in opened:
        engine.dispose()

"""What a command shows: tables that lose nothing, and JSON for machines."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Collection
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

UNBOUNDED = 100_000
"""Columns of a page that nobody looks at: a pipe takes each row on one line."""
_STEERS = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
"""Signs that steer a terminal instead of being shown; people's words can hold them."""


def console() -> Console:
    """Where people read: as wide as their terminal; in a pipe or a file, as wide as it takes."""
    if sys.stdout.isatty() or "COLUMNS" in os.environ:
        return Console(highlight=False)
    return Console(highlight=False, width=UNBOUNDED)


def table(
    *heads: str, title: str, caption: str | None = None, numbers: Collection[str] = ()
) -> Table:
    """An empty table whose cells break into lines rather than being cut.

    Its title and caption are shown as they are; the columns whose heads are `numbers` align right.
    """
    made = Table(
        title=Text(title, "table.title"),
        caption=Text(caption, "table.caption") if caption else None,
        title_justify="left",
        caption_justify="left",
    )
    for head in heads:
        made.add_column(head, overflow="fold", justify="right" if head in numbers else "left")
    return made


def row(into: Table, *cells: object) -> None:
    """One more row; what people typed is shown as it is, never read as markup."""
    into.add_row(*(cell if isinstance(cell, Text) else words(_one_line(cell)) for cell in cells))


def _one_line(cell: object) -> str:
    return "" if cell is None else " ".join(str(cell).split())


def words(said: str, style: str = "") -> Text:
    """What was typed, as it is: never markup, and never a sign that steers the terminal."""
    return Text(said.translate(_STEERS), style)


def show(made: Table) -> None:
    """Print a table."""
    console().print(made)


def show_json(value: Any) -> None:
    """Print a value for machines, two spaces deep."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))

"""What a command shows: tables that lose nothing, and JSON for machines."""

from __future__ import annotations

import json
import os
from typing import Any

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

UNBOUNDED = 100_000
"""Columns of a page that nobody looks at: a pipe takes each row on one line."""


def console() -> Console:
    """Where people read: as wide as their terminal; in a pipe or a file, as wide as it takes."""
    watched = Console()
    if watched.is_terminal or "COLUMNS" in os.environ:
        return watched
    return Console(width=UNBOUNDED)


def table(*heads: str, title: str, caption: str | None = None) -> Table:
    """An empty table whose cells break into lines rather than being cut."""
    made = Table(title=title, caption=caption, title_justify="left", caption_justify="left")
    for head in heads:
        made.add_column(head, overflow="fold")
    return made


def row(into: Table, *cells: object) -> None:
    """One more row; what people typed is shown as it is, never read as markup."""
    into.add_row(*(Text("" if cell is None else str(cell)) for cell in cells))


def show(made: Table) -> None:
    """Print a table."""
    console().print(made)


def show_json(value: Any) -> None:
    """Print a value for machines, two spaces deep."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))

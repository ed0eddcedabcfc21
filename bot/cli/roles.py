"""`rollcall roles`: who may do what, from the one table that enforces it."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot.config import read_partnership, read_settings
from models.policy_words import LETTERS, WORDS


def roles(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Print who may do what, by the policy in force."""
    policy = read_partnership(read_settings().partnership_file).policy
    rows = policy.rows()
    if as_json:
        typer.echo(
            json.dumps(
                [
                    {"act": r.act.value, "title": r.title, "who": r.who, "note": r.note}
                    for r in rows
                ],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    table = Table("Act", "Who", "Notes", title="Who may do what", show_lines=True)
    for row in rows:
        table.add_row(f"{row.title}\n{row.act.value}", row.who, row.note)
    Console().print(table)
    letters = (f"{letter} {' or '.join(WORDS[who])}" for who, letter in LETTERS.items())
    typer.echo("; ".join(letters) + ".")

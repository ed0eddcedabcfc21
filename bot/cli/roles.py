"""`rollcall roles`: who may do what, from the one table that enforces it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.screen import row, show, show_json, table
from bot.config import read_partnership, read_settings
from models.policy_words import LETTERS, WORDS


def roles(as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False) -> None:
    """Print who may do what, by the policy in force."""
    policy = read_partnership(read_settings().partnership_file).policy
    rows = policy.rows()
    if as_json:
        show_json(
            [{"act": r.act.value, "title": r.title, "who": r.who, "note": r.note} for r in rows]
        )
        return
    made = table("Act", "In settings", "Who", "Notes", title="Who may do what")
    made.show_lines = True
    for one in rows:
        row(made, one.title, one.act.value, one.who, one.note)
    show(made)
    letters = (f"{letter} {' or '.join(WORDS[who])}" for who, letter in LETTERS.items())
    typer.echo("; ".join(letters) + ".")

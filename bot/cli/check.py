"""`rollcall check`: what is configured, and what is wrong, in words."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.screen import show_json
from bot.doctor import Finding, examine

FINDINGS = 1


def check(
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
    slack: Annotated[bool, typer.Option("--slack", help="Also try Slack as it is set up.")] = False,
) -> None:
    """Say what is configured and what is wrong; exits 1 where something is."""
    found = examine(slack=slack)
    if as_json:
        show_json([finding.as_json() for finding in found])
    else:
        for finding in found:
            typer.echo(_line(finding))
    if any(not finding.is_well for finding in found):
        raise typer.Exit(FINDINGS)


def _line(finding: Finding) -> str:
    return f"{'well ' if finding.is_well else 'WRONG'}  {finding.about}: {finding.sentence}"

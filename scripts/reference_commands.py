"""The page of all commands, from the Typer application."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from bot.cli.root import app

HEAD = """\
# Commands

Made from the code by `make reference`. Every command answers `--help`.

Exit codes: 0 is well, 1 is findings, 2 is refused. An error is one sentence with what to do.
"""


def commands_page() -> str:
    """Every command, by its group, with its arguments and options."""
    root = typer.main.get_command(app)
    return HEAD + "".join(_section(path, command) for path, command in _walk("rollcall", root))


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in sorted(command.commands.items()):
        if not inner.hidden:
            yield from _walk(f"{path} {name}", inner)


def _section(path: str, command: Any) -> str:
    context = command.make_context(path, [], resilient_parsing=True)
    usage = " ".join([path, *command.collect_usage_pieces(context)]).replace(" [OPTIONS]", "")
    words = " ".join((command.help or "").split())
    rows = "".join(_row(parameter, context) for parameter in command.params if _shown(parameter))
    table = f"\n| Argument or option | Meaning |\n| --- | --- |\n{rows}" if rows else ""
    return f"\n## {path}\n\n`{usage}`\n\n{words}\n{table}"


def _shown(parameter: Any) -> bool:
    return "--help" not in parameter.opts and not getattr(parameter, "hidden", False)


def _row(parameter: Any, context: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.make_metavar(context)
    else:
        name = ", ".join([*parameter.opts, *parameter.secondary_opts])
    words = " ".join((getattr(parameter, "help", None) or "").split())
    return f"| `{name}` | {words.replace('|', chr(92) + '|')} |\n"

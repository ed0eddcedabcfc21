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
    groups: dict[str, list[str]] = {"": []}
    for path, command in _walk("rollcall", typer.main.get_command(app)):
        _, first, *second = path.split()
        groups.setdefault(first if second else "", []).append(_row(path, command))
    return HEAD + "".join(_group(name, rows) for name, rows in groups.items())


def _walk(path: str, command: Any) -> Iterator[tuple[str, Any]]:
    if not hasattr(command, "commands"):
        yield path, command
        return
    for name, inner in sorted(command.commands.items()):
        if not inner.hidden:
            yield from _walk(f"{path} {name}", inner)


def _group(name: str, rows: list[str]) -> str:
    title = f"rollcall {name}" if name else "Commands of one word"
    return f"\n## {title}\n\n| Command | What it does |\n| --- | --- |\n{''.join(rows)}"


def _row(path: str, command: Any) -> str:
    usage = " ".join([path, *(_place(p) for p in command.params if _is_argument(p))])
    words = [" ".join((command.help or "").split())]
    words += [_option(parameter) for parameter in command.params if _shown(parameter)]
    return f"| `{usage}` | {'<br>'.join(words).replace('|', chr(92) + '|')} |\n"


def _is_argument(parameter: Any) -> bool:
    return bool(parameter.param_type_name == "argument")


def _name(argument: Any) -> str:
    return str(argument.metavar or argument.name).upper().strip("[]{}.")


def _place(argument: Any) -> str:
    name = _name(argument) + ("…" if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _shown(parameter: Any) -> bool:
    return "--help" not in parameter.opts and not getattr(parameter, "hidden", False)


def _option(parameter: Any) -> str:
    if _is_argument(parameter):
        name = _name(parameter)
    else:
        name = ", ".join([*parameter.opts, *parameter.secondary_opts])
    words = " ".join((getattr(parameter, "help", None) or "").split())
    return f"`{name}` {words}"

"""The root of the command line as a list of names; a module is imported when it is called.

What the commands import together takes seconds; `--help`, a slip and most commands need little.
"""

from __future__ import annotations

from collections import UserDict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


@dataclass(frozen=True, slots=True)
class Part:
    """A command, or a group of them, that is not imported yet."""

    place: str
    """Its module in `bot.cli` and its name there, such as "people:app"."""
    says: str
    """What the list of commands says of it: the first sentence of its own help."""

    def load(self, name: str) -> TyperCommand | TyperGroup:
        """The command itself, by its name on the command line."""
        module, _, attribute = self.place.partition(":")
        found = getattr(import_module(f"bot.cli.{module}"), attribute)
        if isinstance(found, typer.Typer):
            made: Any = get_group(found)
        else:
            alone = typer.Typer(add_completion=False)
            alone.command(name)(found)
            made = get_command(alone)
        made.name = name
        return made  # type: ignore[no-any-return] # Typer says less of it than it gives


class Loaded(UserDict[str, Any]):
    """The commands by their names, each imported when it is asked for."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        super().__init__()
        self.data = dict(parts)

    def __getitem__(self, name: str) -> Any:
        part = self.data[name]
        if isinstance(part, Part):
            part = self.data[name] = part.load(name)
        return part


def on_demand(parts: Mapping[str, Part]) -> type[TyperGroup]:
    """The group that consists of these parts."""

    class OnDemand(TyperGroup):
        """Lists its parts without importing them."""

        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = Loaded(parts)

        def format_help(self, ctx: Any, formatter: Any) -> None:
            """Write the help, for which names and sentences are enough."""
            commands = self.commands
            self.commands = {name: TyperCommand(name, help=p.says) for name, p in parts.items()}
            try:
                super().format_help(ctx, formatter)
            finally:
                self.commands = commands

    return OnDemand

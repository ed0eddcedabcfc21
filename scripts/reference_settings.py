"""The page of the installation's settings, and a partnership's TOML with every default in it."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import json
import textwrap
from collections.abc import Iterator
from datetime import date, time
from typing import Any

from pydantic import BaseModel

from bot.config import Settings
from models.partnership import Partnership

HEAD = """\
# Settings

Made from the code by `make reference`.

## Of the installation

From the environment, or from a file `.env` in the folder in which Rollcall runs.

| Setting | Without it | Meaning |
| --- | --- | --- |
"""
TAIL = """
A secret need not stand in the environment. `ROLLCALL_SECRETS_DIR` names a folder, and a file in it
that is named like the setting (`rollcall_database_url`) holds the value. What the environment says
goes before it.

## Of the partnership

One TOML file, named by `ROLLCALL_PARTNERSHIP_FILE`. [partnership.toml](partnership.toml) has
every key with its default: copy the lines that you want to change. An unknown key is an error, so
that a misspelt one is never ignored.
"""
TOML_HEAD = """\
# A partnership's settings, each with its default. Take only the lines that you change.
# Made from the code by `make reference`.
"""


def settings_page() -> str:
    """Every setting of the environment, its default and its meaning."""
    words = _words_of(Settings)
    rows = (
        f"| `ROLLCALL_{name.upper()}` | {_default(field.default)} | {words.get(name, '')} |\n"
        for name, field in Settings.model_fields.items()
    )
    return HEAD + "".join(rows) + TAIL


def partnership_page() -> str:
    """The TOML of a partnership that has changed nothing."""
    return TOML_HEAD + "\n".join(_table((), Partnership())) + "\n"


def _default(value: Any) -> str:
    return f"`{value}`" if str(value) not in {"", "None"} else "nothing"


def _table(path: tuple[str, ...], table: Any) -> Iterator[str]:
    """The lines of one table: its plain keys first, then the tables inside it."""
    words = {} if isinstance(table, dict) else _words_of(type(table))
    if path:
        yield f"\n# {_summary(table)}" if not isinstance(table, dict) else ""
        yield f"[{'.'.join(path)}]"
    inner = {}
    for name, value in _items(table):
        if isinstance(value, BaseModel | dict) or dataclasses.is_dataclass(value):
            inner[name] = value
            continue
        if name in words:
            yield from textwrap.wrap(words[name], 96, initial_indent="# ", subsequent_indent="# ")
        yield f"# {name} =" if value is None else f"{name} = {_toml(value)}"
    for name, value in inner.items():
        yield from _table((*path, name), value)


def _items(table: Any) -> list[tuple[str, Any]]:
    if isinstance(table, dict):
        return list(table.items())
    if isinstance(table, BaseModel):
        fields = type(table).model_fields
        return [(field.alias or name, getattr(table, name)) for name, field in fields.items()]
    return [(field.name, getattr(table, field.name)) for field in dataclasses.fields(table)]


def _toml(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, set | frozenset):
        return f"[{', '.join(sorted(map(_toml, value)))}]"  # a set has another order each time
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, BaseModel) or dataclasses.is_dataclass(value):
        return f"{{ {', '.join(f'{n} = {_toml(v)}' for n, v in _items(value))} }}"
    return json.dumps(value, ensure_ascii=False)


def _summary(table: Any) -> str:
    return (type(table).__doc__ or "").partition("\n")[0]


def _words_of(kind: type) -> dict[str, str]:
    """The sentence that stands under each field of a class."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    assert isinstance(body, ast.ClassDef)
    found = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            match below:
                case ast.Expr(value=ast.Constant(value=str(words))):
                    found[field.target.id] = " ".join(words.split())
    return found

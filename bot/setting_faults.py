"""What is wrong with a setting, in words: its key, the value that was found, what was expected."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic import BaseModel, SecretStr, ValidationError
from rapidfuzz import fuzz, process

UNKNOWN = frozenset({"extra_forbidden", "unexpected_keyword_argument"})
CLOSE_ENOUGH = 70
"""How alike two keys must be (0 to 100) for one to be offered as what was meant."""
A_WHOLE_NUMBER = "a whole number"
EXPECTED = {
    "bool": "true or false",
    "int": A_WHOLE_NUMBER,
    "float": "a number",
    "greater": "{} or more",
    "less": "{} or less",
    "string": "text in quotes",
    "time": "a time such as 09:00",
    "date": "a day such as 2024-01-24",
    "timezone": "a time without a zone, such as 09:00",
    "tuple": 'a list such as ["a", "b"]',
    "list": 'a list such as ["a", "b"]',
    "frozen": "a list such as [2024-12-24, 2024-12-31]",
    "path": "a path",
    "dict": "a table of keys and values",
    "model": "a table of keys and values",
    "dataclass": "a table of keys and values",
}
"""What was expected, by the first word of pydantic's name for the fault."""


Spelling = Callable[[str], str]
"""How a key is written where it is set: "a_day", "ROLLCALL_DATA_DIR"."""


def fault_in(error: ValidationError, root: type[BaseModel], spelt: Spelling = str) -> str:
    """The first fault as a sentence, an unknown key before all others; how many more there are."""
    faults = sorted(error.errors(), key=lambda fault: fault["type"] not in UNKNOWN)
    more = f" ({len(faults) - 1} more after that.)" if len(faults) > 1 else ""
    return _said(faults[0], root, spelt) + more


def _said(fault: Any, root: type[BaseModel], spelt: Spelling) -> str:
    parts = [str(part) for part in fault["loc"] if part != "[key]"]
    key = spelt(".".join(parts))
    if fault["type"] in UNKNOWN:
        known = [spelt(".".join([*parts[:-1], near])) for near in keys_of(root, parts[:-1])]
        return unknown_key(key, known)
    if fault["type"] == "missing":
        return f"{key} is missing; give it a value."
    message = _expected(fault)
    if message.startswith(f"{key}."):
        return message
    value = fault["input"]
    is_plain = not isinstance(value, Mapping | SecretStr | BaseModel)
    found = f" is {value if hasattr(value, 'isoformat') else repr(value)};" if is_plain else ":"
    return f"{key}{found} {message}"


def unknown_key(key: str, known: Iterable[str]) -> str:
    """That nobody knows this key, and which one is meant where one is near."""
    near = process.extractOne(
        key, list(known), scorer=fuzz.ratio, processor=_own_part, score_cutoff=CLOSE_ENOUGH
    )
    hint = f"did you mean {near[0]}?" if near else "take it out or mend its spelling."
    return f"{key} is not a setting that Rollcall knows; {hint}"


def _own_part(key: str) -> str:
    """The part of a key that tells it from its neighbours."""
    return key.lower().removeprefix("rollcall_").rpartition(".")[2]


def _expected(fault: Any) -> str:
    kind, limits = fault["type"], fault.get("ctx", {})
    if kind in {"value_error", "assertion_error"}:
        message = str(fault["msg"]).removeprefix("Value error, ").rstrip(".")
        return f"{message}."
    if kind == "enum":
        return f"one of {limits['expected']} was expected."
    if kind == "string_too_short":
        return "words were expected, and it is empty."
    bound = next((limits[name] for name in ("ge", "le", "gt", "lt") if name in limits), "")
    said = EXPECTED.get(kind.partition("_")[0], str(fault["msg"]).lower())
    return f"{said.format(bound)} was expected."


def keys_of(root: Any, path: Iterable[str]) -> list[str]:
    """The keys that the table at this path takes."""
    table = root
    for part in path:
        table = _table(table, part)
    if isinstance(table, type) and issubclass(table, BaseModel):
        return [field.alias or name for name, field in table.model_fields.items()]
    return [f.name for f in dataclasses.fields(table)] if dataclasses.is_dataclass(table) else []


def _table(table: Any, part: str) -> Any:
    """The class of one table inside another; the table itself where it cannot be told."""
    if not (isinstance(table, type) and issubclass(table, BaseModel)):
        return None
    for name, field in table.model_fields.items():
        if part in {name, field.alias}:
            return field.annotation
    return None

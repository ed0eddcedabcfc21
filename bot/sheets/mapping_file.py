"""The mapping file (TOML): which column holds what, where guessing fails."""

from __future__ import annotations

import json
import tomllib
from typing import Any

from handlers.plan_import.fields import Field
from handlers.plan_import.header import Mapped
from handlers.plan_import.proposal import Proposal
from handlers.request import RefusedError
from models.states import Rating, Stage

_HEAD = """\
# Which column of the file holds what. On the left stands the header as written in the file, on the
# right the field. Correct the right side, then import with --map.
#
# Fields: {fields}
# A column that has no place in the plan is "extra": it is kept beside the action.
"""
_RATINGS = """
# Words of the rating column that are not in the scheme, each with what it means:
# {meanings}
[ratings]
"""


def write_mapping(proposal: Proposal) -> str:
    """A first mapping file, with every column of the file in it."""
    parts = [_HEAD.format(fields=_wrapped([field.value for field in Field]))]
    if proposal.header_row is not None:
        parts.append(
            "\n# No header was recognised: this row looks most like one.\n"
            f"header_row = {proposal.header_row}\n"
        )
    parts.append("\n[columns]\n")
    parts.extend(f"{_key(header)} = {_key(field)}\n" for header, field in proposal.columns)
    meanings = _wrapped([*(r.value for r in Rating), *(s.value for s in Stage)])
    parts.append(_RATINGS.format(meanings=meanings))
    parts.extend(f'# {_key(word)} = "amber"\n' for word in proposal.rating_words)
    return "".join(parts)


def _key(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _wrapped(words: list[str], width: int = 90) -> str:
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) + 2 > width:
            lines.append("")
        lines[-1] += f"{', ' if lines[-1] else ''}{word}"
    return ",\n#   ".join(lines)


def read_mapping(text: str, *, name: str) -> Mapped:
    """The mapping of a file.

    Raises:
        RefusedError: not TOML, a key that is not known, or a field that does not exist.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RefusedError(
            f"{name} should be TOML; it cannot be read: {error}. Write one with rollcall plan map"
            " FILE."
        ) from None
    unknown = sorted(values.keys() - {"columns", "header_row", "ratings"})
    if unknown:
        raise RefusedError(
            f"{name} may hold header_row, [columns] and [ratings]; found {unknown[0]!r}. Take it"
            " out or mend its spelling."
        )
    return Mapped(
        columns={header: _field(name, header, f) for header, f in _table(values, "columns", name)},
        header_row=_header_row(values.get("header_row"), name),
        ratings={w: _rating(name, w, meaning) for w, meaning in _table(values, "ratings", name)},
    )


def _table(values: dict[str, Any], key: str, name: str) -> list[tuple[str, str]]:
    table = values.get(key, {})
    if not isinstance(table, dict) or not all(isinstance(v, str) for v in table.values()):
        raise RefusedError(
            f'{name}: [{key}] should hold lines like "By when" = "due"; found something else.'
            " Write the left and the right side as text in quotes."
        )
    return list(table.items())


def _field(name: str, header: str, field: str) -> Field:
    if field not in set(Field):
        raise RefusedError(
            f"{name}: {header!r} is mapped to {field!r}, which is no field. Use one of"
            f" {', '.join(Field)}."
        )
    return Field(field)


def _rating(name: str, word: str, meaning: str) -> str:
    if meaning not in {*Rating, *Stage}:
        raise RefusedError(
            f"{name}: the rating {word!r} is said to mean {meaning!r}, which is neither a rating"
            f" nor a stage. Use one of {', '.join([*Rating, *Stage])}."
        )
    return meaning


def _header_row(value: object, name: str) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value > 0):
        return value
    raise RefusedError(f"{name}: header_row should be a row counted from 1; found {value!r}.")

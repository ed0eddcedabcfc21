"""Where the header of a sheet is: the row, or pair of rows, in which most fields are named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from handlers.plan_import.columns import guessed_field, known_field, plain
from handlers.plan_import.fields import Field
from handlers.plan_import.grid import Row, Sheet

_HEAD_ROWS = 60
_LONGEST_NAME = 120
_FIGURES = frozenset({Field.REF, Field.START, Field.DUE, Field.ORIGINAL_DUE, Field.OWNER_EMAIL})
"""Fields whose values are no column's name: the row that holds them is no second header row."""
_FIGURE = re.compile(r"\d|@")
_LEAST_NAMES = 2
_OVER = "\x1f"
"""Between the upper and the lower name of a header of two rows."""
_GIVEN, _KNOWN, _GUESSED = 3.0, 2.0, 0.9


@dataclass(frozen=True, slots=True)
class Mapped:
    """What the mapping file says where guessing fails: fields by header, the header's row."""

    columns: Mapping[str, Field] = field(default_factory=dict)
    header_row: int | None = None
    ratings: Mapping[str, str] = field(default_factory=dict)
    """Rating words of the file, each with the rating or stage that it means."""

    def field_of(self, header: str) -> Field | None:
        """The field that it gives a header; None where it says nothing."""
        wanted = plain(header)
        return next((f for name, f in self.columns.items() if plain(name) == wanted), None)


@dataclass(frozen=True, slots=True)
class Header:
    """The header's first and last row, and the names of its columns."""

    first: int
    last: int
    names: Mapping[int, str]


def find_header(sheet: Sheet, mapped: Mapped) -> Header | None:
    """The best header among the first rows; None where no row names a plan's fields."""
    head = list(sheet.rows[:_HEAD_ROWS])
    if mapped.header_row is not None:
        head = [row for row in sheet.rows if row.number == mapped.header_row]
    best: Header | None = None
    most = 0.0
    for header in _candidates(head, sheet):
        score = _score(header.names, mapped)
        if score > most:
            best, most = header, score
    return best


def _candidates(head: Sequence[Row], sheet: Sheet) -> Iterator[Header]:
    """Each row that may be the header, then each pair of rows that may be it together."""
    for row in head:
        yield Header(row.number, row.number, _names(row))
    for upper, lower in pairwise(head):
        if lower.number == upper.number + 1 and len(upper.cells) > 1 and not _is_data(upper, lower):
            yield Header(upper.number, lower.number, _joined(upper, lower, sheet))


def _is_data(upper: Row, lower: Row) -> bool:
    """Whether the lower row is an action: figures or an address under "Ref", "Due" or "E-mail"."""
    return any(
        known_field(upper.cells[index].text) in _FIGURES and _FIGURE.search(cell.text)
        for index, cell in lower.cells.items()
        if index in upper.cells
    )


def _names(row: Row) -> dict[int, str]:
    return {
        index: cell.text for index, cell in row.cells.items() if len(cell.text) <= _LONGEST_NAME
    }


def _joined(upper: Row, lower: Row, sheet: Sheet) -> dict[int, str]:
    """The names of a header of two rows: "Lead" over "Name" and "E-mail"."""
    above, below = _names(upper), _names(lower)
    tall = {m.left for m in sheet.merges if m.top <= upper.number < lower.number <= m.bottom}
    names: dict[int, str] = {}
    over = ""
    for index in sorted(above.keys() | below.keys()):
        over = above.get(index, over)
        if index not in below or index in tall:
            names[index] = above.get(index, "")
        else:
            names[index] = f"{over}{_OVER}{below[index]}" if over else below[index]
    return names


def _score(names: Mapping[int, str], mapped: Mapped) -> float:
    """How many fields the names stand for; a known word counts more than a guess."""
    fields: dict[Field, float] = {}
    for name in names.values():
        for weight, found in (
            (_GIVEN, mapped.field_of(name)),
            (_KNOWN, known_name(name)),
            (_GUESSED, guessed_name(name)),
        ):
            if found is not None and (found is not Field.EXTRA or weight == _GIVEN):
                fields[found] = max(fields.get(found, 0), weight)
                break
    return sum(fields.values()) if len(fields) >= _LEAST_NAMES else 0


def shown_name(name: str) -> str:
    """A name as a person reads it: "Lead / E-mail" for a header of two rows."""
    return name.replace(_OVER, " / ")


def known_name(name: str) -> Field | None:
    """The field of a name that is among the councils' words."""
    upper, over, lower = name.partition(_OVER)
    if not over:
        return known_field(name)
    if plain(lower).startswith("email"):
        return known_field(f"{upper} {lower}")
    return known_field(f"{upper} {lower}") or known_field(lower) or known_field(upper)


def guessed_name(name: str) -> Field | None:
    """The field of a name by its words, a rule or its spelling."""
    upper, over, lower = name.partition(_OVER)
    if not over:
        return guessed_field(name)
    return guessed_field(f"{upper} {lower}") or guessed_field(lower) or guessed_field(upper)

"""Where a sheet's header is, and what its columns hold.

The header is the row, or the pair of rows, in which most fields are named. A column that two names
claim goes to the better known one; what its cells hold decides where a name says two things
("Status" with colours, "Priority" with high and low, "Lead" with organisations).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.plan_import.column_values import settle_by_values
from handlers.plan_import.columns import guessed_field, plain
from handlers.plan_import.fields import Column, Field
from handlers.plan_import.grid import Row, Sheet
from handlers.plan_import.header import (
    Mapped,
    find_header,
    guessed_name,
    known_name,
    shown_name,
)

_ONCE = frozenset(Field) - {Field.EXTRA, Field.CO_OWNER, Field.PROGRESS}
_ACCOUNTED = frozenset({Field.OWNER, Field.DUE, Field.ORIGINAL_DUE, Field.OWNER_EMAIL, Field.REF})
_REGISTERS = re.compile(
    r"^risks?$|\brisk (?:ref|id|no|description|title|score|owner|rating)\b|\blikelihood\b"
    r"|\bprobability\b|\bmitigat|^issues?$|^decisions?\b|\blessons? learn"
)
_TELLING = 2
_BROAD = frozenset(
    {
        "agreed recommendation",
        "audit recommendation",
        "deliverable",
        "deliverables",
        "description",
        "recommendation",
        "recommendations",
        "what",
        "what must improve",
    }
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet with actions: the row of its header and its columns."""

    header_row: int
    columns: tuple[Column, ...]

    def of(self, wanted: Field) -> Column | None:
        """The column of a field; None where the sheet has none."""
        return next((column for column in self.columns if column.field is wanted), None)

    def all_of(self, wanted: Field) -> tuple[Column, ...]:
        """All columns of a field, from left to right."""
        return tuple(column for column in self.columns if column.field is wanted)


def layout_of(sheet: Sheet, mapped: Mapped) -> Layout | None:
    """The sheet's layout; None where it holds no actions."""
    found = find_header(sheet, mapped)
    if found is None:
        return None
    body = [row for row in sheet.rows if row.number > found.last]
    columns = _columns(found.names, body, mapped)
    held = {column.field for column in columns}
    is_plan = Field.TITLE in held and bool(held & _ACCOUNTED)
    if not is_plan or (not mapped.columns and _is_other_register(columns)):
        return None
    return Layout(found.last, columns)


def _is_other_register(columns: Sequence[Column]) -> bool:
    """Whether the columns are those of a register of risks, issues or decisions."""
    return sum(1 for c in columns if _REGISTERS.search(plain(c.header))) >= _TELLING


def _columns(names: Mapping[int, str], body: Sequence[Row], mapped: Mapped) -> tuple[Column, ...]:
    """What each column holds; those without a name that hold something are extra."""
    filled = {index for row in body for index in row.cells}
    named = {index: names.get(index, "") for index in sorted(filled | set(names))}
    shown = dict(distinct(named))
    columns = [_named(index, named[index], shown[index], mapped) for index in named]
    given = {column.index for column in columns if mapped.field_of(column.header) is not None}
    columns = settle_by_values(columns, body, given) if body else columns
    return tuple(_once(columns, given))


def _named(index: int, name: str, shown: str, mapped: Mapped) -> Column:
    given = mapped.field_of(shown)
    if given is not None:
        return Column(index, shown, given)
    known = known_name(name)
    meant = known or guessed_name(name) or Field.EXTRA
    return Column(index, shown, meant, known=known is not None)


def _once(columns: Sequence[Column], given: set[int]) -> list[Column]:
    """Each field once: the mapping's word first, then a known name, then the one further left."""
    order = sorted(
        columns, key=lambda c: (c.index not in given, not c.known, _is_broad(c), c.index)
    )
    taken: dict[Field, Column] = {}
    settled: dict[int, Column] = {}
    for column in order:
        kept = column.field
        if kept in _ONCE and kept in taken:
            kept = _second_of(taken[kept], column)
        settled[column.index] = replace(column, field=kept)
        taken.setdefault(kept, column)
    return _two_dues([settled[column.index] for column in columns])


def _is_broad(column: Column) -> bool:
    """Whether a title's name also says what an action is for, and gives way to a plain "Action"."""
    return column.field is Field.TITLE and plain(column.header) in _BROAD


def _second_of(first: Column, second: Column) -> Field:
    """What a second column of a field is: a second lead, the day of completion, or extra."""
    if first.field is Field.OWNER and first.known and second.known:
        return Field.CO_OWNER
    if first.field is Field.DUE and "complet" in second.header.casefold():
        return Field.DELIVERED_ON
    return Field.EXTRA


_MOVED_WORDS = ("revised", "new ", "amended", "extended", "current", "updated", "latest")


def _two_dues(columns: list[Column]) -> list[Column]:
    """Of "Due date" and "Revised due date" the plain one is the original, the other counts."""
    if any(column.field is Field.ORIGINAL_DUE for column in columns):
        return _revised_counts(columns)
    dues = [c for c in columns if c.field is Field.DUE or guessed_field(c.header) is Field.DUE]
    moved = [c for c in dues if plain(c.header).startswith(_MOVED_WORDS)]
    plain_ones = [c for c in dues if c not in moved and c.field in {Field.DUE, Field.EXTRA}]
    if not moved or not plain_ones:
        return columns
    fields = {moved[-1].index: Field.DUE, plain_ones[0].index: Field.ORIGINAL_DUE}
    return [replace(c, field=fields.get(c.index, c.field)) for c in columns]


def _revised_counts(columns: list[Column]) -> list[Column]:
    """With an original column, "Revised date" counts before a plain "Date" that came first."""
    moved = [c for c in columns if plain(c.header).startswith(_MOVED_WORDS)]
    moved = [c for c in moved if guessed_field(c.header) is Field.DUE]
    if not moved or moved[-1].field is Field.DUE:
        return columns
    return [
        replace(c, field=Field.DUE)
        if c.index == moved[-1].index
        else replace(c, field=Field.EXTRA)
        if c.field is Field.DUE
        else c
        for c in columns
    ]


def distinct(names: Mapping[int, str]) -> Iterator[tuple[int, str]]:
    """Headers as they are shown, all different: a second "Lead" is "Lead (2)", none "Column H"."""
    seen: Counter[str] = Counter()
    for index, name in names.items():
        header = shown_name(name) or f"Column {letters(index)}"
        seen[header] += 1
        yield index, header if seen[header] == 1 else f"{header} ({seen[header]})"


def letters(index: int) -> str:
    """A column's letters as a spreadsheet shows them: 0 is A, 26 is AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("A") + rest) + name
    return name

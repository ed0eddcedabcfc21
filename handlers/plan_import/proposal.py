"""A first mapping of a file's columns, for a person to correct where guessing fails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Kind
from handlers.plan_import.grid import Book, Row, Sheet
from handlers.plan_import.header import Mapped, guessed_name
from handlers.plan_import.layout import distinct, layout_of
from handlers.plan_import.reading import PlanReading

_HEAD_ROWS = 60
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """The columns of a file with the fields that they seem to hold.

    `header_row` is set only where no header was recognised: then it is a guess too.
    """

    columns: tuple[tuple[str, Field], ...]
    header_row: int | None
    rating_words: tuple[str, ...] = ()


def propose(book: Book, reading: PlanReading | None) -> Proposal:
    """What the columns of the file seem to be; every column is named, so that none is forgotten."""
    columns: dict[str, Field] = {}
    for sheet in book.sheets:
        layout = layout_of(sheet, Mapped())
        if layout is not None:
            columns.update({c.header: c.field for c in layout.columns if c.header not in columns})
    if columns:
        return Proposal(tuple(columns.items()), None, tuple(_unknown_ratings(reading)))
    row = _likeliest_header(book.sheets[0]) if book.sheets else None
    if row is None:
        return Proposal((), None)
    return Proposal(tuple(_guessed(row)), row.number)


def _unknown_ratings(reading: PlanReading | None) -> Iterator[str]:
    found = reading.findings if reading else ()
    words = (f.value for f in found if f.kind is Kind.UNKNOWN_RATING and f.value)
    return iter(dict.fromkeys(words))


def _likeliest_header(sheet: Sheet) -> Row | None:
    """The first of the rows with the most short texts."""
    rows = sheet.rows[:_HEAD_ROWS]
    return max(rows, key=_short_texts, default=None)


def _short_texts(row: Row) -> int:
    return sum(
        1
        for cell in row.cells.values()
        if len(cell.text) <= _LONGEST_NAME and cell.number is None and cell.day is None
    )


def _guessed(row: Row) -> Iterator[tuple[str, Field]]:
    """Each column with its guess, no field twice."""
    names = {index: row.cells[index].text for index in sorted(row.cells)}
    taken: set[Field] = set()
    for index, header in distinct(names):
        guess = guessed_name(names[index]) or Field.EXTRA
        yield header, Field.EXTRA if guess in taken else guess
        taken.add(guess)

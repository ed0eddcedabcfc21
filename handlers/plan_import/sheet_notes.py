"""What there is to say of a sheet as a whole: hidden text, columns without a place, its key."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Protocol

from handlers.plan_import import notes
from handlers.plan_import.body import Body
from handlers.plan_import.fields import Field
from handlers.plan_import.findings import Finding, Kind
from handlers.plan_import.grid import Book, Row, Sheet
from handlers.plan_import.layout import Layout
from handlers.plan_import.notes import Place
from handlers.plan_import.rating_key import KeyLine, differs, is_unproven, key_lines
from models.scheme import Scheme
from models.spoken import list_in_words

_MOST_RUNS = 6
_KEY_NAME = re.compile(r"\b(?:key|legend|ratings?|b?rag|scheme|guide)\b", re.IGNORECASE)
_GENERIC = re.compile(r"^(?:sheet|tab|page|worksheet)\s*\d*$", re.IGNORECASE)
_AREA_NAME = re.compile(r"^(?:area|priority|theme|work ?stream|strand)\b|^\d{1,2}\b", re.IGNORECASE)
_NUMBERED_TITLE = re.compile(r"^\s*([A-Za-z]{0,4}\d+(?:\.\d+)*)[.):]?\s+\S")


class SheetWithActions(Protocol):
    """A sheet that was read, with its layout and rows."""

    @property
    def sheet(self) -> Sheet:
        """The sheet."""

    @property
    def layout(self) -> Layout:
        """Where its columns are."""

    @property
    def body(self) -> Body:
        """Its rows."""


def column_notes(sheet: Sheet, layout: Layout, body: Body) -> Iterator[Finding]:
    """Hidden columns and rows that hold text, and columns without a place in the model."""
    rows = [row.cells for row in body.actions]
    for column in layout.columns:
        filled = sum(1 for cells in rows if column.index in cells)
        place = Place(sheet.name, layout.header_row, column.header, column.header)
        if column.index in sheet.hidden_columns and filled:
            yield notes.note(
                Kind.HIDDEN_COLUMN,
                place,
                f"The column {notes.quoted(column.header)} is hidden and holds text in {filled} of"
                f" {len(rows)} rows. Check that it was meant to leave your organisation.",
            )
        if column.field is Field.EXTRA:
            yield notes.note(
                Kind.UNKNOWN_COLUMN,
                place,
                f"The column {notes.quoted(column.header)} has no place in the plan; it is kept as"
                " an extra field. Map it with --map if it has one.",
            )
    if layout.of(Field.REF) is None:
        yield notes.note(
            Kind.MADE_REF,
            Place(sheet.name, layout.header_row),
            "Each action needs a reference; there is no column of them, so they were made from the"
            " titles' numbers or the order of the rows. Add a column that keeps them the same.",
        )
    yield from _hidden_rows(sheet)


def _hidden_rows(sheet: Sheet) -> Iterator[Finding]:
    """One finding for all hidden rows with text, at the first of them."""
    hidden = [row.number for row in sheet.rows if row.hidden]
    if not hidden:
        return
    runs = list(_runs(hidden))
    more = [f"{len(runs) - _MOST_RUNS} more"] if len(runs) > _MOST_RUNS else []
    named = list_in_words([*runs[:_MOST_RUNS], *more])
    said = f"Row {named} is" if len(hidden) == 1 else f"Rows {named} are"
    yield notes.note(
        Kind.HIDDEN_COLUMN,
        Place(sheet.name, hidden[0]),
        f"{said} hidden and holds text. Check that it was meant to leave your organisation."
        if len(hidden) == 1
        else f"{said} hidden and hold text. Check that they were meant to leave your organisation.",
    )


def _runs(numbers: Sequence[int]) -> Iterator[str]:
    """Row numbers as people list them: "3", "5 to 9"."""
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        listed = [number for _, number in run]
        yield str(listed[0]) if len(listed) == 1 else f"{listed[0]} to {listed[-1]}"


def left_out_notes(sheet: Sheet, body: Body) -> Iterator[Finding]:
    """The rows that read like actions and have no reference."""
    for row in body.without_ref:
        text = row.cells[min(row.cells)].text
        yield notes.note(
            Kind.ROW_WITHOUT_REF,
            Place(sheet.name, row.number, value=text),
            f"Each action needs a reference; row {row.number}, {notes.quoted(text)}, has none and"
            " was left out. Give it one.",
        )


def key_of(book: Book, sheets: Sequence[SheetWithActions]) -> tuple[KeyLine, ...]:
    """The file's own rating key, from sheets without actions and from rows around the actions."""
    found: list[KeyLine] = []
    read = {id(each.sheet): each for each in sheets}
    for sheet in book.sheets:
        named = bool(sheet.name and _KEY_NAME.search(sheet.name))
        rows: Sequence[Row] = sheet.rows
        if id(sheet) in read:
            actions = read[id(sheet)]
            above = [row for row in sheet.rows if row.number < actions.layout.header_row]
            rows, named = [*above, *actions.body.others], False
        found.extend(key_lines(rows, sheet=sheet.name, named_key=named))
    return tuple(found)


def key_notes(lines: Sequence[KeyLine], scheme: Scheme) -> Iterator[Finding]:
    """Where the key gives a colour another meaning than the scheme in force."""
    for line in lines:
        place = Place(line.sheet, line.row, value=f"{line.word}: {line.meaning}")
        if line.colour is not None and differs(line, scheme):
            yield notes.note(
                Kind.RATING_SCHEME_DIFFERS,
                place,
                f"In this file {line.word} means {notes.quoted(line.meaning)}; here it means"
                f" {notes.quoted(scheme.ratings[line.colour].phrase)}. Its ratings were read by the"
                " file's own key: check them before they are reported.",
            )
        elif is_unproven(line):
            yield notes.note(
                Kind.BLUE_WITHOUT_PROOF,
                place,
                f"In this file {line.word} means {notes.quoted(line.meaning)}; here Blue needs"
                " evidence that somebody else accepted. Such actions were read as delivered.",
            )


def sheet_is_area(sheet: Sheet, others: Sequence[Sheet], book: Book) -> bool:
    """Whether the sheet's name is the area of its actions: one of several, or named as an area."""
    name = sheet.name or ""
    if not name or _GENERIC.match(name.strip()) or book.type.value == "csv":
        return False
    return len(others) > 1 or bool(_AREA_NAME.match(name))


def made_refs(layout: Layout, body: Body, *, prefix: str) -> list[str]:
    """References for a sheet that has none: the number that a title begins with, or the place."""
    title = layout.of(Field.TITLE)
    refs: list[str] = []
    for position, row in enumerate(body.actions, start=1):
        cell = row.cells.get(title.index) if title else None
        numbered = _NUMBERED_TITLE.match(cell.text) if cell else None
        refs.append(numbered[1] if numbered else f"{prefix}{position}")
    return refs

"""The cells of one action by their field, each with its place; formulas are seen here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers.plan_import import notes
from handlers.plan_import.body import ActionRow
from handlers.plan_import.dates import BLANK, DayReading, Reads, read_day, serial_reading
from handlers.plan_import.fields import DATES, Column, Field
from handlers.plan_import.findings import Finding
from handlers.plan_import.grid import Cell
from handlers.plan_import.layout import Layout
from handlers.plan_import.notes import Place
from models.workdays import WorkingDays

_LOOKS_LIKE_FORMULA = re.compile(r"^[=+\-@\uff1d\uff0b\uff0d\uff20]")
_HARMLESS = re.compile(r"^(?:[-\u2010-\u2015\s]+|[+-]?\d+(?:[.,]\d+)*\s?%?)$")
_NOTHING = re.compile(r"^(?:n/?a|none|nil|not applicable|[-\u2010-\u2015.\s]+)$", re.IGNORECASE)
_REFS = frozenset({Field.REF, Field.KPI_REFS, Field.DEPENDS_ON})
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Cells:
    """One action's cells; `is_text` says that the file holds nothing but text (CSV)."""

    row: ActionRow
    layout: Layout
    sheet: str | None
    is_text: bool

    def has(self, wanted: Field) -> bool:
        """Whether the file has a column for the field."""
        return self.layout.of(wanted) is not None

    def cell(self, wanted: Field) -> Cell | None:
        """The cell of a field; of several columns the last that holds something."""
        held = [c.index for c in self.layout.all_of(wanted) if c.index in self.row.cells]
        return self.row.cells[held[-1]] if held else None

    def text(self, wanted: Field) -> str:
        """The words of a field; empty where there are none."""
        cell = self.cell(wanted)
        return cell.text if cell else ""

    def said(self, wanted: Field) -> str:
        """The words of a field, empty for a dash or "n/a"."""
        text = self.text(wanted)
        return "" if _NOTHING.match(text) else text

    def place(self, wanted: Field) -> Place:
        """Where a field stands, with its raw cell."""
        column = self._column(wanted)
        cell = self.cell(wanted)
        header, value = column.header if column else None, cell.text if cell else None
        return Place(self.sheet, self.row.number, header, value)

    def _column(self, wanted: Field) -> Column | None:
        columns = self.layout.all_of(wanted)
        held = [column for column in columns if column.index in self.row.cells]
        return next(reversed(held or columns), None)

    def extra(self) -> Iterator[tuple[str, str]]:
        """What stands in columns without a place in the model, by their headers."""
        for column in self.layout.all_of(Field.EXTRA):
            if column.index in self.row.cells:
                yield column.header, self.row.cells[column.index].text

    def formulas(self) -> Iterator[Finding]:
        """A finding for each cell that is or looks like a formula."""
        for column in self.layout.columns:
            cell = self.row.cells.get(column.index)
            if cell is not None and is_formula(cell):
                place = Place(self.sheet, self.row.number, column.header, cell.text)
                yield notes.formula_cell(place, wanted=wanted_in(column.field))

    def day(self, wanted: Field, days: WorkingDays) -> DayReading:
        """How the cell of a date field reads."""
        cell = self.cell(wanted)
        if cell is None or _NOTHING.match(cell.text) or is_formula(cell):
            return BLANK
        if cell.day is not None:
            return DayReading(Reads.DAY, cell.day)
        if cell.number is not None:
            return serial_reading(cell.number) or _no_serial(cell.number)
        return read_day(cell.text, days=days, iso_is_plain=self.is_text)


def _no_serial(number: float) -> DayReading:
    """A number that is no date: a year alone is words, anything else no day at all."""
    return DayReading(Reads.WORDS if number in _YEARS else Reads.IMPOSSIBLE)


def is_formula(cell: Cell) -> bool:
    """Whether a cell is a formula or begins like one; a lone dash or number is none."""
    if cell.formula:
        return True
    looks = cell.number is None and _LOOKS_LIKE_FORMULA.match(cell.text)
    return bool(looks) and not _HARMLESS.match(cell.text)


def wanted_in(field: Field) -> str | None:
    """What kind of value a field wants where words would not do: date, reference or number."""
    if field in DATES:
        return "date"
    if field in _REFS:
        return "reference"
    return "number" if field is Field.AREA_NO else None

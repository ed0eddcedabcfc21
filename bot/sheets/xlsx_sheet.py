"""One worksheet, streamed: rows, hidden ones marked, formulas as text, merged ranges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from xml.etree.ElementTree import Element

from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.utils.escape import unescape

from bot.sheets.numbers import general, is_date, serial_day, shown
from bot.sheets.text import clean
from bot.sheets.xlsx_package import Package, damaged
from bot.sheets.xlsx_workbook import Shared, SheetPart, text_of
from handlers.plan_import.grid import HEAD_ROOM, Cell, Merge, Row, Sheet

_ADDRESS = re.compile(r"^([A-Z]{1,3})([1-9][0-9]{0,6})$")
_ENDS = frozenset({"c", "mergeCell", "col"})
_STARTS = frozenset({"row"})
_MOST_MERGES = 50_000
MOST_CELLS = 300_000
"""Cells with something in them that one sheet may hold."""
_LAST_COLUMN = 16_383


@dataclass(slots=True)
class _Reading:
    """A sheet while it is read."""

    rows: list[Row] = field(default_factory=list)
    cells: dict[int, Cell] = field(default_factory=dict)
    number: int = 0
    hidden: bool = False
    column: int = -1
    count: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=set)

    def close_row(self) -> None:
        """Keep the row that ends if it holds something."""
        if self.cells:
            self.rows.append(Row(self.number, self.cells, hidden=self.hidden))
            self.cells = {}


def read_sheet(package: Package, sheet: SheetPart, shared: Shared, *, row_limit: int) -> Sheet:
    """The sheet's rows that hold something; reading stops beyond the limit.

    Raises:
        FileRefusedError: the sheet is damaged, or holds more cells than any plan.
    """
    if sheet.part is None:
        return Sheet(sheet.name, (), hidden=sheet.hidden)
    reading = _Reading()
    cut = False
    for name, element in package.elements(sheet.part, _ENDS, _STARTS):
        match name:
            case "row":
                reading.close_row()
                cut = len(reading.rows) > row_limit + HEAD_ROOM
                _open_row(reading, element)
            case "c":
                _take_cell(reading, element, shared)
            case "col":
                reading.hidden_columns.update(_hidden_columns(element))
            case _:
                reading.merges.extend(_merge(element))
        if cut:
            break
    reading.close_row()
    return Sheet(
        sheet.name,
        tuple(reading.rows),
        hidden=sheet.hidden,
        hidden_columns=frozenset(reading.hidden_columns),
        merges=tuple(reading.merges[:_MOST_MERGES]),
        cut=cut,
    )


def _open_row(reading: _Reading, element: Element) -> None:
    said = element.get("r", "")
    reading.number = int(said) if said.isdecimal() else reading.number + 1
    reading.hidden = _is_on(element.get("hidden")) or element.get("ht") == "0"
    reading.column = -1


def _take_cell(reading: _Reading, element: Element, shared: Shared) -> None:
    address = _ADDRESS.match(element.get("r", ""))
    reading.column = column_index_from_string(address[1]) - 1 if address else reading.column + 1
    if reading.column > _LAST_COLUMN or not len(element):
        return
    cell = _cell(element, shared)
    if cell is None:
        return
    reading.count += 1
    if reading.count > MOST_CELLS:
        raise damaged("a sheet holds more cells than any plan")
    reading.cells[reading.column] = cell


def _is_on(value: str | None) -> bool:
    return value in {"1", "true"}


def _hidden_columns(element: Element) -> Iterator[int]:
    if not (_is_on(element.get("hidden")) or element.get("width") == "0"):
        return
    first, last = element.get("min", ""), element.get("max", "")
    if first.isdecimal() and last.isdecimal():
        yield from range(int(first) - 1, min(int(last), _LAST_COLUMN + 1))


def _merge(element: Element) -> Iterator[Merge]:
    try:
        left, top, right, bottom = range_boundaries(element.get("ref", ""))
    except ValueError:
        return
    if left and top and right and bottom:
        yield Merge(top, left - 1, bottom, right - 1)


def _cell(element: Element, shared: Shared) -> Cell | None:
    parts = {child.tag: child for child in element}
    value = parts["v"].text or "" if "v" in parts else ""
    if "f" in parts:
        formula = clean(parts["f"].text or "")
        return Cell("=" + formula, formula=True)
    match element.get("t", "n"):
        case "s":
            known = value.isdecimal() and int(value) < len(shared.texts)
            return _words(shared.texts[int(value)] if known else "")
        case "inlineStr":
            return _words(text_of(parts["is"]) if "is" in parts else "")
        case "b":
            return _words({"1": "TRUE", "0": "FALSE"}.get(value, value))
        case "e":
            return Cell(clean(value), formula=True) if clean(value) else None
        case "d":
            return _iso_day(value)
        case "str":
            return _words(value)
        case _:
            return _number(value, shared.format_of(element.get("s", "")), shared)


def _words(text: str) -> Cell | None:
    words = clean(unescape(text))
    return Cell(words) if words else None


def _iso_day(value: str) -> Cell | None:
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return _words(value)
    return Cell(day.isoformat(), day=day)


def _number(value: str, number_format: str, shared: Shared) -> Cell | None:
    try:
        number = float(value)
    except ValueError:
        return _words(value)
    if number != number or number in (float("inf"), float("-inf")):  # noqa: PLR0124 - not a number
        return _words(value)
    if not is_date(number_format):
        return Cell(shown(number, number_format), number=number)
    day = serial_day(number, shared.epoch)
    if day is None:
        return Cell(general(number), number=number)
    return Cell(day.isoformat(), day=day, number=number)

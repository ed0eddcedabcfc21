"""The two files of measures, read: what each row says, and a sentence for each that says nothing.

The columns are those of the product's own files; a column more is no fault, a column fewer is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from handlers.fields import read_day
from handlers.plan_import.grid import Book, Row, Sheet
from handlers.plan_import.notes import quoted
from models.addresses import is_address
from models.kpi_rule import KpiError, period
from models.spoken import list_in_words
from models.states import Direction

Read = TypeVar("Read")

KPI_COLUMNS = ("kpi_ref", "area_no", "name", "unit", "direction", "target_value")
OBSERVATION_COLUMNS = ("kpi_ref", "period", "value")


class KpiFileError(Exception):
    """A file of measures that cannot be taken, with the sentence that says why and what to do."""


class KpiFile(StrEnum):
    """Which of the two files a row stands in."""

    MEASURES = "measures"
    FIGURES = "figures"


@dataclass(frozen=True, slots=True)
class KpiFault:
    """A row that a person has to mend first."""

    row: int
    column: str
    message: str
    file: KpiFile = KpiFile.MEASURES


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadKpi:
    """One measure with its target and floor."""

    ref: str
    row: int
    area_no: str
    name: str
    unit: str
    direction: Direction
    frequency: str
    baseline: Decimal | None
    baseline_on: date | None
    baseline_basis: str
    target: Decimal | None
    target_by: date | None
    target_basis: str
    floor: Decimal | None
    floor_basis: str
    owner: str
    owner_organisation: str
    owner_email: str
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadObservation:
    """One figure for one period."""

    ref: str
    row: int
    start: date
    end: date
    value: Decimal
    basis: str
    as_reported: str
    source: str
    note: str


class _Cells:
    """One row by its column names; faults are noted as they are met."""

    def __init__(
        self, row: Row, columns: Mapping[str, int], faults: list[KpiFault], file: KpiFile
    ) -> None:
        self.row = row
        self._columns = columns
        self._faults = faults
        self._file = file

    def text(self, column: str) -> str:
        """The words of a column; empty where there are none."""
        cell = self.row.cells.get(self._columns.get(column, -1))
        return cell.text if cell else ""

    def wanted(self, column: str) -> str:
        """Words that must be there."""
        text = self.text(column)
        if not text:
            self.fault(column, f"{column} is needed; it is empty. Fill it.")
        return text

    def fault(self, column: str, message: str) -> None:
        """Note a fault of this row."""
        self._faults.append(KpiFault(self.row.number, column, message, self._file))

    def number(self, column: str, *, required: bool = False) -> Decimal | None:
        """A number; thousands may have commas, per cent its sign."""
        text = self.wanted(column) if required else self.text(column)
        if not text:
            return None
        try:
            value = Decimal(text.replace(",", "").removesuffix("%").strip())
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self.fault(column, f"{column} takes a number; found {quoted(text)}. Correct it.")
            return None
        return value

    def day(self, column: str) -> date | None:
        """A day, year first or day first."""
        cell = self.row.cells.get(self._columns.get(column, -1))
        if cell is None:
            return None
        day = cell.day or read_day(cell.text)
        if day is None:
            self.fault(
                column, f"{column} takes a day such as 2023-09-29; found {quoted(cell.text)}."
            )
        return day


def read_kpis(book: Book) -> tuple[list[ReadKpi], list[KpiFault]]:
    """The measures of a file, and what is wrong with its rows.

    Raises:
        KpiFileError: it has no measures, or lacks a column.
    """
    return _read(book, KpiFile.MEASURES, KPI_COLUMNS, _kpi)


def read_observations(book: Book) -> tuple[list[ReadObservation], list[KpiFault]]:
    """The figures of a file, and what is wrong with its rows.

    Raises:
        KpiFileError: it has no figures, or lacks a column.
    """
    return _read(book, KpiFile.FIGURES, OBSERVATION_COLUMNS, _observation)


def _read(
    book: Book, file: KpiFile, wanted: Sequence[str], read: Callable[[_Cells], Read | None]
) -> tuple[list[Read], list[KpiFault]]:
    faults: list[KpiFault] = []
    sheet, header, columns = _table(book, wanted)
    rows = (row for row in sheet.rows if row.number > header)
    found = [read(_Cells(row, columns, faults, file)) for row in rows]
    if not found:
        raise KpiFileError(
            "Rows were expected below the names of the columns; there are none, so nothing was"
            " changed. Send the file that holds them."
        )
    return [each for each in found if each is not None], faults


def _table(book: Book, wanted: Sequence[str]) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet, header row and columns of a file."""
    best: list[str] = []
    for sheet in book.sheets:
        for row in sheet.rows[:60]:
            names = {cell.text.strip().casefold(): index for index, cell in row.cells.items()}
            held = [name for name in wanted if name in names]
            if len(held) == len(wanted):
                return sheet, row.number, names
            best = max(best, held, key=len)
    missing = [name for name in wanted if name not in best]
    raise KpiFileError(
        f"Columns named {list_in_words(wanted)} were expected; {list_in_words(missing)}"
        f" {'was' if len(missing) == 1 else 'were'} not found. Name the columns so in one row."
    )


def _kpi(cells: _Cells) -> ReadKpi | None:
    ref, name = cells.wanted("kpi_ref"), cells.wanted("name")
    direction = cells.wanted("direction")
    if direction and direction not in set(Direction):
        cells.fault(
            "direction",
            f"direction is one of {', '.join(Direction)}; found {quoted(direction)}. Correct it.",
        )
    if not ref or direction not in set(Direction):
        return None
    if (email := cells.text("data_owner_email")) and not is_address(email):
        cells.fault(
            "data_owner_email",
            f"An address that mail can be delivered to was expected; found {quoted(email)}."
            " Correct it.",
        )
    return _in_order(cells, _measure(cells, ref, name, Direction(direction)))


def _in_order(cells: _Cells, kpi: ReadKpi) -> ReadKpi:
    """The measure; a floor that is better than the target is a fault, since none could miss it."""
    if kpi.target is not None and kpi.floor is not None:
        better = kpi.floor - kpi.target
        if kpi.direction is Direction.LOWER_IS_BETTER:
            better = -better
        if better > 0:
            cells.fault(
                "floor_value",
                f"The floor of {kpi.ref} must not be better than its target; found floor"
                f" {kpi.floor} and target {kpi.target}. Correct one of the two.",
            )
    return kpi


def _measure(cells: _Cells, ref: str, name: str, direction: Direction) -> ReadKpi:
    return ReadKpi(
        ref=ref,
        row=cells.row.number,
        area_no=cells.text("area_no"),
        name=name,
        unit=cells.text("unit") or "count",
        direction=direction,
        frequency=cells.text("frequency") or "monthly",
        baseline=cells.number("baseline_value"),
        baseline_on=cells.day("baseline_date"),
        baseline_basis=cells.text("baseline_basis"),
        target=cells.number("target_value"),
        target_by=cells.day("target_date"),
        target_basis=cells.text("target_basis"),
        floor=cells.number("floor_value"),
        floor_basis=cells.text("floor_basis"),
        owner=cells.text("data_owner_role"),
        owner_organisation=cells.text("data_owner_organisation"),
        owner_email=cells.text("data_owner_email").casefold(),
        source=cells.text("source_url"),
        note=cells.text("note"),
    )


def _observation(cells: _Cells) -> ReadObservation | None:
    ref, said = cells.wanted("kpi_ref"), cells.wanted("period")
    value = cells.number("value", required=True)
    if not ref or not said or value is None:
        return None
    try:
        start, end = period(said)
    except KpiError as error:
        cells.fault("period", f"{error} Correct it.")
        return None
    return ReadObservation(
        ref=ref,
        row=cells.row.number,
        start=start,
        end=end,
        value=value,
        basis=cells.text("basis"),
        as_reported=cells.text("as_reported"),
        source=cells.text("source_url"),
        note=cells.text("note"),
    )

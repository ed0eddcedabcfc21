"""A sheet as it was read: cells that remember where they stand, before anybody says what they mean.

The readers in `bot/sheets` fill these shapes; nothing here knows CSV or Excel. Rows are counted
from 1 as in the file (a CSV record is one row even with line breaks in it), columns from 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FileType(StrEnum):
    """What kind of file a plan comes in."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that is not blank; `text` is what a person sees, trimmed.

    A formula keeps its own text and is never evaluated. `day` is set where the file itself holds a
    date, `number` where it holds a number.
    """

    text: str
    day: date | None = None
    number: float | None = None
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row with its number and the cells that are not blank, by column."""

    number: int
    cells: Mapping[int, Cell]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells that were merged into one; first and last row (from 1) and column (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; the rows that hold something, in order. A CSV file is one sheet without a name."""

    name: str | None
    rows: tuple[Row, ...]
    hidden: bool = False
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    cut: bool = False
    """Reading stopped here: there are more rows than any plan has."""


@dataclass(frozen=True, slots=True)
class Book:
    """One file as it was read."""

    type: FileType
    sheets: tuple[Sheet, ...]
    encoding: str | None = None
    delimiter: str | None = None


ROW_LIMIT = 5_000
"""More rows of actions than any plan has."""
HEAD_ROOM = 200
"""Rows for banners, headers and notes that a reader grants beyond the limit."""

"""What the programme office has decided about a dropped file: cells, dates, who agreed it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from handlers.plan_import.findings import Finding, Kind, Severity
from handlers.plan_import.grid import Book, Cell, Row, Sheet
from handlers.plan_import.header import Mapped
from handlers.plan_import.layout import layout_of
from handlers.plan_import.options import Agreed, Options
from handlers.plan_import.owners import people_in

Place = tuple[str, int, str]
"""The sheet ("" in a CSV), the row, and the header of a cell."""
CORRECTABLE = frozenset(
    {
        Kind.TWO_OWNERS,
        Kind.MISSING_OWNER,
        Kind.MISSING_EMAIL,
        Kind.BAD_EMAIL,
        Kind.DUPLICATE_REF,
        Kind.UNKNOWN_RATING,
        Kind.NO_DUE_DATE,
        Kind.IMPOSSIBLE_DATE,
        Kind.YEAR_SLIP,
        Kind.DUE_BEFORE_START,
        Kind.FORMULA_CELL,
    }
)
"""Findings that a person settles by saying what the cell should hold."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The decisions about one file."""

    cells: Mapping[Place, str] = field(default_factory=dict)
    dates_have_moved: bool = False
    agreed: Agreed | None = None

    def options(self, name: str, *, dry_run: bool, skip_invalid: bool = False) -> Options:
        """How the file is imported, as decided."""
        return Options(
            name=name,
            agreed=self.agreed,
            dry_run=dry_run,
            skip_invalid=skip_invalid,
            dates_have_moved=self.dates_have_moved,
        )

    def with_cell(self, place: Place, value: str) -> Settled:
        """These and one cell more."""
        return replace(self, cells={**self.cells, place: value})

    def as_json(self) -> dict[str, Any]:
        """The decisions as they are stored."""
        return {
            "cells": [[*place, value] for place, value in self.cells.items()],
            "dates_have_moved": self.dates_have_moved,
            "agreed": None
            if self.agreed is None
            else [self.agreed.by, self.agreed.on.isoformat(), self.agreed.source],
        }


def settled_from(stored: Mapping[str, Any]) -> Settled:
    """The decisions as they were stored."""
    agreed = stored.get("agreed")
    return Settled(
        cells={(sheet, row, column): v for sheet, row, column, v in stored.get("cells", [])},
        dates_have_moved=stored.get("dates_have_moved", False),
        agreed=Agreed(agreed[0], date.fromisoformat(agreed[1]), agreed[2]) if agreed else None,
    )


def place_of(finding: Finding) -> Place | None:
    """The cell that a finding is about; None where it is about more or less than one."""
    if finding.kind not in CORRECTABLE or finding.row is None or finding.column is None:
        return None
    return (finding.sheet or "", finding.row, finding.column)


def likely_value(finding: Finding) -> str | None:
    """What the cell would hold if the likely reading is right."""
    if finding.kind is Kind.TWO_OWNERS:
        people = [person.name for person in people_in(finding.value or "")]
        return "; ".join([*people[1:], people[0]]) if len(people) > 1 else None
    return finding.likely


def corrected(book: Book, cells: Mapping[Place, str]) -> Book:
    """The book with the cells that a person settled."""
    if not cells:
        return book
    return replace(book, sheets=tuple(_corrected(sheet, cells) for sheet in book.sheets))


def _corrected(sheet: Sheet, cells: Mapping[Place, str]) -> Sheet:
    layout = layout_of(sheet, Mapped())
    if layout is None:
        return sheet
    index = {column.header: column.index for column in layout.columns}
    wanted: dict[int, dict[int, str]] = {}
    for (name, row, header), value in cells.items():
        if name == (sheet.name or "") and header in index:
            wanted.setdefault(row, {})[index[header]] = value
    return replace(sheet, rows=tuple(_row(row, wanted.get(row.number, {})) for row in sheet.rows))


def _row(row: Row, wanted: Mapping[int, str]) -> Row:
    if not wanted:
        return row
    cells = {**row.cells, **{index: Cell(value) for index, value in wanted.items() if value}}
    return replace(row, cells={n: cell for n, cell in cells.items() if wanted.get(n) != ""})


def to_settle(findings: Iterable[Finding], settled: Settled) -> dict[str, Finding]:
    """The findings above an information that are left, the heaviest first.

    Each has a key of kind, row and count that a button can carry without a word of the file. A
    warning about a cell that a person has settled is not shown again.
    """
    loud = [
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        or (finding.severity is Severity.WARNING and place_of(finding) not in settled.cells)
    ]
    keyed: dict[str, Finding] = {}
    for finding in sorted(loud, key=lambda each: each.severity is not Severity.ERROR):
        count = sum(1 for each in keyed.values() if (each.kind, each.row) == _sort(finding))
        keyed[f"{finding.kind}:{finding.row or 0}:{count}"] = finding
    return keyed


def _sort(finding: Finding) -> tuple[Kind, int | None]:
    return (finding.kind, finding.row)

"""The rows of actions below a header: merged cells filled, headings and totals told apart.

An area may stand in a column, in a merged cell, in a row of its own above its actions, or in the
name of the sheet. An action may fill several rows, where its reference is merged down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from handlers.plan_import.column_values import REF
from handlers.plan_import.fields import Field
from handlers.plan_import.grid import Cell, Row, Sheet
from handlers.plan_import.layout import Layout

_TOTAL = re.compile(
    r"^(?:grand |sub[- ]?|overall )?totals?\b|^(?:number|no\.?|count) of (?:actions|rows)\b|^sum\b",
    re.IGNORECASE,
)
_AREA = re.compile(
    r"^(?:(?:priority |action |key )?areas?|priority|theme|work ?stream|strand|objective|outcome"
    r"|section|weakness|finding|recommendation)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"^(?:key|note|notes|rag|brag|source|prepared|produced|last updated|updated|version|page"
    r"|classification|official|end of|\*)\b|[=]",
    re.IGNORECASE,
)
_KEY = re.compile(r"^(?:(?:b?rag )?(?:rating )?key|legend|notes?)\s*:?$", re.IGNORECASE)
_AREA_FIELDS = (Field.AREA, Field.AREA_NO, Field.AREA_SHORT_TITLE)
_JOINED = frozenset(
    {
        Field.TITLE,
        Field.OWNER,
        Field.OWNER_EMAIL,
        Field.CO_OWNER,
        Field.EVIDENCE_EXPECTED,
        Field.SUCCESS_MEASURE,
        Field.KPI_REFS,
        Field.DEPENDS_ON,
        Field.PROGRESS,
        Field.EXTRA,
    }
)
"""Fields in which the further rows of one action say more of it."""
_HAS_DIGIT = re.compile(r"\d")
_HEADING_CELLS = 2
_REPEATED = 3


@dataclass(frozen=True, slots=True)
class ActionRow:
    """The cells of one action, with the row that it begins in."""

    number: int
    cells: Mapping[int, Cell]
    heading: str | None = None
    """The heading above it, where areas stand in rows of their own."""


@dataclass(slots=True)
class Body:
    """What stands below a header: actions, rows without a reference, and all other rows."""

    actions: list[ActionRow] = field(default_factory=list)
    without_ref: list[Row] = field(default_factory=list)
    others: list[Row] = field(default_factory=list)


def read_body(sheet: Sheet, layout: Layout) -> Body:
    """The rows below the header, sorted into actions and others."""
    reader = _Reader(sheet, layout)
    for row in sheet.rows:
        if row.number > layout.header_row:
            reader.take(row)
    return reader.body


class _Reader:
    """Goes down a sheet and remembers the heading and the area that it last saw."""

    def __init__(self, sheet: Sheet, layout: Layout) -> None:
        self.body = Body()
        self._layout = layout
        self._filled, self._further = _merged(sheet, layout)
        self._carried: dict[int, Cell] = {}
        self._heading = _heading_above(sheet, layout)
        self._names = {column.index: column.header for column in layout.columns}
        ref = layout.of(Field.REF)
        title = layout.of(Field.TITLE)
        self._ref = ref.index if ref else None
        self._title = title.index if title else None
        self._parents = _parents(sheet, self._ref)
        self._areas = [c.index for wanted in _AREA_FIELDS for c in layout.all_of(wanted)]

    def take(self, row: Row) -> None:
        """Sort one row."""
        cells = {**self._filled.get(row.number, {}), **row.cells}
        if self._is_further(row) and self.body.actions:
            self.body.actions[-1] = self._joined(self.body.actions[-1], cells)
        elif self._is_other(row, cells):
            self.body.others.append(row)
        elif (heading := self._heading_in(row)) is not None:
            self._heading = heading
            self.body.others.append(row)
        elif (self._title if self._ref is None else self._ref) in cells:
            cells = self._with_area(cells)
            self.body.actions.append(ActionRow(row.number, cells, self._heading))
        elif self._title in cells:
            self.body.without_ref.append(row)
        else:
            self.body.others.append(row)

    def _is_further(self, row: Row) -> bool:
        return row.number in self._further and (self._ref is None or self._ref not in row.cells)

    def _is_other(self, row: Row, cells: Mapping[int, Cell]) -> bool:
        """Whether the row is a total, the header once more, or a note."""
        texts = [row.cells[index].text for index in sorted(row.cells)]
        names = self._names
        repeated = sum(1 for index, cell in row.cells.items() if names.get(index) == cell.text)
        if not texts or repeated >= min(_REPEATED, len(names)):
            return True
        if _TOTAL.match(texts[0]) or (self._title is not None and self._is_total(cells, texts)):
            return True
        ref = cells.get(self._ref) if self._ref is not None else None
        if ref is not None and self._title not in cells and ref.formula:
            return True
        if ref is not None and _KEY.match(ref.text):
            return True
        if ref is not None and len(texts) <= _HEADING_CELLS and not _HAS_DIGIT.search(ref.text):
            return not _AREA.match(ref.text) and len(texts) == _HEADING_CELLS
        return len(texts) == 1 and _NOTE.search(texts[0]) is not None

    def _is_total(self, cells: Mapping[int, Cell], texts: list[str]) -> bool:
        """Whether a row without a title counts what stands above it."""
        return self._title not in cells and any(_TOTAL.match(text) for text in texts[:2])

    def _heading_in(self, row: Row) -> str | None:
        """The heading that a row is: a single text, or a number and a title with nothing else."""
        texts = [row.cells[index].text for index in sorted(row.cells)]
        if len(set(texts)) == 1:
            is_ref = REF.match(texts[0]) and self._ref in row.cells
            return texts[0] if _AREA.match(texts[0]) or not is_ref else None
        if len(texts) > _HEADING_CELLS or set(row.cells) != {self._ref, self._title}:
            return None
        is_parent = texts[0].rstrip(".") in self._parents
        return f"{texts[0]} {texts[1]}" if is_parent or _AREA.match(texts[0]) else None

    def _with_area(self, cells: dict[int, Cell]) -> dict[int, Cell]:
        """The cells with the area of the row above where this one leaves it blank."""
        if any(index in cells for index in self._areas):
            self._carried = {index: cells[index] for index in self._areas if index in cells}
            return cells
        return {**self._carried, **cells}

    def _joined(self, action: ActionRow, cells: Mapping[int, Cell]) -> ActionRow:
        """An action with the words of its further row added."""
        joined = dict(action.cells)
        for column in self._layout.columns:
            more = cells.get(column.index)
            if more is None:
                continue
            before = joined.get(column.index)
            if before is None:
                joined[column.index] = more
            elif column.field in _JOINED and more.text not in before.text.split("\n"):
                both = f"{before.text}\n{more.text}"
                joined[column.index] = Cell(both, formula=before.formula or more.formula)
        return ActionRow(action.number, joined, action.heading)


def _heading_above(sheet: Sheet, layout: Layout) -> str | None:
    """The area named above the header, where the first one stands there."""
    above = [row for row in sheet.rows if row.number < layout.header_row]
    texts = [{cell.text for cell in row.cells.values()} for row in above]
    named = [next(iter(text)) for text in texts if len(text) == 1]
    return next((text for text in reversed(named) if _AREA.match(text)), None)


def _merged(sheet: Sheet, layout: Layout) -> tuple[dict[int, dict[int, Cell]], frozenset[int]]:
    """The cells that merging left blank, and the further rows of actions merged down."""
    by_number = {row.number: row for row in sheet.rows}
    ref = layout.of(Field.REF)
    filled: dict[int, dict[int, Cell]] = {}
    further: set[int] = set()
    last = sheet.rows[-1].number if sheet.rows else 0
    for merge in sheet.merges:
        top = by_number.get(merge.top)
        rows = range(merge.top + 1, min(merge.bottom, last) + 1)
        if top is None or merge.left not in top.cells or merge.top <= layout.header_row or not rows:
            continue
        if ref is not None and merge.left == ref.index:
            further.update(rows)
            continue
        for number in rows:
            filled.setdefault(number, {})[merge.left] = top.cells[merge.left]
    return filled, frozenset(further)


def _parents(sheet: Sheet, ref: int | None) -> frozenset[str]:
    """The numbers above references: 1 where there is a 1.1."""
    if ref is None:
        return frozenset()
    refs = [row.cells[ref].text for row in sheet.rows if ref in row.cells]
    return frozenset(text.rpartition(".")[0] for text in refs if "." in text)

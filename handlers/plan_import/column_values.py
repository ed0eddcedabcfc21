"""What a column holds by its cells, where its name alone says two things or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from handlers.plan_import.columns import plain
from handlers.plan_import.fields import Column, Field
from handlers.plan_import.grid import Row
from models.rating_words import read_rating

REF = re.compile(r"^[A-Za-z]{0,8}[-_. ]?\d+(?:[.\-_/]\d+)*\.?[A-Za-z]?$")
"""What references look like: 1.1, 1.10, GA005, A-12, 3b."""
_BODY = re.compile(
    r"\b(?:council|nhs|icb|trust|ccg|academy|schools?|college|forum|kcc|la|police|university"
    r"|partnership|education|health|social care)\b",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"^(?:high|medium|med|low|h|m|l|critical|urgent|\d{1,2}|p\d)$", re.IGNORECASE)
_SAMPLE = 200
_MOSTLY = 0.6
_ACCOUNTED = {Field.OWNER, Field.DUE}


def settle_by_values(
    columns: Sequence[Column], body: Sequence[Row], given: set[int]
) -> list[Column]:
    """The columns, those in doubt settled by what their cells hold; `given` ones stay."""
    settled = [
        column if column.index in given else _settled(column, columns, _cells(body, column.index))
        for column in columns
    ]
    return list(_with_title_and_ref(settled, body))


def _cells(body: Sequence[Row], index: int) -> list[str]:
    return [row.cells[index].text for row in body[:_SAMPLE] if index in row.cells]


def _mostly(cells: Sequence[str], fits: Callable[[str], object]) -> bool:
    return bool(cells) and sum(1 for cell in cells if fits(cell)) >= len(cells) * _MOSTLY


def _settled(column: Column, columns: Sequence[Column], cells: Sequence[str]) -> Column:
    others = {other.field for other in columns if other.index != column.index}
    match column.field:
        case Field.STAGE if Field.RATING not in others and _speaks_of_ratings(cells):
            return replace(column, field=Field.RATING)
        case Field.AREA if _mostly(cells, _LEVEL.match):
            numbered = Field.AREA in others and Field.AREA_NO not in others
            digits = _mostly(cells, str.isdecimal)
            if numbered and digits:
                return replace(column, field=Field.AREA_NO)
            keeps = digits and "area" in plain(column.header).split()
            return column if keeps else replace(column, field=Field.EXTRA)
        case Field.OWNER if Field.OWNER in others and _mostly(cells, _is_body):
            return replace(column, field=Field.OWNER_ORGANISATION)
        case Field.OWNER_EMAIL if cells and not any("@" in cell for cell in cells):
            return _contact(column, others)
        case Field.TITLE if Field.REF not in others and _mostly(cells, REF.match):
            return replace(column, field=Field.REF)
        case Field.DELIVERED_ON if Field.DUE not in others and _looks_planned(column):
            return replace(column, field=Field.DUE)
        case _:
            return column


def _contact(column: Column, others: set[Field]) -> Column:
    """A "Contact" without a single address is a name; a column named e-mail stays one."""
    if "mail" in column.header.casefold():
        return column
    return replace(column, field=Field.EXTRA if Field.OWNER in others else Field.OWNER)


def _speaks_of_ratings(cells: Sequence[str]) -> bool:
    """Whether at least one cell holds a rating that no stage implies, and none only a stage."""
    readings = [read_rating(cell) for cell in cells]
    rated = sum(1 for reading in readings if reading is not None and reading.rating is not None)
    staged = sum(1 for r in readings if r is not None and r.stage is not None and r.rating is None)
    return rated > staged


def _is_body(cell: str) -> bool:
    return bool(_BODY.search(cell)) or (cell.isupper() and len(cell) <= 8)  # noqa: PLR2004 - "NHSKM"


def _looks_planned(column: Column) -> bool:
    """Whether "When completed" or "Completion date" is the plan's word for its due date."""
    words = column.header.casefold()
    return ("when" in words or "completion" in words) and "actual" not in words


def _with_title_and_ref(columns: Sequence[Column], body: Sequence[Row]) -> Iterator[Column]:
    """Where no column is named as reference or title, the one whose cells look like it."""
    fields = {column.field for column in columns}
    free = [c for c in columns if c.field is Field.EXTRA]
    ref = title = None
    if Field.REF not in fields:
        ref = next((c.index for c in free if _is_ref_column(_cells(body, c.index))), None)
    if Field.TITLE not in fields and Field.REF in fields and fields & _ACCOUNTED:
        widest = [(_width(_cells(body, c.index)), -c.index) for c in free if c.index != ref]
        title = -max(widest)[1] if widest and max(widest)[0] >= 15 else None  # noqa: PLR2004 - signs
    for column in columns:
        if column.index == ref:
            yield replace(column, field=Field.REF)
        else:
            yield replace(column, field=Field.TITLE) if column.index == title else column


def _is_ref_column(cells: Sequence[str]) -> bool:
    return _mostly(cells, REF.match) and len(set(cells)) > len(cells) * _MOSTLY


def _width(cells: Sequence[str]) -> int:
    return sum(map(len, cells)) // max(len(cells), 1)

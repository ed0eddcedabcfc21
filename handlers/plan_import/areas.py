"""The area of an action, wherever the file names it."""

from __future__ import annotations

import re

from handlers.plan_import.cells import Cells
from handlers.plan_import.fields import Field
from handlers.plan_import.reading import ReadArea

_NUMBERED = re.compile(
    r"^(?:(?:priority |action |key )?area(?: of weakness)?|priority|theme|work ?stream|strand"
    r"|objective|outcome|section|weakness)?\s*(?:no\.?\s*)?(\d{1,3}[a-z]?)\s*"
    r"(?:[-:.)\u2010-\u2015]\s*|\s+|$)(.*)$",
    re.IGNORECASE | re.DOTALL,
)


def area_of(cells: Cells, *, sheet_is_area: bool) -> ReadArea | None:
    """The area of a row: its column's, the heading's above it, or the sheet's name."""
    title = cells.text(Field.AREA) or cells.row.heading or ""
    if not title and sheet_is_area:
        title = cells.sheet or ""
    number = cells.text(Field.AREA_NO)
    short = cells.text(Field.AREA_SHORT_TITLE)
    title = title or short or number
    if not title:
        return None
    numbered = _NUMBERED.match(title)
    return ReadArea(title, number or (numbered[1] if numbered else None), short or None)


def bare_title(area: ReadArea) -> str:
    """The title without its number, "Confidence" of "Area 1: Confidence"; of "1", "Area 1"."""
    if area.title.isdecimal():
        return f"Area {area.title}"
    numbered = _NUMBERED.match(area.title)
    return (numbered[2].strip() if numbered else "") or area.title

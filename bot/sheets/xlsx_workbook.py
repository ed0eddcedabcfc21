"""What the sheets of a workbook share: their list, the date system, shared text, number formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from bot.sheets.xlsx_package import (
    SAVE_AS,
    Package,
    attribute,
    children,
    damaged,
    local_name,
    refused,
)
from handlers.plan_import.findings import Kind

_MOST_SHEETS = 200
_MOST_TEXTS = 600_000


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet of the workbook's list; `part` is None for a sheet of charts."""

    name: str
    part: str | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """What cells refer to by number."""

    epoch: datetime
    """Day 0 of the serial dates: Excel for Windows counts from 1900, old Macs from 1904."""
    texts: tuple[str, ...]
    formats: tuple[str, ...]
    """The number format of each cell style."""

    def format_of(self, style: str) -> str:
        """The number format of a cell's style; General where it says none."""
        number = int(style) if style.isdecimal() else 0
        return self.formats[number] if number < len(self.formats) else "General"


def read_workbook(package: Package) -> tuple[tuple[SheetPart, ...], Shared]:
    """The sheets in their order, and what they share.

    Raises:
        FileRefusedError: there is no workbook in it, or it is damaged.
    """
    name = _workbook_part(package)
    relations = package.relations(name)
    book = package.tree(name)
    sheets = tuple(_sheets(book, relations))
    if not sheets:
        raise damaged("this one lists no sheets")
    by_kind = dict(relations.values())
    texts = by_kind.get("sharedStrings", "")
    styles = by_kind.get("styles", "")
    shared = Shared(
        epoch=_epoch(book),
        texts=tuple(_texts(package, texts)) if package.has(texts) else (),
        formats=tuple(_formats(package.tree(styles))) if package.has(styles) else (),
    )
    return sheets[:_MOST_SHEETS], shared


def _workbook_part(package: Package) -> str:
    for kind, part in package.relations("").values():
        if kind == "officeDocument" and package.has(part):
            return part
    if package.has("xl/workbook.xml"):
        return "xl/workbook.xml"
    if package.has("[Content_Types].xml") and any(n.startswith("xl/") for n in package.names):
        raise damaged("this one has lost its list of sheets")
    raise refused(
        Kind.WRONG_FILE_TYPE,
        f"An Excel workbook (.xlsx) was expected; this is a zip archive without one. {SAVE_AS}",
    )


def _sheets(book: Element, relations: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for sheets in children(book, "sheets"):
        for sheet in children(sheets, "sheet"):
            kind, part = relations.get(attribute(sheet, "id"), ("", ""))
            yield SheetPart(
                name=sheet.get("name", ""),
                part=part if kind == "worksheet" else None,
                hidden=sheet.get("state", "visible") != "visible",
            )


def _epoch(book: Element) -> datetime:
    for properties in children(book, "workbookPr"):
        if properties.get("date1904", "0").lower() in {"1", "true"}:
            return CALENDAR_MAC_1904
    return CALENDAR_WINDOWS_1900


def _texts(package: Package, part: str) -> Iterator[str]:
    for count, (_, item) in enumerate(package.elements(part, frozenset({"si"}))):
        if count > _MOST_TEXTS:
            raise damaged("this one holds more pieces of text than any plan")
        yield text_of(item)


def text_of(item: Element) -> str:
    """The text of a rich or plain item; phonetic readings are not part of it."""
    parts: list[str] = []
    for child in item:
        if local_name(child) == "t":
            parts.append(child.text or "")
        elif local_name(child) == "r":
            parts.extend(run.text or "" for run in children(child, "t"))
    return "".join(parts)


def _formats(styles: Element) -> Iterator[str]:
    own = {
        number.get("numFmtId", ""): number.get("formatCode", "General")
        for formats in children(styles, "numFmts")
        for number in children(formats, "numFmt")
    }
    for cells in children(styles, "cellXfs"):
        for style in children(cells, "xf"):
            key = style.get("numFmtId", "0")
            builtin = BUILTIN_FORMATS.get(int(key), "General") if key.isdecimal() else "General"
            yield own.get(key, builtin)

"""What the sheets of a workbook share: their list, the date system, shared text, number formats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from bot.sheets.xlsx_package import SAVE_AS, Package, attribute, damaged, refused
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
    parts = {e.tag: e for e in package.tree(name, frozenset({"sheets", "workbookPr"}))}
    sheets = tuple(_sheets(parts.get("sheets"), relations))
    if not sheets:
        raise damaged("this one lists no sheets")
    if len(sheets) > _MOST_SHEETS:
        raise damaged(f"this one has {len(sheets)} sheets, far beyond any plan")
    by_kind = dict(relations.values())
    texts = by_kind.get("sharedStrings", "")
    styles = by_kind.get("styles", "")
    shared = Shared(
        epoch=_epoch(parts.get("workbookPr")),
        texts=tuple(_texts(package, texts)) if package.has(texts) else (),
        formats=tuple(_formats(package, styles)) if package.has(styles) else (),
    )
    return sheets, shared


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


def _sheets(listed: Element | None, relations: dict[str, tuple[str, str]]) -> Iterator[SheetPart]:
    for sheet in listed if listed is not None else ():
        kind, part = relations.get(attribute(sheet, "id"), ("", ""))
        yield SheetPart(
            name=sheet.get("name", ""),
            part=part if kind == "worksheet" else None,
            hidden=sheet.get("state", "visible") != "visible",
        )


def _epoch(properties: Element | None) -> datetime:
    is_mac = properties is not None and properties.get("date1904", "0").lower() in {"1", "true"}
    return CALENDAR_MAC_1904 if is_mac else CALENDAR_WINDOWS_1900


def _texts(package: Package, part: str) -> Iterator[str]:
    for count, (_, item) in enumerate(package.elements(part, frozenset({"si"}))):
        if count > _MOST_TEXTS:
            raise damaged("this one holds more pieces of text than any plan")
        yield text_of(item)


def text_of(item: Element) -> str:
    """The text of a rich or plain item; phonetic readings are not part of it."""
    parts: list[str] = []
    for child in item:
        if child.tag == "t":
            parts.append(child.text or "")
        elif child.tag == "r":
            parts.extend(run.text or "" for run in child if run.tag == "t")
    return "".join(parts)


def _formats(package: Package, part: str) -> Iterator[str]:
    """The number format of each cell style, in the order of `cellXfs`."""
    own: dict[str, str] = {}
    for element in package.tree(part, frozenset({"numFmt", "cellXfs"})):
        if element.tag == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "General")
            continue
        for style in element:
            key = style.get("numFmtId", "0")
            builtin = BUILTIN_FORMATS.get(int(key), "General") if key.isdecimal() else "General"
            yield own.get(key, builtin)

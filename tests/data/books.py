"""Builders of plan files, so that no bad file has to be committed."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.sheets.read import read_book
from handlers.plan_import.diff import Difference
from handlers.plan_import.findings import FileRefusedError, Finding, Kind
from handlers.plan_import.interpret import interpret
from handlers.plan_import.reading import Context, PlanReading
from handlers.plan_import.result import ImportResult, read_result, refusal

DAY = date(2023, 9, 29)
HEAD = ("Ref", "Action", "Lead", "E-mail", "Start", "By when", "RAG")
GOOD = (
    ("1.1", "Fill every post", "Head of Casework", "head-of-casework@kcc.example.org"),
    ("1.2", "Train every officer", "Workforce Lead", "workforce-lead@kcc.example.org"),
    ("1.3", "Publish standards", "Experience Manager", "experience-manager@kcc.example.org"),
    ("1.4", "Extend the hub", "Hub Manager", "hub-manager@kcc.example.org"),
)
DATES = (
    ("2023-04-03", "2023-09-29"),
    ("2023-07-03", "2024-03-28"),
    ("2023-09-04", "2023-11-30"),
    ("2023-03-01", "2023-10-31"),
)


def good_rows() -> list[list[object]]:
    """A small plan without a fault, its header first."""
    rows = [[*who, *days, "Green"] for who, days in zip(GOOD, DATES, strict=True)]
    return [list(HEAD), *rows]


def with_cell(row: int, column: str, value: object) -> list[list[object]]:
    """The small plan with one cell changed; rows counted from 1, the header included."""
    rows = good_rows()
    rows[row - 1][HEAD.index(column)] = value
    return rows


def csv_file(
    rows: Iterable[Sequence[object]], *, encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """A CSV file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue().encode(encoding)


def xlsx_file(fill: Callable[[Workbook], None]) -> bytes:
    """An Excel workbook that a function fills."""
    book = Workbook()
    fill(book)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def sheet_of(book: Workbook, rows: Iterable[Sequence[object]], title: str = "Plan") -> Worksheet:
    """The workbook's first sheet, with these rows."""
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return sheet


def xlsx_of(rows: Iterable[Sequence[object]], title: str = "Plan") -> bytes:
    """A workbook of one sheet."""
    return xlsx_file(lambda book: sheet_of(book, rows, title) and None)


def with_parts(
    content: bytes, parts: Mapping[str, bytes], *, without: str = "", stored: bool = False
) -> bytes:
    """A workbook file with parts of its zip replaced, added or taken out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts and name != without:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
SHEET_HEAD = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)
SHEET_TAIL = b"</sheetData></worksheet>"


def read(name: str, content: bytes, **context: object) -> PlanReading:
    """A file as it is understood."""
    return interpret(read_book(name, content), Context(**{"as_of": DAY, **context}))  # type: ignore[arg-type]  # keywords of the caller


def result(name: str, content: bytes, **context: object) -> ImportResult:
    """What an import of a file says, with nothing stored before."""
    try:
        reading = read(name, content, **context)
    except FileRefusedError as error:
        return refusal(error)
    return read_result(reading, Difference(added=reading.refs), written=False)


def refused(name: str, content: bytes) -> Finding:
    """The one finding of a refused file; its place is nowhere."""
    found = result(name, content)
    assert found.outcome == "refuse"
    assert found.exit_status == 2
    (finding,) = found.findings
    assert (finding.sheet, finding.row, finding.column) == (None, None, None)
    assert not found.written
    return finding


def findings(reading: PlanReading, kind: Kind) -> list[Finding]:
    """The findings of one kind."""
    return [finding for finding in reading.findings if finding.kind is kind]


def loud(reading: PlanReading) -> list[Kind]:
    """The kinds of all findings above an information."""
    return [finding.kind for finding in reading.findings if finding.severity != "info"]

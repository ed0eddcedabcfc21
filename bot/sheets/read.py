"""Any file that somebody calls a plan: read as what it is, or refused with one sentence."""

from __future__ import annotations

from pathlib import PurePath

from bot.sheets.csv_file import read_csv
from bot.sheets.kinds import Content, content_of
from bot.sheets.xlsx_package import SAVE_AS, Package
from bot.sheets.xlsx_sheet import read_sheet
from bot.sheets.xlsx_workbook import read_workbook
from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import ROW_LIMIT, Book, FileType

LARGEST = 33 * 1024 * 1024
"""Bytes of a file that are looked at; a caller need not read more."""
LARGEST_WORKBOOK = 32 * 1024 * 1024
_TEXT = frozenset({".csv", ".tsv", ".tab", ".txt"})
_WORKBOOKS = frozenset({".xlsx", ".xltx"})
_MACROS = frozenset({".xlsm", ".xltm", ".xlam"})
_OLD = frozenset({".xls", ".xlt", ".xlsb", ".ods", ".numbers"})


def file_type_of(name: str) -> FileType | None:
    """What the name says that the file is."""
    ending = PurePath(name).suffix.lower()
    if ending in _TEXT:
        return FileType.CSV
    return FileType.XLSX if ending in _WORKBOOKS else None


def read_book(name: str, content: bytes, *, row_limit: int = ROW_LIMIT) -> Book:
    """The sheets of a plan file.

    Args:
        name: the file's name, for its ending only.
        content: its bytes; no more than LARGEST are of use.
        row_limit: the rows that a plan may have.

    Raises:
        FileRefusedError: it is empty, damaged, too large, or not what its name says.
    """
    found = content_of(content)
    said = file_type_of(name)
    if found is Content.NOTHING:
        raise FileRefusedError(
            Kind.EMPTY_FILE,
            "A plan was expected; this file has nothing in it, so nothing was changed."
            " Send the file that holds the actions.",
            file_type=said,
        )
    _refuse_by_name(name, found)
    if said is None:
        said = _type_without_name(name, found)
    match said:
        case FileType.CSV:
            _expect(found, Content.TEXT, said)
            return read_csv(content, row_limit=row_limit)
        case FileType.XLSX:
            _expect(found, Content.ZIP, said)
            return _read_xlsx(content, row_limit=row_limit)


def _read_xlsx(content: bytes, *, row_limit: int) -> Book:
    if len(content) > LARGEST_WORKBOOK:
        raise FileRefusedError(
            Kind.UNREADABLE_FILE,
            f"A workbook of up to {LARGEST_WORKBOOK // 2**20} MB was expected; this one is larger."
            " Take out pictures and what is not the plan, and save it again.",
            file_type=FileType.XLSX,
        )
    package = Package(content)
    parts, shared = read_workbook(package)
    sheets = tuple(read_sheet(package, part, shared, row_limit=row_limit) for part in parts)
    if not any(sheet.rows for sheet in sheets):
        raise FileRefusedError(
            Kind.EMPTY_FILE,
            "A plan was expected; every sheet of this workbook is empty, so nothing was changed."
            " Send the workbook that holds the actions.",
            file_type=FileType.XLSX,
        )
    return Book(FileType.XLSX, sheets)


def _refuse_by_name(name: str, found: Content) -> None:
    ending = PurePath(name).suffix.lower()
    if ending in _MACROS:
        raise _wrong(
            "A workbook without macros was expected; this name says that it may carry some. Save"
            " it as .xlsx (Excel Workbook) and send that.",
            None,
        )
    if found is Content.OLD_EXCEL or ending in _OLD:
        what = found.value if found is Content.OLD_EXCEL else f"a {ending} file"
        raise _wrong(f"A .csv or .xlsx file was expected; this is {what}. {SAVE_AS}", None)
    if found is Content.ENCRYPTED:
        raise FileRefusedError(
            Kind.UNREADABLE_FILE,
            "A workbook that can be opened was expected; this one is locked with a password."
            " Take the password off and save it again.",
            file_type=FileType.XLSX,
        )


def _type_without_name(name: str, found: Content) -> FileType:
    """What a file without an ending of ours is, by its content."""
    if not PurePath(name).suffix and found in {Content.ZIP, Content.TEXT}:
        return FileType.XLSX if found is Content.ZIP else FileType.CSV
    raise _wrong(
        f"A .csv or .xlsx file was expected; found {PurePath(name).name[:80]!r}, which holds"
        f" {found.value}. Save the plan as .xlsx and send that.",
        None,
    )


def _expect(found: Content, wanted: Content, said: FileType) -> None:
    if found is not wanted:
        raise _wrong(
            f"The name says .{said.value}; the file holds {found.value}."
            f" Send the plan as a true .{said.value} file.",
            said,
        )


def _wrong(sentence: str, said: FileType | None) -> FileRefusedError:
    return FileRefusedError(Kind.WRONG_FILE_TYPE, sentence, file_type=said)

"""A CSV file as one sheet, whatever its encoding and delimiter."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from bot.sheets.delimiter import delimiter_of
from bot.sheets.encoding import decode
from bot.sheets.text import clean
from handlers.plan_import.findings import FileRefusedError, Kind
from handlers.plan_import.grid import HEAD_ROOM, Book, Cell, FileType, Row, Sheet

_MOST_READ = 8 * 1024 * 1024
"""Bytes that are looked at; a plan of 5,000 rows has about 4 million."""
_WIDEST = 1_000
_MOST_BREAKS = 300


def read_csv(content: bytes, *, row_limit: int) -> Book:
    """The rows of a CSV.

    Raises:
        FileRefusedError: larger than any plan without having many rows, or a cell without an end.
    """
    is_cut = len(content) > _MOST_READ
    text, encoding = decode(content[:_MOST_READ], cut=is_cut)
    delimiter = delimiter_of(text)
    rows: list[Row] = []
    for number, record in enumerate(_records(text, delimiter), start=1):
        cells = {column: Cell(words) for column, words in _words(record)}
        if cells:
            rows.append(Row(number, cells))
        if len(rows) > row_limit + HEAD_ROOM:
            break
    cut = len(rows) > row_limit + HEAD_ROOM
    if is_cut and not cut:
        raise FileRefusedError(
            Kind.UNREADABLE_FILE,
            "A plan of up to 8 MB was expected; this file is larger, with few rows and very long"
            " cells. Take out what is not the plan and save it again.",
            file_type=FileType.CSV,
        )
    sheet = Sheet(name=None, rows=tuple(rows), cut=cut)
    return Book(FileType.CSV, (sheet,), encoding=encoding, delimiter=delimiter)


def _words(record: list[str]) -> Iterator[tuple[int, str]]:
    for column, cell in enumerate(record[:_WIDEST]):
        words = clean(cell)
        if words:
            yield column, words


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    """The records; where a quote is never closed, its rest is read line by line instead."""
    try:
        for lines_before, record, is_closed in _quoted(text, delimiter):
            if not is_closed:
                yield from _unquoted(text, delimiter, lines_before)
                return
            yield record
    except csv.Error as error:
        raise FileRefusedError(
            Kind.UNREADABLE_FILE,
            f"Rows of cells were expected; a cell of this file cannot be read ({error}). Open it"
            " in a spreadsheet program, save it again as CSV or .xlsx and send that.",
            file_type=FileType.CSV,
        ) from None


def _quoted(text: str, delimiter: str) -> Iterator[tuple[int, list[str], bool]]:
    """Each record with the lines before it, and whether its quotes were closed."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    lines_before = 0
    try:
        for record in reader:
            breaks = reader.line_num - lines_before
            is_closed = breaks <= _MOST_BREAKS and not _runs_on(record, breaks, text)
            yield lines_before, record, is_closed
            lines_before = reader.line_num
    except csv.Error:  # a cell beyond csv's own limit: most often a quote without its end
        yield lines_before, [], False


def _runs_on(record: list[str], breaks: int, text: str) -> bool:
    """Whether the last cell swallowed the end of the file: it has many lines and no closing."""
    if breaks == 1 or not record:
        return False
    last = record[-1].rstrip("\r\n")
    return "\n" in last and text.rstrip("\r\n").endswith(last) and not text.rstrip().endswith('"')


def _unquoted(text: str, delimiter: str, lines_before: int) -> Iterator[list[str]]:
    lines = io.StringIO(text, newline="")
    for _ in range(lines_before):
        next(lines)
    for record in csv.reader(lines, delimiter=delimiter, quoting=csv.QUOTE_NONE):
        yield [cell.strip().removeprefix('"').removesuffix('"') for cell in record]

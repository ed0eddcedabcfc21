"""A book of sheets understood as a plan: pure, and the only way in for readers of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.plan_import import checks, notes
from handlers.plan_import.action import Reader, read_action
from handlers.plan_import.areas import area_of
from handlers.plan_import.body import Body, read_body
from handlers.plan_import.cells import Cells
from handlers.plan_import.columns import plain
from handlers.plan_import.emails import gather
from handlers.plan_import.fields import Field
from handlers.plan_import.findings import FileRefusedError, Finding, Kind, Severity
from handlers.plan_import.grid import Book, FileType, Sheet
from handlers.plan_import.layout import Layout, layout_of
from handlers.plan_import.notes import Place
from handlers.plan_import.people import addresses_in
from handlers.plan_import.rating_key import KeyLine
from handlers.plan_import.ratings import words_of
from handlers.plan_import.reading import Context, FileFacts, PlanReading, ReadAction
from handlers.plan_import.sheet_notes import (
    column_notes,
    key_notes,
    key_of,
    left_out_notes,
    made_refs,
    sheet_is_area,
)


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A sheet with actions."""

    sheet: Sheet
    layout: Layout
    body: Body


def interpret(book: Book, context: Context) -> PlanReading:
    """What a file says, with everything that a person should know or decide.

    Raises:
        FileRefusedError: it holds no actions, or more rows than any plan.
    """
    sheets = _sheets_with_actions(book, context)
    lines = key_of(book, sheets)
    reader = Reader(
        words=words_of(lines, context.mapped.ratings, context.scheme),
        among=gather(
            (row for read in sheets for cells in _rows(read, book) for row in addresses_in(cells)),
            known=context.known_people,
            domains=context.known_domains,
        ),
        days=context.days,
        dates_have_moved=context.dates_have_moved,
    )
    actions, places, findings = _actions(sheets, book, reader)
    actions, more = _checked(actions, places, context)
    columns = {c.header: c.field for read in sheets for c in read.layout.columns}
    findings = [
        *(note for read in sheets for note in column_notes(read.sheet, read.layout, read.body)),
        *_sheet_notes(book, sheets, lines, context),
        *findings,
        *more,
        *(note for read in sheets for note in left_out_notes(read.sheet, read.body)),
    ]
    return PlanReading(
        file=_facts(book, sheets),
        columns=columns,
        actions=tuple(actions),
        findings=tuple(_in_order(findings, book)),
    )


def _sheets_with_actions(book: Book, context: Context) -> list[SheetRead]:
    """The sheets that hold actions.

    Raises:
        FileRefusedError: there are none, or too many rows.
    """
    found: list[SheetRead] = []
    headed = False
    for sheet in book.sheets:
        layout = layout_of(sheet, context.mapped)
        if layout is None:
            continue
        headed = True
        body = read_body(sheet, layout)
        if sheet.cut or len(body.actions) > context.row_limit:
            raise _too_many(book, context)
        if body.actions:
            found.append(SheetRead(sheet, layout, body))
    if sum(len(read.body.actions) for read in found) > context.row_limit:
        raise _too_many(book, context)
    if not found:
        raise _nothing(book, headed=headed)
    return found


def _too_many(book: Book, context: Context) -> FileRefusedError:
    return FileRefusedError(
        Kind.TOO_MANY_ROWS,
        f"A plan has at most {context.row_limit:,} rows; this file has more, so reading stopped"
        " there. Send the sheet with the actions only.",
        file_type=book.type,
    )


def _nothing(book: Book, *, headed: bool) -> FileRefusedError:
    if any(sheet.cut for sheet in book.sheets):
        return FileRefusedError(
            Kind.TOO_MANY_ROWS,
            "A plan's rows under a row of column names were expected; this file has more rows than"
            " any plan and no such row. Send the sheet with the actions only.",
            file_type=book.type,
        )
    if not any(sheet.rows for sheet in book.sheets):
        return FileRefusedError(
            Kind.EMPTY_FILE,
            "A plan was expected; no cell of this file holds anything, so nothing was changed. Send"
            " the file that holds the actions.",
            file_type=book.type,
        )
    if headed:
        return FileRefusedError(
            Kind.EMPTY_FILE,
            "A plan was expected; this file names its columns and has no action below them, so"
            " nothing was changed. Send the file that holds the actions.",
            file_type=book.type,
        )
    return FileRefusedError(
        Kind.UNREADABLE_FILE,
        "A row with the names of the columns was expected (such as Ref, Action, Lead, By when);"
        " none was found. Write a mapping with rollcall plan map FILE, correct it, and import with"
        " --map.",
        file_type=book.type,
    )


def _rows(read: SheetRead, book: Book) -> Iterator[Cells]:
    for row in read.body.actions:
        yield Cells(row, read.layout, read.sheet.name, is_text=book.type is FileType.CSV)


def _actions(
    sheets: Sequence[SheetRead], book: Book, reader: Reader
) -> tuple[list[ReadAction], dict[tuple[int, Field], Place], list[Finding]]:
    """Every row read on its own, with the places that later checks need."""
    actions: list[ReadAction] = []
    places: dict[tuple[int, Field], Place] = {}
    findings: list[Finding] = []
    for position, read in enumerate(sheets, start=1):
        refs = made_refs(read.layout, read.body, prefix=f"{position}." if len(sheets) > 1 else "")
        is_area = sheet_is_area(read.sheet, [r.sheet for r in sheets], book)
        for number, cells in enumerate(_rows(read, book)):
            ref = cells.text(Field.REF) or refs[number]
            area = area_of(cells, sheet_is_area=is_area)
            action, found = read_action(cells, ref, area, reader)
            for wanted in (Field.REF, Field.START, Field.DUE, Field.DEPENDS_ON):
                places[len(actions), wanted] = cells.place(wanted)
            actions.append(action)
            findings.extend(found)
    return actions, places, findings


def _checked(
    actions: list[ReadAction], places: dict[tuple[int, Field], Place], context: Context
) -> tuple[list[ReadAction], list[Finding]]:
    """The actions with what shows only when all are read; those with errors are not valid."""
    resolved, findings = checks.resolve_dependencies(actions, places, context.known_refs)
    for number, finding in (
        *checks.duplicates(resolved, places),
        *checks.year_slips(resolved, places, context.as_of),
        *checks.due_before_start(resolved, places),
    ):
        findings.append(finding)
        if finding.severity is Severity.ERROR:
            resolved[number] = replace(resolved[number], valid=False)
    findings.extend(checks.rings(resolved, places))
    return resolved, findings


def _sheet_notes(
    book: Book, sheets: Sequence[SheetRead], lines: Sequence[KeyLine], context: Context
) -> Iterator[Finding]:
    """What concerns sheets and the file as a whole."""
    yield from key_notes(lines, context.scheme)
    with_actions = {id(read.sheet) for read in sheets}
    for sheet in book.sheets:
        if sheet.hidden and sheet.rows:
            yield notes.note(
                Kind.HIDDEN_COLUMN,
                Place(sheet=sheet.name),
                f"The sheet {notes.quoted(sheet.name)} is hidden and holds text"
                f"{' with actions, which were read' if id(sheet) in with_actions else ''}. Check"
                " that it was meant to leave your organisation.",
            )
    yield from _mapped_nothing(sheets, context)
    if not context.dates_have_moved:
        yield from _single_due(sheets)


def _mapped_nothing(sheets: Sequence[SheetRead], context: Context) -> Iterator[Finding]:
    """Headers of the mapping that the file does not have: most likely slips of the pen."""
    there = {plain(column.header) for read in sheets for column in read.layout.columns}
    for header in context.mapped.columns:
        if plain(header) not in there:
            yield notes.note(
                Kind.MAPPED_NOTHING,
                Place(),
                f"The mapping names a column {notes.quoted(header)}; this file has none of that"
                " name. Write it as the header is written.",
            )


def _single_due(sheets: Sequence[SheetRead]) -> Iterator[Finding]:
    for read in sheets:
        due = read.layout.of(Field.DUE)
        if due is not None and read.layout.of(Field.ORIGINAL_DUE) is None:
            yield notes.note(
                Kind.SINGLE_DUE_COLUMN,
                Place(sheet=read.sheet.name, row=read.layout.header_row, column=due.header),
                f"There is one column of due dates, {notes.quoted(due.header)}: it was taken as the"
                " original date too. Have dates moved before? Then import with --dates-have-moved.",
            )
            return


def _facts(book: Book, sheets: Sequence[SheetRead]) -> FileFacts:
    names = tuple(sheet.name for sheet in book.sheets if sheet.name is not None)
    with_actions = {read.sheet.name for read in sheets}
    return FileFacts(
        type=book.type,
        encoding=book.encoding,
        delimiter=book.delimiter,
        sheets=names if book.type is FileType.XLSX else None,
        sheets_without_actions=tuple(name for name in names if name not in with_actions),
        header_row=sheets[0].layout.header_row,
    )


def _in_order(findings: Sequence[Finding], book: Book) -> list[Finding]:
    """The findings by sheet and row, those of a whole sheet first."""
    order = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    return sorted(findings, key=lambda f: (order.get(f.sheet, -1), f.row or 0))

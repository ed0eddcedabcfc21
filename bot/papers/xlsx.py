"""The tracker as a spreadsheet: real dates, a rating as its word on its colour, never a formula."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from io import BytesIO

from xlsxwriter import Workbook as File
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.papers.archive import repacked
from bot.papers.palette import ACCENT, HEAD, INK, SHADES
from bot.papers.text import line, mark, text_words, title_of
from models.document import Column, Document, Fact, Row, Table, Tag, Text, Workbook
from models.message import Moment, Plain

MOST_IN_A_CELL = 32_767
"""Characters, by Excel's specification; what is longer is cut, with a sign that it was."""
FIRST_YEAR = 1900
"""Excel knows no day before it."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
A4 = 9
PAGE = 240
"""Characters that a page lying across holds side by side, small but to be read."""
DAY = "ddd d mmm yyyy"
LINE, HIGHEST = 15.0, 405.0
"""The height of a line and the greatest of a row (Excel takes 409), in points."""


class NoWorkbookError(ValueError):
    """A document that brings no tracker."""


def render_xlsx(document: Document) -> bytes:
    """The document's tracker as XLSX.

    Raises:
        NoWorkbookError: the document has none.
    """
    if document.workbook is None:
        raise NoWorkbookError(
            f"A spreadsheet needs a tracker; {line(document.title)[:80]!r} brings none."
            " Ask for another form."
        )
    made = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with File(made, options) as file:
        _describe(file, document)
        sheets = _Sheets(file, document)
        sheets.table("Tracker", document.workbook.tracker, frozen=True)
        sheets.table("Key", document.workbook.key)
        sheets.table("Method", _method(document.workbook))
    return repacked(made.getvalue())


def _describe(file: File, document: Document) -> None:
    created = (document.dated or LONG_AGO).astimezone(UTC).replace(tzinfo=None)
    file.set_properties(
        {
            "title": title_of(document.title)[:255],
            "subject": line(document.subject)[:255],
            "author": line(document.author)[:255],
            "category": line(document.classification)[:255],
            "created": created,
        }
    )


def _method(workbook: Workbook) -> Table:
    """The method as a table of names and values."""
    columns = (Column("What", key=True, share=26), Column("Value", share=90))
    return Table("Method", columns, tuple(_fact_row(fact) for fact in workbook.method))


class _Sheets:
    """Writes tables as sheets of one file."""

    def __init__(self, file: File, document: Document) -> None:
        self.file = file
        self.document = document
        self.looks: dict[tuple[tuple[str, object], ...], Format] = {}

    def look(self, **wanted: object) -> Format:
        """A cell format; the same one for the same wishes."""
        base = {"font_name": "Arial", "font_size": 11, "valign": "top", "text_wrap": True}
        whole = base | {"font_color": f"#{INK}"} | wanted
        key = tuple(sorted(whole.items()))
        if key not in self.looks:
            self.looks[key] = self.file.add_format(whole)
        return self.looks[key]

    def table(self, name: str, table: Table, *, frozen: bool = False) -> None:
        """One sheet: a header row that stays, filters, and a row for each record."""
        sheet = self.file.add_worksheet(name)
        head = {"bold": True, "bg_color": f"#{HEAD}", "bottom": 2, "bottom_color": f"#{ACCENT}"}
        for n, column in enumerate(table.columns):
            sheet.set_column(n, n, column.share)
            align = "right" if column.numeric else "left"
            sheet.write_string(0, n, _fitting(mark(column.head)), self.look(align=align, **head))
        for m, row in enumerate(table.all_rows, start=1):
            sheet.set_row(m, self.height(row, table))
            for n, (text, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                self.cell(sheet, (m, n), text, column)
        sheet.freeze_panes(1, 1 if frozen else 0)
        sheet.autofilter(0, 0, len(table.all_rows), len(table.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        self.print_well(sheet, wide=sum(column.share for column in table.columns))

    def height(self, row: Row, table: Table) -> float:
        """How high its longest cell makes a row, in points: not every program works it out."""
        deepest = 1
        for text, column in zip(row.cells, table.columns, strict=True):
            parts = text_words(text, self.document.zone, brief=True).split("\n")
            deepest = max(deepest, sum(1 + len(part) // max(column.share - 2, 1) for part in parts))
        return min(deepest * LINE, HIGHEST)

    def print_well(self, sheet: Worksheet, *, wide: int) -> None:
        """On as many pages across as can be read, its header on each, its number at the foot."""
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(-(-wide // PAGE), 0)
        sheet.repeat_rows(0)
        foot = mark(self.document.foot).replace("&", "&&")[:200]
        sheet.set_footer(f"&L{foot}&RPage &P of &N")

    def cell(self, sheet: Worksheet, at: tuple[int, int], text: Text, column: Column) -> None:
        """One cell: a day as a day, a number as a number, a rating on its colour, else words."""
        alone = text[0] if len(text) == 1 else None
        words = _fitting(text_words(text, self.document.zone, brief=True))
        look = self.look(bold=True) if column.key else self.look()
        if isinstance(alone, Moment) and _is_day(alone.at):
            sheet.write_datetime(*at, alone.at, self.look(num_format=DAY, align="left"))
        elif isinstance(alone, Tag):
            sheet.write_string(*at, words, self.tag(alone))
        elif column.numeric and (number := _number(words)) is not None:
            sheet.write_number(*at, number, self.look(align="right"))
        elif words:
            sheet.write_string(*at, words, look)
        else:
            sheet.write_blank(*at, None, look)

    def tag(self, tag: Tag) -> Format:
        """A rating's ground and ink."""
        shade = SHADES[tag.tone]
        return self.look(bold=True, bg_color=f"#{shade.ground}", font_color=f"#{shade.ink}")


def _fact_row(fact: Fact) -> Row:
    return Row(((Plain(fact.name),), fact.value))


def _is_day(at: date | datetime) -> bool:
    """Whether Excel can hold it as a day; an instant is written out, since a cell has no zone."""
    return not isinstance(at, datetime) and at.year > FIRST_YEAR


def _fitting(text: str) -> str:
    """What fits into one cell."""
    return text if _units(text) <= MOST_IN_A_CELL else f"{_cut(text)}\u2026"


def _units(text: str) -> int:
    """Characters as Excel counts them: one beyond the first plane is two."""
    return len(text) + sum(char > "\uffff" for char in text)


def _cut(text: str) -> str:
    room = MOST_IN_A_CELL - 1
    kept = text[:room]
    while _units(kept) > room:
        kept = kept[: len(kept) - (_units(kept) - room + 1) // 2]
    return kept


def _number(words: str) -> Decimal | None:
    """A plain number ("12,180"), or None: a percentage and a code stay words."""
    try:
        number = Decimal(words.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGE else None


LARGE = 10**15
"""From here on Excel would round."""

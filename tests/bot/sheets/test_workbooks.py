"""XLSX files read without Excel: dates, numbers, formulas, merged and hidden cells."""

from __future__ import annotations

from datetime import date, datetime

import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.sheets.numbers import is_date, serial_day, shown
from bot.sheets.read import read_book
from handlers.plan_import.grid import Cell, Merge, Sheet
from tests.data.books import SHEET, SHEET_HEAD, SHEET_TAIL, sheet_of, with_parts, xlsx_file, xlsx_of


def only_sheet(content: bytes) -> Sheet:
    return read_book("plan.xlsx", content).sheets[0]


def first_cell(content: bytes) -> Cell:
    return only_sheet(content).rows[0].cells[0]


def test_rows_and_columns_keep_their_numbers() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book, [])
        sheet["C5"] = "Ref"
        sheet["A1000"] = "far below"

    rows = only_sheet(xlsx_file(fill)).rows
    assert [(row.number, dict.fromkeys(row.cells)) for row in rows] == [
        (5, {2: None}),
        (1000, {0: None}),
    ]


def test_a_date_cell_is_a_day_in_the_system_of_1900() -> None:
    cell = first_cell(xlsx_of([[datetime(2023, 9, 29, 14, 30)]]))  # noqa: DTZ001 - Excel has no zone
    assert (cell.day, cell.text) == (date(2023, 9, 29), "2023-09-29")


def test_a_date_cell_is_a_day_in_the_system_of_1904() -> None:
    def fill(book: Workbook) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet_of(book, [[date(2023, 9, 29)]])

    assert first_cell(xlsx_file(fill)).day == date(2023, 9, 29)


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (1.1, "General", "1.1"),
        (1.1, "0.00", "1.10"),
        (1.10, "0.0", "1.1"),
        (2, "General", "2"),
        (2, "0.0", "2.0"),
        (5, '"GA"000', "GA005"),
        (7, "000", "007"),
        (1234, "#,##0", "1234"),
        (0.1 + 0.2, "General", "0.3"),
        (-3, "0.00", "-3"),
    ],
)
def test_a_number_reads_as_its_cell_shows_it(value: float, number_format: str, text: str) -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book, [[value]])["A1"].number_format = number_format

    assert first_cell(xlsx_file(fill)).text == text
    assert shown(value, number_format) == text


@pytest.mark.parametrize(
    ("number_format", "dated"),
    [
        ("dd/mm/yyyy", True),
        ("mmm-yy", True),
        ("[$-809]dddd d mmmm yyyy", True),
        ("h:mm", False),
        ('0 "days"', False),
        ("General", False),
    ],
)
def test_a_format_is_a_date_only_with_a_day_a_month_or_a_year(
    number_format: str,
    dated: bool,  # noqa: FBT001 - a row of the table
) -> None:
    assert is_date(number_format) is dated


@pytest.mark.parametrize("serial", [0, -5, 60, 3_000_000, 1e12])
def test_a_serial_number_that_is_no_day_is_none(serial: float) -> None:
    assert serial_day(serial, datetime(1899, 12, 30)) is None  # noqa: DTZ001 - Excel has no zone


def test_the_days_of_early_1900_are_excel_s() -> None:
    assert serial_day(1, datetime(1899, 12, 30)) == date(1900, 1, 1)  # noqa: DTZ001
    assert serial_day(61, datetime(1899, 12, 30)) == date(1900, 3, 1)  # noqa: DTZ001


def test_a_formula_stays_its_text_and_its_last_value_is_not_believed() -> None:
    content = with_parts(
        xlsx_of([["x"]]),
        {
            SHEET: SHEET_HEAD
            + b'<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1</f><v>x</v></c>'
            + b'<c r="C1" t="e"><v>#REF!</v></c></row>'
            + SHEET_TAIL
        },
    )
    cells = only_sheet(content).rows[0].cells
    assert [(c.text, c.formula) for c in cells.values()] == [
        ("=1+1", True),
        ("=A1", True),
        ("#REF!", True),
    ]


def test_rich_text_is_joined() -> None:
    rich = CellRichText("Fill ", TextBlock(InlineFont(b=True), "every"), " post")
    assert first_cell(xlsx_of([[rich]])).text == "Fill every post"


def test_shared_text_of_another_program_is_read(tmp_path: object) -> None:
    path = f"{tmp_path}/shared.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        sheet.write_row(0, 0, ["Ref", "Action", "Ref"])
        sheet.write_rich_string(1, 0, "1", book.add_format({"bold": True}), ".1")
        sheet.write_boolean(1, 1, True)
    with open(path, "rb") as file:  # noqa: PTH123 - a string path
        rows = only_sheet(file.read()).rows
    assert [cell.text for row in rows for cell in row.cells.values()] == [
        "Ref",
        "Action",
        "Ref",
        "1.1",
        "TRUE",
    ]


def test_hidden_columns_rows_and_sheets_are_marked() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book, [["a", "b", "c"], ["d", "e", "f"]])
        sheet.column_dimensions["B"].hidden = True
        sheet.row_dimensions[2].hidden = True
        lists = book.create_sheet("Lists")
        lists.append(["Red"])
        lists.sheet_state = "veryHidden"

    plan, lists = read_book("plan.xlsx", xlsx_file(fill)).sheets
    assert plan.hidden_columns == {1}
    assert [row.hidden for row in plan.rows] == [False, True]
    assert (plan.hidden, lists.hidden) == (False, True)


def test_merged_ranges_are_kept() -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book, [["Area"], [], []]).merge_cells("A1:B3")

    assert only_sheet(xlsx_file(fill)).merges == (Merge(1, 0, 3, 1),)


def test_escaped_signs_and_line_breaks_are_undone() -> None:
    assert first_cell(xlsx_of([["two_x000D_\nlines"]])).text == "two\nlines"


def test_cells_without_addresses_stand_one_after_another() -> None:
    content = with_parts(
        xlsx_of([["x"]]),
        {
            SHEET: SHEET_HEAD
            + b'<row><c t="inlineStr"><is><t>a</t></is></c><c/><c><v>3</v></c></row>'
            + b"<row><c><v>4</v></c></row>"
            + SHEET_TAIL
        },
    )
    rows = only_sheet(content).rows
    assert [(row.number, {n: c.text for n, c in row.cells.items()}) for row in rows] == [
        (1, {0: "a", 2: "3"}),
        (2, {0: "4"}),
    ]


def test_a_strict_workbook_with_other_namespaces_is_read() -> None:
    content = with_parts(
        xlsx_of([["x"]]),
        {
            SHEET: b'<s:worksheet xmlns:s="http://purl.oclc.org/ooxml/spreadsheetml/main">'
            b'<s:sheetData><s:row r="1"><s:c r="A1" t="d"><s:v>2023-09-29T00:00:00</s:v></s:c>'
            b"</s:row></s:sheetData></s:worksheet>"
        },
    )
    assert first_cell(content).day == date(2023, 9, 29)

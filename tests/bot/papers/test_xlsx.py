from datetime import datetime
from io import BytesIO

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from bot.papers.xlsx import NoWorkbookError, render_xlsx
from models.document import Document
from tests.bot.papers.example import document
from tests.bot.papers.plan import lines


@pytest.fixture(scope="module")
def book() -> Workbook:
    return openpyxl.load_workbook(BytesIO(render_xlsx(document())))


def test_it_has_the_tracker_the_key_and_the_method(book: Workbook) -> None:
    assert book.sheetnames == ["Tracker", "Key", "Method"]


def test_the_tracker_has_a_row_for_each_action_under_a_header_that_stays(book: Workbook) -> None:
    sheet = book["Tracker"]
    assert sheet.max_row == 57
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I57"
    assert sheet.print_title_rows == "$1:$1"
    assert [sheet.cell(row, 1).value for row in range(2, 58)] == [line.ref for line in lines()]


def test_a_due_date_is_a_day_and_a_number_is_a_number(book: Workbook) -> None:
    sheet = book["Tracker"]
    assert sheet["H2"].value == datetime(2023, 9, 29)  # noqa: DTZ001 - Excel's days have no zone
    assert sheet["H2"].number_format == "ddd d mmm yyyy"
    assert sheet["I2"].value == 0


def test_a_rating_is_its_word_on_its_colour(book: Workbook) -> None:
    grounds = {"Blue": "D6E4F5", "Green": "D7EBDD", "Amber": "FCE6BF", "Red": "F8DAD5"}
    for row in range(2, 58):
        cell = book["Tracker"].cell(row, 6)
        assert cell.fill.fgColor.rgb == f"FF{grounds[cell.value.split(',')[0]]}"


def test_the_method_holds_the_hash(book: Workbook) -> None:
    sheet = book["Method"]
    assert {row[0].value: row[1].value for row in sheet.iter_rows(min_row=2)} == {
        "Hash": "4f2c91aa07be5d13" * 4,
        "Version": "1",
    }


def test_it_is_dated_as_the_document_is(book: Workbook) -> None:
    assert f"{book.properties.created:%Y-%m-%d %H:%M}" == "2023-10-16 14:30"
    assert book.properties.title == "SEND improvement plan: progress in October 2023"


def test_rows_are_high_enough_for_their_words(book: Workbook) -> None:
    sheet = book["Tracker"]
    assert all(sheet.row_dimensions[row].height >= 15 for row in range(2, 58))
    assert any(sheet.row_dimensions[row].height > 15 for row in range(2, 58))


def test_a_paper_without_a_tracker_says_so() -> None:
    with pytest.raises(NoWorkbookError, match="'Paper' brings none"):
        render_xlsx(Document("Paper"))

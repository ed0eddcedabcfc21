"""Rows as councils leave them: areas, merged cells, totals, references, formulas, hidden text."""

from __future__ import annotations

from datetime import date

import pytest
from openpyxl import Workbook

from handlers.plan_import.findings import Kind
from handlers.plan_import.reading import natural
from tests.data.books import (
    csv_file,
    findings,
    good_rows,
    loud,
    read,
    result,
    sheet_of,
    with_cell,
    xlsx_file,
    xlsx_of,
)

HEAD = ["Area", "Ref", "Action", "Lead", "By when"]


def areas_of(name: str, content: bytes) -> list[str | None]:
    return [a.area.title if a.area else None for a in read(name, content).actions]


def test_an_area_merged_down_belongs_to_each_of_its_rows() -> None:
    def fill(book: Workbook) -> None:
        rows = [
            ["One", "1.1", "Do", "Head"],
            [None, "1.2", "Do", "Head"],
            ["Two", "2.1", "Do", "H"],
        ]
        sheet_of(book, [HEAD, *rows]).merge_cells("A2:A3")

    assert areas_of("p.xlsx", xlsx_file(fill)) == ["One", "One", "Two"]


def test_an_area_left_blank_is_the_one_above() -> None:
    rows = [HEAD, ["One", "1.1", "Do", "Head"], ["", "1.2", "Do", "Head"], ["Two", "2.1", "D", "H"]]
    assert areas_of("p.csv", csv_file(rows)) == ["One", "One", "Two"]


def test_an_area_in_a_row_of_its_own_is_a_heading() -> None:
    rows = [
        ["Area 1: Confidence"],
        HEAD[1:],
        ["1.1", "Do", "Head", "1/9/23"],
        ["Area 2: Inclusion"],
        ["2.1", "Do", "Head", "1/9/23"],
        ["3", "Governance"],
        ["3.1", "Do", "Head", "1/9/23"],
    ]
    assert areas_of("p.csv", csv_file(rows)) == [
        "Area 1: Confidence",
        "Area 2: Inclusion",
        "3 Governance",
    ]


def test_a_sheet_for_each_area_gives_the_area() -> None:
    def fill(book: Workbook) -> None:
        sheet_of(book, good_rows(), "1 Confidence")
        second = book.create_sheet("2 Inclusion")
        for row in (good_rows()[0], ["2.1", *good_rows()[1][1:]]):
            second.append(row)
        book.create_sheet("Cover").append(["SEND improvement plan"])

    reading = read("p.xlsx", xlsx_file(fill))
    assert reading.areas == ("1 Confidence", "2 Inclusion")
    assert reading.file.sheets == ("1 Confidence", "2 Inclusion", "Cover")
    assert reading.file.sheets_without_actions == ("Cover",)
    assert reading.actions[-1].area is not None
    assert reading.actions[-1].area.number == "2"


def test_an_action_over_several_rows_is_one_action() -> None:
    def fill(book: Workbook) -> None:
        head = ["Ref", "Action", "Lead", "Evidence", "By when"]
        rows = [
            ["1.1", "Do", "Jane Doe", "Register", "Sept 23"],
            [None, None, "Jo Bloggs", "Minutes", None],
            ["1.2", "Do", "Jane Doe", "List", "Sept 23"],
        ]
        sheet = sheet_of(book, [head, *rows])
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:B3")

    reading = read("p.xlsx", xlsx_file(fill))
    assert [a.ref for a in reading.actions] == ["1.1", "1.2"]
    assert reading.actions[0].evidence_expected == "Register\nMinutes"
    assert loud(reading) == [Kind.TWO_OWNERS]


@pytest.mark.parametrize(
    "row",
    [
        ["Total", "4 actions"],
        ["", "Total", "", "", "", "4"],
        ["Total actions: 4"],
        ["", "", "", "", "", "", "4"],
        ["Prepared by the programme office"],
        ["Green", "On track"],
        list(good_rows()[0]),
    ],
)
def test_totals_notes_and_repeated_headers_are_no_actions(row: list[object]) -> None:
    assert loud(read("p.csv", csv_file([*good_rows(), [], row]))) == []
    assert result("p.csv", csv_file([*good_rows(), row])).as_json()["actions"] == 4


def test_ragged_rows_are_read_as_far_as_they_go() -> None:
    rows = [*good_rows(), ["1.5", "Do", "Head"], ["1.6", "Do", "Head", "h@x.example.org", *"xyz12"]]
    assert len(read("p.csv", csv_file(rows)).actions) == 6


def test_a_row_without_a_reference_is_told_and_left_out() -> None:
    reading = read("p.csv", csv_file(with_cell(3, "Ref", "")))
    (found,) = findings(reading, Kind.ROW_WITHOUT_REF)
    assert (found.severity, found.row) == ("info", 3)
    assert len(reading.actions) == 3


def test_without_any_references_they_are_made_and_it_is_said() -> None:
    reading = read("p.csv", csv_file([row[1:] for row in good_rows()]))
    assert reading.refs == ("1", "2", "3", "4")
    assert len(findings(reading, Kind.MADE_REF)) == 1


@pytest.mark.parametrize("ref", ["GA005", "A-12", "6.1.2", "WSoA/3b", "Ref no point"])
def test_a_reference_is_an_opaque_string(ref: str) -> None:
    assert read("p.csv", csv_file(with_cell(2, "Ref", ref))).actions[0].ref == ref


@pytest.mark.parametrize(
    ("first", "second"), [("GA005", "ga005"), ("1.2", " 1.2 "), ("A 1", "a  1")]
)
def test_a_reference_used_twice_is_an_error_in_the_later_row(first: str, second: str) -> None:
    rows = with_cell(2, "Ref", first)
    rows[4][0] = second
    reading = read("p.csv", csv_file(rows))
    found = findings(reading, Kind.DUPLICATE_REF)
    assert [(f.severity, f.row, f.column) for f in found][-1] == ("error", 5, "Ref")
    assert [action.valid for action in reading.actions].count(False) == len(found)


def test_1_1_and_1_10_are_two_references_and_sort_as_people_count() -> None:
    rows = with_cell(3, "Ref", "1.10")
    rows[3][0] = "1.9"
    reading = read("p.csv", csv_file(rows))
    assert loud(reading) == []
    assert reading.refs == ("1.1", "1.4", "1.9", "1.10")
    assert sorted(["GA010", "1.10", "ga9", "1.9"], key=natural) == ["1.9", "1.10", "ga9", "GA010"]


def test_actions_count_distinct_references_rows_with_errors_included() -> None:
    rows = with_cell(2, "Ref", "1.2")
    rows[3][2] = ""
    assert result("p.csv", csv_file(rows)).as_json()["actions"] == 3


def test_a_nought_lost_by_a_spreadsheet_is_likely() -> None:
    rows = [["Ref", "Action", "Lead"], *([f"1.{n}", "Do", "Head"] for n in range(1, 10))]
    rows.append(["1.1", "Do", "Head"])
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.DUPLICATE_REF)
    assert (found.row, found.likely) == (11, "1.10")


@pytest.mark.parametrize(
    ("column", "severity"),
    [("Action", "warning"), ("By when", "error"), ("Ref", "error"), ("Start", "error")],
)
@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@cmd", "=cmd|' /C calc'!A0"])
def test_a_cell_that_looks_like_a_formula_stays_text(column: str, severity: str, text: str) -> None:
    reading = read("p.csv", csv_file(with_cell(2, column, text)))
    (found,) = findings(reading, Kind.FORMULA_CELL)
    assert (found.severity, found.row, found.column) == (severity, 2, column)
    assert found.value == text
    assert loud(reading) == [Kind.FORMULA_CELL]


@pytest.mark.parametrize("text", ["-", "--", "-5", "+3.5", "-10%"])
def test_a_dash_or_a_number_is_no_formula(text: str) -> None:
    assert loud(read("p.csv", csv_file(with_cell(2, "Action", text)))) == []


def test_a_formula_of_excel_is_never_evaluated() -> None:
    reading = read("p.xlsx", xlsx_of(with_cell(2, "By when", "=DATE(2023,9,29)")))
    assert findings(reading, Kind.FORMULA_CELL)[0].severity == "error"
    assert reading.actions[0].due is None
    assert reading.actions[0].due_words == "=DATE(2023,9,29)"


def test_a_hidden_column_is_found_once_at_the_header() -> None:
    def fill(book: Workbook) -> None:
        rows = [[*row, "between us"] for row in good_rows()]
        rows[0][-1] = "Note to self"
        sheet = sheet_of(book, rows)
        sheet.column_dimensions["H"].hidden = True
        sheet.column_dimensions["J"].hidden = True

    reading = read("p.xlsx", xlsx_file(fill))
    (found,) = findings(reading, Kind.HIDDEN_COLUMN)
    assert (found.severity, found.sheet, found.row, found.column) == (
        "warning",
        "Plan",
        1,
        "Note to self",
    )


def test_hidden_rows_and_sheets_are_found_too() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(book, good_rows())
        for row in (3, 4):
            sheet.row_dimensions[row].hidden = True
        lists = book.create_sheet("Lists")
        lists.append(["Red"])
        lists.sheet_state = "hidden"

    reading = read("p.xlsx", xlsx_file(fill))
    found = findings(reading, Kind.HIDDEN_COLUMN)
    assert [(f.sheet, f.row) for f in found] == [("Plan", 3), ("Lists", None)]
    assert len(reading.actions) == 4


def test_an_unknown_column_is_kept_as_an_extra_field() -> None:
    rows = [[*row, "P/123"] for row in good_rows()]
    rows[0][-1] = "Budget code"
    reading = read("p.csv", csv_file(rows))
    (found,) = findings(reading, Kind.UNKNOWN_COLUMN)
    assert (found.severity, found.row, found.column) == ("info", 1, "Budget code")
    assert reading.actions[0].extra == (("Budget code", "P/123"),)
    assert reading.columns["Budget code"] == "extra"


def test_a_reference_typed_as_a_number_keeps_its_nought_where_the_cell_shows_it() -> None:
    def fill(book: Workbook) -> None:
        sheet = sheet_of(
            book, [["Ref", "Action", "Lead"], [1.1, "Do", "Head"], [1.1, "Do", "Head"]]
        )
        sheet["A3"].number_format = "0.00"

    reading = read("p.xlsx", xlsx_file(fill))
    assert [action.ref for action in reading.actions] == ["1.1", "1.10"]


def test_excel_dates_are_days_and_raise_nothing() -> None:
    rows = with_cell(2, "By when", date(2023, 9, 29))
    rows = [rows[0], rows[1]]
    rows[1][4] = date(2023, 4, 3)
    reading = read("p.xlsx", xlsx_of(rows))
    assert findings(reading, Kind.TEXT_DATE) == []
    assert reading.actions[0].due == date(2023, 9, 29)


@pytest.mark.parametrize(
    ("progress", "day"),
    [
        ("12/3/25: two officers started", date(2025, 3, 12)),
        ("(31 Aug 2023) - going well", date(2023, 8, 31)),
        ("Sept 2023: going well", date(2023, 9, 29)),
        ("Two officers started on 12/3/25", None),
    ],
)
def test_progress_that_begins_with_a_date_has_it(progress: str, day: date | None) -> None:
    rows = [["Ref", "Action", "Lead", "Progress"], ["1.1", "Do", "Head of SEND", progress]]
    assert read("p.csv", csv_file(rows)).actions[0].progress_on == day

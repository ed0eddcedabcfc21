"""Headers in the councils' many words, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.plan_import.columns import guessed_field
from handlers.plan_import.fields import Field
from tests.data.books import csv_file, good_rows, read, sheet_of, xlsx_file

SEEN = {  # the words of published plans, domain section 1.5, and their neighbours
    Field.REF: "Ref|Ref.|Action no.|Action number|Action No|No.|#|ID|Reference|Item no|Action ID",
    Field.TITLE: "Action|Actions required|What will we do?|Description|Task|Title|Key action(s)",
    Field.AREA: "Area|Area of weakness|Area for improvement|Priority area|Workstream|Theme",
    Field.OWNER: (
        "Lead|Lead(s)|Owner|Action owner|Responsible officer (action lead)|Delivery lead|Who?"
        "|Lead officer|By whom|Responsible|Person responsible|Named lead|owner_role"
    ),
    Field.OWNER_EMAIL: "E-mail|Email|Email address|Owner's e-mail|Lead email|owner_email",
    Field.ACCOUNTABLE: (
        "Senior responsible officer|SRO|Senior responsible officer (accountable)"
        "|Accountable officer|Accountable officers from LA and CCG|accountable_lead_role"
    ),
    Field.DUE: (
        "By when|Due|Due date|Due date (month)|Deadline|Timescale|Target date|When"
        "|Target completion date|End date|due_date"
    ),
    Field.ORIGINAL_DUE: "Baseline|Original date|First agreed|Original due date|Baseline date",
    Field.RATING: "RAG|BRAG|RAG rating|RAG status|R.A.G.|BRAG (see key)|Status (RAG)|brag_at_start",
    Field.STAGE: "Status|Stage|Delivery status|status_at_start",
    Field.PROGRESS: "Progress|Progress update|Progress to date|Commentary|Latest update|Comments",
    Field.PROGRESS_ON: "Date of update|Last updated|Update date|Progress date",
    Field.DELIVERED_ON: "Date achieved|Date completed|Actual completion date|Delivered on",
    Field.SUCCESS_MEASURE: "Success criteria|Success measure|Measure of success|Sucess criteria",
    Field.EVIDENCE_EXPECTED: "Evidence|Evidence required|evidence_expected|Evidence of impact",
    Field.CO_OWNER: "Co-owner|Second lead|Joint lead|Supporting lead|Supported by",
    Field.DEPUTY: "Deputy|Named deputy|deputy_role",
    Field.KPI_REFS: "KPI|KPIs|KPI link|kpi_refs",
    Field.DEPENDS_ON: "Depends on|Dependencies|depends_on",
    Field.EXTRA: "Inspector's paragraph no.|Risk link|Budget code|% complete|Forecast date",
}


@pytest.mark.parametrize(
    ("header", "field"),
    [(header, field) for field, headers in SEEN.items() for header in headers.split("|")],
)
def test_a_council_s_word_is_known(header: str, field: Field) -> None:
    assert guessed_field(header) is field


def columns_of(*rows: list[object]) -> dict[str, str]:
    return {header: str(field) for header, field in read("p.csv", csv_file(rows)).columns.items()}


def test_a_banner_above_the_header_is_passed_over() -> None:
    banner = [["SEND improvement plan"], ["Owner: programme office", "Version 3"], []]
    reading = read("p.csv", csv_file([*banner, *good_rows()]))
    assert reading.file.header_row == 4
    assert len(reading.actions) == 4


def test_a_header_of_two_rows_is_read_together() -> None:
    rows: list[list[object]] = [
        ["Ref", "Action", "Lead", "", "Dates", ""],
        ["", "", "Name", "E-mail", "Start", "Due"],
        ["1.1", "Do", "Head of SEND", "head@kcc.example.org", "1/9/23", "29/9/23"],
    ]
    reading = read("p.csv", csv_file(rows))
    assert reading.file.header_row == 2
    assert dict(reading.columns) == {
        "Ref": "ref",
        "Action": "title",
        "Lead / Name": "owner",
        "Lead / E-mail": "owner_email",
        "Dates / Start": "start",
        "Dates / Due": "due",
    }


def test_a_header_merged_over_two_rows_is_one_name() -> None:
    def fill(book: object) -> None:
        sheet = sheet_of(  # type: ignore[arg-type]  # openpyxl's workbook
            book,
            [
                ["Ref", "Action", "Lead", None, "Due"],
                [None, None, "Name", "E-mail", None],
                ["1.1", "Do", "Head of SEND", "head@kcc.example.org", "29/9/23"],
            ],
        )
        for merged in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
            sheet.merge_cells(merged)

    assert list(read("p.xlsx", xlsx_file(fill)).columns) == [
        "Ref",
        "Action",
        "Lead / Name",
        "Lead / E-mail",
        "Due",
    ]


def test_a_header_with_a_line_break_is_kept_as_written() -> None:
    columns = columns_of(["Action\nno.", "Action", "Lead"], ["1.1", "Do", "Head"])
    assert columns["Action\nno."] == "ref"


def test_of_two_headers_alike_each_has_its_own_name() -> None:
    columns = columns_of(
        ["Ref", "Action", "Lead", "Lead"], ["1", "Do", "KCC", "Head"], ["2", "Do", "NHS", "Head"]
    )
    assert columns["Lead"] == "owner_organisation"
    assert columns["Lead (2)"] == "owner"


def test_the_plain_date_is_the_original_where_another_is_revised() -> None:
    columns = columns_of(
        ["Ref", "Action", "Lead", "Due date", "Revised due date"],
        ["1", "Do", "Head", "1/9/23", "1/12/23"],
    )
    assert columns["Due date"] == "original_due"
    assert columns["Revised due date"] == "due"


@pytest.mark.parametrize("header", ["Baseline", "Original date", "First agreed"])
def test_an_original_date_has_its_own_column(header: str) -> None:
    rows = [["Ref", "Action", "Lead", header, "Due"], ["1", "Do", "Head", "1/9/23", "1/12/23"]]
    action = read("p.csv", csv_file(rows)).actions[0]
    assert (str(action.original_due), str(action.due)) == ("2023-09-01", "2023-12-01")


def test_a_status_column_with_colours_is_a_rating() -> None:
    rows = [["Ref", "Action", "Lead", "Status"], ["1", "Do", "Head", "Green"]]
    assert columns_of(*rows)["Status"] == "rating"
    rows[1][3] = "In progress"
    assert columns_of(*rows)["Status"] == "stage"


def test_an_area_that_is_only_a_number_is_an_area() -> None:
    reading = read("p.csv", csv_file([["Ref", "Area", "Action", "Lead"], ["1.1", "2", "Do", "X"]]))
    assert reading.columns["Area"] == "area"
    assert reading.areas == ("2",)


def test_the_first_action_is_no_second_row_of_the_header() -> None:
    rows = [
        ["Ref", "What must improve", "Action", "Accountable Officer LA", "By when"],
        ["1.1", "Parents", "Do", "Director", "29/09/2023"],
    ]
    reading = read("p.csv", csv_file(rows))
    assert (reading.file.header_row, len(reading.actions)) == (1, 1)
    assert reading.columns["Action"] == "title"


def test_an_audit_s_recommendations_are_its_actions() -> None:
    columns = columns_of(
        ["Audit", "Recommendation No", "Recommendation", "Responsible Officer", "Due Date"],
        ["Payroll", "22/01", "Do", "Head of Finance", "29/09/2023"],
    )
    assert (columns["Recommendation No"], columns["Recommendation"]) == ("ref", "title")


def test_a_priority_of_high_and_low_is_no_area() -> None:
    columns = columns_of(["Ref", "Action", "Lead", "Priority"], ["1", "Do", "Head", "High"])
    assert columns["Priority"] == "extra"


def test_a_column_of_references_without_a_name_is_known_by_its_cells() -> None:
    columns = columns_of(
        ["", "Action", "Lead", "By when"],
        ["1.1", "Do", "Head", "Sep 23"],
        ["1.2", "Do more", "Head", "Sep 23"],
    )
    assert columns["Column A"] == "ref"


def test_the_longest_words_are_the_title_where_none_is_named() -> None:
    columns = columns_of(
        ["Ref", "Improve", "Lead", "By when"],
        ["1.1", "Give every officer training in the law", "Head", "Sep 23"],
    )
    assert columns["Improve"] == "title"


@pytest.mark.parametrize(
    "rows",
    [
        [["Ref", "Risk", "Likelihood", "Mitigating action", "Owner"], ["R1", "x", "3", "y", "z"]],
        [["Ref", "KPI", "Target", "Owner"], ["K1.1", "Vacant posts in the team", "5", "Head"]],
        [["Rating", "Meaning"], ["Green", "On track"]],
        [["Status", "Description"], ["Green", "On track"]],
    ],
)
def test_other_registers_and_keys_are_no_actions(rows: list[list[object]]) -> None:
    def fill(book: object) -> None:
        sheet_of(book, good_rows())  # type: ignore[arg-type]  # openpyxl's workbook
        other = book.create_sheet("Other")  # type: ignore[attr-defined]
        for row in rows:
            other.append(row)

    reading = read("p.xlsx", xlsx_file(fill))
    assert reading.file.sheets_without_actions == ("Other",)
    assert len(reading.actions) == 4


@given(st.text(max_size=80))
def test_any_header_is_a_field_or_none(header: str) -> None:
    assert guessed_field(header) in {None, *Field}

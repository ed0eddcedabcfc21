"""Years that slipped, and dates that only lie far from the others."""

from __future__ import annotations

import pytest

from handlers.plan_import.findings import Kind
from tests.data.books import csv_file, findings, loud, read, with_cell


@pytest.mark.parametrize(
    ("slip", "likely"),
    [("2032-09-29", "2023-09-29"), ("2203-11-30", "2023-11-30"), ("2025-03-28", "2024-03-28")],
)
def test_a_date_far_outside_the_plan_is_a_slip_of_the_year(slip: str, likely: str) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "By when", slip)))
    (found,) = findings(reading, Kind.YEAR_SLIP)
    assert (found.severity, found.read_as, found.likely) == ("warning", slip, likely)
    assert loud(reading) == [Kind.YEAR_SLIP]


def test_a_month_in_words_a_year_or_two_later_is_no_slip() -> None:
    assert loud(read("p.csv", csv_file(with_cell(2, "By when", "May 25")))) == []
    assert loud(read("p.csv", csv_file(with_cell(2, "By when", "May 32")))) == [Kind.YEAR_SLIP]


def test_a_due_date_in_the_past_by_a_slip_is_found_without_start_dates() -> None:
    rows = [row[:4] + row[5:] for row in with_cell(2, "By when", "2013-10-29")]
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.YEAR_SLIP)
    assert found.likely == "2023-10-29"


@pytest.mark.parametrize("start", ["", "2023-07-03"])
def test_dates_that_lie_far_apart_are_no_slips(start: str) -> None:
    dues = ("2023-09-29", "2024-06-28", "2025-06-27", "2026-06-26")
    rows = [[str(n), "Do", "Head", start, due] for n, due in enumerate(dues)]
    assert (
        loud(read("p.csv", csv_file([["Ref", "Action", "Lead", "Start", "By when"], *rows]))) == []
    )


def test_a_year_that_no_plan_reaches_is_a_slip_without_other_dates() -> None:
    rows = [["Ref", "Action", "Lead", "By when"], ["1", "Do", "Head", "2032-09-29"]]
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.YEAR_SLIP)
    assert found.likely == "2023-09-29"

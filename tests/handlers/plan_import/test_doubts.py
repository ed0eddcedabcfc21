"""Dates, ratings and dependencies of a whole file: what a person must see or decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from handlers.plan_import.checks import find_rings
from handlers.plan_import.findings import Kind
from handlers.plan_import.header import Mapped
from handlers.plan_import.rating_key import KeyLine, differs
from models.scheme import DEFAULT_SCHEME
from models.states import Rating, Stage
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


def test_a_good_file_raises_nothing_above_an_information() -> None:
    found = result("p.csv", csv_file(good_rows()))
    assert (found.outcome, found.exit_status) == ("import", 0)
    assert [f.kind for f in found.findings] == [Kind.SINGLE_DUE_COLUMN]


def test_the_one_due_column_is_said_once_and_asked_about() -> None:
    (found,) = read("p.csv", csv_file(good_rows())).findings
    assert "--dates-have-moved" in found.message
    reading = read("p.csv", csv_file(good_rows()), dates_have_moved=True)
    assert reading.findings == ()
    assert {action.original_due for action in reading.actions} == {None}
    assert None not in {action.due for action in reading.actions}


@pytest.mark.parametrize("words", ["TBC", "Ongoing", "Spring 2024", ""])
def test_words_instead_of_a_due_date_are_a_warning(words: str) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "By when", words)))
    (found,) = findings(reading, Kind.NO_DUE_DATE)
    assert (found.severity, found.row, found.column) == ("warning", 2, "By when")
    assert reading.actions[0].due_words == (words or None)


def test_a_date_as_text_is_shown_as_it_was_read() -> None:
    reading = read("p.csv", csv_file(with_cell(2, "By when", "End Sept 23")))
    (found,) = findings(reading, Kind.TEXT_DATE)
    assert (found.severity, found.value, found.read_as) == ("info", "End Sept 23", "2023-09-29")
    assert "Friday 29 September 2023" in found.message


def test_iso_text_in_a_workbook_is_a_date_as_text() -> None:
    reading = read("p.xlsx", xlsx_of(with_cell(2, "By when", "2023-09-29")))
    assert "2023-09-29" in {found.read_as for found in findings(reading, Kind.TEXT_DATE)}


@pytest.mark.parametrize("column", ["By when", "Start"])
def test_a_date_that_does_not_exist_is_an_error_and_no_other_day(column: str) -> None:
    reading = read("p.csv", csv_file(with_cell(2, column, "31 Sept 2023")))
    (found,) = findings(reading, Kind.IMPOSSIBLE_DATE)
    assert (found.severity, found.row, found.column) == ("error", 2, column)
    assert (found.read_as, found.likely) == (None, "2023-09-30")
    assert loud(reading) == [Kind.IMPOSSIBLE_DATE]


def test_due_before_start_is_an_error() -> None:
    reading = read("p.csv", csv_file(with_cell(2, "Start", "2023-10-02")))
    (found,) = findings(reading, Kind.DUE_BEFORE_START)
    assert (found.severity, found.row, found.column) == ("error", 2, "By when")
    same_day = read("p.csv", csv_file(with_cell(2, "Start", "2023-09-29")))
    assert loud(same_day) == []


@pytest.mark.parametrize(
    ("word", "rating"),
    [
        ("Green", Rating.GREEN),
        (" amber ", Rating.AMBER),
        ("R", Rating.RED),
        ("On track", Rating.GREEN),
        ("Amber - at risk", Rating.AMBER),
        ("🔴", Rating.RED),
        ("", None),
        ("N/A", None),
    ],
)
def test_a_rating_of_the_scheme_is_read(word: str, rating: Rating | None) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "RAG", word)))
    assert loud(reading) == []
    assert reading.actions[0].rating is rating


@pytest.mark.parametrize(
    ("word", "likely"),
    [
        ("Purple", None),
        ("Amberr", "Amber"),
        ("Yellow", "Amber"),
        ("Amber/Red", None),
        ("Fine", None),
    ],
)
def test_a_word_outside_the_scheme_is_an_error(word: str, likely: str | None) -> None:
    reading = read("p.csv", csv_file(with_cell(2, "RAG", word)))
    (found,) = findings(reading, Kind.UNKNOWN_RATING)
    assert (found.severity, found.row, found.column) == ("error", 2, "RAG")
    assert found.likely == likely
    assert reading.actions[0].rating is None


def with_key(*lines: list[str], word: str = "Green", sheet: str = "Key") -> bytes:
    def fill(book: Workbook) -> None:
        sheet_of(book, with_cell(2, "RAG", word))
        key = book.create_sheet(sheet)
        for line in (["Rating", "Meaning"], *lines):
            key.append(line)

    return xlsx_file(fill)


def test_a_word_that_the_file_s_own_key_explains_is_known() -> None:
    lines = (["Green", "On track"], ["Purple", "On hold"], ["Red", "Off track"])
    reading = read("p.xlsx", with_key(*lines, word="Purple"))
    assert loud(reading) == []
    assert reading.actions[0].stage is Stage.SUSPENDED
    assert reading.file.sheets_without_actions == ("Key",)


def test_a_colour_with_another_meaning_is_a_warning_and_read_by_the_key() -> None:
    content = with_key(["Green", "Complete"], ["Amber", "On track"], word="Amber")
    reading = read("p.xlsx", content)
    found = findings(reading, Kind.RATING_SCHEME_DIFFERS)
    assert [(f.severity, f.sheet, f.row) for f in found] == [
        ("warning", "Key", 2),
        ("warning", "Key", 3),
    ]
    assert reading.actions[0].rating is Rating.GREEN
    assert reading.actions[1].stage is Stage.DELIVERED


@pytest.mark.parametrize(
    "row",
    [
        ["Key: Green = complete; Amber = on track"],
        ["Green = complete", "Amber = on track"],
        ["Key", "Green", "Complete", "Amber", "On track"],
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_key_in_rows_around_the_actions_is_read(
    row: list[str],
    above: bool,  # noqa: FBT001 - a row of the table
) -> None:
    rows = [row, [], *good_rows()] if above else [*good_rows(), [], row]
    found = findings(read("p.csv", csv_file(rows)), Kind.RATING_SCHEME_DIFFERS)
    assert len(found) == 2


@pytest.mark.parametrize(  # domain section 1.6: there is no standard
    ("colour", "meaning", "other"),
    [
        ("Blue", "Complete and checked by an independent peer inspection", False),
        ("Green", "Complete", True),
        ("Amber", "On track", True),
        ("Red", "Off track", False),
        ("Blue", "Suspended (needs approval)", True),
        ("Green", "On target", False),
        ("Amber", "One month behind", False),
        ("Red", "Over one month behind", False),
        ("Blue", "Done and handed to business as usual", False),
        ("Green", "On track or complete", False),
        ("Amber", "In progress, at risk", False),
        ("Red", "Serious problem", False),
        ("Green", "No issue or risk", False),
        ("Amber", "Issue or risk identified", False),
        ("Red", "Not yet started or significant delay", True),
        ("Blue", "Trivial, local only", True),
        ("Green", "Plan will deliver", False),
        ("Red", "Plan will not deliver", False),
        ("Blue", "Complete", False),
        ("Green", "Words that say nothing we know", False),
    ],
)
def test_the_meanings_of_real_keys(colour: str, meaning: str, other: bool) -> None:  # noqa: FBT001 - a row of the table
    assert differs(KeyLine(colour, meaning, 1), DEFAULT_SCHEME) is other


def test_our_own_key_never_differs_from_itself() -> None:
    lines = [(w.word, m) for w in DEFAULT_SCHEME.ratings.values() for m in (w.meaning, w.phrase)]
    assert not any(differs(KeyLine(w, m, 1), DEFAULT_SCHEME) for w, m in lines)


def test_blue_for_complete_is_told_and_read_as_delivered() -> None:
    reading = read("p.xlsx", with_key(["Blue", "Complete"], ["Green", "On track"], word="Blue"))
    assert len(findings(reading, Kind.BLUE_WITHOUT_PROOF)) == 1
    assert (reading.actions[0].stage, reading.actions[0].rating) == (Stage.DELIVERED, None)


def test_the_mapping_file_says_what_a_word_means() -> None:
    mapped = Mapped(ratings={"Purple": "amber"})
    reading = read("p.csv", csv_file(with_cell(2, "RAG", "Purple")), mapped=mapped)
    assert loud(reading) == []
    assert reading.actions[0].rating is Rating.AMBER


def needing(*cells: str) -> bytes:
    rows = [["Ref", "Action", "Lead", "Depends on"]]
    rows += [[f"1.{n}", "Do", "Head", cell] for n, cell in enumerate(cells, start=1)]
    return csv_file(rows)


def test_a_ring_of_dependencies_is_found_once_and_named() -> None:
    (found,) = findings(read("p.csv", needing("1.2", "1.3", "1.1", "1.1")), Kind.DEPENDENCY_RING)
    assert (found.severity, found.row) == ("info", 2)
    assert "1.1 → 1.2 → 1.3 → 1.1" in found.message


def test_an_action_that_needs_itself_is_a_ring() -> None:
    (found,) = findings(read("p.csv", needing("1.1")), Kind.DEPENDENCY_RING)
    assert "1.1 → 1.1" in found.message


@pytest.mark.parametrize(
    "cell", ["1.2; 1.3", "1.2, 1.3", "1.2 and 1.3", "Action 1.2 & 1.3", "1.2\n1.3"]
)
def test_a_list_of_dependencies_is_parted(cell: str) -> None:
    assert read("p.csv", needing(cell, "", "")).actions[0].depends_on == ("1.2", "1.3")


def test_a_dependency_on_nothing_is_told() -> None:
    reading = read("p.csv", needing("9.9", "-"))
    (found,) = findings(reading, Kind.UNKNOWN_DEPENDENCY)
    assert "9.9" in found.message
    assert reading.actions[0].depends_on == ()
    assert not findings(read("p.csv", needing("9.9"), known_refs={"9.9"}), Kind.UNKNOWN_DEPENDENCY)


@given(
    st.dictionaries(
        st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefg"), max_size=4), max_size=7
    )
)
def test_a_graph_has_rings_exactly_where_it_cannot_be_ordered(graph: dict[str, list[str]]) -> None:
    left = {node: set(needs) & graph.keys() for node, needs in graph.items()}
    while free := [node for node, needs in left.items() if not needs & left.keys()]:
        for node in free:
            del left[node]
    assert bool(find_rings({n: [m for m in ms if m in graph] for n, ms in graph.items()})) == bool(
        left
    )


def test_at_most_200_findings_are_listed_errors_first_and_the_total_given() -> None:
    rows = [["Ref", "Action", "Lead", "By when"]]
    rows += [[f"1.{n}", "Do", "" if n >= 300 else "Head", "29/9/23"] for n in range(350)]
    found = result("p.csv", csv_file(rows)).as_json()
    assert found["findings_total"] == 401
    assert len(found["findings"]) == 200
    assert sum(f["severity"] == "error" for f in found["findings"]) == 50
    assert found["actions"] == 350


def test_a_long_ring_is_named_in_a_sentence_that_can_be_read() -> None:
    rows = [["Ref", "Action", "Lead", "By when", "Depends on"]]
    rows += [[f"1.{n}", "Do", "Head", "29/9/23", f"1.{(n + 1) % 300}"] for n in range(300)]
    (found,) = findings(read("p.csv", csv_file(rows)), Kind.DEPENDENCY_RING)
    assert found.message.count("→") < 20
    assert "300 actions" in found.message

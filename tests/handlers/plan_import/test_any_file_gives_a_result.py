"""Whatever somebody calls a plan: a result that JSON can hold, and never an exception."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.plan_import.column_words import WORDS
from tests.data.books import csv_file, result, xlsx_of

HEADERS = [w.strip() for words in WORDS.values() for w in words.split(";")]
BAD = [
    "", " ", "TBC", "31 Sept 2023", "End Sept 23", "29/9/23", "2203-01-01", "=1+1", "@x", "-",
    "1.1", "1.10", "GA005", "ga005", "1.2; 1.3", "Head of SEND and Head of Inclusion", "Jane Doe",
    "Green", "Purple", "Green = complete", "Total", "Area 1: Confidence", "a@b", "a@x.example.org",
    "x" * 400, "line\nbreak", "\u200b", "²", "٣/٤/٢٠٢٣", "1e999", "-5", "NaN", "0",
    "99999999", "🟢",
]  # fmt: skip
cells = st.one_of(st.sampled_from(BAD), st.sampled_from(HEADERS), st.text(max_size=30))
grids = st.lists(st.lists(cells, max_size=9), max_size=12)


@settings(max_examples=250, deadline=None)
@given(grids)
def test_any_grid_in_a_csv_gives_a_result(rows: list[list[str]]) -> None:
    json.dumps(result("p.csv", csv_file(rows, encoding="utf-8-sig")).as_json())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(HEADERS), min_size=2, max_size=9), grids)
def test_any_rows_below_any_headers_give_a_result(head: list[str], rows: list[list[str]]) -> None:
    found = result("p.csv", csv_file([head, *rows])).as_json()
    assert found["findings_total"] >= len(found["findings"])
    assert (found["outcome"] == "refuse") == (found["file"]["header_row"] is None)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.one_of(
                st.sampled_from(HEADERS),
                st.floats(allow_nan=False, allow_infinity=False),
                st.integers(-(10**12), 10**12),
                st.dates(),
                st.booleans(),
                st.none(),
            ),
            max_size=6,
        ),
        max_size=8,
    )
)
def test_any_cells_of_a_workbook_give_a_result(rows: list[list[object]]) -> None:
    json.dumps(result("p.xlsx", xlsx_of(rows)).as_json())


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=2_000), st.sampled_from(["p.csv", "p.xlsx", "p.txt", "p"]))
def test_any_bytes_give_a_result(content: bytes, name: str) -> None:
    json.dumps(result(name, content).as_json())

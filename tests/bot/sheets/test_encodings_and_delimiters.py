"""CSV files as programs and people really save them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sheets.delimiter import delimiter_of
from bot.sheets.encoding import decode
from bot.sheets.read import read_book
from tests.data.books import csv_file, good_rows

WORDS = "Parents’ views – “co-produced” for £1,200 at the café"  # noqa: RUF001 - as people type


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "utf-8"),
        ("ascii", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("latin-1", "windows-1252"),
        ("mac_roman", "macintosh"),
        ("cp850", "cp850"),
    ],
)
def test_each_common_encoding_is_named_as_a_person_expects(codec: str, name: str) -> None:
    words = WORDS
    if codec in {"latin-1", "cp850"}:
        words = "Costs of £1,200 at the café of Zoë"
    elif codec == "ascii":
        words = "Plain words"
    rows = [["Ref", "Action", "Lead"], ["1.1", words, "Head of SEND"], ["1.2", words, "Head"]]
    book = read_book("plan.csv", csv_file(rows, encoding=codec))
    assert book.encoding == name
    assert book.sheets[0].rows[1].cells[1].text == words


def test_a_big_endian_mark_is_utf_16_too() -> None:
    assert decode(b"\xfe\xff" + "Réf".encode("utf-16-be")) == ("Réf", "utf-16")


def test_one_stray_byte_does_not_spoil_a_file_of_utf_8() -> None:
    content = ("Ref;Zoë, café, naïve, £5\n" * 3).encode() + b"1;it\x92s\n"
    text, name = decode(content)
    assert name == "utf-8"
    assert text.endswith("it\u2019s\n")


def test_a_foreign_code_page_is_guessed_rather_than_garbled() -> None:
    words = (
        "Plan działań dotyczący uczniów ze specjalnymi potrzebami; każdy rodzic może zgłosić"
        " swoje życzenia; osoba odpowiedzialna zaś składa sprawozdanie\n"
    ) * 3
    assert decode(words.encode("cp1250"))[0] == words


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_each_delimiter_is_told_by_evenness(sign: str) -> None:
    book = read_book("plan.csv", csv_file(good_rows(), delimiter=sign))
    assert book.delimiter == sign
    assert len(book.sheets[0].rows[0].cells) == 7


def test_commas_in_sentences_do_not_make_a_comma_file() -> None:
    text = "Ref;Action;Lead\n" + "1.1;First, second, and third, at last;Head, really\n" * 5
    assert delimiter_of(text) == ";"


def test_a_banner_with_other_signs_does_not_mislead() -> None:
    text = "Plan, version 3, agreed\n;;\nRef;Action;Lead\n1.1;Do;Head\n1.2;Do;Head\n"
    assert delimiter_of(text) == ";"


def test_excel_s_own_line_says_the_delimiter() -> None:
    assert delimiter_of("sep=|\nRef|Action, Lead|x,y\n") == "|"


def test_a_quoted_line_break_does_not_make_another_row() -> None:
    content = b'Ref,Action\r\n1.1,"Two\r\nlines"\r\n1.2,One\r\n'
    rows = read_book("plan.csv", content).sheets[0].rows
    assert [(row.number, row.cells[1].text) for row in rows] == [
        (1, "Action"),
        (2, "Two\nlines"),
        (3, "One"),
    ]


def test_blank_lines_are_counted_and_left_out() -> None:
    rows = read_book("plan.csv", b"\n\nRef,Action\n,,\n1.1,Do\n").sheets[0].rows
    assert [row.number for row in rows] == [3, 5]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_each_line_ending_parts_rows(ending: str) -> None:
    content = ending.join(["Ref,Action", "1.1,Do", "1.2,Do"]).encode()
    assert [row.number for row in read_book("p.csv", content).sheets[0].rows] == [1, 2, 3]


def test_a_quote_that_is_never_closed_swallows_one_cell_and_not_the_file() -> None:
    content = b'Ref,Action,Lead\n1.1,"Do,Head\n1.2,Do,Head\n1.3,Do,Head\n'
    rows = read_book("plan.csv", content).sheets[0].rows
    assert [row.cells[0].text for row in rows] == ["Ref", "1.1", "1.2", "1.3"]
    assert rows[1].cells[1].text == "Do"


def test_nul_and_control_signs_are_taken_out_of_cells() -> None:
    book = read_book("plan.csv", b"Ref,Action\n1.1,Do\x00 it\x07 all\n" + b"1.2,Do\n" * 40)
    assert book.sheets[0].rows[1].cells[1].text == "Do it all"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"])))
def test_any_text_in_utf_8_comes_back(text: str) -> None:
    decoded, name = decode(text.encode())
    if name in {"utf-8", "utf-8-sig"}:
        assert decoded == text.removeprefix("\ufeff")


def test_lists_within_the_cells_do_not_outvote_the_header() -> None:
    rows = [["Ref", "Action", "Lead", "Depends on"]]
    rows += [[f"1.{n}", "Do", "Head", "; ".join(["1.1"] * 9)] for n in range(20)]
    assert delimiter_of(csv_file(rows).decode()) == ","

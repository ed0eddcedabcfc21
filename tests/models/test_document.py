import doctest
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import document as paper
from models.document import (
    ANCHOR,
    Asks,
    Column,
    Document,
    Entry,
    Fact,
    Figure,
    Footnote,
    Jump,
    Paragraph,
    Row,
    Section,
    Share,
    Shares,
    Table,
    Tag,
    Trend,
    WrongDocumentError,
    notes,
    outline,
    place_name,
    words,
)
from models.message import Moment, Tone


def numbered(*sections: Section) -> list[tuple[str, list[str]]]:
    """Each section's number, and those of its blocks."""
    places = outline(Document("Paper", sections=sections))
    return [(place.number, [number for number, _ in place.blocks]) for place in places]


SAY = Paragraph(words("Said."))


def test_the_example_of_the_module_is_true() -> None:
    assert doctest.testmod(paper).failed == 0
    assert doctest.testmod(paper).attempted > 0


def test_paragraphs_are_numbered_within_their_section() -> None:
    assert numbered(Section("One", (SAY, SAY)), Section("Two", (SAY,))) == [
        ("1", ["1.1", "1.2"]),
        ("2", ["2.1"]),
    ]


def test_a_part_of_a_section_goes_on_with_its_numbers() -> None:
    assert numbered(Section("One", (SAY,)), Section("Part", (SAY,), level=2)) == [
        ("1", ["1.1"]),
        ("", ["1.2"]),
    ]


def test_only_paragraphs_that_want_a_number_have_one() -> None:
    plain = Paragraph(words("Aside."), numbered=False)
    asks = Asks(words("The Board is asked to:"), ())
    assert numbered(Section("One", (plain, SAY, asks, SAY))) == [("1", ["", "1.1", "", "1.2"])]


def test_an_appendix_has_no_number_and_takes_none() -> None:
    appendix = Section("Appendix", (SAY,), numbered=False)
    assert numbered(Section("One", (SAY,)), appendix, Section("Two", (SAY,))) == [
        ("1", ["1.1"]),
        ("", [""]),
        ("2", ["2.1"]),
    ]


def test_a_part_before_any_section_is_not_numbered() -> None:
    assert numbered(Section("Part", (SAY,), level=2)) == [("", [""])]


def test_notes_are_numbered_as_they_are_read_and_the_same_words_once() -> None:
    first, second = Footnote("First."), Footnote("Second.")
    table = Table("Rows", (Column("A"),), (Row((words(second),)),), Row((words(first),)))
    document = Document(
        "Paper",
        facts=(Fact("From", words(first)),),
        sections=(Section("One", (table, Paragraph(words(second, Footnote("Third."))))),),
    )
    assert notes(document) == {"First.": 1, "Second.": 2, "Third.": 3}


@pytest.mark.parametrize("run", [Jump("1.1", "a-1.1"), Figure("green", "29 of 56", "a-1.1")])
def test_a_link_to_no_place_is_refused(run: Jump | Figure) -> None:
    with pytest.raises(WrongDocumentError, match=r"'a-1\.1', which no place is called"):
        Document("Paper", sections=(Section("One", (Paragraph(words(run)),)),))


@pytest.mark.parametrize(
    "section",
    [
        Section("One", anchor="here"),
        Section("One", (Entry("6.1", Tag("Red", Tone.RED), (), anchor="here"),)),
        Section("One", (Table("Rows", (Column("A"),), (), anchor="here"),)),
        Section("One", (Table("Rows", (Column("A"),), (Row(((),), anchor="here"),)),)),
        Section("One", (Table("Rows", (Column("A"),), (), Row(((),), anchor="here")),)),
    ],
)
def test_sections_entries_tables_and_rows_are_places(section: Section) -> None:
    jump = Section("Two", (Paragraph(words(Jump("there", "here"))),))
    assert Document("Paper", sections=(jump, section)).sections[1] is section
    with pytest.raises(WrongDocumentError, match="Two places are called 'here'"):
        Document("Paper", sections=(section, Section("Three", anchor="here")))


def test_a_figure_without_records_leads_nowhere() -> None:
    figure = Paragraph(words(Figure("none", "0 of 56")))
    assert Document("Paper", sections=(Section("One", (figure,)),)).title == "Paper"


@pytest.mark.parametrize("anchor", ["Here", "9", "a b", "a_b", "é", "a" * 40])
def test_a_place_has_a_plain_short_name(anchor: str) -> None:
    with pytest.raises(WrongDocumentError, match="small letters"):
        Document("Paper", sections=(Section("One", anchor=anchor),))


@pytest.mark.parametrize("blank", ["", " ", "\t\n"])
def test_what_must_speak_may_not_be_blank(blank: str) -> None:
    with pytest.raises(WrongDocumentError, match="title"):
        Document(blank)
    with pytest.raises(WrongDocumentError, match="words"):
        Tag(blank, Tone.RED)
    with pytest.raises(WrongDocumentError, match="caption"):
        Table(blank, (Column("A"),), ())
    with pytest.raises(WrongDocumentError, match="alt"):
        Shares("Half is on track", (Share("Green", Tone.GREEN, 1),), blank)
    with pytest.raises(WrongDocumentError, match="alt"):
        Trend(blank, (("Sep 2023", Decimal(1)),), "It fell.")


def test_a_row_has_a_cell_for_each_column() -> None:
    columns = (Column("Ref"), Column("Due"))
    with pytest.raises(WrongDocumentError, match="2 columns, but a row has 1 cells"):
        Table("Rows", columns, (Row((words("1.1"),)),))
    with pytest.raises(WrongDocumentError, match="caption and columns"):
        Table("Rows", (), ())


def test_words_makes_runs_of_strings_and_keeps_runs() -> None:
    moment = Moment(date(2023, 10, 6))
    assert words("Due ", moment)[1] is moment


@pytest.mark.parametrize(
    ("name", "place"),
    [("6.1", "a-6.1"), ("GA005", "a-ga005"), ("ga005", "a-ga005"), ("1.10", "a-1.10")],
)
def test_a_reference_is_its_own_place(name: str, place: str) -> None:
    assert place_name("a", name) == place


@given(st.text(), st.text())
def test_every_reference_has_a_place_and_no_two_share_one(one: str, other: str) -> None:
    first, second = place_name("a", one), place_name("a", other)
    assert ANCHOR.fullmatch(first)
    assert (first == second) == (one.casefold() == other.casefold())

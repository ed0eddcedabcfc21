from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from bot.papers.docx import render_docx
from models.document import Document, Section, Table
from tests.bot.papers.example import document


@pytest.fixture(scope="module")
def archive() -> bytes:
    return render_docx(document())


@pytest.fixture(scope="module")
def word(archive: bytes) -> WordDocument:
    return docx.Document(BytesIO(archive))


def test_it_says_what_it_is(word: WordDocument) -> None:
    about = word.core_properties
    assert about.title == "SEND improvement plan: progress in October 2023"
    assert about.language == "en-GB"
    assert about.author == "Chair of the Partnership Delivery Group"
    assert f"{about.created:%Y-%m-%d %H:%M}" == "2023-10-16 14:30"


def test_it_opens_with_the_councils_form(word: WordDocument) -> None:
    first = [paragraph.text.split("\t") for paragraph in word.paragraphs[2:7]]
    assert [line[0] for line in first] == ["From", "To", "Subject", "Classification", "Signed off"]
    assert first[1][1] == "Strategic Improvement and Assurance Board, Wednesday 25 October 2023"


def test_paragraphs_carry_their_numbers(word: WordDocument) -> None:
    said = [p.text for p in word.paragraphs if p.style.name == "Numbered Paragraph"]
    assert [text.split("\t")[0] for text in said] == ["1.1", "1.2", "2.1", "3.1", "4.1"]


def test_it_is_sans_serif_12_point_and_left_aligned(word: WordDocument) -> None:
    normal = word.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Arial", 12)
    assert normal.paragraph_format.alignment == 0
    sizes = {p.style.name: p.style.font.size.pt for p in word.paragraphs}
    assert min(sizes.values()) >= 12
    assert all(p.alignment in {None, 0} for p in word.paragraphs)


def test_its_language_is_british_english(word: WordDocument) -> None:
    marks = list(word.styles.element.iter(qn("w:lang")))
    assert marks
    assert {mark.get(qn("w:val")) for mark in marks} == {"en-GB"}


def test_its_headings_step_down_one_at_a_time(word: WordDocument) -> None:
    names = [p.style.name for p in word.paragraphs if p.style.name.startswith("Heading")]
    levels = [int(name.split()[1]) for name in names]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_each_table_has_a_marked_header_row_and_no_merged_cell(word: WordDocument) -> None:
    assert len(word.tables) == 13
    for table in word.tables:
        rows = list(table._tbl.iter(qn("w:tr")))
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rows[1:])
        assert table._tbl.find(f".//{qn('w:tblCaption')}") is not None
        merged = {qn("w:gridSpan"), qn("w:vMerge"), qn("w:hMerge")}
        assert not merged & {element.tag for element in table._tbl.iter()}
        assert {len(list(row.iter(qn("w:tc")))) for row in rows} == {len(table.columns)}


def test_each_picture_has_alt_text(word: WordDocument) -> None:
    pictures = list(word.element.body.iter(qn("wp:docPr")))
    assert [picture.get("descr") for picture in pictures] == [
        "29 on track, 18 at risk, 6 off track",
        "From 16.1% in May 2023 to 3.9% in September 2023; the target is 80%.",
    ]


def test_each_figure_leads_to_a_bookmark_that_is_there_once(word: WordDocument) -> None:
    body = word.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    assert len(set(names)) == len(names) == len(set(ids))
    assert {link for link in links if link} <= set(names)
    assert all(len(name) <= 40 and name.replace("_", "").isalnum() for name in names)
    shown = {link.find(f".//{qn('w:t')}").text: link for link in body.iter(qn("w:hyperlink"))}
    assert shown["29 of 56"].get(qn("w:anchor")).endswith("_f_green")


def test_no_paragraph_is_blank_but_those_that_end_a_page(word: WordDocument) -> None:
    for paragraph in word.paragraphs:
        ends_page = paragraph._p.find(f".//{qn('w:sectPr')}") is not None
        drawn = paragraph._p.find(f".//{qn('w:drawing')}") is not None
        assert paragraph.text.strip() or ends_page or drawn


def test_the_tracker_lies_across_and_the_rest_stands(word: WordDocument) -> None:
    assert [s.page_width > s.page_height for s in word.sections] == [False, True, False]


def test_every_page_says_its_number_and_the_papers_hash(word: WordDocument) -> None:
    foot = word.sections[0].footer
    codes = [field.get(qn("w:instr")) for field in foot._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "hash 4f2c 91aa" in foot.paragraphs[0].text
    assert all(section.footer.is_linked_to_previous for section in list(word.sections)[1:])


def test_a_rating_is_never_a_colour_alone(word: WordDocument) -> None:
    for table in word.tables:
        for cell in table._tbl.iter(qn("w:tc")):
            if cell.find(f"./{qn('w:tcPr')}/{qn('w:shd')}") is not None:
                assert "".join(cell.itertext()).startswith(("Blue", "Green", "Amber", "Red"))


def test_its_parts_are_packed_without_a_clock_or_a_compressor(archive: bytes) -> None:
    with ZipFile(BytesIO(archive)) as opened:
        parts = opened.infolist()
        assert {part.date_time for part in parts} == {(1980, 1, 1, 0, 0, 0)}
        assert {part.compress_type for part in parts} == {ZIP_STORED}
        assert parts[0].filename == "[Content_Types].xml"
        assert not any("thumbnail" in part.filename for part in parts)


def test_a_paper_that_ends_in_a_table_ends_in_a_paragraph() -> None:
    last = next(block for block in document().sections[-1].blocks if isinstance(block, Table))
    short = Document("Paper", sections=(Section("One", (Table(last.caption, last.columns, ()),)),))
    body = docx.Document(BytesIO(render_docx(short))).element.body
    assert [element.tag for element in body][-2:] == [qn("w:p"), qn("w:sectPr")]


def test_an_undated_paper_has_a_fixed_date() -> None:
    made = docx.Document(BytesIO(render_docx(Document("Paper")))).core_properties
    assert made.created is not None
    assert made.created.year == 2000

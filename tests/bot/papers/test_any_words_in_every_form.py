import re
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import docx
import openpyxl
import pypdfium2
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bot.papers.glyphs import drawable
from bot.papers.render import Form, render
from bot.papers.text import clean, line
from models.document import Column, Document, Paragraph, Row, Section, Table, Workbook, words
from tests.bot.papers.everywhere import everywhere
from tests.bot.papers.nasty import ESSAY, WORDS

each_word = pytest.mark.parametrize("said", WORDS.values(), ids=WORDS)
LATIN_1 = st.characters(min_codepoint=0, max_codepoint=255)


def squeezed(text: str) -> str:
    """Without what a page breaks lines by."""
    return re.sub(r"[\s\u200b]+", "", text)


class Shape(HTMLParser):
    """The tags of a page, and its words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(" ".join([tag, *(name for name, _ in attrs)]))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@each_word
def test_a_web_page_shows_any_words_and_takes_no_markup_from_them(said: str) -> None:
    page = Shape(render(everywhere(said), Form.HTML))
    plain = Shape(render(everywhere("plain words"), Form.HTML))
    tags = [tag for tag in page.tags if tag != "br"]
    assert tags == plain.tags if line(said) else set(tags) <= set(plain.tags)
    assert squeezed(clean(said)) in squeezed("".join(page.words))


@each_word
def test_a_word_document_opens_with_any_words(said: str) -> None:
    document = docx.Document(BytesIO(render(everywhere(said), Form.DOCX)))
    found = [paragraph.text for paragraph in document.paragraphs]
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert clean(said) in found[-1]
    assert any(line(said) in text for text in found)
    assert any(clean(said) in text for text in cells)
    assert document.core_properties.title in {line(said)[:255], "Paper", "Untitled"}


@each_word
def test_a_word_document_has_the_same_parts_whatever_is_said(said: str) -> None:
    def parts(words: str) -> list[str]:
        body = docx.Document(BytesIO(render(everywhere(words), Form.DOCX))).element.body
        leave = {qn("w:br"), qn("w:tab"), qn("w:t"), qn("w:keepNext")}
        return [str(element.tag) for element in body.iter() if element.tag not in leave]

    assert parts(said) == parts("plain words")


@each_word
def test_a_pdf_shows_any_words_that_its_fonts_have(said: str) -> None:
    made = render(everywhere(said), Form.PDF)
    with pypdfium2.PdfDocument(made) as pdf:
        text = squeezed("".join(page.get_textpage().get_text_range() for page in pdf))
    shown = re.findall(r"[!-~\u00a0-\u024f]+", drawable(clean(said)))
    assert all(part[:200] in text for part in shown)


def test_a_long_word_stays_on_the_page_of_a_pdf() -> None:
    with pypdfium2.PdfDocument(render(everywhere("x" * 400), Form.PDF)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            edges = [text.get_rect(number)[2] for number in range(text.count_rects())]
            assert max(edges, default=0) <= page.get_width() - 30


@each_word
def test_a_spreadsheet_holds_words_as_words_and_no_formula(said: str) -> None:
    made = render(everywhere(said), Form.XLSX)
    book = openpyxl.load_workbook(BytesIO(made))
    cells = [cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert all(cell.hyperlink is None for cell in cells)
    wanted = clean(said)
    assert not wanted.strip() or any(cell.value == wanted for cell in cells)


def test_a_spreadsheet_cuts_what_no_cell_can_hold_and_shows_that_it_did() -> None:
    book = openpyxl.load_workbook(BytesIO(render(essay(ESSAY + "🎉"), Form.XLSX)))
    assert book["Tracker"]["A2"].value == f"{ESSAY[:32_766]}\u2026"


@pytest.mark.parametrize("word", ["Panel met. ", "x"], ids=["words", "one word"])
@pytest.mark.parametrize("form", Form)
def test_an_essay_of_forty_thousand_characters_is_shown_whole(form: Form, word: str) -> None:
    assert len(render(essay(word * (40_000 // len(word))), form)) > 10_000


def essay(said: str) -> Document:
    """A document with the words in a paragraph, in a cell and in the tracker."""
    table = Table("Said", (Column("Words", key=True),), (Row((words(said),)),))
    blocks = (Paragraph(words(said)), table)
    return Document(
        "Essay", sections=(Section("One", blocks),), workbook=Workbook(table, table, ())
    )


@each_word
def test_a_spreadsheet_has_no_formula_in_its_parts(said: str) -> None:
    with ZipFile(BytesIO(render(everywhere(said), Form.XLSX))) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                tags = {etree.QName(element).localname for element in root.iter()}
                assert not tags & {"f", "hyperlink"}


@settings(max_examples=10)
@given(st.text(alphabet=st.one_of(st.characters(), st.characters(categories=["Cs", "Cc", "Cn"]))))
@pytest.mark.parametrize("form", Form)
def test_any_text_at_all_gives_a_paper_in_every_form(form: Form, said: str) -> None:
    document = everywhere(f"x{said}")
    assert render(document, form) == render(document, form)


@settings(max_examples=10)
@given(
    st.text(alphabet=st.characters(categories=["Mn", "Me", "Cf", "Co", "Lo", "So"]), max_size=30)
)
def test_marks_that_no_letter_carries_still_give_a_pdf(said: str) -> None:
    assert render(everywhere(f"x{said}"), Form.PDF).startswith(b"%PDF-1.7")

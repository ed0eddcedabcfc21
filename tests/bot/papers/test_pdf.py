from io import BytesIO

import pypdf
import pytest
from pypdf.generic import DictionaryObject, IndirectObject

from bot.papers.glyphs import UNSHOWN, breakable, drawable
from bot.papers.pdf import render_pdf
from models.document import Document, Paragraph, Section, words
from tests.bot.papers.example import document


@pytest.fixture(scope="module")
def pdf() -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(render_pdf(document())))


def roles(node: object) -> list[str]:
    """The roles of the structure tree, in reading order."""
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        return [role for child in node for role in roles(child)]
    if not isinstance(node, DictionaryObject):
        return []
    own = [str(node["/S"])] if "/S" in node else []
    return own + roles(node.get("/K", []))


def test_it_is_tagged_pdf_ua_in_british_english(pdf: pypdf.PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_data()


def test_its_structure_has_headings_and_header_cells(pdf: pypdf.PdfReader) -> None:
    found = roles(pdf.trailer["/Root"]["/StructTreeRoot"]["/K"])
    heads = sum(len(table.columns) for table in tables())
    assert found.count("/TH") == heads
    assert found.count("/Table") == found.count("/Caption") == len(tables())
    assert {"/H1", "/H2", "/Link", "/Figure"} <= set(found)


def tables() -> list:
    return [b for s in document().sections for b in s.blocks if type(b).__name__ == "Table"]


def test_it_is_dated_as_the_document_is(pdf: pypdf.PdfReader) -> None:
    about = pdf.metadata
    assert about is not None
    assert about.title == "SEND improvement plan: progress in October 2023"
    assert f"{about.creation_date:%Y-%m-%d %H:%M}" == "2023-10-16 14:30"


def test_each_figure_leads_to_a_place_in_the_same_paper(pdf: pypdf.PdfReader) -> None:
    links = [note.get_object() for page in pdf.pages for note in page.get("/Annots", [])]
    inside = [link["/Dest"] for link in links if "/Dest" in link]
    assert len(inside) > 56
    pages = {page.indirect_reference for page in pdf.pages}
    assert all(place[0] in pages for place in inside)
    outside = {link["/A"]["/URI"] for link in links if "/URI" in link.get("/A", {})}
    assert outside == {"https://council.example.org/plan"}


def test_the_tracker_lies_across_and_the_rest_stands(pdf: pypdf.PdfReader) -> None:
    across = [page.mediabox.width > page.mediabox.height for page in pdf.pages]
    assert across.index(True) > 0
    assert not across[0]
    assert not across[-1]


def test_every_page_says_its_number(pdf: pypdf.PdfReader) -> None:
    last = len(pdf.pages)
    for number, page in enumerate(pdf.pages, start=1):
        assert f"Page {number} of {last}" in page.extract_text()


def test_a_hash_can_be_searched_in_it() -> None:
    hashed = "4f2c91aa07be5d13" * 4
    paper = Document("Paper", sections=(Section("One", (Paragraph(words(hashed)),)),))
    text = pypdf.PdfReader(BytesIO(render_pdf(paper))).pages[0].extract_text()
    assert hashed in text


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("on track", "on track"),
        ("ŵy tŷ", "ŵy tŷ"),
        ("done 🎉", "done [party popper]"),
        ("🟢", "[large green circle]"),
        ("1️⃣", "1"),
        ("日本 語", UNSHOWN),
        ("see 日本, then", f"see {UNSHOWN}, then"),
        ("خطة", "خطة"),
    ],
)
def test_a_sign_that_no_font_has_is_named(said: str, shown: str) -> None:
    assert drawable(said) == shown


def test_latin_alone_keeps_english_print() -> None:
    assert drawable("“Môn” 5 € ✔ خطة", plain=True) == f"“Môn” 5 € [heavy check mark] {UNSHOWN}"


def test_only_very_long_words_may_break() -> None:
    assert breakable("responsibilities of everybody") == "responsibilities of everybody"
    assert breakable("x" * 25) == f"{'x' * 12}\u200b{'x' * 12}\u200bx"


def test_a_draft_without_a_date_is_undated() -> None:
    made = pypdf.PdfReader(BytesIO(render_pdf(Document("Paper")))).metadata
    assert made is not None
    assert made.creation_date is None

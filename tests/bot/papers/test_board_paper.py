from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest

from bot.papers.render import Form, render
from handlers.paper.document import paper_of
from models.snapshot import sha256
from tests.bot.papers.nasty import WORDS
from tests.floor.pages import Pages, assert_accessible
from tests.handlers.paper.october import october
from tests.handlers.paper.test_document import spoilt


@pytest.fixture(scope="module")
def papers() -> dict[Form, bytes]:
    """October's report in every form."""
    return {form: render(paper_of(october()), form) for form in Form}


def words(papers: dict[Form, bytes], form: Form) -> str:
    """What somebody else's reader finds in a form."""
    opened = BytesIO(papers[form])
    match form:
        case Form.DOCX:
            return "\n".join(paragraph.text for paragraph in docx.Document(opened).paragraphs)
        case Form.PDF:
            return "\n".join(page.extract_text() for page in pypdf.PdfReader(opened).pages)
        case Form.HTML:
            return papers[form].decode()
        case Form.XLSX:
            sheets = openpyxl.load_workbook(opened)
            return "\n".join(str(c.value) for s in sheets for row in s.iter_rows() for c in row)


@pytest.mark.parametrize("form", Form)
def test_the_hash_of_the_snapshot_can_be_searched_in_every_form(
    papers: dict[Form, bytes], form: Form
) -> None:
    assert sha256(october()) in words(papers, form)


@pytest.mark.parametrize("form", [Form.DOCX, Form.PDF, Form.HTML])
def test_every_paper_says_the_headline(papers: dict[Form, bytes], form: Form) -> None:
    said = words(papers, form)
    assert "51.8% are on track (Green, " in said
    assert "29 of 56" in said


def test_the_web_page_passes_axe_on_a_phone(
    papers: dict[Form, bytes], pages: Pages, tmp_path: Path
) -> None:
    file = tmp_path / "october.html"
    file.write_bytes(papers[Form.HTML])
    page = pages.open(width=390)
    page.goto(file.as_uri())
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("link", name="29 of 56").first.click()
    assert page.locator(":target").get_by_role("link").count() == 29


@pytest.mark.parametrize("name", ["a script", "typst", "controls", "arabic", "emoji"])
@pytest.mark.parametrize("form", Form)
def test_what_people_typed_in_the_month_breaks_no_form(form: Form, name: str) -> None:
    assert len(render(paper_of(spoilt(october(), WORDS[name])), form)) > 10_000

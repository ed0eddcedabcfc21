"""A paper as a Word document, in the council's form, that a screen reader can walk through."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.section import Section as WordSection
from docx.shared import Mm

from bot.papers.archive import repacked
from bot.papers.docx_body import Body
from bot.papers.docx_parts import field, paragraph, run, w
from bot.papers.docx_styles import dress
from bot.papers.text import line, mark, title_of
from models.document import Document, outline

PORTRAIT, LANDSCAPE = (210, 297), (297, 210)
MARGIN = 22
"""In millimetres, on all four sides."""
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
"""What an undated paper is dated: the file needs a day, and it may not be today's."""


def render_docx(document: Document) -> bytes:
    """The paper as DOCX."""
    word = docx.Document()
    word.element.body.clear_content()
    dress(word, document.language)
    _describe(word, document)
    _settle(word)
    _page(word.sections[0], PORTRAIT)
    _foot(word.sections[0], document)
    body = Body(word, document)
    body.title()
    across = False
    for place in outline(document):
        if place.section.wide != across:
            across = place.section.wide
            _page(word.add_section(WD_SECTION.NEW_PAGE), LANDSCAPE if across else PORTRAIT)
        body.section(place, (LANDSCAPE if across else PORTRAIT)[0] - 2 * MARGIN)
    body.notes()
    made = BytesIO()
    word.save(made)
    return repacked(made.getvalue())


def _describe(word: docx.document.Document, document: Document) -> None:
    """The file's own properties, from the document and from nothing else."""
    about, dated = word.core_properties, document.dated or LONG_AGO
    about.title, about.subject = title_of(document.title)[:255], line(document.subject)[:255]
    about.author = about.last_modified_by = line(document.author)[:255]
    about.category = line(document.classification)[:255]
    about.language, about.comments, about.keywords = document.language, "", ""
    about.created = about.modified = dated.astimezone(UTC).replace(tzinfo=None)
    about.revision = 1


def _settle(word: docx.document.Document) -> None:
    """Today's layout rules instead of Word 2007's, and no picture of another's first page."""
    rule = w(
        "compatSetting",
        name="compatibilityMode",
        uri="http://schemas.microsoft.com/office/word",
        val="15",
    )
    word.settings.element.append(w("compat", rule))
    for links in (word.part.package.rels, word.part.rels):
        for name in [name for name, link in links.items() if link.reltype in UNWANTED]:
            del links[name]


UNWANTED = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}
"""What the empty file brings: a picture of another's page, and Word 2007's copy of its styles."""


def _page(section: WordSection, size: tuple[int, int]) -> None:
    """A4, one way up or the other."""
    section.page_width, section.page_height = Mm(size[0]), Mm(size[1])
    section.orientation = WD_ORIENT.LANDSCAPE if size[0] > size[1] else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(MARGIN)


def _foot(section: WordSection, document: Document) -> None:
    """The foot of every page: what this is, and which page of how many."""
    start = f"{mark(document.foot)}. Page " if document.foot else "Page "
    foot = paragraph("Footer", run(start), field("PAGE"), run(" of "), field("NUMPAGES"))
    element = section.footer._element  # noqa: SLF001 - python-docx has no way to give it a paragraph
    for old in list(element):
        element.remove(old)
    element.append(foot)

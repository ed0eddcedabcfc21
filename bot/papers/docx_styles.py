"""The styles of a paper in Word: sans serif, 12 point, left aligned, real headings."""

from __future__ import annotations

from typing import NamedTuple

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from bot.papers.docx_parts import Element, w
from bot.papers.palette import ACCENT, HEAD, INK, QUIET, RULE

FONT = "Arial"
"""On every computer that reads a paper; the sizes below are in points."""
BODY = 12


class Look(NamedTuple):
    """A paragraph style: what it builds on, its size and the space around it in points."""

    base: str
    size: float
    bold: bool
    colour: str
    before: float
    after: float


PLAIN_STYLES = {
    "Title": Look("Normal", 24, True, INK, 0, 12),
    "Heading 1": Look("Normal", 17, True, INK, 24, 9),
    "Heading 2": Look("Normal", 14, True, INK, 20, 8),
    "Heading 3": Look("Normal", 12, True, INK, 14, 5),
    "Caption": Look("Normal", 12, True, INK, 16, 6),
    "List Bullet": Look("Normal", 12, False, INK, 0, 6),
    "Footer": Look("Normal", 10, False, QUIET, 0, 0),
    "Classification": Look("Normal", 12, True, QUIET, 0, 6),
    "Numbered Paragraph": Look("Normal", 12, False, INK, 6, 6),
    "Fact": Look("Normal", 12, False, INK, 0, 4),
    "Request": Look("Normal", 12, False, INK, 0, 6),
    "Note": Look("Normal", 12, False, INK, 0, 4),
    "Table Text": Look("Normal", 12, False, INK, 2, 2),
    "Table Number": Look("Table Text", 12, False, INK, 2, 2),
    "Tracker Text": Look("Table Text", 11, False, INK, 2, 2),
    "Tracker Number": Look("Tracker Text", 11, False, INK, 2, 2),
}
HANGING = {"Numbered Paragraph": 13, "Fact": 40, "Request": 10, "Note": 10}
"""How far the words stand in from their number or name, in millimetres."""
TOGETHER = {"Title", "Heading 1", "Heading 2", "Heading 3", "Caption"}


def dress(document: WordDocument, language: str) -> None:
    """Give the document its styles and its language."""
    _normal(document, language)
    for name, look in PLAIN_STYLES.items():
        _style(document, name, look)
    for name, inset in HANGING.items():
        layout = _paragraph_style(document, name).paragraph_format
        layout.left_indent, layout.first_line_indent = Mm(inset), Mm(-inset)
        layout.tab_stops.add_tab_stop(Mm(inset))
    for name in ("Table Number", "Tracker Number"):
        _paragraph_style(document, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _lines(document)
    _characters(document)
    _weed(document)
    document.styles.element.append(_table_style())


def _paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _normal(document: WordDocument, language: str) -> None:
    normal = _paragraph_style(document, "Normal")
    _look(normal, BODY, INK, bold=False)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.15
    normal.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.LEFT
    for mark in document.styles.element.iter(qn("w:lang")):
        mark.set(qn("w:val"), language)
        mark.set(qn("w:eastAsia"), language)


def _look(style: CharacterStyle, size: float, colour: str, *, bold: bool) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.bold = bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    fonts = style.element.rPr.find(qn("w:rFonts"))
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]
    for script in ("cs", "eastAsia"):
        fonts.set(qn(f"w:{script}"), FONT)


def _style(document: WordDocument, name: str, look: Look) -> None:
    if name not in document.styles:
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style = _paragraph_style(document, name)
    style.base_style = _paragraph_style(document, look.base)
    style.quick_style, style.hidden = True, False
    _look(style, look.size, look.colour, bold=look.bold)
    for border in style.element.pPr.findall(qn("w:pBdr")) if style.element.pPr is not None else ():
        style.element.pPr.remove(border)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(look.before), Pt(look.after)
    layout.keep_with_next = name in TOGETHER


def _lines(document: WordDocument) -> None:
    """A line under the title; a pale ground and a bar at the left of what the Board is asked."""
    under = w("bottom", val="single", sz="16", space="6", color=ACCENT)
    bar = w("left", val="single", sz="24", space="8", color=ACCENT)
    ground = w("shd", val="clear", color="auto", fill=HEAD)
    for name, *look in (("Title", w("pBdr", under)), ("Request", w("pBdr", bar), ground)):
        properties = _paragraph_style(document, name).element.get_or_add_pPr()
        for piece in look:
            properties.insert_element_before(piece, "w:tabs", "w:spacing", "w:ind", "w:jc")


def _characters(document: WordDocument) -> None:
    if "Hyperlink" not in document.styles:
        document.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link = document.styles["Hyperlink"]
    assert isinstance(link, CharacterStyle)
    link.font.underline = True
    link.font.color.rgb = RGBColor.from_string(ACCENT)


def _weed(document: WordDocument) -> None:
    """Take out the styles that come with the empty file and that no paper uses."""
    wanted = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Strong", "Hyperlink"}
    for style in list(document.styles.element.style_lst):
        name = document.styles.element.get_by_id(style.styleId).name_val
        if name.title() not in {each.title() for each in wanted | set(PLAIN_STYLES)}:
            document.styles.element.remove(style)
    document.styles["Heading 1"].paragraph_format.tab_stops.add_tab_stop(Mm(13))


def _table_style() -> Element:
    """Lines between rows only; the head and the total stand out by weight and line."""

    def edge(name: str, size: str, colour: str) -> Element:
        return w(name, val="single", sz=size, space="0", color=colour)

    def part(kind: str, *look: Element) -> Element:
        return w("tblStylePr", w("rPr", w("b")), w("tcPr", *look), type=kind)

    return w(
        "style",
        w("name", val="Paper Table"),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val="99"),
        w("qFormat"),
        w(
            "tblPr",
            w("tblBorders", edge("bottom", "4", RULE), edge("insideH", "4", RULE)),
            w("tblCellMar", w("left", w="70", type="dxa"), w("right", w="70", type="dxa")),
        ),
        part("firstRow", w("tcBorders", edge("bottom", "8", INK)), w("vAlign", val="bottom")),
        part("lastRow", w("tcBorders", edge("top", "8", INK))),
        w("tblStylePr", w("rPr", w("b")), type="firstCol"),
        type="table",
        customStyle="1",
        styleId="PaperTable",
    )

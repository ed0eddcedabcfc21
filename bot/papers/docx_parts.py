"""The pieces of WordprocessingML that a paper is made of, each as one small function.

Words go in as the text of an element, so that nothing typed becomes markup. The order of children
is that of ECMA-376; Word repairs (or refuses) a file that has another.
"""

from __future__ import annotations

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from bot.papers.palette import SHADES
from models.document import Tag
from models.message import Tone

Element = BaseOxmlElement
MILLIMETRE = 1440 / 25.4
"""In twentieths of a point, Word's measure."""


def w(tag_name: str, /, *children: Element, **attributes: str) -> Element:
    """An element of Word's main namespace."""
    element = OxmlElement(f"w:{tag_name}")
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    return element


def run(text: str, *look: Element) -> Element:
    """Words in one look; a line break and a tab are Word's own."""
    made = w("r", w("rPr", *look)) if look else w("r")
    for number, part in enumerate(text.split("\n")):
        if number:
            made.append(w("br"))
        for count, piece in enumerate(part.split("\t")):
            if count:
                made.append(w("tab"))
            if piece:
                made.append(words(piece))
    return made


def words(text: str) -> Element:
    """The text of a run, blanks kept."""
    element = w("t")
    element.text = text
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def paragraph(style: str, *content: Element, keep: bool = False) -> Element:
    """A paragraph of a style; `keep` holds it on the page of the next one."""
    look = [w("pStyle", val=style)] + ([w("keepNext")] if keep else [])
    return w("p", w("pPr", *look), *content)


def strong(text: str) -> Element:
    """Words that carry the line."""
    return run(text, w("rStyle", val="Strong"))


def tag(shown: Tag, text: str, *, boxed: bool = True) -> Element:
    """A rating's words on its ground; the border in the ground's colour gives them room."""
    shade = SHADES[shown.tone]
    look = [w("b"), w("color", val=shade.ink)]
    if boxed:
        look.append(w("bdr", val="single", sz="18", space="0", color=shade.ground))
        look.append(w("shd", val="clear", color="auto", fill=shade.ground))
    return run(text, *look)


def embolden(elements: list[Element]) -> list[Element]:
    """The same words in bold: a head, the name of a row, a total."""
    for element in elements:
        for piece in element.iter(qn("w:r")):
            look = piece.get_or_add_rPr()
            if look.find(qn("w:b")) is None:
                look.insert(1 if look.find(qn("w:rStyle")) is not None else 0, w("b"))
    return elements


def hold(rows: list[Element]) -> None:
    """Keep rows on the page of what follows them."""
    for each in rows:
        for look in each.iter(qn("w:pPr")):
            look.insert(1, w("keepNext"))


def leap(anchor: str, *content: Element) -> Element:
    """A link to a bookmark of the same document."""
    return w("hyperlink", *content, anchor=anchor, history="1")


def linked(text: str) -> Element:
    """The words of a link."""
    return run(text, w("rStyle", val="Hyperlink"))


def raised(text: str) -> Element:
    """A note's number."""
    return run(text, w("rStyle", val="Hyperlink"), w("vertAlign", val="superscript"))


def field(code: str) -> Element:
    """A field that Word works out, such as the page's number."""
    return w("fldSimple", run("1"), instr=code)


def bookmarked(number: int, name: str, *content: Element) -> list[Element]:
    """Content that links lead to."""
    start = w("bookmarkStart", id=str(number), name=name)
    return [start, *content, w("bookmarkEnd", id=str(number))]


def cell(width: int, *content: Element, tone: Tone | None = None) -> Element:
    """A table's cell; `tone` is the ground of a cell that holds a rating alone."""
    look = [w("tcW", w=str(width), type="dxa")]
    if tone:
        look.append(w("shd", val="clear", color="auto", fill=SHADES[tone].ground))
    return w("tc", w("tcPr", *look), *content)


def row(*cells: Element, head: bool = False) -> Element:
    """A table's row, kept on one page; the header row comes again on each page."""
    look = [w("cantSplit")] + ([w("tblHeader")] if head else [])
    return w("tr", w("trPr", *look), *cells)


def table(widths: list[int], rows: list[Element], *, caption: str, total: bool) -> Element:
    """A table with fixed widths, its name for a screen reader, and what its edges mean."""
    edges = {"firstRow": "1", "lastRow": str(int(total)), "firstColumn": "1", "lastColumn": "0"}
    mask = FIRST_ROW | LAST_ROW * total | FIRST_COLUMN | NO_BANDS
    look = w(
        "tblPr",
        w("tblStyle", val="PaperTable"),
        w("tblW", w=str(sum(widths)), type="dxa"),
        w("tblLayout", type="fixed"),
        w("tblLook", val=f"{mask:04X}", noHBand="1", noVBand="1", **edges),
        w("tblCaption", val=caption),
        w("tblDescription", val=caption),
    )
    grid = w("tblGrid", *(w("gridCol", w=str(width)) for width in widths))
    return w("tbl", look, grid, *rows)


FIRST_ROW, LAST_ROW, FIRST_COLUMN, NO_BANDS = 0x20, 0x40, 0x80, 0x600
"""The same edges as the bits that older readers look at (ECMA-376, `tblLook`)."""

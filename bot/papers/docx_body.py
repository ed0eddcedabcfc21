"""The body of a paper in Word: each section, block and run in its turn."""

from __future__ import annotations

from io import BytesIO
from typing import assert_never

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from bot.papers.docx_parts import (
    MILLIMETRE,
    Element,
    bookmarked,
    cell,
    embolden,
    hold,
    leap,
    linked,
    paragraph,
    raised,
    row,
    run,
    strong,
    table,
    tag,
    w,
)
from bot.papers.pictures import Picture, pictures
from bot.papers.text import clean, is_short, line, mark, run_words, title_of
from models.document import (
    Asks,
    Block,
    Bullets,
    Column,
    Document,
    Entry,
    Fact,
    Facts,
    Figure,
    Footnote,
    Jump,
    Paragraph,
    Place,
    Row,
    Run,
    Shares,
    Table,
    Tag,
    Text,
    Trend,
    notes,
)
from models.message import Link, Mention, Moment, Plain, Quote, Strong


class Body:
    """Writes a document's blocks to the end of a Word document."""

    def __init__(self, word: docx.document.Document, document: Document) -> None:
        self.word = word
        self.document = document
        self.notes_by_text = notes(document)
        self.drawn = pictures(document)
        self.places: dict[str, tuple[int, str]] = {}

    def put(self, *elements: Element) -> None:
        """At the end, before the properties of the last section."""
        for element in elements:
            self.word.element.body.insert_element_before(element, "w:sectPr")

    def place(self, name: str, *content: Element) -> list[Element]:
        """Content as a place that links lead to, where it has a name."""
        return bookmarked(*self.bookmark(name), *content) if name else list(content)

    def bookmark(self, name: str) -> tuple[int, str]:
        """A bookmark's number and name: Word takes letters, digits and underscores."""
        if name not in self.places:
            number = len(self.places) + 1
            letters = "".join(c if c.isalnum() and c.isascii() else "_" for c in name)
            self.places[name] = (number, f"p{number}_{letters}"[:40])
        return self.places[name]

    def title(self) -> None:
        """The council's form: what, from whom, to whom, about what."""
        if self.document.classification:
            self.put(paragraph("Classification", run(line(self.document.classification))))
        self.put(paragraph("Title", run(title_of(self.document.title))))
        self.facts(self.document.facts)

    def section(self, place: Place, width: int) -> None:
        """A heading and what stands under it, on a page so many millimetres wide."""
        section = place.section
        number = f"{place.number}\t" if place.number else ""
        heading = self.place(section.anchor, run(number + title_of(section.title)))
        self.put(paragraph(f"Heading{section.level}", *heading))
        for own, block in place.blocks:
            self.block(own, block, place, width)

    def notes(self) -> None:
        """Where statements come from, at the end."""
        if self.notes_by_text:
            self.put(paragraph("Heading1", run("Notes")))
        for text, number in self.notes_by_text.items():
            words = self.place(f"_note-{number}", run(f"{number}\t{clean(text)}"))
            self.put(paragraph("Note", *words))
        if self.word.element.body[-2].tag == qn("w:tbl"):
            self.put(paragraph("Normal"))  # Word wants a paragraph after the last table

    def block(self, number: str, block: Block, place: Place, width: int) -> None:
        """One block; `number` is its paragraph number, if it has one."""
        match block:
            case Paragraph(text=text) if number:
                self.put(paragraph("NumberedParagraph", run(f"{number}\t"), *self.text(text)))
            case Paragraph(text=text):
                self.put(paragraph("Normal", *self.text(text)))
            case Bullets(items=items):
                self.put(*(paragraph("ListBullet", *self.text(item)) for item in items))
            case Asks():
                self.asks(block)
            case Facts(facts=facts):
                self.facts(facts)
            case Entry():
                self.entry(block, place.section.level)
            case Table():
                self.table(block, width, wide=place.section.wide)
            case Shares() | Trend():
                self.picture(self.drawn[block])
            case _:
                assert_never(block)

    def asks(self, asks: Asks) -> None:
        """What the Board is asked, lettered and on one page."""
        self.put(paragraph("Request", *self.text(asks.intro), keep=bool(asks.items)))
        for n, item in enumerate(asks.items):
            last = n == len(asks.items) - 1
            self.put(paragraph("Request", run(f"{_letter(n)}\t"), *self.text(item), keep=not last))

    def facts(self, facts: tuple[Fact, ...], *, keep: bool = False) -> None:
        """Names and values; `keep` holds them on one page."""
        for n, fact in enumerate(facts):
            name = [strong(line(fact.name)), run("\t")]
            held = keep and n < len(facts) - 1
            self.put(paragraph("Fact", *name, *self.text(fact.value), keep=held))

    def entry(self, entry: Entry, level: int) -> None:
        """One record under its own heading."""
        words = self.place(entry.anchor, run(title_of(entry.title) + "  "))
        label = tag(entry.tag, line(entry.tag.words))
        self.put(paragraph(f"Heading{min(level + 1, 3)}", *words, label))
        self.facts(entry.facts, keep=True)

    def table(self, made: Table, width: int, *, wide: bool) -> None:
        """A caption and its table; a short one stays on one page."""
        whole = sum(column.share for column in made.columns)
        room = width * MILLIMETRE
        widths = [round(room * column.share / whole) for column in made.columns]
        style = "Tracker" if wide else "Table"
        heads = [
            cell(size, paragraph(_style(style, column), strong(mark(column.head))))
            for column, size in zip(made.columns, widths, strict=True)
        ]
        rows = [row(*heads, head=True)]
        rows += [self.row(each, made, widths, style) for each in made.all_rows]
        texts = (text for each in made.rows for text in each.cells)
        if not wide and is_short(texts, self.document.zone):
            hold(rows[:-1])
        caption = line(made.caption)
        self.put(paragraph("Caption", *self.place(made.anchor, run(caption))))
        self.put(table(widths, rows, caption=caption, total=made.total is not None))

    def row(self, made: Row, of: Table, widths: list[int], style: str) -> Element:
        """One row; a cell that holds a rating alone takes its ground."""
        cells: list[Element] = []
        for text, column, width in zip(made.cells, of.columns, widths, strict=True):
            alone = text[0] if len(text) == 1 and isinstance(text[0], Tag) else None
            words = (
                [tag(alone, line(alone.words), boxed=False)]
                if alone
                else self.text(text, brief=True)
            )
            if column.key or made is of.total:
                words = embolden(words)
            if not cells:
                words = self.place(made.anchor, *words)
            tone = alone.tone if alone else None
            cells.append(cell(width, paragraph(_style(style, column), *words), tone=tone))
        return row(*cells)

    def picture(self, drawn: Picture) -> None:
        """A chart under its message, with what it shows for who cannot see it."""
        self.put(paragraph("Caption", run(drawn.title)))
        if drawn.image is None:
            self.put(paragraph("Normal", run(drawn.alt)))
            return
        inline = self.word.part.new_pic_inline(BytesIO(drawn.image), width=Mm(drawn.width))
        about = inline.find(qn("wp:docPr"))
        about.set("descr", drawn.alt)
        about.set("title", drawn.title)
        self.put(paragraph("Normal", w("r", w("drawing", inline))))

    def text(self, text: Text, *, brief: bool = False) -> list[Element]:
        """The runs of a text."""
        return [self.run(piece, brief=brief) for piece in text]

    def run(self, piece: Run, *, brief: bool) -> Element:
        """One run in its look."""
        words = run_words(piece, self.document.zone, brief=brief)
        match piece:
            case Plain() | Mention() | Moment() | Quote():
                return run(words)
            case Strong():
                return strong(words)
            case Link(address=address):
                return self.link(words, address)
            case Jump(to=to) | Figure(to=to):
                return leap(self.bookmark(to)[1], linked(words)) if to else run(words)
            case Tag():
                return tag(piece, words)
            case Footnote(text):
                number = self.notes_by_text[text]
                return leap(self.bookmark(f"_note-{number}")[1], raised(str(number)))
            case _:
                assert_never(piece)

    def link(self, words: str, address: str) -> Element:
        """A link to a place outside, which Word keeps beside the text."""
        key = self.word.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        made = leap("", linked(words))
        del made.attrib[qn("w:anchor")]
        made.set(qn("r:id"), key)
        return made


def _style(kind: str, column: Column) -> str:
    return f"{kind}{'Number' if column.numeric else 'Text'}"


def _letter(n: int) -> str:
    """(a), (b), and after (z) the number: (27)."""
    return (
        f"({'abcdefghijklmnopqrstuvwxyz'[n] if n < len('abcdefghijklmnopqrstuvwxyz') else n + 1})"
    )

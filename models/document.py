"""The shape of a paper, said once for Word, PDF, a browser and a spreadsheet.

As in `models.message`, text is a tuple of runs and never markup, and blocks are meanings. What a
paper adds: sections with numbered paragraphs (1.1, 1.2, as councils number them), figures that lead
to the records behind them, rating tags, notes, small charts, and the tracker as a workbook.

A document is pure data: every rendition of the same document has the same bytes. Building one
checks it: each place a link leads to exists, and each row has a cell for each column.

    >>> paper = Document(
    ...     title="SEND improvement plan: report for October 2023",
    ...     facts=(Fact("To", words("Strategic Improvement and Assurance Board")),),
    ...     sections=(
    ...         Section("Where the plan stands", (
    ...             Paragraph(words(Figure("green", "29 of 56", to="a-1.1"), " actions are ",
    ...                             Tag("Green, on track", Tone.GREEN), ".")),
    ...         )),
    ...         Section("Appendix A: tracker", (
    ...             Table("Every action", (Column("Ref", key=True), Column("Due")),
    ...                   (Row((words("1.1"), words(Moment(date(2023, 9, 29)))), anchor="a-1.1"),)),
    ...         ), numbered=False),
    ...     ),
    ... )
    >>> [place.number for place in outline(paper)]
    ['1', '']
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from models.message import Link, Mention, Moment, Plain, Quote, Strong, Tone

ANCHOR = re.compile(r"[a-z][a-z0-9.-]{0,38}")
"""What a place may be called: Word takes 40 characters and no blanks for a bookmark."""


class WrongDocumentError(ValueError):
    """A document that must not be built, with the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A rating as a label: its words, and a tone that only decorates them."""

    words: str
    tone: Tone

    def __post_init__(self) -> None:
        """Refuse a colour without its word."""
        if not self.words.strip():
            raise WrongDocumentError("A rating tag needs its words; found none beside the colour.")


@dataclass(frozen=True, slots=True)
class Jump:
    """Words that lead to a place in the same document."""

    text: str
    to: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the rollup: `id` names it for `report trace`, `to` is where its records stand."""

    id: str
    text: str
    to: str = ""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Where a statement comes from; numbered in reading order, the same note once."""

    text: str


Run = Plain | Strong | Quote | Link | Mention | Moment | Tag | Jump | Figure | Footnote
Text = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One named fact: From, Due, Recovery."""

    name: str
    value: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; numbered within its section unless it says otherwise."""

    text: Text
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list whose order says nothing."""

    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """What the reader is asked to do, lettered (a), (b), so that minutes can name each."""

    intro: Text
    items: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Names and values, one under the other."""

    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One record told in full (an exception): its name, its tag, and its facts."""

    title: str
    tag: Tag
    facts: tuple[Fact, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `numeric` aligns right, `key` names its row, `share` is its part of the width."""

    head: str
    numeric: bool = False
    key: bool = False
    share: int = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `anchor` makes it a place that links lead to."""

    cells: tuple[Text, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption and one header row; `total` is a last row that sums up."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: Row | None = None
    anchor: str = ""

    def __post_init__(self) -> None:
        """Refuse a table without caption or columns, and a row that does not fit."""
        if not self.caption.strip() or not self.columns:
            raise WrongDocumentError("A table needs a caption and columns; found one without.")
        for row in self.all_rows:
            if len(row.cells) != len(self.columns):
                raise WrongDocumentError(
                    f"{self.caption!r} has {len(self.columns)} columns, but a row has"
                    f" {len(row.cells)} cells."
                )

    @property
    def all_rows(self) -> tuple[Row, ...]:
        """The rows and the total, if there is one."""
        return (*self.rows, self.total) if self.total else self.rows


@dataclass(frozen=True, slots=True)
class Share:
    """One part of a whole, with its words."""

    words: str
    tone: Tone
    count: int


@dataclass(frozen=True, slots=True)
class Shares:
    """A whole drawn as one bar. `title` is its message; `alt` says it with the numbers."""

    title: str
    parts: tuple[Share, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class Trend:
    """Numbers over time drawn as one line. `title` is its message, `alt` says it in words."""

    title: str
    points: tuple[tuple[str, Decimal], ...]
    """What each number is called on the axis ("Sep 2023"), and the number."""
    alt: str
    unit: str = ""
    target: Decimal | None = None
    floor: Decimal | None = None


Block = Paragraph | Bullets | Asks | Facts | Entry | Table | Shares | Trend


@dataclass(frozen=True, slots=True)
class Section:
    """A part with its heading. Level 1 is numbered unless it says otherwise; level 2 never is.

    `wide` asks for a page across (the tracker).
    """

    title: str
    blocks: tuple[Block, ...] = ()
    level: int = 1
    numbered: bool = True
    wide: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """The tracker as a spreadsheet: every action, the key to the words, and the method."""

    tracker: Table
    key: Table
    method: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. `foot` stands at the foot of each page; `dated` is the paper's own date."""

    title: str
    facts: tuple[Fact, ...] = ()
    sections: tuple[Section, ...] = ()
    subject: str = ""
    author: str = ""
    classification: str = ""
    foot: str = ""
    dated: datetime | None = None
    language: str = "en-GB"
    zone: str = "Europe/London"
    workbook: Workbook | None = field(default=None)

    def __post_init__(self) -> None:
        """Refuse a paper without a title, with a place named twice, or with a link to nowhere."""
        if not self.title.strip():
            raise WrongDocumentError("A paper needs a title; found none.")
        known: set[str] = set()
        for anchor in _anchors(self):
            if not ANCHOR.fullmatch(anchor):
                raise WrongDocumentError(
                    f"A place is named in small letters, digits, dots and hyphens; found {anchor!r}."
                )
            if anchor in known:
                raise WrongDocumentError(f"Two places are called {anchor!r}; give each its own name.")
            known.add(anchor)
        for run in runs(self):
            if isinstance(run, Jump | Figure) and run.to and run.to not in known:
                raise WrongDocumentError(f"{run.text!r} leads to {run.to!r}, which no place is called.")


@dataclass(frozen=True, slots=True)
class Place:
    """A section in its place: its number ("" for none), and each block with its own number."""

    section: Section
    number: str
    blocks: tuple[tuple[str, Block], ...]


def words(*parts: str | Run) -> Text:
    """Runs from strings and runs: `words("Due ", Moment(day))`."""
    return tuple(Plain(part) if isinstance(part, str) else part for part in parts)


def outline(document: Document) -> tuple[Place, ...]:
    """The sections with the numbers of their headings and paragraphs, the same in every form."""
    places: list[Place] = []
    chapter = paragraph = 0
    for section in document.sections:
        if section.level == 1:
            chapter, paragraph = chapter + section.numbered, 0
        counted = section.numbered and chapter > 0
        blocks: list[tuple[str, Block]] = []
        for block in section.blocks:
            numbered = counted and isinstance(block, Paragraph) and block.numbered
            paragraph += numbered
            blocks.append((f"{chapter}.{paragraph}" if numbered else "", block))
        number = str(chapter) if section.level == 1 and section.numbered else ""
        places.append(Place(section, number, tuple(blocks)))
    return tuple(places)


def notes(document: Document) -> dict[str, int]:
    """The notes in reading order, each with its number; the same words are one note."""
    found: dict[str, int] = {}
    for run in runs(document):
        if isinstance(run, Footnote):
            found.setdefault(run.text, len(found) + 1)
    return found


def runs(document: Document) -> Iterator[Run]:
    """Every run of the paper in reading order; the workbook is not part of it."""
    for fact in document.facts:
        yield from fact.value
    for section in document.sections:
        for block in section.blocks:
            for text in _texts(block):
                yield from text


def _texts(block: Block) -> Iterator[Text]:
    match block:
        case Paragraph(text=text):
            yield text
        case Bullets(items=items):
            yield from items
        case Asks(intro=intro, items=items):
            yield intro
            yield from items
        case Facts(facts=facts) | Entry(facts=facts):
            yield from (fact.value for fact in facts)
        case Table():
            yield from (cell for row in block.all_rows for cell in row.cells)
        case Shares() | Trend():
            return


def _anchors(document: Document) -> Iterator[str]:
    for section in document.sections:
        yield section.anchor
        for block in section.blocks:
            if isinstance(block, Entry | Table):
                yield block.anchor
            if isinstance(block, Table):
                yield from (row.anchor for row in block.all_rows)



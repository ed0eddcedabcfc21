"""The shape of a paper, said once for Word, PDF, a browser and a spreadsheet.

As in `models.message`, text is a tuple of runs and never markup, and blocks are meanings. What a
paper adds: sections with numbered paragraphs (1.1, 1.2, as councils number them), figures that lead
to the records behind them, rating tags, notes, small charts, and the tracker as a workbook.

A document is pure data: every rendition of the same document has the same bytes. Building one
checks it: each place a link leads to exists, and each row has a cell for each column.

    >>> from datetime import date
    >>> from models.message import Moment, Tone
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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from models.document_blocks import (
    Asks,
    Block,
    Bullets,
    Column,
    Entry,
    Fact,
    Facts,
    Figure,
    Footnote,
    Jump,
    Paragraph,
    Row,
    Run,
    Share,
    Shares,
    Table,
    Tag,
    Text,
    Trend,
    WrongDocumentError,
)
from models.message import Plain

__all__ = [
    "Asks",
    "Block",
    "Bullets",
    "Column",
    "Document",
    "Entry",
    "Fact",
    "Facts",
    "Figure",
    "Footnote",
    "Jump",
    "Paragraph",
    "Place",
    "Row",
    "Run",
    "Section",
    "Share",
    "Shares",
    "Table",
    "Tag",
    "Text",
    "Trend",
    "Workbook",
    "WrongDocumentError",
    "notes",
    "outline",
    "place_name",
    "runs",
    "section_runs",
    "words",
]

ANCHOR = re.compile(r"[a-z][a-z0-9.-]{0,38}")
"""What a place may be called; short enough for a bookmark of Word, which takes 40 characters."""


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
    workbook: Workbook | None = None

    def __post_init__(self) -> None:
        """Refuse a paper without a title, with a place named twice, or with a link to nowhere."""
        if not self.title.strip():
            raise WrongDocumentError("A paper needs a title; found none.")
        known: set[str] = set()
        for anchor in filter(None, _anchors(self)):
            if not ANCHOR.fullmatch(anchor):
                raise WrongDocumentError(
                    "A place is named in small letters, digits, dots and hyphens;"
                    f" found {anchor!r}."
                )
            if anchor in known:
                raise WrongDocumentError(
                    f"Two places are called {anchor!r}; give each its own name."
                )
            known.add(anchor)
        for run in runs(self):
            if isinstance(run, Jump | Figure) and run.to and run.to not in known:
                raise WrongDocumentError(
                    f"{run.text!r} leads to {run.to!r}, which no place is called."
                )


@dataclass(frozen=True, slots=True)
class Place:
    """A section in its place: its number ("" for none), and each block with its own number."""

    section: Section
    number: str
    blocks: tuple[tuple[str, Block], ...]


def words(*parts: str | Run) -> Text:
    """Runs from strings and runs: `words("Due ", Moment(day))`."""
    return tuple(Plain(part) if isinstance(part, str) else part for part in parts)


def place_name(kind: str, name: str) -> str:
    """A name for the place of a record: `a-6.1` for an action's reference, hashed where it must be.

    References are opaque, so one that is no anchor ("GA 005/b") takes 16 digits of its hash.
    """
    plain = f"{kind}-{name.casefold()}"
    return plain if ANCHOR.fullmatch(plain) else f"{kind}-{sha256(plain.encode()).hexdigest()[:16]}"


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
    yield from section_runs(document.sections)


def section_runs(sections: Iterable[Section]) -> Iterator[Run]:
    """Every run of some sections in reading order."""
    for section in sections:
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

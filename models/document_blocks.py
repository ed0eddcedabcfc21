"""The runs and blocks of a paper: what `models.document` adds to those of a message.

Text is a tuple of runs, never markup; a block is a meaning, never a widget. Each `match` over
these unions ends in `assert_never`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.message import Link, Mention, Moment, Plain, Quote, Strong, Tone


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

    def __post_init__(self) -> None:
        """Refuse a picture that says nothing to who cannot see it."""
        _must_speak(self.title, self.alt)


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

    def __post_init__(self) -> None:
        """Refuse a picture that says nothing to who cannot see it."""
        _must_speak(self.title, self.alt)


def _must_speak(title: str, alt: str) -> None:
    if not title.strip() or not alt.strip():
        raise WrongDocumentError("A chart needs a title that says it, and its alt text.")


Block = Paragraph | Bullets | Asks | Facts | Entry | Table | Shares | Trend

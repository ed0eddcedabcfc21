"""A document that says one string in every place that takes words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

from models.document import (
    Asks,
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
    Row,
    Run,
    Section,
    Share,
    Shares,
    Table,
    Tag,
    Text,
    Trend,
    Workbook,
    words,
)
from models.message import Link, Mention, Moment, Plain, Quote, Strong, Tone


def everywhere(said: str) -> Document:
    """Every kind of run in every kind of block, all saying the same."""
    row = Row((*(words(run) for run in runs(said)), words(Moment(date(2023, 10, 6)))), anchor="row")
    shares = Shares(named(said), (Share(said, Tone.RED, 3), Share(said, Tone.NONE, 0)), named(said))
    points = ((said, Decimal("1.5")), (said, Decimal(12_180)))
    blocks = (
        Paragraph(text(said)),
        Paragraph(text(said), numbered=False),
        Bullets((text(said), words(said))),
        Asks(text(said), (words(said), text(said))),
        Facts((Fact(said, text(said)),)),
        Entry(said, Tag(named(said), Tone.AMBER), (Fact(said, words(said)),), anchor="entry"),
        table(said, row),
        shares,
        Trend(named(said), points, named(said), said, Decimal(3), Decimal(9)),
        Trend(named(said), points[:1], named(said), said),
    )
    return Document(
        title=said if said.strip() else "Paper",
        subject=said,
        author=said,
        classification=said,
        foot=said,
        dated=datetime(2023, 10, 16, 14, 30, tzinfo=UTC),
        facts=(Fact(said, text(said)),),
        sections=(
            Section(said, blocks, anchor="place"),
            Section(said, (Paragraph(text(said)),), level=2),
            Section(said, (table(said, Row(row.cells)),), numbered=False, wide=True),
        ),
        workbook=Workbook(
            table(said, Row(row.cells)), table(said, Row(row.cells)), (Fact(said, words(said)),)
        ),
    )


def table(said: str, row: Row) -> Table:
    """A table with the row, and the row again as its total."""
    columns = [Column(said, numeric=n % 2 == 1, key=n == 0) for n in range(len(row.cells))]
    return Table(named(said), tuple(columns), (row,), Row(row.cells))


def named(said: str) -> str:
    """A caption, a rating, a chart's words: they may not be blank."""
    return said if said.strip() else "Caption"


def runs(said: str) -> tuple[Run, ...]:
    """Every kind of run that holds words."""
    return (
        Plain(said),
        Strong(said),
        Quote(said),
        Link(said, "https://council.example.org/plan?a=1&b=%22"),
        Mention(7, said),
        Tag(named(said), Tone.BLUE),
        Jump(said, "place"),
        Figure(said, said, "row"),
        Footnote(said),
    )


def text(said: str) -> Text:
    """All of them in one text."""
    return words(*runs(said))

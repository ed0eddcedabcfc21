"""A document as the plain data that the Typst templates read: strings, numbers and lists only."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC
from itertools import groupby
from typing import Any, assert_never

from bot.papers import palette
from bot.papers.charts import bars, curve
from bot.papers.html import templates
from bot.papers.palette import SHADES
from bot.papers.text import clean, is_short, line, mark, run_words, title_of
from models.document import (
    Asks,
    Block,
    Bullets,
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
    outline,
)
from models.message import Link, Mention, Moment, Plain, Quote, Strong, Tone

Words = Callable[[str], str]
COLOURS = {name: getattr(palette, name) for name in ("INK", "QUIET", "ACCENT", "RULE", "HEAD")}


def colours(tone: Tone) -> dict[str, str]:
    """The shades of a tone, for a template."""
    shade = SHADES[tone]
    return {"ground": shade.ground, "ink": shade.ink, "line": shade.line}


def base(document: Document) -> dict[str, object]:
    """What every template of this document needs."""
    language, _, region = document.language.partition("-")
    return {"palette": COLOURS, "lang": language, "region": region or None}


def chart(block: Shares | Trend, words: Words) -> dict[str, object]:
    """A chart's marks."""
    title, alt = words(title_of(block.title)), words(title_of(block.alt))
    match block:
        case Shares():
            drawn = [
                {"words": words(bar.words), "length": bar.length, "count": bar.count,
                 "shade": colours(bar.tone)}
                for bar in bars(block)
            ]  # fmt: skip
            return {"kind": "bars", "title": title, "alt": alt, "bars": drawn}
        case Trend():
            return {"kind": "trend", "title": title, "alt": alt, "svg": _svg(block, words)}
        case _:
            assert_never(block)


def _svg(trend: Trend, words: Words) -> str | None:
    points = tuple((words(line(label)), value) for label, value in trend.points)
    drawn = curve(replace(trend, points=points, unit=words(line(trend.unit))))
    if drawn is None:
        return None
    picture = templates().get_template("trend.svg.jinja")
    return picture.render(alone=True, curve=drawn, palette=palette, alt="")


class Payload:
    """One document as data; `words` is the last word on each string (what the fonts can draw)."""

    def __init__(self, document: Document, words: Words) -> None:
        self.document = document
        self.words = words
        self.notes = notes(document)

    def json(self) -> str:
        """The whole document."""
        document = self.document
        dated = document.dated.astimezone(UTC) if document.dated else None
        return json.dumps(
            base(document)
            | {
                "title": self.words(title_of(document.title)),
                "author": self.one(document.author),
                "subject": self.one(document.subject),
                "classification": self.one(document.classification),
                "foot": self.words(mark(document.foot)),
                "dated": list(dated.timetuple()[:6]) if dated else None,
                "facts": self.facts(document.facts),
                "groups": self.groups(),
                "notes": [self.words(clean(note)) for note in self.notes],
            }
        )

    def one(self, text: str) -> str:
        """Words on one line."""
        return self.words(line(text))

    def groups(self) -> list[dict[str, object]]:
        """Sections in turn, those that stand across a page together."""
        places = list(enumerate(outline(self.document), start=1))
        return [
            {"wide": wide, "sections": [self.section(n, place) for n, place in group]}
            for wide, group in groupby(places, key=lambda pair: pair[1].section.wide)
        ]

    def section(self, n: int, place: Place) -> dict[str, object]:
        """A heading and its blocks."""
        section = place.section
        return {
            "title": self.words(title_of(section.title)),
            "number": place.number,
            "level": section.level,
            "wide": section.wide,
            "anchor": section.anchor or f"_section-{n}",
            "blocks": [self.block(number, block) for number, block in place.blocks],
        }

    def text(self, text: Text, *, brief: bool = False) -> list[list[Any]]:
        """The runs of a text."""
        return [self.run(run, brief=brief) for run in text]

    def run(self, run: Run, *, brief: bool) -> list[Any]:
        """A run as its kind, its words, and what else belongs to it."""
        words = self.words(run_words(run, self.document.zone, brief=brief))
        match run:
            case Plain() | Mention() | Moment():
                return ["plain", words, None]
            case Strong():
                return ["strong", words, None]
            case Quote():
                return ["quote", words, None]
            case Link(address=address):
                return ["link", words, address]
            case Jump(to=to) | Figure(to=to):
                return ["jump", words, to]
            case Tag(tone=tone):
                return ["tag", words, colours(tone)]
            case Footnote(text):
                return ["note", "", self.notes[text]]
            case _:
                assert_never(run)

    def facts(self, facts: tuple[Fact, ...]) -> list[list[Any]]:
        """Names and values."""
        return [[self.one(fact.name), self.text(fact.value)] for fact in facts]

    def block(self, number: str, block: Block) -> dict[str, Any]:
        """One block, its kind by name."""
        match block:
            case Paragraph(text=text):
                return {"kind": "paragraph", "number": number, "text": self.text(text)}
            case Bullets(items=items):
                return {"kind": "bullets", "items": [self.text(item) for item in items]}
            case Asks(intro=intro, items=items):
                texts = [self.text(item) for item in items]
                return {"kind": "asks", "intro": self.text(intro), "items": texts}
            case Facts(facts=facts):
                return {"kind": "facts", "facts": self.facts(facts)}
            case Entry():
                return self.entry(block)
            case Table():
                return self.table(block)
            case Shares() | Trend():
                return chart(block, self.words)
            case _:
                assert_never(block)

    def entry(self, entry: Entry) -> dict[str, Any]:
        """One record."""
        return {
            "kind": "entry",
            "title": self.words(title_of(entry.title)),
            "tag": [self.one(entry.tag.words), colours(entry.tag.tone)],
            "facts": self.facts(entry.facts),
            "anchor": entry.anchor,
            "long": not is_short((fact.value for fact in entry.facts), self.document.zone),
        }

    def table(self, table: Table) -> dict[str, Any]:
        """A table."""
        cells = (cell for row in table.rows for cell in row.cells)
        columns = [
            {"head": self.words(mark(c.head)), "numeric": c.numeric, "key": c.key, "share": c.share}
            for c in table.columns
        ]
        return {
            "kind": "table",
            "caption": self.one(table.caption),
            "columns": columns,
            "rows": [self.row(row) for row in table.rows],
            "total": self.row(table.total) if table.total else None,
            "anchor": table.anchor,
            "long": not is_short(cells, self.document.zone),
        }

    def row(self, row: Row) -> dict[str, Any]:
        """A row and its place."""
        cells = [self.text(cell, brief=True) for cell in row.cells]
        return {"cells": cells, "anchor": row.anchor}

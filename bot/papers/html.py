"""A paper as one web page that brings all it needs: no script, nothing fetched, WCAG 2.2 AA."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from types import SimpleNamespace
from typing import assert_never

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.papers import palette
from bot.papers.charts import bars, curve
from bot.papers.text import clean, line, mark, run_words, title_of
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
from models.message import Link, Mention, Moment, Plain, Quote, Strong


@cache
def templates() -> Environment:
    """The templates beside this module; whatever is put into them is escaped."""
    return Environment(
        loader=PackageLoader("bot.papers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def style() -> str:
    """The page's style sheet."""
    return str(templates().get_template("paper.css.jinja").render(p=palette))


@cache
def policy() -> str:
    """The content policy of the page: its own style, nothing else. For the HTTP header as well."""
    mark = b64encode(sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{mark}'; base-uri 'none'; form-action 'none'"


def render_html(document: Document) -> bytes:
    """The paper as a web page, UTF-8."""
    writer = _Writer(document)
    page = templates().get_template("paper.html.jinja")
    return page.render(
        document=document,
        title=title_of(document.title),
        author=line(document.author),
        classification=line(document.classification),
        foot=mark(document.foot),
        policy=policy(),
        style=style(),
        facts=writer.facts(document.facts, "title-block"),
        places=writer.places(),
        notes=[clean(note) for note in writer.notes],
    ).encode()


class _Writer:
    """Runs and blocks of one document as pieces of HTML."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.notes = notes(document)
        self.macros = vars(templates().get_template("blocks.html.jinja").module)

    def make(self, name: str, *parts: object) -> str:
        """A piece of HTML by the macro of that name."""
        piece: str = self.macros[name](*parts)
        return piece

    def places(self) -> list[SimpleNamespace]:
        """The sections, ready for the page."""
        return [
            SimpleNamespace(
                title=title_of(place.section.title),
                number=place.number,
                level=place.section.level,
                wide=place.section.wide,
                id=place.section.anchor or f"_section-{n}",
                blocks=[
                    self.block(number, block, place.section.level) for number, block in place.blocks
                ],
            )
            for n, place in enumerate(outline(self.document), start=1)
        ]

    def text(self, text: Text, *, brief: bool = False) -> list[str]:
        return [self.run(run, brief=brief) for run in text]

    def run(self, run: Run, *, brief: bool) -> str:
        make = self.make
        words = run_words(run, self.document.zone, brief=brief)
        match run:
            case Plain() | Mention() | Moment():
                return make("plain", words)
            case Strong():
                return make("strong", words)
            case Quote(text):
                return make("quote", clean(text))
            case Link(address=address):
                return make("link", words, address)
            case Jump(to=to):
                return make("jump", words, to)
            case Figure(id=name, to=to):
                return make("figure", line(name), words, to)
            case Tag(tone=tone):
                return make("tag", words, tone)
            case Footnote(text):
                return make("footnote", self.notes[text])
            case _:
                assert_never(run)

    def facts(self, facts: tuple[Fact, ...], kind: str = "") -> str:
        return self.make("facts", self.pairs(facts), kind)

    def pairs(self, facts: tuple[Fact, ...]) -> list[tuple[str, list[str]]]:
        return [(line(fact.name), self.text(fact.value)) for fact in facts]

    def block(self, number: str, block: Block, level: int) -> str:
        make = self.make
        match block:
            case Paragraph(text=text):
                return make("paragraph", number, self.text(text))
            case Bullets(items=items):
                return make("bullets", [self.text(item) for item in items])
            case Asks(intro=intro, items=items):
                return make("asks", self.text(intro), [self.text(item) for item in items])
            case Facts(facts=facts):
                return self.facts(facts)
            case Entry():
                tag = self.run(block.tag, brief=False)
                pairs = self.pairs(block.facts)
                return make("entry", title_of(block.title), tag, pairs, block.anchor, level + 2)
            case Table():
                return self.table(block)
            case Shares():
                return make("shares", title_of(block.title), title_of(block.alt), bars(block))
            case Trend():
                return make("trend", title_of(block.title), title_of(block.alt), curve(block))
            case _:
                assert_never(block)

    def table(self, table: Table) -> str:
        whole = sum(column.share for column in table.columns)
        columns = [
            SimpleNamespace(
                head=mark(column.head),
                numeric=column.numeric,
                key=column.key,
                width=f"{100 * column.share / whole:.1f}%",
            )
            for column in table.columns
        ]
        rows = [self.row(row) for row in table.rows]
        total = self.row(table.total) if table.total else None
        return self.make("table", line(table.caption), columns, rows, total, table.anchor)

    def row(self, row: Row) -> tuple[list[list[str]], str]:
        return [self.text(cell, brief=True) for cell in row.cells], row.anchor

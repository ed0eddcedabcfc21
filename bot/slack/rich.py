"""Runs of text as Slack's rich text, in which a person's words are never read as markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, assert_never

from bot.slack import limits
from bot.slack.words import clean, cut, line, pieces
from models.message import (
    Link,
    Mention,
    Moment,
    Plain,
    Quote,
    Run,
    Strong,
    Text,
    Tone,
)
from models.reader import Reader

Element = dict[str, Any]
BOLD = {"bold": True}
CIRCLES = {
    Tone.BLUE: "large_blue_circle",
    Tone.GREEN: "large_green_circle",
    Tone.AMBER: "large_orange_circle",
    Tone.RED: "red_circle",
}
"""What stands before a rating's words, never without them."""


def elements(text: Text, reader: Reader) -> list[Element]:
    """The runs one after another; nothing that is empty."""
    return [element for run in text for element in _run(run, reader)]


def _run(run: Run, reader: Reader) -> Iterator[Element]:
    match run:
        case Plain():
            yield from words(run.text)
        case Strong():
            yield from words(run.text, bold=True)
        case Quote():
            yield from words(f"“{run.text}”")
        case Link():
            yield from _link(run)
        case Mention():
            yield from words(line(run.name))
        case Moment():
            yield from words(reader.moment(run.at))
        case _:
            assert_never(run)


def words(said: str, *, bold: bool = False) -> Iterator[Element]:
    """Words as they stand, in pieces that a block can hold."""
    for piece in pieces(clean(said), limits.RICH):
        yield {"type": "text", "text": piece} | ({"style": BOLD} if bold else {})


def _link(link: Link) -> Iterator[Element]:
    label = cut(line(link.text) or link.address, limits.RICH)
    if len(link.address) > limits.URL:
        yield from words(f"{label} ({link.address})")
    else:
        yield {"type": "link", "url": link.address, "text": label}


def tag_of(tag: str, tone: Tone) -> list[Element]:
    """A rating's words in brackets, its circle before them; nothing where there are no words."""
    said = line(tag)
    if not said:
        return []
    circle = CIRCLES.get(tone)
    before: list[Element] = [{"type": "emoji", "name": circle}] if circle else []
    return [{"type": "text", "text": " "}, *before, *words(f" [{said}]")]


def section(of: Iterable[Element]) -> Element:
    """One paragraph of a rich text."""
    return {"type": "rich_text_section", "elements": list(of)}


def rich(*paragraphs: list[Element]) -> list[Element]:
    """Blocks of rich text that hold the paragraphs, as many as they need; none for no words."""
    blocks: list[Element] = []
    sections: list[Element] = []
    room = limits.RICH
    for paragraph in paragraphs:
        for row in _rows(paragraph):
            size = sum(map(size_of, row))
            if sections and size > room:
                blocks.append({"type": "rich_text", "elements": sections})
                sections, room = [], limits.RICH
            sections.append(section(row))
            room -= size
    return [*blocks, {"type": "rich_text", "elements": sections}] if sections else blocks


def _rows(paragraph: list[Element]) -> Iterator[list[Element]]:
    """A paragraph in rows of elements, none of them longer than a block."""
    row: list[Element] = []
    room = limits.RICH
    for element in paragraph:
        size = size_of(element)
        if row and size > room:
            yield row
            row, room = [], limits.RICH
        row.append(element)
        room -= size
    if row:
        yield row


def size_of(part: Any) -> int:
    """The characters that a block, or a part of one, takes of the message's whole."""
    match part:
        case str():
            return len(part)
        case dict():
            return sum(size_of(value) for name, value in part.items() if name not in UNCOUNTED)
        case list():
            return sum(map(size_of, part))
        case _:
            return 0


UNCOUNTED = frozenset({"type", "action_id", "block_id", "style", "align"})

"""Messages as plain text, 72 characters wide: what a terminal shows, with its buttons numbered.

A rating stands in brackets with its words. Buttons are numbered through the whole message in the
order in which they stand; `buttons_of` gives them in that order, so that a number means a button.
"""

from __future__ import annotations

import itertools
import textwrap
import unicodedata
from collections.abc import Iterator
from typing import assert_never

from models.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Downloads,
    Facts,
    Heading,
    Item,
    Items,
    Link,
    Mention,
    Message,
    Moment,
    Note,
    Paragraph,
    Picture,
    Plain,
    Quote,
    Run,
    Strong,
    Table,
    Text,
)
from models.reader import Reader

WIDTH = 72
INDENT = "    "
TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that make a line read backwards, by which words could pose as others."""
Numbers = Iterator[int]


def message_text(message: Message, reader: Reader, *, width: int = WIDTH) -> str:
    """The whole message; where it has no blocks its notice is what it says."""
    numbers = itertools.count(1)
    blocks = message.blocks or (Paragraph((Plain(message.notice),)),)
    return "\n\n".join(_block(block, reader, numbers, width) for block in blocks)


def buttons_of(message: Message) -> tuple[Button, ...]:
    """The message's buttons in the order in which the text numbers them."""
    found: list[Button] = []
    for block in message.blocks:
        if isinstance(block, Buttons):
            found.extend(block.buttons)
        elif isinstance(block, Items):
            found.extend(button for item in block.items for button in item.buttons)
    return tuple(found)


def _block(block: Block, reader: Reader, numbers: Numbers, width: int) -> str:
    match block:
        case Heading():
            return heading(block.text, "-", width)
        case Paragraph() | Note():
            return fill(text_words(block.text, reader), width)
        case Facts():
            return _facts(block, reader, width)
        case Table():
            return _table(block, width)
        case Picture():
            return fill(f"[Picture] {block.alt}", width)
        case Buttons():
            return _buttons(block.buttons, numbers, width)
        case Downloads():
            return "\n".join(f"[File] {line(file.label)}: {file.key}" for file in block.files)
        case Items():
            return "\n\n".join(_item(item, reader, numbers, width) for item in block.items)
        case Divider():
            return "-" * width
        case _:
            assert_never(block)


def heading(words: str, rule: str, width: int) -> str:
    """A line, or lines, with a rule below as long as the longest."""
    lines = fill(line(words), width)
    longest = max(columns(each) for each in lines.split("\n"))
    return f"{lines}\n{rule * min(longest, width)}"


def text_words(text: Text, reader: Reader) -> str:
    """Runs one after another."""
    return "".join(_run(run, reader) for run in text)


def _run(run: Run, reader: Reader) -> str:
    match run:
        case Plain() | Strong():
            return run.text
        case Quote():
            return f'"{run.text}"'
        case Link():
            return f"{line(run.text)} <{run.address}>"
        case Mention():
            return line(run.name)
        case Moment():
            return reader.moment(run.at)
        case _:
            assert_never(run)


def plain(words: str) -> str:
    """Words without what a terminal would obey: controls, turns of direction; breaks stay."""
    kept = (c for c in words if c not in TURNS)
    return "".join(" " if c != "\n" and unicodedata.category(c) == "Cc" else c for c in kept)


def line(words: str) -> str:
    """The words in one line: of a button, a tag or a name."""
    return " ".join(plain(words).split())


def columns(words: str) -> int:
    """How many columns of a terminal the words take: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "FW" else 1
        for c in words
    )


def fill(words: str, width: int, *, first: str = "", rest: str = "") -> str:
    """Plain words wrapped at spaces, their own breaks kept; long addresses stay whole."""
    lines = plain(words).split("\n")
    return "\n".join(
        textwrap.fill(
            line,
            width,
            initial_indent=first if number == 0 else rest,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
        for number, line in enumerate(lines)
    )


def _facts(facts: Facts, reader: Reader, width: int) -> str:
    return "\n".join(
        fill(f"{line(fact.name)}: {text_words(fact.value, reader)}", width, rest=INDENT)
        for fact in facts.facts
    )


def _buttons(buttons: tuple[Button, ...], numbers: Numbers, width: int) -> str:
    """Buttons in a row, never broken within one."""
    lines: list[str] = []
    for button in buttons:
        said = f"[{next(numbers)}] {line(button.label)}"
        if lines and columns(lines[-1]) + columns(said) + 3 <= width:
            lines[-1] += f"   {said}"
        else:
            lines.append(said)
    return "\n".join(lines)


def _item(item: Item, reader: Reader, numbers: Numbers, width: int) -> str:
    tag = f" [{line(item.tag)}]" if item.tag else ""
    lines = [fill(f"{text_words(item.title, reader)}{tag}", width, first="* ", rest="  ")]
    if item.body:
        lines.append(fill(text_words(item.body, reader), width, first="  ", rest="  "))
    if item.buttons:
        lines.append(textwrap.indent(_buttons(item.buttons, numbers, width - 2), "  "))
    return "\n".join(lines)


def _table(table: Table, width: int) -> str:
    """Columns where they fit, else each row as names and values."""
    rows = [tuple(plain(cell) for cell in row) for row in (table.head, *table.rows)]
    widths = [max(columns(row[number]) for row in rows) for number in range(len(table.head))]
    caption = fill(table.caption, width)
    fits = sum(widths) + 2 * (len(widths) - 1) <= width
    if not fits or any("\n" in cell for row in rows for cell in row):
        return f"{caption}\n\n{_stacked(rows, width)}"
    written = [_row(row, widths, table.numeric) for row in rows]
    written.insert(1, "  ".join("-" * wide for wide in widths))
    return f"{caption}\n\n" + "\n".join(written)


def _row(row: tuple[str, ...], widths: list[int], numeric: frozenset[int]) -> str:
    cells = (
        " " * (wide - columns(cell)) + cell
        if number in numeric
        else cell + " " * (wide - columns(cell))
        for number, (cell, wide) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def _stacked(rows: list[tuple[str, ...]], width: int) -> str:
    head, *body = rows
    return "\n\n".join(
        "\n".join(
            fill(f"{name}: {cell}" if name else cell, width, rest=INDENT)
            for name, cell in zip(head, row, strict=True)
            if cell
        )
        for row in body
    )

"""Messages as HTML fragments: a function of the message, of its reader and of where it stands.

Every run is text (see `bot/web/html.py`); a rating's tag always carries its words; each button says
its whole press, so that the fragment needs no state of its own.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import assert_never

from bot.web.html import NOTHING, Html, join, tag
from models.message import (
    Block,
    Button,
    Buttons,
    Divider,
    Download,
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
    Tone,
    Weight,
)
from models.reader import Reader


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands on a page.

    `form` is the id of the form that its buttons belong to; None: nobody may press here. `files` is
    the address below which its files are fetched; None: they are named and cannot be fetched.
    """

    form: str | None = None
    files: str | None = None


NOWHERE = Place()


def message_html(message: Message, reader: Reader, place: Place = NOWHERE) -> Html:
    """The whole message; where it has no blocks its notice is what it says."""
    blocks = message.blocks or (Paragraph((Plain(message.notice),)),)
    return join(_block(block, reader, place) for block in blocks)


def _block(block: Block, reader: Reader, place: Place) -> Html:
    match block:
        case Heading():
            return tag("h3", block.text)
        case Paragraph() | Note():
            small = "note" if isinstance(block, Note) else None
            return tag("p", text_html(block.text, reader), class_=small)
        case Facts():
            return _facts(block, reader)
        case Table():
            return _table(block)
        case Picture():
            return tag("img", src=block.address, alt=block.alt)
        case Buttons():
            return _buttons(block.buttons, place)
        case Downloads():
            return _downloads(block, place)
        case Items():
            items = (_item(item, reader, place) for item in block.items)
            return tag("ul", *items, class_="items", role="list")
        case Divider():
            return tag("hr")
        case _:
            assert_never(block)


def text_html(text: Text, reader: Reader) -> Html:
    """Runs one after another."""
    return join(_run(run, reader) for run in text)


def _run(run: Run, reader: Reader) -> Html:
    match run:
        case Plain():
            return _lines(run.text)
        case Strong():
            return tag("strong", _lines(run.text))
        case Quote():
            return tag("q", _lines(run.text))
        case Link():
            return tag("a", run.text, href=run.address, rel="noreferrer noopener", target="_blank")
        case Mention():
            return tag("span", run.name, class_="mention")
        case Moment():
            return tag("time", reader.moment(run.at), datetime=run.at.isoformat())
        case _:
            assert_never(run)


def _lines(words: str) -> Html:
    """Words with their line breaks, which HTML would swallow."""
    first, *rest = words.split("\n")
    return join((first, *(part for line in rest for part in (tag("br"), line))))


def _facts(facts: Facts, reader: Reader) -> Html:
    rows = (
        tag("div", tag("dt", fact.name), tag("dd", text_html(fact.value, reader)))
        for fact in facts.facts
    )
    return tag("dl", *rows)


def _table(table: Table) -> Html:
    """A table that keeps its roles where a narrow screen stacks its cells."""
    head = (
        tag("th", name, scope="col", role="columnheader", class_=_side(table, number))
        for number, name in enumerate(table.head)
    )
    rows = (tag("tr", *_cells(table, row), role="row") for row in table.rows)
    return tag(
        "table",
        tag("caption", table.caption),
        tag("thead", tag("tr", *head, role="row"), role="rowgroup"),
        tag("tbody", *rows, role="rowgroup"),
        role="table",
    )


def _cells(table: Table, row: tuple[str, ...]) -> list[Html]:
    return [
        tag("td", _lines(cell), role="cell", data_head=name, class_=_side(table, number))
        for number, (name, cell) in enumerate(zip(table.head, row, strict=True))
    ]


def _side(table: Table, column: int) -> str | None:
    return "number" if column in table.numeric else None


def _item(item: Item, reader: Reader, place: Place) -> Html:
    body = tag("p", text_html(item.body, reader), class_="said") if item.body else None
    return tag(
        "li",
        tag("p", text_html(item.title, reader), " ", tone_html(item.tag, item.tone), class_="what"),
        body,
        _buttons(item.buttons, place) if item.buttons else None,
    )


def tone_html(words: str, tone: Tone) -> Html:
    """A rating's small tag with its words; nothing where there are none."""
    return tag("span", words, class_=f"tag {tone.value}") if words else NOTHING


def _buttons(buttons: tuple[Button, ...], place: Place) -> Html:
    return tag("div", *(_button(button, place) for button in buttons), class_="buttons")


def _button(button: Button, place: Place) -> Html:
    weight = None if button.weight is Weight.PLAIN else button.weight.value
    shared = {"class_": weight, "aria_label": button.speak or None}
    if place.form is None:
        return tag("button", button.label, type="button", disabled=True, **shared)
    return tag(
        "button",
        button.label,
        type="submit",
        form=place.form,
        name="press",
        value=press_value(button),
        **shared,
    )


def press_value(button: Button) -> str:
    """What a press sends: the verb, its arguments, and what the person meant to say."""
    said = {"verb": button.verb, "args": dict(button.args), "label": button.speak or button.label}
    return json.dumps(said, ensure_ascii=True, separators=(",", ":"))


def _downloads(downloads: Downloads, place: Place) -> Html:
    return tag("div", *(_download(file, place) for file in downloads.files), class_="buttons")


def _download(file: Download, place: Place) -> Html:
    if place.files is None:
        return tag("span", file.label, class_="file")
    return tag("a", file.label, href=f"{place.files}/{file.key}", class_="file", target="_blank")

"""Messages as Block Kit: plain dicts, a function of the message and of its reader.

What people typed stands in `plain_text` (with emoji off), in `raw_text` and in rich text, none of
which Slack reads as markup; the `text` beside the blocks is escaped. A message that is larger than
one of Slack's comes in parts, broken between its blocks and items, never within a row of buttons.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, assert_never

from bot.slack import limits
from bot.slack.rich import elements, rich, size_of, tag_of, words
from bot.slack.words import clean, cut, escaped, line
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
    Message,
    Note,
    Paragraph,
    Picture,
    Table,
    Weight,
)
from models.reader import Reader

Dict = dict[str, Any]
Group = list[Dict]
"""Blocks that stay together in one part."""
TOO_LONG = "There is more than fits here. Ask me about one action, and I tell you all of it."


def message_parts(message: Message, reader: Reader, *, most: int = limits.PARTS) -> list[Dict]:
    """The message as one or more payloads of `text` and `blocks`, in their order.

    At most so many; where they do not hold everything the last one says so.
    """
    groups = list(_Renderer(reader).groups(message))
    parts = _packed(groups)
    if len(parts) > most:
        parts = parts[:most]
        parts[-1] = [*_room_for_one(parts[-1]), *rich([*words(TOO_LONG)])]
    notice = cut(line(message.notice), limits.NOTICE)
    return [_payload(notice, blocks, n, len(parts)) for n, blocks in enumerate(parts, start=1)]


def _payload(notice: str, blocks: Group, number: int, of: int) -> Dict:
    """The notice stands alone on a lock screen; a later part says which it is."""
    said = notice if number == 1 else f"{notice} (part {number} of {of})"
    return {"text": escaped(said), "blocks": blocks}


def _packed(groups: list[Group]) -> list[Group]:
    """The groups in as few parts as they fit into."""
    parts: list[Group] = [[]]
    room = limits.CHARACTERS
    for group in groups:
        size = size_of(group)
        if parts[-1] and (size > room or len(parts[-1]) + len(group) > limits.BLOCKS):
            parts.append([])
            room = limits.CHARACTERS
        parts[-1] += group
        room -= size
    return parts


def _room_for_one(blocks: Group) -> Group:
    """The blocks without as many at their end as one more sentence needs."""
    kept = list(blocks)
    most = limits.CHARACTERS - len(TOO_LONG)
    while kept and (len(kept) >= limits.BLOCKS or size_of(kept) > most):
        kept.pop()
    return kept


@dataclass(slots=True)
class _Renderer:
    """Renders one message: it numbers its buttons, and knows whether a table stands already.

    Of a second table in one message Slack says `invalid_attachments`.
    """

    reader: Reader
    buttons: int = 0
    has_table: bool = field(default=False)

    def groups(self, message: Message) -> Iterator[Group]:
        """Everything that is said, in groups that stay together."""
        said = False
        for block in message.blocks:
            for group in self._block(block):
                if group:
                    said = True
                    yield from _small(group)
        if not said:
            yield rich([*words(message.notice)])

    def _block(self, block: Block) -> list[Group]:
        match block:
            case Heading():
                return [_heading(block.text)]
            case Paragraph() | Note():
                return [self._words(block)]
            case Facts():
                return [self._facts(block)]
            case Table():
                return self._table(block)
            case Picture():
                return [_picture(block)]
            case Buttons():
                return [self._buttons(block.buttons)]
            case Downloads():
                return [_downloads(block)]
            case Items():
                return list(map(self._item, block.items))
            case Divider():
                return [[{"type": "divider"}]]
            case _:
                assert_never(block)

    def _words(self, block: Paragraph | Note) -> Group:
        """A paragraph; or small print, unless it holds a link or is long."""
        parts = elements(block.text, self.reader)
        said = "".join(part.get("text", "") for part in parts)
        is_small = isinstance(block, Note) and len(said) <= limits.CONTEXT
        if not is_small or any(isinstance(run, Link) for run in block.text):
            return rich(parts)
        return [{"type": "context", "elements": [plain(said)]}] if said.strip() else []

    def _facts(self, facts: Facts) -> Group:
        return rich(
            *(
                [*words(f"{line(fact.name)}: ", bold=True), *elements(fact.value, self.reader)]
                for fact in facts.facts
            )
        )

    def _item(self, item: Item) -> Group:
        title = [*elements(item.title, self.reader), *tag_of(item.tag, item.tone)]
        return [*rich(title, elements(item.body, self.reader)), *self._buttons(item.buttons)]

    def _buttons(self, buttons: tuple[Button, ...]) -> Group:
        rows = (buttons[n : n + limits.BUTTONS] for n in range(0, len(buttons), limits.BUTTONS))
        return [{"type": "actions", "elements": [self._button(b) for b in row]} for row in rows]

    def _button(self, button: Button) -> Dict:
        self.buttons += 1
        return button_dict(button, self.buttons)

    def _table(self, table: Table) -> list[Group]:
        """A table with its caption; what Slack's own cannot hold is said row by row."""
        caption = rich([*words(line(table.caption), bold=True)])
        block = _table_dict(table)
        fits = (
            len(block["rows"]) <= limits.TABLE_ROWS
            and 0 < len(table.head) <= limits.TABLE_COLUMNS
            and size_of(block) <= limits.CHARACTERS // 2
        )
        if fits and not self.has_table:
            self.has_table = True
            return [[*caption, block]]
        return [caption, *(_stacked(table.head, row) for row in table.rows)]


def plain(said: str) -> Dict:
    """Words that are only words: no markup, no emoji by name."""
    return {"type": "plain_text", "text": said, "emoji": False}


def _small(group: Group) -> Iterator[Group]:
    """The group; or, where one message could not hold it, its blocks one by one."""
    is_small = len(group) <= limits.BLOCKS and size_of(group) <= limits.CHARACTERS
    yield from [group] if is_small else ([block] for block in group)


def _heading(said: str) -> Group:
    words_of_it = line(said)
    if not words_of_it:
        return []
    if len(words_of_it) > limits.HEADER:
        return rich([*words(words_of_it, bold=True)])
    return [{"type": "header", "text": plain(words_of_it)}]


def _picture(picture: Picture) -> Group:
    """A picture that Slack can fetch; of any other its sentence, which says what it shows."""
    alt = line(picture.alt)
    if not picture.address.startswith("https://") or len(picture.address) > limits.URL:
        return rich([*words(f"Picture: {alt}")]) if alt else []
    shown = cut(alt, limits.ALT) or "Picture"
    return [{"type": "image", "image_url": picture.address, "alt_text": shown}]


def _downloads(downloads: Downloads) -> Group:
    return rich(*([*words(f"File: {line(file.label)}")] for file in downloads.files))


def _stacked(head: tuple[str, ...], row: tuple[str, ...]) -> Group:
    """One row of a table as names and values."""
    return rich(
        *(
            [*words(f"{line(name)}: ", bold=True), *words(cell)]
            for name, cell in zip(head, row, strict=True)
            if cell.strip()
        )
    )


def _table_dict(table: Table) -> Dict:
    settings = [
        {"align": "right" if number in table.numeric else "left", "is_wrapped": True}
        for number in range(len(table.head))
    ]
    rows = [[_cell(cell) for cell in row] for row in (table.head, *table.rows)]
    return {"type": "table", "rows": rows, "column_settings": settings}


def _cell(said: str) -> Dict:
    """A cell; an empty one has a dash, since Slack takes none without words."""
    return {"type": "raw_text", "text": cut(clean(said).strip(), limits.CELL) or "-"}


def button_dict(button: Button, number: int) -> Dict:
    """A button, whose press says the verb and its arguments whatever else stands around it."""
    label = cut(line(button.label), limits.LABEL) or button.verb[: limits.LABEL]
    shown: Dict = {
        "type": "button",
        "text": plain(label),
        "action_id": f"{button.verb[: limits.ACTION_ID - 10]}#{number}",
        "value": press_value(button.verb, button.args),
    }
    if button.weight is not Weight.PLAIN:
        shown["style"] = button.weight.value
    if spoken := cut(line(button.speak), limits.LABEL):
        shown["accessibility_label"] = spoken
    return shown


def press_value(verb: str, args: tuple[tuple[str, str], ...]) -> str:
    """What a press sends; `pressed` reads it back."""
    return json.dumps({"verb": verb, "args": dict(args)}, separators=(",", ":"))

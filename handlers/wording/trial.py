"""A message in trial: shown to the programme office, with buttons that do nothing but say so."""

from __future__ import annotations

from dataclasses import replace

from models.message import Block, Button, Buttons, Item, Items, Message, Note, args, text

KIND = "trial"


def trial_copy(message: Message, of: str) -> Message:
    """The message as its true recipient would read it, labelled with who that is."""
    label = f"Trial: this would go to {of}."
    note = Note(text(f"{label} Nobody but you has it, and its buttons do nothing."))
    return Message(
        "trial",
        f"{label} {message.notice}",
        (note, *(_inert(block, of) for block in message.blocks)),
    )


def _inert(block: Block, of: str) -> Block:
    if isinstance(block, Buttons):
        return Buttons(_all(block.buttons, of))
    if isinstance(block, Items):
        return Items(tuple(_item(item, of) for item in block.items))
    return block


def _item(item: Item, of: str) -> Item:
    return replace(item, buttons=_all(item.buttons, of))


def _all(buttons: tuple[Button, ...], of: str) -> tuple[Button, ...]:
    return tuple(replace(b, verb="trial.press", args=args(label=b.label, of=of)) for b in buttons)


def trial_button(label: str, of: str) -> str:
    """What a button of a trial's copy says."""
    return f"In trial this does nothing. Once live, {of} would press “{label}” here."

"""Reading a message as a person does: which buttons stand in it, which form came up."""

from __future__ import annotations

from collections.abc import Iterator

from models.message import Block, Button, Buttons, Form, Item, Items, Message


def buttons_in(message: Message, *verbs: str) -> list[Button]:
    """The buttons of a message, of these verbs where some are named, in their order."""
    found = (button for block in message.blocks for button in _of(block))
    return [button for button in found if not verbs or button.verb in verbs]


def _of(block: Block) -> Iterator[Button]:
    match block:
        case Buttons():
            yield from block.buttons
        case Items():
            for item in block.items:
                yield from item.buttons
        case _:
            return


def items_in(message: Message) -> list[Item]:
    """The items of a message, in their order."""
    return [item for block in message.blocks if isinstance(block, Items) for item in block.items]


def arg(button: Button, name: str) -> str:
    """One argument of a button; "" where it has none of that name."""
    return dict(button.args).get(name, "")


def prefilled(form: Form) -> dict[str, str]:
    """The fields of a form as it came up."""
    return {field.name: field.value for field in form.fields}

"""Forms as modals: a label, a hint, what is wrong so far, and what stood there before.

A modal shows all of its fields: what depends on another answer is optional here and says when it is
needed; whether it is there is checked when the form is sent.
"""

from __future__ import annotations

import re
from typing import Any, assert_never

from bot.slack import limits
from bot.slack.render import plain, press_value
from bot.slack.rich import elements, rich
from bot.slack.words import clean, cut, line
from models.message import Field, FieldKind, Form, Option
from models.reader import Reader

Dict = dict[str, Any]
CALLBACK = "form"
ANSWER = "answer"
"""The action of each input; its block has the field's name."""
LEAVE = "Leave it"


def modal(form: Form, reader: Reader) -> Dict:
    """The form as a view that `views.open` takes."""
    title = line(form.title)
    whole = [] if len(title) <= limits.TITLE else [{"type": "header", "text": _header(title)}]
    intro = rich(elements(form.intro, reader))
    blocks = [*whole, *intro, *map(_input, form.fields)]
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(cut(title, limits.TITLE) or "Rollcall"),
        "submit": plain(cut(line(form.send), limits.TITLE) or "Send"),
        "close": plain(LEAVE),
        "private_metadata": press_value(form.verb, form.args),
        "blocks": blocks[: limits.VIEW_BLOCKS],
    }


def _header(title: str) -> Dict:
    return plain(cut(title, limits.HEADER))


def _input(field: Field) -> Dict:
    shown: Dict = {
        "type": "input",
        "block_id": f"field:{field.name}",
        "label": plain(cut(line(field.label), limits.FIELD_LABEL) or field.name),
        "optional": not field.required or field.shown_when is not None,
        "element": {**_element(field), "action_id": ANSWER},
    }
    if hint := cut(_hint(field), limits.FIELD_LABEL):
        shown["hint"] = plain(hint)
    return shown


def _hint(field: Field) -> str:
    """What is wrong, when it is needed, and how to fill it."""
    wrong = f"Wrong: {field.error}" if field.error else ""
    need = f"{field.needed_when[:1].upper()}{field.needed_when[1:]}." if field.needed_when else ""
    return " ".join(line(said) for said in (wrong, need, field.hint) if line(said))


def _element(field: Field) -> Dict:
    match field.kind:
        case FieldKind.LINE:
            return _typed(field, multiline=False)
        case FieldKind.WORDS | FieldKind.LINKS:
            return _typed(field, multiline=True)
        case FieldKind.DAY:
            return _day(field)
        case FieldKind.CHOICE:
            return _choice(field)
        case _:
            assert_never(field.kind)


def _typed(field: Field, *, multiline: bool) -> Dict:
    most = min(max(field.max_length, 1), limits.TEXT_INPUT)
    value = clean(field.value)[:most]
    shown: Dict = {"type": "plain_text_input", "multiline": multiline, "max_length": most}
    return shown | ({"initial_value": value} if value else {})


def _day(field: Field) -> Dict:
    """A calendar to pick from; what was typed in words stays words."""
    if field.value and not re.fullmatch(r"\d{4}-\d\d-\d\d", field.value):
        return _typed(field, multiline=False)
    return {"type": "datepicker"} | ({"initial_date": field.value} if field.value else {})


def _choice(field: Field) -> Dict:
    """Few choices side by side, more as a list to open; none at all as a line."""
    if not field.options:
        return _typed(field, multiline=False)
    options = [_option(option, number) for number, option in enumerate(field.options)]
    chosen = [
        shown
        for shown, option in zip(options, field.options, strict=True)
        if option.value == field.value
    ]
    initial = {"initial_option": chosen[0]} if chosen else {}
    if len(options) <= limits.RADIOS:
        return {"type": "radio_buttons", "options": options, **initial}
    return {"type": "static_select", **_listed(options), **initial}


def _listed(options: list[Dict]) -> Dict:
    """Up to a hundred in one list, more in groups of a hundred."""
    if len(options) <= limits.OPTIONS:
        return {"options": options}
    groups = [options[n : n + limits.OPTIONS] for n in range(0, len(options), limits.OPTIONS)]
    return {
        "option_groups": [
            {"label": plain(f"Part {n} of {len(groups)}"), "options": group}
            for n, group in enumerate(groups, start=1)
        ]
    }


def _option(option: Option, number: int) -> Dict:
    label = cut(line(option.label), limits.OPTION) or option_value(option, number)
    return {"text": plain(label), "value": option_value(option, number)}


def option_value(option: Option, number: int) -> str:
    """What comes back when it is chosen: its value; of one that is too long, its number."""
    return option.value if 0 < len(option.value) <= limits.OPTION_VALUE else f"#{number}"

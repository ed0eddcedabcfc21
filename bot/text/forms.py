"""Forms as plain text: each field with its name, since a terminal fills it by `name=value`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from bot.text.render import INDENT, WIDTH, fill, heading, line, text_words
from models.message import Field, FieldKind, Form
from models.reader import Reader

NOTHING: Mapping[str, str] = {}


def form_text(
    form: Form, reader: Reader, *, errors: Mapping[str, str] = NOTHING, width: int = WIDTH
) -> str:
    """The whole form with its errors beside the fields."""
    parts = [heading(form.title, "=", width)]
    if form.intro:
        parts.append(fill(text_words(form.intro, reader), width))
    parts.extend(_field(field, errors.get(field.name, field.error), width) for field in form.fields)
    parts.append(f"[{line(form.send)}]")
    return "\n\n".join(parts)


def _field(field: Field, error: str, width: int) -> str:
    need = f" ({line(field.need)})" if field.need else ""
    lines = [fill(f"{field.name}: {line(field.label)}{need}", width, rest=INDENT)]
    lines.extend(
        fill(words, width, first=INDENT, rest=INDENT)
        for words in (field.hint, _takes(field), f"Wrong: {error}" if error else "")
        if words
    )
    if field.value:
        lines.append(fill(f"Now: {field.value}", width, first=INDENT, rest=INDENT))
    return "\n".join(lines)


def _takes(field: Field) -> str:
    match field.kind:
        case FieldKind.LINE | FieldKind.WORDS:
            return ""
        case FieldKind.CHOICE:
            return "One of: " + "; ".join(f"{o.value} ({o.label})" for o in field.options)
        case FieldKind.DAY:
            return "A day, such as 2023-10-20"
        case FieldKind.LINKS:
            return "Addresses, one a line"
        case _:
            assert_never(field.kind)

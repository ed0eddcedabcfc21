"""Messages and forms as JSON and back, for the outbox and for the conversation's record.

Each part is an object with its class's name under `is`; what the code of today does not know (a
block of an older version) is refused with its name, never dropped silently.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from models import message as m

PARTS: dict[str, type[Any]] = {
    part.__name__: part
    for part in (
        *(m.Plain, m.Strong, m.Quote, m.Link, m.Mention, m.Moment),
        *(m.Heading, m.Paragraph, m.Note, m.Fact, m.Facts, m.Table, m.Picture),
        *(m.Button, m.Buttons, m.Download, m.Downloads, m.Item, m.Items, m.Divider),
        *(m.Option, m.Field, m.Form, m.Message),
    )
}
_ENUMS: dict[str, type[Enum]] = {e.__name__: e for e in (m.Tone, m.Weight, m.FieldKind)}


def to_json(value: object) -> Any:
    """The value as plain JSON objects, lists and strings."""
    if is_dataclass(value) and not isinstance(value, type):
        parts = {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
        return {"is": type(value).__name__, **parts}
    match value:
        case tuple():
            return [to_json(item) for item in value]
        case frozenset():
            return {"is": "set", "of": sorted(value)}
        case Enum():
            return {"is": type(value).__name__, "of": value.value}
        case datetime():
            return {"is": "instant", "of": value.isoformat()}
        case date():
            return {"is": "day", "of": value.isoformat()}
        case _:
            return value


def from_json(value: Any) -> Any:
    """What `to_json` wrote, with lists as tuples.

    Raises:
        WrongMessageError: a part that this version does not know.
    """
    if isinstance(value, list):
        return tuple(from_json(item) for item in value)
    if not isinstance(value, dict):
        return value
    name, of = value["is"], value.get("of")
    match name:
        case "set":
            return frozenset(of or ())
        case "instant":
            return datetime.fromisoformat(str(of))
        case "day":
            return date.fromisoformat(str(of))
        case _ if name in _ENUMS:
            return _ENUMS[name](of)
        case _ if name in PARTS:
            return PARTS[name](**{k: from_json(v) for k, v in value.items() if k != "is"})
        case _:
            raise m.WrongMessageError(f"This version knows no part called {name!r}.")


def message_from(value: Any) -> m.Message:
    """A stored message."""
    message = from_json(value)
    if not isinstance(message, m.Message):
        raise m.WrongMessageError(f"A stored message was wanted; found {type(message).__name__}.")
    return message

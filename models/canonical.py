"""JSON that is always the same text for the same value: what is hashed and what is stored."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any


def canonical(value: Any) -> str:
    """JSON that is always the same text for the same value: sorted keys, no spaces, ASCII.

    Raises:
        TypeError: the value holds something that is neither JSON nor a date.
    """
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=True, default=_plain
    )


def _plain(value: Any) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(f"JSON takes text, numbers, lists and dates; found {type(value).__name__}.")

"""An event in words that a person reads: its act, and what it says."""

from __future__ import annotations

from typing import Any

from handlers.wording.phrases import begun, cut_words

LONGEST = 240
_HIDDEN = frozenset({"action", "evidence_ids", "plan_id"})
"""What a reader of the action's own history knows already."""


def act_in_words(act: str) -> str:
    """An act as people read it: "Update correction" for update_correction."""
    return begun(act.replace("_", " "))


def says_of(after: Any, reason: str | None) -> str:
    """What an event changed, and why, on a line or two."""
    parts = []
    if isinstance(after, dict):
        parts = [
            f"{name.replace('_', ' ')}: {_value(value)}"
            for name, value in after.items()
            if name not in _HIDDEN and value not in (None, "", [], False)
        ]
    elif after not in (None, ""):
        parts = [str(after)]
    said = "; ".join(parts)
    if reason:
        said = f"{said}. {reason}" if said else reason
    return cut_words(begun(said), LONGEST)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "yes" if value is True else str(value)

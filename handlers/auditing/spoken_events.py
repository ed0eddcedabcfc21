"""An event in words that a person reads: its act, and what it says."""

from __future__ import annotations

import re
from typing import Any

from handlers.wording.phrases import begun, cut_words

LONGEST = 240
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")
_HIDDEN = frozenset({"action", "evidence_ids", "plan_id"})
"""What a reader of the action's own history knows already."""


ACTS = {
    "action_decision": "Decided",
    "action_import": "Imported",
    "action_move": "Date moved by decision",
    "action_progress": "Progress",
    "action_reassign": "Given to another owner",
    "action_reopened": "Reopened",
    "evidence_accepted": "Evidence accepted",
    "evidence_added": "Evidence added",
    "evidence_returned": "Evidence returned",
    "update_answer": "Update",
    "update_correction": "Update, corrected",
    "update_undo": "Update, taken back to the one before",
    "update_withdrawn": "Update taken back",
}
"""Acts that one reads often; the others by their names."""


def act_in_words(act: str) -> str:
    """An act as people read it: "Update, corrected" for update_correction."""
    return ACTS.get(act, begun(act.replace("_", " ")))


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
        said = f"{said}. {begun(reason)}" if said else reason
    return cut_words(begun(said), LONGEST)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    said = "yes" if value is True else str(value)
    return said.replace("_", " ") if _CODE.fullmatch(said) else said

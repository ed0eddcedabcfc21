"""Signs that mean something: circles and ticks, also by the names that Slack writes for them."""

from __future__ import annotations

import re

from models.states import Rating

CIRCLES = {"🟢": Rating.GREEN, "🟠": Rating.AMBER, "🟡": Rating.AMBER, "🔴": Rating.RED}
TICKS = frozenset("✅✔☑")
OTHER = "☆"
"""Stands for every other sign that was written by its name."""

_NAMES = {
    "large_green_circle": "🟢",
    "green_circle": "🟢",
    "large_orange_circle": "🟠",
    "orange_circle": "🟠",
    "large_yellow_circle": "🟡",
    "yellow_circle": "🟡",
    "large_red_circle": "🔴",
    "red_circle": "🔴",
    "white_check_mark": "✅",
    "heavy_check_mark": "✔",
    "ballot_box_with_check": "☑",
}
_KNOWN = re.compile(rf":({'|'.join(_NAMES)}):", re.IGNORECASE)
# A name behind a letter or figure is more likely words between colons ("2.4:green: slides").
_NAMED = re.compile(r"(?<![\w:]):(?=[^:\s]*[a-z+])[a-z0-9_+'-]{1,60}:(?!\d)", re.IGNORECASE)
_SKIN = re.compile(r":skin-tone-\d:")


def as_signs(plain: str) -> str:
    """The text with names of signs written as the signs, padded so that its length stays."""
    plain = _SKIN.sub(lambda found: " " * len(found[0]), plain)
    plain = _KNOWN.sub(lambda found: _padded(_NAMES[found[1].lower()], found[0]), plain)
    return _NAMED.sub(lambda found: _padded(OTHER, found[0]), plain)


def _padded(sign: str, name: str) -> str:
    return sign + " " * (len(name) - len(sign))

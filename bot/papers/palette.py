"""The colours of a rating tag on paper: a pale ground, dark ink, and a line for charts.

Each ink on its ground, and each line on white, has a contrast of at least 4.5:1 (WCAG 2.2, 1.4.3);
a test measures them. The words of the rating always stand in the tag.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.message import Tone


@dataclass(frozen=True, slots=True)
class Shade:
    """Three colours as RRGGBB, without the hash sign that Word does not want."""

    ground: str
    ink: str
    line: str


SHADES = {
    Tone.BLUE: Shade("D6E4F5", "0B3A6B", "1F5FA8"),
    Tone.GREEN: Shade("D7EBDD", "0F4D2A", "1C7A45"),
    Tone.AMBER: Shade("FCE6BF", "5F3B00", "9A6200"),
    Tone.RED: Shade("F8DAD5", "7A150C", "B3261A"),
    Tone.NONE: Shade("E7E9EC", "30363D", "5D6670"),
}

INK = "14181C"
"""Near-black: the words."""
QUIET = "4A525A"
"""Captions, feet and small print."""
ACCENT = "0B4F6C"
"""Links, and the one rule under the title."""
RULE = "C4CAD0"
"""Lines of a table."""
HEAD = "EEF1F4"
"""The ground of a header row."""

NIGHT = {
    Tone.BLUE: Shade("123457", "BFDBFA", "7DB3EC"),
    Tone.GREEN: Shade("143B26", "B9E8CB", "62C48B"),
    Tone.AMBER: Shade("4A3203", "FBDDA3", "E0A53A"),
    Tone.RED: Shade("561A15", "FBCFC9", "F08A7E"),
    Tone.NONE: Shade("2D343B", "D6DCE2", "98A3AE"),
}
"""The same tones on a dark page."""

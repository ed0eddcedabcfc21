"""Which characters the bundled fonts can draw, and what stands for those that they cannot.

PDF/UA-1 forbids an empty box: Typst refuses the whole paper for one emoji. So a character that
no font here has is named ("[party popper]"), and a stretch of another script is said to be one.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

PICTURES = re.compile(
    "[\u2600-\u27bf\u2b00-\u2b55\U0001f300-\U0001f64f\U0001f680-\U0001f6d5"
    "\U0001f7e0-\U0001f7eb\U0001f900-\U0001f9ff]"
)
"""Signs whose names every Python since 3.11 knows, so that the bytes do not depend on it."""

MARKS = re.compile("[\u0300-\u036f\u20d0-\u20ff\ufe20-\ufe2f]")
"""What only decorates the letter before it."""

UNSEEN = re.compile("[\u200b\u200c\u200e\u200f\u061c\u00ad]")
"""What needs no glyph."""

JOINERS = re.compile("[\u200d\ufe00-\ufe0f]")
"""What only tells how to draw the signs beside it."""

UNSHOWN = "[words in a script that this PDF cannot show: see the Word or web version]"
UNSHOWN_AGAIN = re.compile(rf"(?:{re.escape(UNSHOWN)}[\s\u200d]*)+(?={re.escape(UNSHOWN)})")


@cache
def covered() -> frozenset[int]:
    """The code points that a bundled font can draw."""
    files = sorted(FONTS.glob("*.[ot]tf"))
    return frozenset(code for file in files for code in _mapped(file.read_bytes()))


def _mapped(font: bytes) -> Iterator[int]:
    """The code points of a font's character map (OpenType `cmap`, format 12, else format 4)."""
    tables = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", font, 4)[0], 16)
    }
    start = tables[b"cmap"]
    count = struct.unpack_from(">H", font, start + 2)[0]
    offsets = [struct.unpack_from(">I", font, start + 8 + 8 * n)[0] for n in range(count)]
    maps = {struct.unpack_from(">H", font, start + offset)[0]: start + offset for offset in offsets}
    if 12 in maps:  # noqa: PLR2004 - the formats' numbers are OpenType's
        yield from _format_12(font, maps[12])
    else:
        yield from _format_4(font, maps[4])


def _format_12(font: bytes, at: int) -> Iterator[int]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    for n in range(groups):
        first, last = struct.unpack_from(">II", font, at + 16 + 12 * n)
        yield from range(first, last + 1)


def _format_4(font: bytes, at: int) -> Iterator[int]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    for n in range(0, double, 2):
        last = struct.unpack_from(">H", font, at + 14 + n)[0]
        first = struct.unpack_from(">H", font, at + 16 + double + n)[0]
        yield from range(first, min(last, 0xFFFE) + 1)


def drawable(text: str, *, plain: bool = False) -> str:
    """The text with a name for each sign that the fonts lack.

    `plain` keeps to single characters of Latin, for words that the fonts have but cannot combine.
    """
    named = re.sub(r"[^\x00-\x7f]+", lambda match: _stretch(match[0], plain=plain), text)
    return UNSHOWN_AGAIN.sub("", named)


def _stretch(text: str, *, plain: bool) -> str:
    """One stretch beyond ASCII."""
    return "".join(_sign(char, plain=plain) for char in unicodedata.normalize("NFC", text))


def _sign(char: str, *, plain: bool) -> str:
    """One character, or what stands for it."""
    if JOINERS.match(char):
        return ""
    if UNSEEN.match(char):
        return "" if plain else char
    if ord(char) in covered() and not (plain and not PLAIN.match(char)):
        return char
    if PICTURES.match(char):
        return f"[{unicodedata.name(char, 'sign').lower()}]"
    return "" if MARKS.match(char) else UNSHOWN


PLAIN = re.compile("[\u0080-\u024f\u2010-\u2027\u20ac]")
"""Latin letters and the marks of English print."""

LONG_WORD = re.compile(r"[^\s\u200b]{25,}")
PIECE = re.compile(r"(.{12})(?=.)")


def breakable(text: str) -> str:
    """The text with a zero-width space every 12 characters of a very long word.

    The templates set it as a place to break that leaves no sign in the PDF's own text.
    """
    return LONG_WORD.sub(lambda word: PIECE.sub("\\1\u200b", word[0]), text)

"""A message as it is read: its words, and beside them a plain text of the same length.

Everything is looked for in `plain`, where quotes and dashes are plain, markup is blank and
addresses are marked out; what is kept for the record is cut from `words` at the same places.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from handlers.typed.addresses import Address, find_addresses, masked
from handlers.typed.clean import clean, cut
from handlers.typed.signs import as_signs

REF = "\ue000"
"""Stands where an answer's own reference stood."""
OTHER_REF = "\ue001"
"""Stands where a reference stood that is only mentioned."""

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\xb4\u2032", "'"),
        **dict.fromkeys('\u201c\u201d\u201e\u201f\xab\xbb\u2033"', '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63", "-"),
        **dict.fromkeys(
            "\t*_~`\ufe0e\ufe0f\u20e3\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff", " "
        ),
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
        "\u2026": ".",
        "\u00b7": ".",
    }
)
_OUR_MARKS = str.maketrans(dict.fromkeys("\ue000\ue001\ue002", "\ufffd"))
# Slack's own words for people, channels and groups; none is ever acted upon.
_CALL = re.compile(r"<[!@#][^<>\n]{0,200}>")
# A raised dot is a decimal point between figures, and a bullet at the front of a line.
_DOT_BULLET = re.compile(r"(?<=^)\u00b7(?=\s)|(?<=\n)\u00b7(?=\s)")
# A tab between words is the wall between two columns of a pasted table.
_COLUMN = re.compile(r"(?<=\w)\t")
_CALL_AT_FRONT = re.compile(r"(?:^[^\w\n<]*|(?<=>)[ ,:]*)<[!@#][^<>\n]{0,200}>", re.MULTILINE)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Page:
    """A message to be read."""

    words: str
    plain: str
    addresses: tuple[Address, ...]
    truncated: bool
    dropped: tuple[Span, ...] = ()
    """What is no part of any answer: greetings, signatures, quoted lines."""

    def without(self, spans: Iterable[Span]) -> Page:
        """The page with parts that are not read any more."""
        spans = tuple(spans)
        plain = painted(self.plain, spans, blank)
        return replace(self, plain=plain, dropped=(*self.dropped, *spans))

    def marked(self, spans: Iterable[Span], mark: str) -> Page:
        """The page with a mark where each span stood; the rest of the span is blank."""
        return replace(self, plain=painted(self.plain, spans, lambda part: mark + blank(part[1:])))


def blank(plain: str) -> str:
    """A text's length in spaces, its line ends kept."""
    return re.sub(r"[^\n]", " ", plain)


def painted(plain: str, spans: Iterable[Span], paint: Callable[[str], str]) -> str:
    """A text with each span painted over; `paint` keeps the length."""
    parts, at = [], 0
    for start, end in sorted(spans):
        if end > max(at, start):
            parts += [plain[at:start], paint(plain[max(start, at) : end])]
            at = end
    return "".join([*parts, plain[at:]])


def read_page(text: str) -> Page:
    """A message made fit to read; any text at all gives a page."""
    kept, truncated = cut(text)
    words = clean(kept)
    addresses = find_addresses(words)
    plain = masked(words.translate(_OUR_MARKS), addresses)
    plain = _COLUMN.sub("|", _DOT_BULLET.sub(" ", plain))
    calls = tuple(match.span() for match in _CALL_AT_FRONT.finditer(plain))
    plain = _CALL.sub(lambda found: blank(found[0]), plain)
    return Page(words, as_signs(plain).translate(_PLAIN), addresses, truncated, calls)

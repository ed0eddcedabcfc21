"""A message made fit to read (rule 11): cut to length, without what nobody sees.

What stays are the sender's words. Direction marks, zero-width signs, control characters and the
byte-order mark are taken out, since they hide words from a reader and turn them round on screen;
every kind of line end becomes one, every kind of space a plain one.
"""

from __future__ import annotations

import re

LIMIT = 10_000
"""Characters that are read."""

_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_HARD_SPACES = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200c"
    "\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_LONE_JOINER = re.compile("(?<![\u2190-\U0010ffff])\u200d|\u200d(?![\u2190-\U0010ffff])")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def cut(text: str) -> tuple[str, bool]:
    """The part of a text that is read, and whether there was more."""
    return text[:LIMIT], len(text) > LIMIT


def clean(text: str) -> str:
    """The words that a reader sees, with plain spaces and line ends."""
    text = _BREAKS.sub("\n", text)
    text = _HARD_SPACES.sub(" ", text)
    text = _UNSEEN.sub("", text)
    text = _LONE_JOINER.sub("", text)
    return _LONE_SURROGATE.sub("\ufffd", text)

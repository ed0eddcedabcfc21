"""The sender's words for the record (rule 9): as they stand, without reference and noise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from handlers.typed.page import Span

_MARKUP = "*_~`"
_LEADING = re.compile(
    r"(?:[\s;,.=)\]}>•◦▪‣·\u2013\u2014\ufe0f]|\*+(?=\s)|->|-(?=\s)|:(?![\w+-]+:))+"
)
_TRAILING = " \n\t,;:&+/([\u2013\u2014-"
_SIGN_NAME = re.compile(r":[\w+'-]+:\s*$")
_LONGEST_NAME = 64
_PUNCTUATION = ".,;:!?)"


def widened(words: str, span: Span) -> tuple[Span, str]:
    """A cut with the markup around it ("*6.1*"), and the markup that loses its partner."""
    start, end = span
    opened = closed = ""
    while start > 0 and words[start - 1] in _MARKUP:
        start -= 1
        opened = words[start] + opened
    while end < len(words) and words[end] in _MARKUP:
        closed += words[end]
        end += 1
    return (start, end), opened[: max(len(opened) - len(closed), 0)]


def orphans(words: str, end: int, opened: str) -> list[Span]:
    """Where markup that was opened before a cut is closed, further on its line."""
    line_end = words.find("\n", end)
    found = words.find(opened, end, line_end if line_end >= 0 else len(words)) if opened else -1
    return [(found, found + len(opened))] if found >= 0 else []


def recorded(words: str, start: int, end: int, cuts: Iterable[Span]) -> str:
    """The words from `start` to `end` without the cuts, trimmed."""
    text = ""
    at = start
    for first, last in sorted(cuts):
        if last <= at or first >= end:
            continue
        text = _joined(text, words[at : max(first, at)])
        at = min(last, end)
    text = _joined(text, words[at:end])
    return trimmed(text)


def trimmed(text: str) -> str:
    """Words without what only separated them from their reference and their neighbours."""
    front = _LEADING.match(text)
    text = text[front.end() :] if front else text
    text = _without_tail(text)
    if text.endswith(")") and text.count(")") > text.count("("):
        text = text[:-1]
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_tail(text: str) -> str:
    """Words without separators, and markup that closes nothing, at their end."""
    if _SIGN_NAME.search(text[-_LONGEST_NAME:]):
        return text
    text = text.rstrip(_TRAILING)
    while text[-1:] and text[-1] in _MARKUP and text[-2:-1] in {"", " "}:
        text = text[:-1].rstrip(_TRAILING)
    return text


def _joined(text: str, more: str) -> str:
    """Two pieces of a text, where a cut stood between them."""
    if text.endswith((" ", "\n")) or not text:
        more = more.lstrip(" ") if more.startswith(" ") else more
    if more[:1] in _PUNCTUATION:
        text = text.rstrip(" ")
    return text + more


def shared(spans: Sequence[str]) -> str:
    """The words of one action said in several places, in the order of the message."""
    return "\n".join(span for span in spans if span)

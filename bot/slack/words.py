"""Words as Slack may have them: never markup, no controls, cut where a field ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

MORE = "…"
KEPT = frozenset("\n\t")
DROPPED = frozenset({"Cc", "Cs"})
TURNS = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Characters that make a line read backwards, by which words could pose as others."""


def clean(words: str) -> str:
    """The words without control characters, halves of characters and turns of direction."""
    return "".join(
        c for c in words if c in KEPT or (c not in TURNS and unicodedata.category(c) not in DROPPED)
    )


def line(words: str) -> str:
    """The words in one line: of a heading, a button, a name."""
    return " ".join(clean(words).split())


def cut(words: str, most: int) -> str:
    """The words, with an ellipsis where they are longer than a field holds."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}{MORE}"


def escaped(words: str) -> str:
    """For `text`, the one place that Slack reads as markup: nothing in it is a mention or a link.

    Source: docs.slack.dev/messaging/formatting-message-text, "Escaping text".
    """
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def pieces(words: str, most: int) -> Iterator[str]:
    """The words in pieces that fit, broken at a line, else at a space, else where they must."""
    left = words
    while len(left) > most:
        head = left[:most]
        at = max(head.rfind("\n"), head.rfind(" ")) + 1
        at = at if at > most // 2 else most
        yield left[:at]
        left = left[at:]
    if left:
        yield left

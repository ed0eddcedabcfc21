"""A plain text as a row of words, figures and signs that remember where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from handlers.typed.addresses import MARK
from handlers.typed.page import OTHER_REF, REF
from handlers.typed.signs import CIRCLES, TICKS


class Sort(StrEnum):
    """What a token is."""

    WORD = "word"
    FIGURE = "figure"
    REF = "ref"
    """The answer's own reference."""
    OTHER_REF = "other_ref"
    ADDRESS = "address"
    CIRCLE = "circle"
    TICK = "tick"
    STOP = "stop"
    """The end of a line or a sentence."""
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `text` without case, `raw` as written; `after_space` unless glued to the last."""

    sort: Sort
    text: str
    raw: str
    start: int
    end: int
    after_space: bool


_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)|(?P<figure>\d+(?:[.,/:]\d+)*)|(?P<ref>{REF})"
    rf"|(?P<other_ref>{OTHER_REF})|(?P<address>{MARK}+)|(?P<circle>[{''.join(CIRCLES)}])"
    rf"|(?P<tick>[{''.join(sorted(TICKS))}])|(?P<stop>\n|;|(?<![.!?])[.!?]+(?=\s|$))|(?P<sign>\S)"
)


def tokens_of(plain: str) -> tuple[Token, ...]:
    """The tokens of a plain text."""
    row: list[Token] = []
    end = 0
    for found in _TOKEN.finditer(plain):
        sort = Sort(found.lastgroup or Sort.SIGN)
        spaced = found.start() > end or found.start() == 0
        row.append(Token(sort, found[0].lower(), found[0], found.start(), found.end(), spaced))
        end = found.end()
    return tuple(row)

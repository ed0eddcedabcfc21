"""Misspelt rating words ("gren", "on trak"), which are asked about and never guessed (rule 4)."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from handlers.typed.mentions import PHRASES, text
from handlers.typed.tokens import Sort, Token
from handlers.typed.vocabulary import COLOURS, words

_SHORT_FORMS = words("grn gn ambr amb abr rd redd rde erd rred reed")
# English words that lie one slip away from a rating word.
_WORDS = words(
    "greed greet greek greens preen ember umber camber ambers ambler amble rack tack"
    " trace tract truck trick track tracks crack risk risks disk rusk brisk risky"
)
_GLUED = frozenset({"ontrack", "offtrack", "atrisk"})
_SECONDS = {second for _, second in PHRASES}
_FIRSTS = frozenset({"on", "off", "at", "of", "in", "onn", "ont", "oof", "ofg", "an"})
_LEADS = words(
    "is now still are remains stays status rating rag currently it's overall was all both"
    " moved to at as , - : = ("
)


def find_slip(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The first and last token of a misspelt rating that stands where a rating would."""
    for at, token in enumerate(tokens):
        if token.sort is Sort.WORD and _is_place(tokens, at):
            last = _slip_at(tokens, at)
            if last is not None:
                return at, last
    return None


def _is_place(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word stands where a rating would: in front, or behind what leads to it."""
    if at == 0:
        return True
    before = tokens[at - 1]
    return before.sort in {Sort.REF, Sort.STOP} or before.text in _LEADS


def _slip_at(tokens: Sequence[Token], at: int) -> int | None:
    word = tokens[at].text
    if word in _SHORT_FORMS or word in _GLUED or _is_near(word, COLOURS, shortest=4):
        return at
    behind = at + 1 + (text(tokens, at + 1) == "-")
    second = text(tokens, behind)
    if word not in _FIRSTS or (word, second) in PHRASES:
        return None
    same = second in _SECONDS and word not in {"in", "an", "at", "on", "off"}
    return behind if same or _is_near(second, _SECONDS, shortest=3) else None


def _is_near(word: str, right: object, *, shortest: int) -> bool:
    """Whether a word is one slip of the finger away from one of the right ones."""
    if len(word) < shortest or word in _WORDS or word in COLOURS:
        return False
    assert isinstance(right, dict | set)
    return any(OSA.distance(word, r, score_cutoff=1) == 1 for r in right if len(r) > len("red"))

"""Where a text names a rating (rule 4): words, circles, and single capitals behind a reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.typed.signs import CIRCLES
from handlers.typed.tokens import Sort, Token
from handlers.typed.vocabulary import (
    COLOURS,
    COUNTS,
    NOT_DESCRIBED,
    NOW,
    PEOPLE,
    STATUS,
)
from models.states import Rating

PHRASES = {
    ("on", "track"): Rating.GREEN,
    ("at", "risk"): Rating.AMBER,
    ("off", "track"): Rating.RED,
}
_CAPITALS = {"G": Rating.GREEN, "A": Rating.AMBER, "R": Rating.RED}
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "cllr", "councillor", "prof", "sir"})
_NOTHING = frozenset({"none", "nil", "nothing", "n"})
_LEADS = NOT_DESCRIBED | NOW | STATUS


@dataclass(frozen=True, slots=True)
class Mention:
    """A rating that is named, by the first and the last of its tokens."""

    value: Rating
    first: int
    last: int


def mentions_of(tokens: Sequence[Token]) -> list[Mention]:
    """Every naming of a rating, whatever is said about it."""
    found = _without_key(tokens, list(_each(tokens)))
    counts = [m for m in found if _is_counted(tokens, m.first)]
    return [m for m in found if m not in counts] if len(counts) > 1 else found


_LISTING = frozenset({",", "and", "or", "/", "&", "-"})


def _without_key(tokens: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """The mentions without a list of all three: "red, amber and green" names the scheme."""
    at = 0
    while at + 2 < len(found):
        three = found[at : at + 3]
        between = {t.text for t in tokens[three[0].last + 1 : three[2].first]}
        names = {t.text for m in three for t in tokens[m.first : m.last + 1]}
        if len({m.value for m in three}) == len(three) and between - names <= _LISTING:
            del found[at : at + 3]
        else:
            at += 1
    return found


def _each(tokens: Sequence[Token]) -> Iterator[Mention]:
    at = 0
    while at < len(tokens):
        mention = _mention_at(tokens, at)
        if mention is not None:
            yield mention
            at = mention.last
        at += 1


def _mention_at(tokens: Sequence[Token], at: int) -> Mention | None:
    token = tokens[at]
    if token.sort is Sort.CIRCLE:
        return Mention(CIRCLES[token.raw], at, at)
    if token.sort is not Sort.WORD:
        return None
    if token.text in COLOURS:
        return Mention(COLOURS[token.text], at, at) if _is_state(tokens, at) else None
    if token.raw in _CAPITALS:
        return Mention(_CAPITALS[token.raw], at, at) if _is_capital(tokens, at) else None
    return _phrase(tokens, at)


def _phrase(tokens: Sequence[Token], at: int) -> Mention | None:
    behind = at + 1 + (text(tokens, at + 1) == "-")
    value = PHRASES.get((tokens[at].text, text(tokens, behind)))
    if value is None or (value is Rating.AMBER and text(tokens, at - 1) in PEOPLE):
        return None
    return Mention(value, at, behind)


def text(tokens: Sequence[Token], at: int) -> str:
    """The text of a token without case; empty where there is none."""
    return tokens[at].text if 0 <= at < len(tokens) else ""


def _is_state(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colour stands for itself, and is neither an adjective nor part of a name."""
    before = text(tokens, at - 1)
    if before == "no" or (before == "the" and text(tokens, at - 2) == "in"):
        return False
    if text(tokens, at + 1) == ":" and text(tokens, at + 2) in _NOTHING:
        return False
    return not (_is_name(tokens, at) or _describes(tokens, at))


def _describes(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colour describes the word behind it on its line: "red tape", "Amber Hughes"."""
    colour, behind = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None:
        return False
    if behind.text == "-" and not behind.after_space:
        return _is_compound(tokens, at)
    if behind.sort is not Sort.WORD or behind.text in NOT_DESCRIBED:
        return False
    if is_capitalised(colour) and is_capitalised(behind):
        return True
    return not (behind.text.endswith(("ed", "ly")) or is_capitalised(behind))


def _is_compound(tokens: Sequence[Token], at: int) -> bool:
    """Whether a hyphen glues the colour to a word that it describes ("red-hot")."""
    behind = tokens[at + 2] if at + 2 < len(tokens) else None
    if behind is None or behind.after_space or behind.sort is not Sort.WORD:
        return False
    return behind.text not in COLOURS and behind.text not in STATUS


def is_capitalised(token: Token) -> bool:
    """Whether a word has a capital at its front only."""
    return token.raw[:1].isupper() and not token.raw.isupper()


def _is_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a colour is somebody's name: "Ms Green", "Jo Green"."""
    if at == 0 or tokens[at - 1].sort is not Sort.WORD:
        return text(tokens, at - 1) == "." and text(tokens, at - 2) in _TITLES
    before = tokens[at - 1]
    if before.text in _TITLES:
        return True
    capitals = is_capitalised(before) and is_capitalised(tokens[at])
    return capitals and before.text not in _LEADS


def _is_capital(tokens: Sequence[Token], at: int) -> bool:
    """Whether G, A or R stands directly behind the reference, with nothing but signs behind."""
    back = at - 1
    while text(tokens, back) in {"-", ":"}:
        back -= 1
    if text(tokens, back) == "/" and text(tokens, back - 1).upper() in _CAPITALS:
        return _is_capital_pair(tokens, back - 1)
    return _follows_ref(tokens, back) and _ends(tokens, at)


def _is_capital_pair(tokens: Sequence[Token], at: int) -> bool:
    back = at - 1
    while text(tokens, back) in {"-", ":"}:
        back -= 1
    return _follows_ref(tokens, back)


def _follows_ref(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].sort is Sort.REF


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing but punctuation, or nothing, stands behind a capital."""
    if at + 1 >= len(tokens) or tokens[at + 1].sort is Sort.STOP:
        return True
    sign, behind = tokens[at + 1], tokens[at + 2] if at + 2 < len(tokens) else None
    if sign.sort is not Sort.SIGN or sign.text == "'":
        return False
    if behind is None or behind.sort is Sort.STOP:
        return True
    if sign.text == "/":
        return behind.raw in _CAPITALS and _ends(tokens, at + 2)
    if len(behind.raw) == 1 and behind.sort is Sort.WORD and behind.raw.isupper():
        return False  # "A, B and C" is a list of things
    return sign.text in ",:)?" or behind.after_space


def _is_counted(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number stands right before: "3 green, 2 amber" counts, it does not rate."""
    if at == 0:
        return False
    before = tokens[at - 1]
    return before.sort is Sort.FIGURE or (before.text in COUNTS and before.text != "half")

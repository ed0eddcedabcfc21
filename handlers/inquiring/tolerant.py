"""Questions typed in haste: "whats red", "sumary area six", "who hasnt answerd".

Sober on purpose. Each word of the line is read as one word of a small vocabulary, with a slip of
the finger or two forgiven; small words ("the", "our", "please") fall away. What is left must be one
of the patterns *as a whole*. A line with one word more than that is no question: it goes to the
reader of answers, so that "2.4 on track" is never taken for something that was asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers.inquiring.past_day import LAST_BOARD, is_day
from handlers.inquiring.vocabulary import FILLERS, JOINED, NUMBERS, VOCABULARY

SHORT = 5
"""Up to so many letters one slip is forgiven, in longer words two."""
LEAST = 4
"""Letters of a word that may be misspelt at all."""
LONGEST = 160
"""Characters of a line that can still be a question of this kind."""
_EDGES = " \t?!.,;:…\"'()-"
_WORD = re.compile(r"\S+")
_AS_AT = re.compile(r"(?:,? ?(?:as at|as of|asat|as on|back on|at|on|for))$")
_BOARD = re.compile(rf"(?P<rest>.+?),? (?:as at|as of|asat|at) (?P<when>{LAST_BOARD})")
_FRONT = re.compile(r"as (?:at|of) (?P<when>.+?), (?P<rest>.+)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a line asks: words that mean a verb, with what it is about."""

    verb: str
    args: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Pattern:
    shape: re.Pattern[str]
    verb: str
    fixed: tuple[tuple[str, str], ...]


PATTERNS: list[_Pattern] = []
AREA = r"(?:in |of |for )?area (?P<area>[\w.-]+)"
REF = r"(?P<ref>(?=\S*\d)\w[\w./-]*)"


def asked_as(verb: str, *shapes: str, **fixed: str) -> None:
    """Let lines whose canonical words match one of the shapes as a whole ask the verb."""
    PATTERNS.extend(_Pattern(re.compile(shape), verb, tuple(fixed.items())) for shape in shapes)


def asked_in(line: str) -> Asked | None:
    """The question that a line asks (small letters, single spaces), None where it asks none."""
    if len(line) > LONGEST:
        return None
    for rest, when in _dated(line):
        words = canonical(rest)
        if words is None:
            continue
        for pattern in PATTERNS:
            if found := pattern.shape.fullmatch(words):
                slots = {name: said for name, said in found.groupdict().items() if said}
                dated = {"when": when} if when else {}
                return Asked(pattern.verb, {**slots, **dict(pattern.fixed), **dated})
    return None


def _dated(line: str) -> Iterator[tuple[str, str]]:
    """The line as it is, then without a day at its end or its front."""
    yield line, ""
    if board := _BOARD.fullmatch(line):
        yield board["rest"], board["when"]
        return
    if front := _FRONT.fullmatch(line):
        if is_day(front["when"]):
            yield front["rest"], front["when"]
        return
    for found in _WORD.finditer(line):
        rest, when = line[: found.start()].rstrip(), line[found.start() :]
        if rest and is_day(when):
            yield _AS_AT.sub("", rest), when
            return


@lru_cache(maxsize=2048)
def canonical(line: str) -> str | None:
    """The line in the vocabulary's own words; None where one of them is not in it."""
    for said, meant in JOINED:
        line = said.sub(meant, line)
    found: list[str] = []
    for raw in line.split():
        word = raw.strip(_EDGES).replace("'", "")
        if not word or word in FILLERS:
            continue
        meant_word = _meant(word)
        if meant_word is None:
            return None
        if found[-1:] != [meant_word]:
            found.append(meant_word)
    return " ".join(found) or None


def _meant(word: str) -> str | None:
    if known := NUMBERS.get(word) or _BY_SPELLING.get(word):
        return known
    return word if any(letter.isdigit() for letter in word) else _nearest(word)


def _nearest(word: str) -> str | None:
    """The one word of the vocabulary that the misspelt one can be; None where it may be several."""
    if len(word) < LEAST:
        return None
    best: dict[str, int] = {}
    for spelling, meant in _BY_SPELLING.items():
        if len(spelling) < LEAST or not _alike(word, spelling):
            continue
        allowed = 1 if min(len(spelling), len(word)) <= SHORT else 2
        distance = OSA.distance(word, spelling, score_cutoff=allowed)
        if distance <= allowed:
            best[meant] = min(distance, best.get(meant, allowed))
    if not best:
        return None
    least = min(best.values())
    nearest = [meant for meant, distance in best.items() if distance == least]
    return nearest[0] if len(nearest) == 1 else None


def _alike(word: str, spelling: str) -> bool:
    """Fingers slip inside a word; its first letter is nearly always the right one."""
    return word[0] == spelling[0] or word[:2] == spelling[1::-1] or word[0] == spelling[1]


_BY_SPELLING = {
    spelling: meant for meant, spellings in VOCABULARY.items() for spelling in (meant, *spellings)
}

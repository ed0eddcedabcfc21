"""Whom a nudge is for, read from a typed line: "nudge red and silent in area 6".

Ratings narrow it ("red and amber" are either of them), so do areas and references. Silence is
always meant: who has answered is never nudged. A word that is not known is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from models.spoken import list_in_words
from models.states import Rating

LIKE = 80
"""How alike, in per cent, a slip of the finger must be to its word."""
_NUDGE = re.compile(
    r"^\W*(?:please\s+)?(?:can\s+you\s+)?(?:send\s+(?:a\s+)?)?"
    r"(?:nudges?|nugde|nudg|nuge|nudeg|chase(?:\s+up)?)\b\s*(?:to\s+)?",
    re.IGNORECASE,
)
_POLITE = r"(?:please )?(?:can you )?(?:send (?:a )?)?"
_WHOM = "owners?|everybody|everyone|all|silent|late|red|amber|green|areas?|those|who"
NUDGE_WORDS = (
    rf"{_POLITE}(?:nudges?|nugde|nudg|nuge|nudeg)(?: .*)?",
    rf"{_POLITE}chase(?: up)? (?:the )?(?:{_WHOM})\b.*",
)
"""What a line is that nudges; owners chase, too, and write of it."""
_AREA = re.compile(r"\bareas?\s+((?:\d+\s*(?:,|and|&|or|\+)?\s*)+)", re.IGNORECASE)
_REF = re.compile(
    r"(?<![\w.])(\d+(?:\.\d+)+[a-z]?|[a-z]{1,3}\d+(?:\.\d+)*)(?![\w.])", re.IGNORECASE
)
_PHRASES = {"off track": "red", "at risk": "amber", "on track": "green"}
_RATINGS = {"red": Rating.RED, "amber": Rating.AMBER, "green": Rating.GREEN,
            "reds": Rating.RED, "ambers": Rating.AMBER, "greens": Rating.GREEN,
            "yellow": Rating.AMBER}  # fmt: skip
_SILENT = """
    silent silence late overdue missing unanswered outstanding open answered answer answers update
    updates reply replied waiting
"""
_ALL = "all everybody everyone anybody them"
_JOINING = """
    the and or of with who are is have has not no for those that people ones owner owners action
    actions in from yet still to a an any please again about their whose rated which but only now
    today me us &
"""
_KNOWN = frozenset(f"{_SILENT} {_ALL} {_JOINING} area areas".split()) | set(_RATINGS)


@dataclass(frozen=True, slots=True)
class Group:
    """Whom a nudge is for; an empty part does not narrow it."""

    ratings: frozenset[Rating] = frozenset()
    areas: tuple[str, ...] = ()
    refs: tuple[str, ...] = ()
    says: str = ""
    """What is said to them besides, in the sender's words."""

    def described(self, words: Mapping[Rating, str]) -> str:
        """The group as a phrase: "red and silent in area 6"."""
        ratings = [words[r].lower() for r in (Rating.RED, Rating.AMBER, Rating.GREEN)
                   if r in self.ratings]  # fmt: skip
        head = f"{list_in_words(ratings, 'or')} and silent" if ratings else "silent"
        parts = [head]
        if self.areas:
            parts.append(f"in area{'s' * (len(self.areas) > 1)} {list_in_words(self.areas)}")
        if self.refs:
            parts.append(f"among {list_in_words(self.refs)}")
        return " ".join(parts)


@dataclass(frozen=True, slots=True)
class Read:
    """What a line was read as, and the words of it that were not understood."""

    group: Group
    unknown: tuple[str, ...] = ()


def read_group(line: str, *, areas: Mapping[str, Sequence[str]], refs: Mapping[str, str]) -> Read:
    """Read whom a nudge is for.

    Args:
        line: what was typed, from "nudge" on; words behind a colon are said to them.
        areas: the plan's areas: number → its titles.
        refs: the plan's references: in small letters → as they are written.
    """
    bare = _NUDGE.sub("", line.strip(), count=1)
    head, _, says = bare.partition(":")
    rest = " ".join(head.casefold().split())
    for phrase, word in _PHRASES.items():
        rest = rest.replace(phrase, word)
    named, rest = _named_refs(rest, refs)
    numbers, rest = _numbers(rest, areas)
    by_title, rest = _titles(rest, areas)
    ratings, unknown = _ratings(rest)
    found = tuple(dict.fromkeys((*numbers, *by_title)))
    return Read(Group(frozenset(ratings), found, named, says.strip()), unknown)


def _named_refs(rest: str, refs: Mapping[str, str]) -> tuple[tuple[str, ...], str]:
    found = [refs[name] for name in _REF.findall(rest) if name in refs]
    return tuple(dict.fromkeys(found)), _REF.sub(lambda m: " " if m[1] in refs else m[0], rest)


def _numbers(rest: str, areas: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    found: list[str] = []
    for listed in _AREA.findall(rest):
        found += [number for number in re.findall(r"\d+", listed) if number in areas]
    return found, _AREA.sub(lambda m: " " if _all_known(m[1], areas) else m[0], rest)


def _all_known(listed: str, areas: Mapping[str, Sequence[str]]) -> bool:
    return all(number in areas for number in re.findall(r"\d+", listed))


def _titles(rest: str, areas: Mapping[str, Sequence[str]]) -> tuple[list[str], str]:
    """Areas that are named by their title."""
    found = []
    for number, titles in areas.items():
        for title in filter(None, (t.casefold() for t in titles)):
            if title in rest:
                found.append(number)
                rest = rest.replace(title, " ")
    return found, rest


def _ratings(rest: str) -> tuple[set[Rating], tuple[str, ...]]:
    ratings: set[Rating] = set()
    unknown = []
    for word in re.findall(r"[^\s,;!?()]+", rest):
        bare = word.strip(".'\"")
        known = _closest(bare)
        if known in _RATINGS:
            ratings.add(_RATINGS[known])
        elif known is None and bare:
            unknown.append(bare)
    return ratings, tuple(unknown)


def _closest(word: str) -> str | None:
    """The word that is meant: itself, or the one that it is a slip of; None where there is none."""
    if word in _KNOWN:
        return word
    if len(word) < MIN_SLIP:
        return None
    best = max(_KNOWN, key=lambda each: (fuzz.ratio(word, each), each))
    return best if fuzz.ratio(word, best) >= LIKE else None


MIN_SLIP = 4
"""Shorter words are not taken for a slip of another."""

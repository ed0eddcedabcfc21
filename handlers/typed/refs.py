"""References of the plan, found in a text (rule 1).

The plan says what a reference looks like: "1.1", "GA005", "7.7a", "A-12", "3". What has the same
shape and is not in the plan is found too, so that it can be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from handlers.typed.phrases import DIRECT_STATE
from handlers.typed.vocabulary import COLOURS, DONE


@dataclass(frozen=True, slots=True)
class Mentioned:
    """A reference as it stands in a text.

    `start` is where "action", "ref", "#" or a bracket before it begins, `end` lies behind a closing
    bracket; `core_start` and `core_end` hold the reference alone.
    """

    start: int
    core_start: int
    core_end: int
    end: int
    ref: str
    """As the plan writes it, or as it was typed where the plan does not know it."""
    known: bool
    introduced: bool
    """Whether it is called an action, a ref, or has a number sign."""

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands, with what introduces it."""
        return self.start, self.end

    @property
    def is_bare_number(self) -> bool:
        """Whether only a number stands there, as in any sentence."""
        return self.ref.isdecimal() and not self.introduced


_INTRO = re.compile(
    r"(?:(?<![^\W_])(?:(?:actions?|refs?|references?|items?|tasks?)[\s.:]*(?:(?:no|nr|number)\b[\s.:]*)?"
    r"|(?:no|nr)\.\s*|re\s?:\s*)#?\s*|#\s?)$",
    re.IGNORECASE,
)
_INTRO_REACH = 24
_OPENERS, _CLOSERS = "([{\"'", ")]}\"'"
# Behind a figure these make it a measure and no reference.
_UNIT = re.compile(
    r"\s?(?:%|per\s?cent\b|percent\b|fte\b|wte\b|million\b|billion\b|thousand\b|bn\b|[ap]\.?m\b|hours?\b|hrs?\b"
    r"|days?\b|weeks?\b|months?\b|years?\b|points?\b|km\b|miles?\b|times\b|out\s+of\b)",
    re.IGNORECASE,
)
_GLUED_UNIT = re.compile(r"(?:m|k|bn|x|st|nd|rd|th|[ap]m|hrs?|km)\b", re.IGNORECASE)
_MONEY = "£$€"
_GLUED = re.compile(
    "|".join(
        [*COLOURS, *sorted(DONE, key=len, reverse=True), "on ?track", "off ?track", "at ?risk"]
    ),
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_MEASURED = re.compile(
    r"(?:\b(?:approx|approximately|roughly|average|averages?\s+of|average\s+of|score\s+of|rate\s+of|version"
    r"|v|ratio\s+of|at\s+least|more\s+than|less\s+than|than|phase|kpi|year|room|area|page)\.?)\s*$",
    re.IGNORECASE,
)


class RefIndex:
    """The references of one plan."""

    def __init__(self, refs: Iterable[str]) -> None:
        self.names = {_key(ref): ref for ref in refs if _key(ref)}
        self.lengths = sorted({len(key) for key in self.names}, reverse=True)
        self.shapes: tuple[re.Pattern[str], ...] = _shapes(self.names)

    def name(self, ref: str) -> str | None:
        """The plan's writing of a reference, None where it has none."""
        return self.names.get(_key(ref))

    def find(self, plain: str) -> list[Mentioned]:
        """Every reference in a text, known or only shaped like one, in order."""
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in plain)
        found: list[Mentioned] = []
        for start in _starts(plain):
            joined = bool(found) and start == found[-1].core_end + 1
            if found and start < found[-1].core_end:
                continue
            if not _may_begin(plain, start, joined=joined):
                continue
            mention = self._at(plain, low, start)
            if mention is not None:
                found.append(mention)
        return found

    def _at(self, plain: str, low: str, start: int) -> Mentioned | None:
        introduced = _INTRO.search(plain, max(start - _INTRO_REACH, 0), start)
        for stop, name in self._known(low, start):
            if _may_end(plain, start, stop, bare=name.isdecimal() and not introduced):
                return _mentioned(plain, start, stop, name, introduced, known=True)
        end = self._unknown_end(plain, start, introduced=introduced is not None)
        if end is None or self.name(plain[start:end]) is not None:
            return None
        return _mentioned(plain, start, end, plain[start:end], introduced, known=False)

    def _known(self, low: str, start: int) -> Iterator[tuple[int, str]]:
        """Known references that begin here, the longest first."""
        for length in self.lengths:
            written = low[start : start + length]
            name = self.names.get(written)
            if name is None and "," in written:
                name = self._with_comma(written)
            if name is not None:
                yield start + length, name

    def _with_comma(self, written: str) -> str | None:
        """What "2,4" means: 2.4 where 2 and 4 are no references themselves."""
        first, _, second = written.partition(",")
        if not (first.isdecimal() and second.isdecimal()) or {first, second} & self.names.keys():
            return None
        return self.names.get(f"{first}.{second}")

    def _unknown_end(self, plain: str, start: int, *, introduced: bool) -> int | None:
        shapes = [_PART, *self.shapes]
        if introduced or _rates_a_line(plain, start):
            shapes.append(_ANY_SHAPE)
        for shape in shapes:
            match = shape.match(plain, start)
            if match is not None and _may_end(plain, start, match.end(), bare=False):
                return match.end()
        return None


# "2.4.1" is a part of 2.4 that the plan does not know; "2.4.24" is a day.
_PART = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.\d(?![\d.]*\d)")

_SHAPED_FRONT = re.compile(r"(?:[a-z]{1,4}-?\d{1,4}|\d{1,3})(?:\.\d{1,3})*", re.IGNORECASE)


def _rates_a_line(plain: str, start: int) -> bool:
    """Whether a line begins here with what looks like a reference, and a state behind it."""
    before = plain[plain.rfind("\n", max(start - _INTRO_REACH, 0), start) + 1 : start]
    if any(c.isalnum() for c in before):
        return False
    found = _SHAPED_FRONT.match(plain, start)
    if found is None or found[0].isdecimal():
        return False
    return DIRECT_STATE.match(plain, found.end()) is not None


_ANY_SHAPE = re.compile(r"(?:[a-z]{1,4}[-.]?)?\d{1,4}(?:\.\d{1,3})*", re.IGNORECASE)


def _key(ref: str) -> str:
    return " ".join(ref.split()).lower()


def _shapes(keys: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """What the plan's references look like, the longest shape first; bare numbers are no shape."""
    shapes = {
        re.sub(r"\d+", lambda found: rf"\d{{1,{max(len(found[0]), 2)}}}", re.escape(_no_tail(key)))
        for key in keys
        if not key.isdecimal()
    }
    return tuple(
        re.compile(shape, re.IGNORECASE) for shape in sorted(shapes, key=len, reverse=True)
    )


def _no_tail(key: str) -> str:
    """A reference without a letter behind its last figure, which stands for a part of it."""
    return re.sub(r"(?<=\d)[a-z]$", "", key)


@lru_cache(maxsize=64)
def ref_index(refs: frozenset[str]) -> RefIndex:
    """The index of a plan's references, kept while the same plan is read again."""
    return RefIndex(sorted(refs))


_START = re.compile(r"(?<![^\W_])[^\W_]|(?<=[^\W\d_])\d")


def _starts(plain: str) -> Iterator[int]:
    """Where a reference could begin: at the front of a word, or of the figures in it."""
    for match in _START.finditer(plain):
        yield match.start()


def _may_begin(plain: str, start: int, *, joined: bool) -> bool:
    before = plain[start - 1 : start]
    if not before:
        return True
    if before in _MONEY:
        return False
    if before.isalpha():
        return _INTRO.search(plain, max(start - _INTRO_REACH, 0), start) is not None
    if before in ".,/-:" and plain[start - 2 : start - 1].isdecimal():
        return joined
    return _MEASURED.search(plain, max(start - _INTRO_REACH, 0), start) is None


def _may_end(plain: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether a reference may end here, and is not part of a longer number or word."""
    behind = plain[end : end + 1]
    if not behind:
        return True
    last = plain[end - 1]
    if behind.isalnum():
        return last.isdecimal() and behind.isalpha() and _may_be_glued(plain, start, end, bare=bare)
    if behind in ".,:/" and plain[end + 1 : end + 2].isdecimal() and last.isdecimal():
        return behind in ",/" and not re.match(r",\d{3}(?!\d|\.\d)", plain[end:])
    return _UNIT.match(plain, end) is None


def _may_be_glued(plain: str, start: int, end: int, *, bare: bool) -> bool:
    """Whether letters may stand glued to a reference: rating words, a capital, or words."""
    if _GLUED.match(plain, end):
        return True
    letters = _LETTERS.match(plain, end)
    run = letters[0] if letters else ""
    if run in {"G", "A", "R"}:
        return True
    at_front = not plain[:start].rstrip(" \t-").endswith(tuple("abcdefghijklmnopqrstuvwxyz"))
    is_unit = _GLUED_UNIT.match(plain, end) is not None
    return not bare and (at_front or not is_unit)


def _mentioned(
    plain: str, start: int, end: int, name: str, intro: re.Match[str] | None, *, known: bool
) -> Mentioned:
    first, last = (intro.start() if intro else start), end
    while (
        first > 0 and last < len(plain) and plain[first - 1] in _OPENERS and plain[last] in _CLOSERS
    ):
        first, last = first - 1, last + 1
    return Mentioned(first, start, end, last, name, known, introduced=intro is not None)

"""References that stand together ("2.4 and 2.5"), and the words in front of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from handlers.typed.refs import Mentioned

_JOIN = re.compile(
    r"[ ]*(?:,[ ]*\n?[ ]*(?:and\b|&)?|\n?[ ]*\b(?:and|&)|[&+/]|(?=[ ]))[ ]*", re.IGNORECASE
)
_RANGE = re.compile(r"[ ]*(?:-|\bto\b)[ ]*", re.IGNORECASE)
PUNCTUATION = re.compile(r"(?:[ ]*(?:->|=>|→|[|:;=.,]+(?!\d)|-+(?=\s|[^\W\d])))*")
_BOUNDARY = re.compile(
    r"(?P<line>\n)|(?P<stop>;|(?<![.!?])[.!?]+(?=\s|$)|(?<!\d)[.!?]+(?=\d))|(?P<comma>,|\(|(?<=\s)-(?=\s))"
)


@dataclass(frozen=True, slots=True)
class Run:
    """One reference, or several that share what is said."""

    refs: tuple[Mentioned, ...]
    is_range: bool = False
    """ "2.4 to 2.6": both ends are named and not what lies between."""

    @property
    def start(self) -> int:
        """Where its first reference begins, "action" or "#" included."""
        return self.refs[0].start

    @property
    def end(self) -> int:
        """Where its last reference ends."""
        return self.refs[-1].end


def runs_of(plain: str, refs: Sequence[Mentioned]) -> list[Run]:
    """References grouped by what joins them: a comma, "and", "&", "+", "/" or nothing."""
    runs: list[Run] = []
    for ref in refs:
        between = plain[runs[-1].end : ref.start] if runs else None
        if between is not None and _JOIN.fullmatch(between):
            runs[-1] = Run((*runs[-1].refs, ref), runs[-1].is_range)
        elif between is not None and _RANGE.fullmatch(between):
            runs[-1] = Run((*runs[-1].refs, ref), is_range=True)
        else:
            runs.append(Run((ref,)))
    return runs


class Place(Enum):
    """Where a clause begins."""

    LINE = auto()
    SENTENCE = auto()
    COMMA = auto()
    REF = auto()
    """Directly behind another reference, with no sign between."""


@dataclass(frozen=True, slots=True)
class Lead:
    """What stands in front of a reference, back to the front of its clause and its sentence."""

    place: Place
    start: int
    words: str
    sentence_start: int
    sentence: str
    is_line: bool
    """Whether its sentence begins a line."""
    follows_ref: bool
    """Whether another reference stands in its sentence before it."""


_REACH = 400
"""Characters before a reference in which its sentence must begin to be seen."""


def lead_of(plain: str, floor: int, start: int, *, behind_ref: bool) -> Lead:
    """The lead of a reference at `start`; nothing before `floor` is looked at."""
    if start - floor > _REACH:
        floor, behind_ref = start - _REACH, True
    place = Place.REF if behind_ref else Place.LINE
    clause, sentence, is_line = floor, floor, not behind_ref
    for match in _BOUNDARY.finditer(plain, floor, start):
        clause = match.end()
        if match["comma"]:
            place = Place.COMMA
            continue
        sentence, is_line = match.end(), match["line"] is not None
        place = Place.LINE if is_line else Place.SENTENCE
    follows_ref = behind_ref and sentence == floor
    return Lead(
        place, clause, plain[clause:start], sentence, plain[sentence:start], is_line, follows_ref
    )


def punctuation_end(plain: str, end: int) -> int:
    """Where the punctuation behind a reference ends."""
    found = PUNCTUATION.match(plain, end)
    return end if found is None else found.end()


_CLAUSE_END = re.compile(r"\n|;|,|(?<![.!?])[.!?]+(?=\s|$)")
_SENTENCE_END = re.compile(r"\n|;|(?<![.!?])[.!?]+(?=\s|$)")


def clause_behind(plain: str, start: int, ceiling: int, *, whole_sentence: bool) -> str:
    """The words behind a reference up to the end of its clause, or of its sentence."""
    start = punctuation_end(plain, start)
    ends = (_SENTENCE_END if whole_sentence else _CLAUSE_END).search(plain, start, ceiling)
    return plain[start : ends.end() if ends else ceiling]

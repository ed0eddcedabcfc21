"""What a rating cell says, in the scheme in force or by the file's own key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.plan_import.rating_key import KeyLine, differs, explained, is_unproven
from models.rating_words import read_rating
from models.scheme import Scheme
from models.states import Rating, Stage

_OTHER_COLOURS = re.compile(
    r"\b(?:yellow|orange|grey|gray|black|white|purple|violet|pink|brown|y)\b", re.IGNORECASE
)
"""Colours that the scheme does not have: near to one of ours perhaps, but never taken for it."""
_NEAR = 75


@dataclass(frozen=True, slots=True)
class RatingReading:
    """A rating cell: `known` unless its word is in neither scheme nor key; `likely` what it is."""

    known: bool
    rating: Rating | None = None
    stage: Stage | None = None
    likely: str | None = None


@dataclass(frozen=True, slots=True)
class RatingWords:
    """The words of a file's ratings: the scheme in force, and what its own key adds or changes."""

    scheme: Scheme
    key: Mapping[str, Rating | Stage | None]

    def listed(self) -> str:
        """The scheme's words for a sentence: "Blue, Green, Amber or Red"."""
        *before, last = [self.scheme.ratings[rating].word for rating in Rating]
        return f"{', '.join(before)} or {last}"


def words_of(lines: Iterable[KeyLine], given: Mapping[str, str], scheme: Scheme) -> RatingWords:
    """The words in force: the mapping file's first, then the file's key, then the scheme's.

    A colour of the key counts only where it means something else than here.
    """
    foreign = [line for line in lines if line.colour is None or differs(line, scheme)]
    key = explained(foreign)
    key.update({line.word.casefold(): Stage.DELIVERED for line in lines if is_unproven(line)})
    for word, meaning in given.items():
        reading = read_rating(meaning, scheme=scheme)
        key[word.casefold()] = (reading.rating or reading.stage) if reading else None
    return RatingWords(scheme, key)


def read_rating_cell(text: str, words: RatingWords) -> RatingReading:
    """What a cell of the rating column says."""
    spoken = " ".join(text.casefold().split())
    first = re.split(r"\s*(?:[-\u2010-\u2015:;,(/]|\n)\s*", spoken, maxsplit=1)[0]
    for part in (spoken, first):
        if part in words.key:
            return _explained(words.key[part])
    reading = read_rating(text, scheme=words.scheme)
    if _OTHER_COLOURS.search(text) or reading is None:
        return RatingReading(known=False, likely=_likely(text, words))
    return RatingReading(known=True, rating=reading.rating, stage=reading.stage)


def _explained(means: Rating | Stage | None) -> RatingReading:
    if isinstance(means, Stage):
        proven = Rating.BLUE if means.is_proven else None
        return RatingReading(known=True, rating=proven, stage=means)
    stage = Stage.VERIFIED if means is Rating.BLUE else None
    return RatingReading(known=True, rating=means, stage=stage)


def _likely(text: str, words: RatingWords) -> str | None:
    """The scheme's word that was likely meant by a slip of the pen or a neighbouring colour."""
    reading = read_rating(text, scheme=words.scheme)
    if reading is not None and reading.rating is not None:
        return words.scheme.ratings[reading.rating].word
    ours = [words.scheme.ratings[rating].word for rating in Rating]
    near = process.extractOne(
        text.casefold(), ours, scorer=fuzz.ratio, score_cutoff=_NEAR, processor=str.casefold
    )
    return near[0] if near else None

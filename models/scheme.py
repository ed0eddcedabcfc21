"""The rating scheme: which words, letters and colours stand for a rating, and its key.

There is no standard BRAG: Amber is "on track" in one body and "late" in another; Blue is
"verified", "suspended" or "trivial". So the scheme is a setting over fixed meanings, and its key is
printed on every report. BRAG is a view over two fields, stage and rating.
"""

from __future__ import annotations

import colorsys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from models.message import Tone
from models.states import Mark, Rating, Stage

LEAST_CONTRAST = 4.5
"""White words on a rating's colour: WCAG 2.2 AA, success criterion 1.4.3."""
LEAST_SATURATION = 0.12
HUES = ((20, Tone.RED), (65, Tone.AMBER), (180, Tone.GREEN), (300, Tone.BLUE), (360, Tone.RED))
"""Up to which degree of the colour circle each tone reaches."""
_DARK_LIMIT = 0.04045
_WEIGHTS = (0.2126, 0.7152, 0.0722)


class SchemeError(ValueError):
    """A scheme that cannot be read without mistakes, with the sentence that says why."""


def contrast_with_white(colour: str) -> float:
    """The contrast of white words on a colour ("#b10e1e"), from 1 to 21, by WCAG's formula.

    Raises:
        SchemeError: the colour is not written as # and six hexadecimal digits.
    """
    digits = colour.removeprefix("#")
    if len(digits) != len(colour) - 1 or len(digits) != 6 or not set(digits) <= _HEX:  # noqa: PLR2004 - two for each of red, green and blue
        raise SchemeError(f"A colour is written like #1d70b8; found {colour!r}.")
    parts = (int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4))
    light = sum(w * _linear(part) for w, part in zip(_WEIGHTS, parts, strict=True))
    return 1.05 / (light + 0.05)


_HEX = frozenset("0123456789abcdefABCDEF")


def _linear(part: float) -> float:
    return part / 12.92 if part <= _DARK_LIMIT else ((part + 0.055) / 1.055) ** 2.4


def tone_of(colour: str) -> Tone:
    """The nearest tone to a colour ("#00703c"), by its hue; a grey has none.

    Renderings draw a tone in shades of their own that can be read on light and on dark.
    """
    red, green, blue = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    hue, _, saturation = colorsys.rgb_to_hls(red, green, blue)
    if saturation < LEAST_SATURATION:
        return Tone.NONE
    return next(tone for upto, tone in HUES if hue * 360 <= upto)


@dataclass(frozen=True, slots=True)
class RatingWord:
    """How one rating is said: "Amber", "A", "at risk", the sentence of the key, and its colour."""

    word: str
    letter: str
    phrase: str
    meaning: str
    colour: str

    def __post_init__(self) -> None:
        """Refuse a colour on which its own word cannot be read, and empty words."""
        if not (self.word.strip() and self.letter.strip() and self.phrase.strip()):
            raise SchemeError(
                "A rating needs a word, a letter and a phrase, since a colour never stands alone;"
                f" found {self.word!r}, {self.letter!r}, {self.phrase!r}."
            )
        contrast = contrast_with_white(self.colour)
        if contrast < LEAST_CONTRAST:
            raise SchemeError(
                f"White words on the colour of {self.word} need a contrast of {LEAST_CONTRAST};"
                f" {self.colour} has {contrast:.1f}. Choose a darker one."
            )

    @property
    def said(self) -> str:
        """The word with its meaning beside it: "Amber, at risk"."""
        return f"{self.word}, {self.phrase}"

    @property
    def tone(self) -> Tone:
        """The tone, among those that every rendering has, that its colour comes nearest to."""
        return tone_of(self.colour)


RATING_WORDS = {
    Rating.BLUE: RatingWord(
        "Blue",
        "B",
        "proven",
        "Delivered, and somebody other than the owner has accepted the evidence.",
        "#1d4f91",
    ),
    Rating.GREEN: RatingWord(
        "Green",
        "G",
        "on track",
        "Expected by its due date; or delivered, with its evidence being looked at.",
        "#00703c",
    ),
    Rating.AMBER: RatingWord(
        "Amber",
        "A",
        "at risk",
        "Up to a month late or expected up to a month late, held up by another action, or not"
        " updated in the last cycle.",
        "#8a5300",
    ),
    Rating.RED: RatingWord(
        "Red",
        "R",
        "off track",
        "More than a month late, expected more than a month late, or not updated in two cycles.",
        "#b10e1e",
    ),
}

STAGE_WORDS = {
    Stage.DRAFT: "Draft",
    Stage.NOT_STARTED: "Not started",
    Stage.IN_PROGRESS: "In progress",
    Stage.DELIVERED: "Delivered",
    Stage.VERIFIED: "Verified",
    Stage.EMBEDDED: "Embedded",
    Stage.SUSPENDED: "Suspended",
    Stage.WITHDRAWN: "Withdrawn",
    Stage.SUPERSEDED: "Replaced",
}

MARK_WORDS = {
    Mark.STALE: "No update in the last cycle",
    Mark.UNREPORTED: "No update in two cycles",
    Mark.NOT_ASKED: "Not asked in the last cycle",
    Mark.EVIDENCE_AWAITED: "Evidence awaited",
    Mark.SLIPPED: "Slipped",
    Mark.SLIPPED_AGAIN: "Slipped again",
    Mark.RE_DATED: "Re-dated",
}

UNRATED_STAGES = frozenset({Stage.DRAFT, Stage.SUSPENDED, Stage.WITHDRAWN, Stage.SUPERSEDED})
"""These have a label of their own and no rating."""


@dataclass(frozen=True, slots=True)
class Brag:
    """What stands in the rating column: "Amber, at risk", or a stage's own label without colour."""

    label: str
    letter: str
    tone: Tone
    colour: str | None


@dataclass(frozen=True, slots=True)
class Scheme:
    """One partnership's words for ratings, stages and marks."""

    ratings: Mapping[Rating, RatingWord] = field(default_factory=lambda: RATING_WORDS)
    stages: Mapping[Stage, str] = field(default_factory=lambda: STAGE_WORDS)
    marks: Mapping[Mark, str] = field(default_factory=lambda: MARK_WORDS)
    not_rated: str = "Not rated"

    def __post_init__(self) -> None:
        """Refuse a scheme with a word missing, or with one word or letter for two ratings."""
        _refuse_missing("rating", Rating, self.ratings)
        _refuse_missing("stage", Stage, self.stages)
        _refuse_missing("mark", Mark, self.marks)
        for name in ("word", "letter"):
            said = [getattr(self.ratings[r], name) for r in Rating]
            if len({each.casefold() for each in said}) < len(said):
                raise SchemeError(
                    f"Each rating needs a {name} of its own; found {', '.join(said)}."
                )

    def said(self, rating: Rating | None) -> str:
        """A rating in words: "Amber, at risk", or "Not rated"."""
        return self.not_rated if rating is None else self.ratings[rating].said

    def brag(self, stage: Stage, rating: Rating | None) -> Brag:
        """The one label of an action: its rating, or its stage where that has a label of its own.

        A delivered action says so instead of "on track": "Green, delivered".
        """
        if stage in UNRATED_STAGES:
            return Brag(self.stages[stage], "", Tone.NONE, None)
        if rating is None:
            return Brag(self.not_rated, "", Tone.NONE, None)
        word = self.ratings[rating]
        delivered = f"{word.word}, {self.stages[stage].lower()}"
        label = delivered if stage is Stage.DELIVERED else word.said
        return Brag(label, word.letter, word.tone, word.colour)

    def key(self) -> tuple[tuple[str, str, str], ...]:
        """The key that is printed on every report: word and phrase, letter, meaning."""
        return tuple((w.said, w.letter, w.meaning) for w in (self.ratings[r] for r in Rating))


def _refuse_missing(kind: str, wanted: type[StrEnum], found: Collection[StrEnum]) -> None:
    missing = [each.value for each in wanted if each not in found]
    if missing:
        raise SchemeError(f"The scheme needs words for each {kind}; {', '.join(missing)} has none.")


DEFAULT_SCHEME = Scheme()

"""The rating scheme as a setting: what a partnership writes lies over the product's own words.

Only the words change, never what they stand for: `blue` is proven, `green` on track, `amber` at
risk and `red` off track, however the partnership says and colours them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from functools import cached_property
from typing import Any, Self

from pydantic import ValidationInfo, field_validator, model_validator

from models.scheme import DEFAULT_SCHEME, MARK_WORDS, RATING_WORDS, STAGE_WORDS, RatingWord, Scheme
from models.setting import Said, Setting
from models.states import Mark, Rating, Stage


class RatingSetting(Setting):
    """How one rating is said and shown: word, letter, phrase, its line in the key, its colour."""

    word: Said
    letter: Said
    phrase: Said
    meaning: Said
    colour: Said
    """As #1d70b8; white words have to be readable on it."""

    @model_validator(mode="after")
    def _readable(self) -> Self:
        self.as_word()
        return self

    def as_word(self) -> RatingWord:
        """The same as the rules read it."""
        return RatingWord(self.word, self.letter, self.phrase, self.meaning, self.colour)


def _default(rating: Rating) -> RatingSetting:
    return RatingSetting(**asdict(RATING_WORDS[rating]))


class RatingsSetting(Setting):
    """How the four ratings are said; each of them needs a word and a letter of its own."""

    blue: RatingSetting = _default(Rating.BLUE)
    green: RatingSetting = _default(Rating.GREEN)
    amber: RatingSetting = _default(Rating.AMBER)
    red: RatingSetting = _default(Rating.RED)

    @field_validator("blue", "green", "amber", "red", mode="before")
    @classmethod
    def _over_the_default(cls, given: Any, info: ValidationInfo) -> Any:
        own = asdict(RATING_WORDS[Rating(info.field_name or "")])
        return {**own, **given} if isinstance(given, Mapping) else given


class SchemeSetting(Setting):
    """The words and colours of ratings, and how stages and marks are said."""

    not_rated: Said = DEFAULT_SCHEME.not_rated
    ratings: RatingsSetting = RatingsSetting()
    stages: dict[Stage, Said] = STAGE_WORDS
    marks: dict[Mark, Said] = MARK_WORDS

    @field_validator("stages", "marks", mode="before")
    @classmethod
    def _over_the_defaults(cls, given: Any, info: ValidationInfo) -> Any:
        own = STAGE_WORDS if info.field_name == "stages" else MARK_WORDS
        return {**own, **given} if isinstance(given, Mapping) else given

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        _ = self.scheme
        return self

    @cached_property
    def scheme(self) -> Scheme:
        """The same as the rules read it."""
        words = {rating: getattr(self.ratings, rating.value).as_word() for rating in Rating}
        own = Scheme(words, self.stages, self.marks, self.not_rated)
        return DEFAULT_SCHEME if own == DEFAULT_SCHEME else own

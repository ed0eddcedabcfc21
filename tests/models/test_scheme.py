"""The scheme: words and letters beside each colour, and a key that explains them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.message import Tone
from models.scheme import (
    DEFAULT_SCHEME,
    MARK_WORDS,
    RATING_WORDS,
    STAGE_WORDS,
    Brag,
    RatingWord,
    Scheme,
    SchemeError,
    contrast_with_white,
)
from models.states import Mark, Rating, Stage


@pytest.mark.parametrize(
    ("rating", "said"),
    [
        (Rating.BLUE, "Blue, proven"),
        (Rating.GREEN, "Green, on track"),
        (Rating.AMBER, "Amber, at risk"),
        (Rating.RED, "Red, off track"),
        (None, "Not rated"),
    ],
)
def test_a_colour_never_stands_alone(rating: Rating | None, said: str) -> None:
    assert DEFAULT_SCHEME.said(rating) == said


def test_every_rating_stage_and_mark_has_words() -> None:
    assert set(RATING_WORDS) == set(Rating)
    assert set(STAGE_WORDS) == set(Stage)
    assert set(MARK_WORDS) == set(Mark)


@pytest.mark.parametrize("rating", list(Rating))
def test_white_words_can_be_read_on_each_colour(rating: Rating) -> None:
    assert contrast_with_white(RATING_WORDS[rating].colour) >= 4.5


@pytest.mark.parametrize(
    ("colour", "contrast"),
    [
        ("#ffffff", 1.0),
        ("#000000", 21.0),
        ("#767676", 4.54),
        ("#FF0000", 4.0),
        ("#0000ff", 8.59),
        ("#00ff00", 1.37),
        ("#0a0a0a", 19.8),
    ],
)
def test_contrast_is_reckoned_as_wcag_does(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


@pytest.mark.parametrize(
    "colour", ["b10e1e", "#b10e1", "#b10e1e0", "#b10e1g", "##10e1e", "red", ""]
)
def test_a_colour_that_is_not_one_is_refused(colour: str) -> None:
    with pytest.raises(SchemeError) as refusal:
        contrast_with_white(colour)
    assert str(refusal.value) == f"A colour is written like #1d70b8; found {colour!r}."


def test_a_colour_too_pale_for_its_word_is_refused() -> None:
    with pytest.raises(SchemeError) as refusal:
        RatingWord("Amber", "A", "at risk", "", "#ffbf00")
    assert str(refusal.value) == (
        "White words on the colour of Amber need a contrast of 4.5; #ffbf00 has 1.7."
        " Choose a darker one."
    )


@pytest.mark.parametrize("missing", ["word", "letter", "phrase"])
def test_a_rating_without_its_words_is_refused(missing: str) -> None:
    changes: dict[str, Any] = {missing: " "}
    with pytest.raises(SchemeError, match=r"^A rating needs a word, a letter and a phrase, since"):
        replace(RATING_WORDS[Rating.AMBER], **changes)


@pytest.mark.parametrize(
    ("stage", "rating", "label", "letter", "tone"),
    [
        (Stage.IN_PROGRESS, Rating.AMBER, "Amber, at risk", "A", Tone.AMBER),
        (Stage.NOT_STARTED, Rating.GREEN, "Green, on track", "G", Tone.GREEN),
        (Stage.IN_PROGRESS, Rating.RED, "Red, off track", "R", Tone.RED),
        (Stage.IN_PROGRESS, None, "Not rated", "", Tone.NONE),
        (Stage.DELIVERED, Rating.GREEN, "Green, delivered", "G", Tone.GREEN),
        (Stage.DELIVERED, Rating.AMBER, "Amber, delivered", "A", Tone.AMBER),
        (Stage.VERIFIED, Rating.BLUE, "Blue, proven", "B", Tone.BLUE),
        (Stage.EMBEDDED, Rating.BLUE, "Blue, proven", "B", Tone.BLUE),
        (Stage.DRAFT, None, "Draft", "", Tone.NONE),
        (Stage.SUSPENDED, Rating.RED, "Suspended", "", Tone.NONE),
        (Stage.WITHDRAWN, None, "Withdrawn", "", Tone.NONE),
        (Stage.SUPERSEDED, None, "Replaced", "", Tone.NONE),
    ],
)
def test_brag_is_a_view_over_stage_and_rating(
    stage: Stage, rating: Rating | None, label: str, letter: str, tone: Tone
) -> None:
    colour = RATING_WORDS[rating].colour if rating and tone is not Tone.NONE else None
    assert DEFAULT_SCHEME.brag(stage, rating) == Brag(label, letter, tone, colour)


def test_the_key_explains_each_rating() -> None:
    key = DEFAULT_SCHEME.key()
    assert [row[:2] for row in key] == [
        ("Blue, proven", "B"),
        ("Green, on track", "G"),
        ("Amber, at risk", "A"),
        ("Red, off track", "R"),
    ]
    assert all(meaning.endswith(".") for _, _, meaning in key)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            {"ratings": {Rating.BLUE: RATING_WORDS[Rating.BLUE]}},
            "The scheme needs words for each rating; green, amber, red has none.",
        ),
        ({"stages": {}}, "The scheme needs words for each stage; draft, not_started, in_progress,"),
        (
            {"marks": {mark: "x" for mark in Mark if mark is not Mark.STALE}},
            "The scheme needs words for each mark; stale has none.",
        ),
    ],
)
def test_a_scheme_with_words_missing_is_refused(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(SchemeError) as refusal:
        Scheme(**changed)
    assert str(refusal.value).startswith(sentence)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("word", "RED", "Each rating needs a word of its own; found Blue, Green, RED, Red."),
        ("letter", "r", "Each rating needs a letter of its own; found B, G, r, R."),
    ],
)
def test_two_ratings_with_one_word_are_refused(field: str, value: str, sentence: str) -> None:
    changes: dict[str, Any] = {field: value}
    words = RATING_WORDS | {Rating.AMBER: replace(RATING_WORDS[Rating.AMBER], **changes)}
    with pytest.raises(SchemeError) as refusal:
        Scheme(ratings=words)
    assert str(refusal.value) == sentence


def test_a_partnership_has_its_own_words() -> None:
    words = RATING_WORDS | {
        Rating.AMBER: RatingWord("Yellow", "Y", "some delay", "Late.", "#8a5300")
    }
    scheme = Scheme(ratings=words, not_rated="No rating yet")
    assert scheme.said(Rating.AMBER) == "Yellow, some delay"
    assert scheme.brag(Stage.IN_PROGRESS, None).label == "No rating yet"
    assert scheme.key()[2] == ("Yellow, some delay", "Y", "Late.")


@pytest.mark.parametrize(
    ("colour", "tone"),
    [
        (RATING_WORDS[Rating.BLUE].colour, Tone.BLUE),
        (RATING_WORDS[Rating.GREEN].colour, Tone.GREEN),
        (RATING_WORDS[Rating.AMBER].colour, Tone.AMBER),
        (RATING_WORDS[Rating.RED].colour, Tone.RED),
        ("#7a5c00", Tone.AMBER),
        ("#5b2c83", Tone.BLUE),
        ("#a3004f", Tone.RED),
        ("#00594c", Tone.GREEN),
        ("#595959", Tone.NONE),
    ],
)
def test_a_rating_is_drawn_in_the_tone_nearest_to_its_colour(colour: str, tone: Tone) -> None:
    word = replace(RATING_WORDS[Rating.GREEN], colour=colour)
    assert word.tone is tone
    scheme = replace(DEFAULT_SCHEME, ratings={**RATING_WORDS, Rating.GREEN: word})
    assert scheme.brag(Stage.IN_PROGRESS, Rating.GREEN).tone is tone

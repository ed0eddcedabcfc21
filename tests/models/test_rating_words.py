"""Foreign words for ratings and stages, as councils write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.rating_words import FOREIGN, Reading, foreign_words, read_rating
from models.scheme import RATING_WORDS, STAGE_WORDS, RatingWord, Scheme
from models.states import Rating, Stage

BLUE = Reading(Rating.BLUE, Stage.VERIFIED)
GREEN, AMBER, RED = (Reading(r) for r in (Rating.GREEN, Rating.AMBER, Rating.RED))


@pytest.mark.parametrize(
    ("cell", "reading"),
    [
        ("Green", GREEN),
        (" GREEN ", GREEN),
        ("g", GREEN),
        ("G.", GREEN),
        ("🟢", GREEN),
        ("On track", GREEN),
        ("on-track", GREEN),
        ("on_track", GREEN),
        ("Green - on track", GREEN),
        ("Green – on track", GREEN),  # noqa: RUF001 - a dash as Word types it
        ("Green (on track)", GREEN),
        ("RAG: Green", GREEN),
        ("BRAG status Green", GREEN),
        ("RAG Green", GREEN),
        ("Rating A", AMBER),
        ("Yellow", AMBER),
        ("At risk", AMBER),
        ("one month behind", AMBER),
        ("Over one month behind", RED),
        ("🔴 Red", RED),
        ("🔴Red", RED),
        ("Off track", RED),
        ("Blue", BLUE),
        ("B", BLUE),
        ("Complete", Reading(None, Stage.DELIVERED)),
        ("✅", Reading(None, Stage.DELIVERED)),
        ("✔️", Reading(None, Stage.DELIVERED)),
        ("Ongoing - in progress", Reading(None, Stage.IN_PROGRESS)),
        ("Complete (Green)", Reading(Rating.GREEN, Stage.DELIVERED)),
        ("In progress / Amber", Reading(Rating.AMBER, Stage.IN_PROGRESS)),
        ("Ongoing", Reading(None, Stage.IN_PROGRESS)),
        ("Not yet started", Reading(None, Stage.NOT_STARTED)),
        ("Verified", BLUE),
        ("Embedded", Reading(Rating.BLUE, Stage.EMBEDDED)),
        ("On hold", Reading(None, Stage.SUSPENDED)),
        ("Cancelled", Reading(None, Stage.WITHDRAWN)),
        ("Merged", Reading(None, Stage.SUPERSEDED)),
        ("Draft", Reading(None, Stage.DRAFT)),
        ("N/A", Reading()),
        ("Not rated", Reading()),
        ("Grey", Reading()),
    ],
)
def test_a_status_cell_is_read(cell: str, reading: Reading | None) -> None:
    assert read_rating(cell) == reading


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "  ",
        "-",
        "purple",
        "Amber/Red",
        "Green - late",
        "complete / not started",
        "RAG:",
        "greenish",
    ],
)
def test_what_is_not_known_or_contradicts_itself_is_not_guessed(cell: str) -> None:
    assert read_rating(cell) is None


def test_the_files_own_key_goes_first() -> None:
    key = {"Amber": Rating.GREEN, "Blue": Stage.SUSPENDED, "Star": Stage.EMBEDDED}
    assert read_rating("amber", key=key) == GREEN
    assert read_rating("BLUE", key=key) == Reading(None, Stage.SUSPENDED)
    assert read_rating("star", key=key) == Reading(Rating.BLUE, Stage.EMBEDDED)
    assert read_rating("blue", key={"blue": Rating.BLUE}) == BLUE
    begun = read_rating("wip", key={"WIP": Stage.IN_PROGRESS})
    assert begun == Reading(None, Stage.IN_PROGRESS)


def test_the_words_of_the_scheme_in_force_are_known() -> None:
    words = RATING_WORDS | {Rating.AMBER: RatingWord("Ochre", "O", "held up", "Late.", "#8a5300")}
    stages = STAGE_WORDS | {Stage.DELIVERED: "Handed over", Stage.VERIFIED: "Seen"}
    scheme = Scheme(ratings=words, stages=stages, not_rated="Nothing yet")
    for cell in ("ochre", "O", "Held up", "Ochre, held up"):
        assert read_rating(cell, scheme=scheme) == AMBER
    assert read_rating("Handed over", scheme=scheme) == Reading(None, Stage.DELIVERED)
    assert read_rating("Seen", scheme=scheme) == BLUE
    assert read_rating("nothing yet", scheme=scheme) == Reading()
    assert read_rating("amber", scheme=scheme) == AMBER


def test_the_scheme_goes_before_foreign_words() -> None:
    words = RATING_WORDS | {
        Rating.GREEN: RatingWord("Done", "D", "complete", "All done.", "#00703c"),
    }
    assert read_rating("done", scheme=Scheme(ratings=words)) == GREEN


def test_a_word_of_the_scheme_is_known_before_a_heading_is_taken_off() -> None:
    scheme = Scheme(not_rated="Status green")
    assert read_rating("Status green", scheme=scheme) == Reading()


def test_every_rating_and_stage_can_be_written() -> None:
    assert foreign_words() == FOREIGN
    assert FOREIGN["at risk"] == AMBER
    assert FOREIGN["business as usual"] == Reading(Rating.BLUE, Stage.EMBEDDED)
    assert {r.rating for r in FOREIGN.values()} == {*Rating, None}
    assert {r.stage for r in FOREIGN.values()} == {*Stage, None}


@given(st.text(max_size=40))
def test_any_text_at_all_gives_a_reading_or_none(text: str) -> None:
    reading = read_rating(text)
    assert reading is None or isinstance(reading, Reading)


@given(st.sampled_from(sorted(FOREIGN)))
def test_case_and_space_around_a_word_do_not_matter(word: str) -> None:
    assert read_rating(f"  {word.upper()} ") == FOREIGN[word]

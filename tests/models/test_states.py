"""The words that rules, tables and doors share."""

from __future__ import annotations

import pytest

from models.states import Level, Rating, Stage, worse, worst


def test_ratings_get_worse_from_blue_to_red() -> None:
    assert sorted(Rating, key=lambda r: r.severity) == ["blue", "green", "amber", "red"]
    assert Rating.RED.is_worse_than(Rating.AMBER)
    assert not Rating.AMBER.is_worse_than(Rating.AMBER)
    assert not Rating.BLUE.is_worse_than(Rating.GREEN)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [("green", "amber", "amber"), ("red", "blue", "red"), ("green", "green", "green")],
)
def test_the_worse_of_two_ratings(first: str, second: str, expected: str) -> None:
    assert worse(Rating(first), Rating(second)) == expected
    assert worse(Rating(second), Rating(first)) == expected


def test_the_worst_of_several_skips_what_is_not_rated() -> None:
    assert worst([Rating.GREEN, None, Rating.RED, Rating.AMBER]) is Rating.RED
    assert worst([Rating.GREEN, Rating.AMBER]) is Rating.AMBER
    assert worst([None, Rating.BLUE]) is Rating.BLUE
    assert worst([None]) is None
    assert worst([]) is None


def test_the_board_has_the_last_word() -> None:
    assert sorted(Level, key=lambda level: level.rank) == [
        "programme_office",
        "chair",
        "pdg",
        "board",
    ]


def test_stages_know_what_is_live_done_and_proven() -> None:
    assert {s for s in Stage if s.is_live} == {"not_started", "in_progress"}
    assert {s for s in Stage if s.is_done} == {"delivered", "verified", "embedded"}
    assert {s for s in Stage if s.is_proven} == {"verified", "embedded"}

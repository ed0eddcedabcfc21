"""The direction of travel by regression, and the note where a measure and its actions disagree."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kpi_rule import Observation, period
from models.kpi_trend import (
    ActionSeen,
    Course,
    KpiSeen,
    Movement,
    paired_refs,
    reading_note,
    slope,
    trend,
)
from models.states import Direction, Rating, Stage

UP, DOWN = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER


def monthly(*values: float | str, start: int = 9) -> list[Observation]:
    months = range(start, start + len(values))
    ends = [period(f"{2023 + (m - 1) // 12}-{(m - 1) % 12 + 1:02d}")[1] for m in months]
    return [Observation(end, Decimal(str(v))) for end, v in zip(ends, values, strict=True)]


@pytest.mark.parametrize(
    ("values", "direction", "course", "movement"),
    [
        ((50, 51, 52, 53), UP, "improving", "up"),
        ((50, 51, 52, 53), DOWN, "worsening", "up"),
        ((53, 52, 51, 50), DOWN, "improving", "down"),
        ((53, 52, 51, 50), UP, "worsening", "down"),
        ((50, 50, 50, 50), UP, "steady", "level"),
        ((0, 0, 0, 0), UP, "steady", "level"),
        ((10, 40, 45, 44), UP, "improving", "up"),  # the last move goes the other way
        ((90, 20, 15, 16), UP, "worsening", "down"),
        (("100", "100.3", "100.6", "100.9"), UP, "steady", "level"),
        (("100", "100.4", "100.8", "101.2"), UP, "improving", "up"),
        (("0.1", "0.2", "0.3", "0.4"), UP, "improving", "up"),
        (("-100", "-100.4", "-100.8", "-101.2"), UP, "worsening", "down"),
    ],
)
def test_the_trend_is_the_line_through_all_points(
    values: Sequence[float | str], direction: Direction, course: str, movement: str
) -> None:
    found = trend(monthly(*values), direction)
    assert (found.course, found.movement, found.points) == (course, movement, 4)


@pytest.mark.parametrize(
    ("count", "have"),
    [(0, "there are 0"), (1, "there is 1"), (2, "there are 2"), (3, "there are 3")],
)
def test_fewer_than_four_points_are_not_enough(count: int, have: str) -> None:
    found = trend(monthly(*range(count)), UP)
    assert found.course is Course.NOT_ENOUGH_DATA
    assert found.movement is Movement.LEVEL
    assert (found.points, found.change) == (count, 0)
    assert found.reason == f"Not enough data: a trend needs 4 figures and {have}."


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((1080, 700, 397, 242), "It is getting better: the line through 4 figures from September"),
        ((242, 397, 700, 1080), "It is getting worse: the line through 4 figures from September"),
        ((5, 5, 5, 5), "It is steady: the line through 4 figures from September 2023"),
    ],
)
def test_the_sentence_says_where_it_goes_and_from_how_many_figures(
    values: tuple[int, ...], sentence: str
) -> None:
    assert trend(monthly(*values), DOWN).reason.startswith(sentence)


def test_the_sentence_says_which_way_the_line_goes() -> None:
    ends = [trend(monthly(*v), DOWN).reason[-36:] for v in ((9, 7, 5, 3), (3, 5, 7, 9), (5,) * 4)]
    assert ends == [
        "September 2023 to December 2023 falls."[-36:],
        "September 2023 to December 2023 rises."[-36:],
        "ptember 2023 to December 2023 is level."[-36:],
    ]


def test_points_count_by_their_dates_and_not_by_their_order() -> None:
    ends = [date(2022, 5, 31), date(2023, 6, 30), date(2023, 8, 31), date(2024, 8, 31)]
    values = ("45.0", "13.2", "2.3", "51.6")
    series = [Observation(e, Decimal(v)) for e, v in zip(ends, values, strict=True)]
    found = trend(series, UP)
    assert found.course is Course.IMPROVING
    assert found.change == pytest.approx(4.323, abs=0.001)


@pytest.mark.parametrize(("last", "movement"), [("301.5", "level"), ("301.6", "up")])
def test_a_line_that_moves_by_one_per_cent_of_the_mean_is_level(last: str, movement: str) -> None:
    values = ("298.5", "299.5", "300.5", last)
    days = [date(2023, 9, 1), date(2023, 10, 1), date(2023, 10, 31), date(2023, 11, 30)]
    series = [Observation(day, Decimal(v)) for day, v in zip(days, values, strict=True)]
    assert trend(series, UP).movement == movement


def test_the_slope_is_that_of_least_squares() -> None:
    points = [(0, Fraction(1)), (1, Fraction(3)), (2, Fraction(2)), (3, Fraction(6))]
    assert slope(points) == Fraction(7, 5)
    assert slope([(1, Fraction(5)), (1, Fraction(9))]) == 0


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=24))
def test_turned_round_in_time_a_trend_turns_round(values: list[int]) -> None:
    points = [(n, Fraction(v)) for n, v in enumerate(values)]
    back = [(n, Fraction(v)) for n, v in enumerate(reversed(values))]
    assert slope(points) == -slope(back)


@given(st.lists(st.integers(-1000, 1000), min_size=4, max_size=24))
def test_what_is_better_one_way_is_worse_the_other(values: list[int]) -> None:
    up, down = trend(monthly(*values), UP), trend(monthly(*values), DOWN)
    assert up.movement is down.movement
    courses = {up.course, down.course}
    assert courses in ({Course.STEADY}, {Course.IMPROVING, Course.WORSENING})


RED, AMBER, GREEN, BLUE = Rating.RED, Rating.AMBER, Rating.GREEN, Rating.BLUE
WORKING, DONE = Stage.IN_PROGRESS, Stage.DELIVERED
BETTER, WORSE, STEADY = Course.IMPROVING, Course.WORSENING, Course.STEADY
NO_EFFECT = "K1 is Red, off track, while 1.2 is Green, on track: the action is in time, its effect"
LATE_BUT_GOOD = "K1 is Green, on track, while 1.2 is Red, off track: the figure is good, the action"
CHALLENGE = "1.1 is delivered, but K1 is Amber, at risk, and does not get better: ask what the"
PAIR = "Read K1 with K2, which is getting better: clearing the one can make the other look worse."


@pytest.mark.parametrize(
    ("kpi", "actions", "pairs", "note"),
    [
        ((RED, STEADY), [("1.2", WORKING, GREEN)], [], NO_EFFECT),
        ((RED, STEADY), [("1.2", WORKING, GREEN), ("1.3", WORKING, RED)], [], ""),
        ((RED, STEADY), [("1.2", WORKING, AMBER)], [], ""),
        ((RED, STEADY), [("1.2", WORKING, None)], [], ""),
        ((RED, STEADY), [], [], ""),
        ((AMBER, STEADY), [("1.2", WORKING, GREEN)], [], ""),
        ((GREEN, STEADY), [("1.2", WORKING, RED)], [], LATE_BUT_GOOD),
        ((GREEN, STEADY), [("1.2", WORKING, AMBER)], [], ""),
        ((AMBER, STEADY), [("1.1", DONE, GREEN)], [], CHALLENGE),
        ((AMBER, WORSE), [("1.1", Stage.VERIFIED, BLUE)], [], CHALLENGE),
        ((AMBER, BETTER), [("1.1", DONE, GREEN)], [], ""),
        ((GREEN, STEADY), [("1.1", DONE, GREEN)], [], ""),
        ((None, STEADY), [("1.1", DONE, GREEN)], [], ""),
        ((RED, WORSE), [], [(AMBER, BETTER)], PAIR),
        ((RED, STEADY), [], [(AMBER, BETTER)], PAIR),
        ((AMBER, WORSE), [], [(AMBER, BETTER)], PAIR),
        ((AMBER, STEADY), [], [(AMBER, BETTER)], ""),
        ((RED, WORSE), [], [(AMBER, STEADY)], ""),
    ],
)
def test_a_measure_that_disagrees_is_never_shown_without_its_note(
    kpi: tuple[Rating | None, Course],
    actions: list[tuple[str, Stage, Rating | None]],
    pairs: list[tuple[Rating, Course]],
    note: str,
) -> None:
    found = reading_note(
        KpiSeen("K1", *kpi),
        [ActionSeen(*action) for action in actions],
        [KpiSeen("K2", *pair) for pair in pairs],
    )
    assert found.startswith(note)
    assert bool(found) is bool(note)


def test_notes_name_all_and_stand_one_behind_the_other() -> None:
    found = reading_note(
        KpiSeen("K6.1", RED, WORSE),
        [
            ActionSeen("6.2", WORKING, GREEN),
            ActionSeen("6.3", WORKING, GREEN),
            ActionSeen("6.4", DONE, GREEN),
            ActionSeen("6.5", Stage.VERIFIED, BLUE),
        ],
        [KpiSeen("K6.2", AMBER, BETTER)],
    )
    assert found == (
        "6.4 and 6.5 are delivered, but K6.1 is Red, off track, and does not get better: ask what"
        " the evidence shows."
        " K6.1 is Red, off track, while 6.2 and 6.3 are Green, on track: the action is in time, its"
        " effect is not seen yet."
        " Read K6.1 with K6.2, which is getting better: clearing the one can make the other look"
        " worse."
    )


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("The figure can fall while old cases are cleared, so read it with K6.2.", ("K6.2",)),
        ("Read with k6.2 and K6.3", ("K6.2", "K6.3")),
        ("Read it with K6.3, K6.2; see K6.1.", ("K6.2", "K6.3")),
        ("See K6.2.", ()),
        ("Spread it with K6.2", ()),
        ("", ()),
    ],
)
def test_a_note_says_which_measures_are_read_together(note: str, found: tuple[str, ...]) -> None:
    assert paired_refs(note, ["K6.1", "K6.2", "K6.3"]) == found

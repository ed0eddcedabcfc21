"""Measures: target and floor in both directions, figures known from the end of their period."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.kpi_rule import (
    Goal,
    KpiError,
    KpiRated,
    Observation,
    floor_is_above_target,
    goal_on,
    in_words,
    known_on,
    period,
    rate_kpi,
    reaches,
)
from models.scheme import Scheme
from models.states import Direction, Rating

UP, DOWN = Direction.HIGHER_IS_BETTER, Direction.LOWER_IS_BETTER


TIMELINESS = (UP, Goal(Decimal(80), Decimal("53.3")))
BACKLOG = (DOWN, Goal(Decimal(0), Decimal(432)))


@pytest.mark.parametrize(
    ("measure", "value", "rating", "reason"),
    [
        (TIMELINESS, "80", "green", "80 per cent meets the target of 80 per cent."),
        (TIMELINESS, "79.9", "amber", "79.9 per cent meets the floor of 53.3 per cent, not the"),
        (TIMELINESS, "53.3", "amber", "53.3 per cent meets the floor of 53.3 per cent, not the"),
        (TIMELINESS, "53.2", "red", "53.2 per cent does not meet the floor of 53.3 per cent."),
        (BACKLOG, "0", "green", "0 per cent meets the target of 0 per cent."),
        (BACKLOG, "1", "amber", "1 per cent meets the floor of 432 per cent, not the target"),
        (BACKLOG, "432", "amber", "432 per cent meets the floor of 432 per cent, not the target"),
        (BACKLOG, "433", "red", "433 per cent does not meet the floor of 432 per cent."),
    ],
)
def test_a_measure_is_rated_by_target_and_floor(
    measure: tuple[Direction, Goal], value: str, rating: str, reason: str
) -> None:
    direction, goal = measure
    found = rate_kpi(Decimal(value), goal, direction=direction, unit="per_cent")
    assert found.rating is Rating(rating)
    assert found.reason.startswith(reason)


def test_a_floor_that_is_met_names_the_target_too() -> None:
    found = rate_kpi(Decimal(60), Goal(Decimal(80), Decimal(50)), direction=UP)
    assert found.reason == "60 meets the floor of 50, not the target of 80."


def test_without_a_floor_what_misses_its_target_is_amber() -> None:
    found = rate_kpi(Decimal(3), Goal(Decimal(5)), direction=UP, unit="weeks")
    assert found == KpiRated(
        Rating.AMBER, "3 weeks misses the target of 5 weeks, and no floor is set."
    )


def test_without_figure_or_target_there_is_no_rating() -> None:
    no_figure = rate_kpi(None, Goal(Decimal(5)), direction=UP)
    assert no_figure == KpiRated(None, "Not rated: no figure is known yet.")
    scheme = Scheme(not_rated="No rating yet")
    no_target = rate_kpi(Decimal(5), None, direction=UP, scheme=scheme)
    assert no_target == KpiRated(None, "No rating yet: no target is set.")


@pytest.mark.parametrize(
    ("target", "floor", "direction", "expected"),
    [
        ("80", "53", UP, False),
        ("80", "80", UP, False),
        ("53", "80", UP, True),
        ("0", "432", DOWN, False),
        ("432", "0", DOWN, True),
        ("80", None, UP, False),
    ],
)
def test_a_floor_above_its_target_is_noticed(
    target: str,
    floor: str | None,
    direction: Direction,
    expected: bool,  # noqa: FBT001 - a column
) -> None:
    goal = Goal(Decimal(target), Decimal(floor) if floor else None)
    assert floor_is_above_target(goal, direction) is expected


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("13.20", "per_cent", "13.2 per cent"),
        ("12180", "count", "12,180"),
        ("1E+4", "count", "10,000"),
        ("1234.5", "weeks", "1,234.5 weeks"),
        ("0.0", "working_days", "0 working days"),
    ],
)
def test_figures_are_said_with_their_unit(value: str, unit: str, words: str) -> None:
    assert in_words(Decimal(value), unit) == words


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2023-09", "2023-09-01", "2023-09-30"),
        ("2023-12", "2023-12-01", "2023-12-31"),
        (" 2024-02 ", "2024-02-01", "2024-02-29"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2023-q4", "2023-10-01", "2023-12-31"),
        ("2023-W39", "2023-09-25", "2023-10-01"),
        ("2023-09-29", "2023-09-29", "2023-09-29"),
        ("2023", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_has_its_first_and_last_day(text: str, first: str, last: str) -> None:
    assert period(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "2023-13", "2023-00", "2023-Q5", "2023-W54", "2023-09-31", "Sept 23", "0000-01"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(KpiError) as refusal:
        period(text)
    assert str(refusal.value) == (
        f"A period is written like 2023-09, 2023-Q3, 2023-W39, 2023-09-29 or 2023; found {text!r}."
    )


def test_the_goal_known_last_is_in_force() -> None:
    first = Goal(Decimal(100), known_from=date(2023, 9, 1))
    later = Goal(Decimal(60), known_from=date(2024, 4, 1))
    goals = [later, first]
    assert goal_on(goals, date(2023, 8, 31)) is None
    assert goal_on(goals, date(2023, 9, 1)) is first
    assert goal_on(goals, date(2024, 3, 31)) is first
    assert goal_on(goals, date(2024, 4, 1)) is later


SEPTEMBER, OCTOBER = date(2023, 9, 30), date(2023, 10, 31)


def test_a_figure_is_known_from_the_end_of_its_period() -> None:
    series = [Observation(OCTOBER, Decimal(2)), Observation(SEPTEMBER, Decimal(1))]
    assert known_on(series, date(2023, 9, 29)) == ()
    assert known_on(series, SEPTEMBER) == (series[1],)
    assert known_on(series, OCTOBER) == (series[1], series[0])


def test_a_correction_takes_its_periods_place_from_its_own_day() -> None:
    first = Observation(SEPTEMBER, Decimal(12180))
    corrected = Observation(SEPTEMBER, Decimal(8310), entered_on=date(2023, 11, 20))
    early = Observation(SEPTEMBER, Decimal(99), entered_on=date(2023, 9, 15))
    assert known_on([corrected, first], date(2023, 11, 19)) == (first,)
    assert known_on([corrected, first], date(2023, 11, 20)) == (corrected,)
    assert early.known_from == SEPTEMBER
    assert known_on([first, early], SEPTEMBER) == (early,)


numbers = st.decimals(-10_000, 10_000, places=1)


@given(numbers, numbers, numbers, numbers, st.sampled_from(list(Direction)))
def test_a_better_figure_is_never_rated_worse(
    value: Decimal, better: Decimal, target: Decimal, floor: Decimal, direction: Direction
) -> None:
    if reaches(value, better, direction):
        value, better = better, value
    goal = Goal(target, floor)
    if floor_is_above_target(goal, direction):
        goal = Goal(floor, target)
    before = rate_kpi(value, goal, direction=direction).rating
    after = rate_kpi(better, goal, direction=direction).rating
    assert before is not None
    assert after is not None
    assert not after.is_worse_than(before)

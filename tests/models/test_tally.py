"""What is counted: each action once, blockers near and far, and what has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.states import Rating, Stage
from models.tally import (
    Before,
    Change,
    Row,
    blockers,
    by_area,
    by_group,
    due_within,
    green_redated,
    held_up,
    overdue,
    worst_first,
)

TODAY = date(2023, 11, 10)
"""Friday."""
DAYS = st.one_of(st.none(), st.integers(-90, 120).map(lambda n: TODAY + timedelta(days=n)))
RATINGS = st.one_of(st.none(), st.sampled_from(Rating))
BEFORE = st.one_of(st.none(), st.builds(Before, RATINGS, st.sampled_from(Stage), DAYS))


@st.composite
def plans(draw: st.DrawFn) -> tuple[Row, ...]:
    """A few actions, which may need one another in any way, rings too."""
    refs = [f"{n % 3}.{n}" for n in range(draw(st.integers(0, 8)))]
    return tuple(
        Row(
            action_id=n + 1,
            ref=ref,
            title=f"Action {ref}",
            area=ref.split(".", maxsplit=1)[0],
            stage=draw(st.sampled_from(Stage)),
            rating=draw(RATINGS),
            due=draw(DAYS),
            moves=draw(st.integers(0, 2)),
            needs=tuple(draw(st.lists(st.sampled_from(refs), max_size=2, unique=True))),
            before=draw(BEFORE),
        )
        for n, ref in enumerate(refs)
    )


@given(plans())
def test_each_action_is_counted_once_by_group_and_once_by_area(rows: tuple[Row, ...]) -> None:
    for parts in (by_group(rows), by_area(rows)):
        together = [row for inside in parts.values() for row in inside]
        assert sorted(row.action_id for row in together) == [row.action_id for row in rows]


@given(plans(), st.integers(0, 100))
def test_nothing_is_due_and_overdue_at_once(rows: tuple[Row, ...], days: int) -> None:
    soon, late = due_within(rows, TODAY, days), overdue(rows, TODAY)
    assert not {r.action_id for r in soon} & {r.action_id for r in late}
    assert all(row.is_live for row in (*soon, *late))
    assert [row.due for row in soon] == sorted(row.due for row in soon if row.due)


@given(plans())
def test_nothing_waits_on_itself_or_twice_even_in_a_ring(rows: tuple[Row, ...]) -> None:
    for row in rows:
        direct, further = held_up(rows, row.ref)
        waits = [one.ref for one in (*direct, *further)]
        assert len(waits) == len(set(waits))
        assert row.ref not in [one.ref for one in further]
        assert all(row.ref in one.needs for one in direct)
        assert all(not one.stage.is_done for one in (*direct, *further))


@given(plans())
def test_a_change_of_rating_goes_one_way_only(rows: tuple[Row, ...]) -> None:
    for row in rows:
        assert not (Change.better(row) and Change.worse(row))
        assert Change.worse(row) or not Change.fell(row)
        assert not (Change.delivered(row) and Change.proven(row))
        assert Change.new(row) == (row.before is None)


@given(plans())
def test_the_worst_comes_first_and_what_is_not_rated_last(rows: tuple[Row, ...]) -> None:
    ranks = [-1 if row.rating is None else row.rating.severity for row in worst_first(rows)]
    assert ranks == sorted(ranks, reverse=True)


def _row(ref: str, *needs: str, stage: Stage = Stage.IN_PROGRESS) -> Row:
    return Row(1, ref, ref, ref[0], stage, Rating.GREEN, needs=needs)


def test_who_waits_is_told_near_first_then_further_along() -> None:
    named = (_row("7.7"), _row("5.6", "7.7"), _row("9.5", "5.6"), _row("7.4", "7.7", "9.5"))
    rows = tuple(replace(row, action_id=n) for n, row in enumerate(named))
    direct, further = held_up(rows, "7.7")
    assert [r.ref for r in direct] == ["5.6", "7.4"]
    assert [r.ref for r in further] == ["9.5"]


def test_the_most_waited_on_comes_first_and_done_ones_hold_up_nobody() -> None:
    rows = (_row("1.1", stage=Stage.DELIVERED), _row("2.1", "1.1"), _row("3.1", "2.1"),
            _row("3.2", "2.1"), _row("3.3", "3.1"))  # fmt: skip
    assert [(ref, len(waits)) for ref, waits in blockers(rows).items()] == [("2.1", 2), ("3.1", 1)]


def test_green_against_a_moved_date_is_counted_apart() -> None:
    moved = Row(1, "1.1", "", "1", Stage.IN_PROGRESS, Rating.GREEN, moves=1)
    assert green_redated((moved, _row("2.1"))) == (moved,)

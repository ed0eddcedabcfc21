"""How often something may leave by a way: never above the limit, and hardly below it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pacing import Extent, Limit, Way, earliest, resting, spoken_of, taken

START = datetime(2023, 10, 2, 9, tzinfo=UTC)
limits = st.builds(
    Limit, st.sampled_from([0.2, 1.0, 3.0, 5.0, 50.0]), st.integers(min_value=1, max_value=30)
)


def way(limit: Limit, name: str = "slack", extent: Extent = Extent.TENANT) -> Way:
    return Way(name, limit, extent)


@given(limit=limits, pauses=st.lists(st.floats(0, 40), min_size=1, max_size=80), bulk=st.booleans())
def test_in_no_stretch_of_time_more_leaves_than_the_burst_and_the_rate(
    limit: Limit,
    pauses: list[float],
    bulk: bool,  # noqa: FBT001 - hypothesis gives it by name
) -> None:
    even: dict[str, datetime] = {}
    now, left = START, []
    for pause in pauses:
        now += timedelta(seconds=pause)
        at = earliest([way(limit)], even, now, in_bulk=bulk)
        even |= taken([way(limit)], even, at)
        left.append(at)
        now = at
    for i, first in enumerate(left):
        for count, last in enumerate(left[i:], start=1):
            span = (last - first).total_seconds()
            assert count <= limit.burst + span * limit.per_second + 1e-3


@given(limit=limits, count=st.integers(min_value=20, max_value=200))
def test_a_queue_leaves_at_the_limit(limit: Limit, count: int) -> None:
    even: dict[str, datetime] = {}
    at = START
    for _ in range(count):
        at = earliest([way(limit)], even, at, in_bulk=True)
        even |= taken([way(limit)], even, at)
    assert (at - START).total_seconds() <= count / limit.per_second


def test_an_answer_passes_a_queue_by_the_burst_that_is_kept_for_it() -> None:
    workspace = way(Limit(5, burst=25))
    even: dict[str, datetime] = {}
    for _ in range(40):
        even |= taken([workspace], even, earliest([workspace], even, START, in_bulk=True))
    at = START + timedelta(seconds=4)
    assert earliest([workspace], even, at, in_bulk=True) > at
    assert earliest([workspace], even, at, in_bulk=False) == at


@given(limit=limits, seconds=st.floats(0.1, 100_000))
def test_nothing_leaves_while_a_way_rests_whatever_the_burst(limit: Limit, seconds: float) -> None:
    until = START + timedelta(seconds=seconds)
    even = {"slack": resting(way(limit), until)}
    for bulk in (True, False):
        assert earliest([way(limit)], even, START, in_bulk=bulk) >= until
    assert earliest([way(limit)], even, START, in_bulk=False) == until


def test_what_fails_names_its_own_way_else_the_next_wider_one() -> None:
    workspace = way(Limit(5), "slack/T1", Extent.TENANT)
    channel = way(Limit(1), "slack/T1/C1", Extent.CONVERSATION)
    ways = [workspace, channel]
    assert spoken_of(ways, Extent.CONVERSATION) is channel
    assert spoken_of(ways, Extent.TENANT) is workspace
    assert spoken_of([workspace], Extent.CONVERSATION) is workspace
    assert spoken_of(ways, Extent.PLATFORM) is None


@pytest.mark.parametrize(("rate", "burst"), [(0, 1), (-1, 1), (1, 0)])
def test_a_limit_that_lets_nothing_leave_is_refused(rate: float, burst: int) -> None:
    with pytest.raises(ValueError, match="above zero"):
        Limit(rate, burst)

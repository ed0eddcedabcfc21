"""Percentages that add up to 100.0."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.shares import shares


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([29, 15, 7, 4, 1], "51.8 26.8 12.5 7.1 1.8"),
        ([1, 1, 1], "33.4 33.3 33.3"),
        ([1, 2], "33.3 66.7"),
        ([2, 1], "66.7 33.3"),
        ([1, 1, 1, 1, 1, 1], "16.7 16.7 16.7 16.7 16.6 16.6"),
        ([121, 17, 3, 6], "82.3 11.6 2.0 4.1"),  # Bromsgrove, December
        ([0, 5], "0.0 100.0"),
        ([0, 0], "0.0 0.0"),
        ([], ""),
    ],
)
def test_shares_have_one_decimal_and_add_up(counts: list[int], expected: str) -> None:
    assert " ".join(str(share) for share in shares(counts)) == expected


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^Counts are 0 or more; found -2\.$"):
        shares([3, -1, -2])


counts = st.lists(st.integers(0, 10_000), max_size=12)


@given(counts)
def test_the_sum_is_exactly_a_hundred(found: list[int]) -> None:
    assert sum(shares(found)) == (Decimal("100.0") if sum(found) else 0)


@given(counts)
def test_no_share_is_a_tenth_away_from_the_exact_one(found: list[int]) -> None:
    total = sum(found)
    for count, share in zip(found, shares(found), strict=True):
        assert total == 0 or abs(share * total - 100 * count) * 10 < total


@given(counts)
def test_a_larger_count_never_has_a_smaller_share(found: list[int]) -> None:
    pairs = sorted(zip(found, shares(found), strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(pairs) if a[0] < b[0])

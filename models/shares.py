"""Percentages of a whole with one decimal that add up to 100.0, by the largest remainder.

Example: of 56 actions 29, 15, 7, 4 and 1 are 51.8, 26.8, 12.5, 7.1 and 1.8 per cent.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

WHOLE = 1000
"""A hundred per cent, in tenths."""
_TENTH = Decimal("0.1")


def shares(counts: Sequence[int]) -> tuple[Decimal, ...]:
    """The share of each count in their sum, in per cent with one decimal; all 0.0 where it is 0.

    Each share is rounded down to a tenth; the tenths that are left go to those that lost most by
    it, the earlier one first where two lost the same. So no share is a tenth or more away from the
    exact one.

    Raises:
        ValueError: a count is negative.
    """
    if any(count < 0 for count in counts):
        raise ValueError(f"Counts are 0 or more; found {min(counts)}.")
    total = sum(counts)
    if total == 0:
        return tuple(Decimal("0.0") for _ in counts)
    tenths, lost = zip(*(divmod(count * WHOLE, total) for count in counts), strict=True)
    by_loss = sorted(range(len(counts)), key=lambda n: -lost[n])
    lucky = frozenset(by_loss[: WHOLE - sum(tenths)])
    return tuple((whole + (n in lucky)) * _TENTH for n, whole in enumerate(tenths))

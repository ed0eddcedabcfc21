"""How far the forecasts can be relied on: each expected date beside the day on which it came true.

Pure. A forecast is a day that an owner gave before it; the same day given again for the same action
is the same forecast. It is *kept* where the action was delivered on or before it, *missed* where it
was delivered later, or is not delivered though the day has passed, and *running* while the day is
still to come. How late is told by the median, since one action that is years late would bend a
mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from statistics import median


class Outcome(StrEnum):
    """What became of a forecast."""

    KEPT = "kept"
    MISSED = "missed"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Forecast:
    """One expected day, as somebody gave it."""

    ref: str
    said_on: date
    expected: date


@dataclass(frozen=True, slots=True)
class Judged:
    """A forecast with what became of it; `late_by` are days, so far where it is not delivered."""

    forecast: Forecast
    outcome: Outcome
    late_by: int = 0
    delivered_on: date | None = None


def judged(
    forecasts: Iterable[Forecast], delivered: Mapping[str, date | None], today: date
) -> tuple[Judged, ...]:
    """Each forecast once, as it was first given, with what became of it by a day.

    Args:
        forecasts: what was given, the oldest first.
        delivered: by reference, the day on which it was delivered; None where it is not.
        today: the day from which one looks.
    """
    found: dict[tuple[str, date], Judged] = {}
    for forecast in forecasts:
        key = forecast.ref, forecast.expected
        if key not in found and forecast.said_on < forecast.expected:
            found[key] = _judge(forecast, delivered.get(forecast.ref), today)
    return tuple(j for j in found.values() if not _is_overtaken(j))


def _is_overtaken(one: Judged) -> bool:
    """Given when the action was delivered already: it foretells nothing."""
    return one.delivered_on is not None and one.delivered_on < one.forecast.said_on


def _judge(forecast: Forecast, delivered_on: date | None, today: date) -> Judged:
    if delivered_on is not None and delivered_on <= today:
        late_by = (delivered_on - forecast.expected).days
        outcome = Outcome.KEPT if late_by <= 0 else Outcome.MISSED
        return Judged(forecast, outcome, max(late_by, 0), delivered_on)
    if today > forecast.expected:
        return Judged(forecast, Outcome.MISSED, (today - forecast.expected).days)
    return Judged(forecast, Outcome.RUNNING)


def of_outcome(found: Iterable[Judged], outcome: Outcome) -> tuple[Judged, ...]:
    """Those with an outcome."""
    return tuple(one for one in found if one.outcome is outcome)


def share_kept(found: Iterable[Judged]) -> Fraction | None:
    """How many of those whose day has come were kept, from 0 to 1; None before any has."""
    come = [one for one in found if one.outcome is not Outcome.RUNNING]
    kept = sum(one.outcome is Outcome.KEPT for one in come)
    return Fraction(kept, len(come)) if come else None


def days_late(found: Iterable[Judged]) -> int | None:
    """By how many days the missed ones are late, at the median; None where none was missed."""
    late = [one.late_by for one in found if one.outcome is Outcome.MISSED]
    return int(median(late)) if late else None


def per_cent(share: Fraction) -> int:
    """A share in whole per cent, halves up."""
    return int(share * 100 + Fraction(1, 2))

"""Forecasts: kept, missed or still running, each once, and how late the missed ones are."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from models.reliability import (
    Forecast,
    Outcome,
    days_late,
    judged,
    of_outcome,
    per_cent,
    share_kept,
)

TODAY = date(2023, 11, 10)
"""Friday."""
SEPTEMBER, OCTOBER, DECEMBER = date(2023, 9, 1), date(2023, 10, 6), date(2023, 12, 1)
DAYS = st.dates(min_value=date(2023, 8, 1), max_value=date(2024, 2, 1))
FORECASTS = st.lists(st.builds(Forecast, st.sampled_from(("1.1", "2.1", "3.1")), DAYS, DAYS))
DELIVERED = st.fixed_dictionaries(
    {ref: st.one_of(st.none(), DAYS) for ref in ("1.1", "2.1", "3.1")}
)


def test_delivered_on_the_day_or_before_is_kept() -> None:
    (one,) = judged([Forecast("1.1", SEPTEMBER, OCTOBER)], {"1.1": OCTOBER}, TODAY)
    assert (one.outcome, one.late_by) == (Outcome.KEPT, 0)


def test_delivered_later_is_missed_by_so_many_days() -> None:
    delivered = OCTOBER + timedelta(days=24)
    (one,) = judged([Forecast("1.1", SEPTEMBER, OCTOBER)], {"1.1": delivered}, TODAY)
    assert (one.outcome, one.late_by, one.delivered_on) == (Outcome.MISSED, 24, delivered)


def test_not_delivered_is_missed_once_the_day_has_passed_and_running_before() -> None:
    given_ = [Forecast("1.1", SEPTEMBER, OCTOBER), Forecast("2.1", SEPTEMBER, DECEMBER)]
    late, running = judged(given_, {}, TODAY)
    assert (late.outcome, late.late_by) == (Outcome.MISSED, 35)
    assert running.outcome is Outcome.RUNNING


def test_the_same_day_given_again_counts_once() -> None:
    again = [Forecast("1.1", SEPTEMBER, OCTOBER), Forecast("1.1", date(2023, 9, 15), OCTOBER)]
    assert len(judged(again, {}, TODAY)) == 1


def test_a_day_that_had_passed_when_it_was_given_foretells_nothing() -> None:
    assert judged([Forecast("1.1", OCTOBER, OCTOBER)], {}, TODAY) == ()
    assert judged([Forecast("1.1", OCTOBER, DECEMBER)], {"1.1": SEPTEMBER}, TODAY) == ()


def test_shares_and_the_median_are_told_of_what_has_come() -> None:
    given_ = [Forecast("1.1", SEPTEMBER, OCTOBER), Forecast("2.1", SEPTEMBER, OCTOBER),
              Forecast("3.1", SEPTEMBER, DECEMBER)]  # fmt: skip
    found = judged(given_, {"1.1": OCTOBER}, TODAY)
    assert share_kept(found) == Fraction(1, 2)
    assert days_late(found) == 35
    assert share_kept(()) is None
    assert days_late(()) is None
    assert [per_cent(Fraction(n, 8)) for n in (0, 1, 3, 8)] == [0, 13, 38, 100]


@given(FORECASTS, DELIVERED)
def test_every_forecast_has_one_outcome(
    forecasts: list[Forecast], delivered: dict[str, date | None]
) -> None:
    found = judged(forecasts, delivered, TODAY)
    parts = [of_outcome(found, outcome) for outcome in Outcome]
    assert sum(map(len, parts)) == len(found)
    assert len({(j.forecast.ref, j.forecast.expected) for j in found}) == len(found)
    assert all((j.late_by > 0) == (j.outcome is Outcome.MISSED) for j in found)

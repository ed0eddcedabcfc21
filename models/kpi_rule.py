"""The rule of the measures: rating by target and floor, and which figures are known on a day.

Kent's corporate report: Green where the target is achieved, Amber where the floor standard is met
and the target is not, Red where the floor is not met. A measure is never merged with the rating of
an action: a figure may fall because the action works.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from models.scheme import DEFAULT_SCHEME, Scheme
from models.states import Direction, Rating

_ONE_DAY = timedelta(days=1)
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|W(\d{2})|(\d{2})(?:-(\d{2}))?))?", re.IGNORECASE)
_UNITS = {"per_cent": "per cent", "count": ""}


class KpiError(ValueError):
    """A measure that cannot be read, with the sentence that says why."""


@dataclass(frozen=True, slots=True)
class Goal:
    """A target and the floor under it, as known from a day on."""

    target: Decimal
    floor: Decimal | None = None
    known_from: date = date.min


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure; `entered_on` is the day of a correction, None for the first row of a period.

    A first figure is known from the end of its period, a correction from when it was entered.
    """

    period_end: date
    value: Decimal
    entered_on: date | None = None

    @property
    def known_from(self) -> date:
        """The first day on which anybody could know it."""
        return max(self.period_end, self.entered_on or self.period_end)


@dataclass(frozen=True, slots=True)
class KpiRated:
    """A measure's rating with its sentence; `rating` is None where there is nothing to rate by."""

    rating: Rating | None
    reason: str


def period(text: str) -> tuple[date, date]:
    """First and last day of a period: "2023-09", "2023-Q3", "2023-W39", "2023-09-29", "2023".

    Raises:
        KpiError: it is none of these.
    """
    found = _PERIOD.fullmatch(text.strip())
    try:
        if found:
            return _span(*found.groups())
    except ValueError:
        pass
    raise KpiError(
        f"A period is written like 2023-09, 2023-Q3, 2023-W39, 2023-09-29 or 2023; found {text!r}."
    )


def _span(
    year: str, quarter: str | None, week: str | None, month: str | None, day: str | None
) -> tuple[date, date]:
    if week:
        monday = date.fromisocalendar(int(year), int(week), 1)
        return monday, monday + 6 * _ONE_DAY
    if quarter:
        return date(int(year), int(quarter) * 3 - 2, 1), _month_end(int(year), int(quarter) * 3)
    if month and day:
        only = date(int(year), int(month), int(day))
        return only, only
    if month:
        return date(int(year), int(month), 1), _month_end(int(year), int(month))
    return date(int(year), 1, 1), date(int(year), 12, 31)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - _ONE_DAY


def goal_on(goals: Iterable[Goal], day: date) -> Goal | None:
    """The goal in force on a day: the one known last by then, None before there was any."""
    known = [goal for goal in goals if goal.known_from <= day]
    return max(known, key=lambda goal: goal.known_from, default=None)


def known_on(observations: Iterable[Observation], day: date) -> tuple[Observation, ...]:
    """The figures known on a day, by period; of a corrected one the correction known last."""
    known = sorted((o for o in observations if o.known_from <= day), key=lambda o: o.known_from)
    newest = {observation.period_end: observation for observation in known}
    return tuple(newest[end] for end in sorted(newest))


def reaches(value: Decimal, mark: Decimal, direction: Direction) -> bool:
    """Whether a figure is at a mark or on its better side."""
    return value >= mark if direction is Direction.HIGHER_IS_BETTER else value <= mark


def rate_kpi(
    value: Decimal | None,
    goal: Goal | None,
    *,
    direction: Direction,
    unit: str = "count",
    scheme: Scheme = DEFAULT_SCHEME,
) -> KpiRated:
    """A measure's rating by target and floor; on the mark is met, in both directions.

    Without a floor what misses its target is Amber: Red means that a floor is not met.
    """
    if value is None or goal is None:
        missing = "figure is known yet" if value is None else "target is set"
        return KpiRated(None, f"{scheme.not_rated}: no {missing}.")
    now, target = in_words(value, unit), in_words(goal.target, unit)
    if reaches(value, goal.target, direction):
        return KpiRated(Rating.GREEN, f"{now} meets the target of {target}.")
    if goal.floor is None:
        reason = f"{now} misses the target of {target}, and no floor is set."
        return KpiRated(Rating.AMBER, reason)
    floor = in_words(goal.floor, unit)
    if reaches(value, goal.floor, direction):
        reason = f"{now} meets the floor of {floor}, not the target of {target}."
        return KpiRated(Rating.AMBER, reason)
    return KpiRated(Rating.RED, f"{now} does not meet the floor of {floor}.")


def floor_is_above_target(goal: Goal, direction: Direction) -> bool:
    """Whether target and floor stand the wrong way round for the direction."""
    return goal.floor is not None and not reaches(goal.target, goal.floor, direction)


def in_words(value: Decimal, unit: str) -> str:
    """A figure with its unit: "13.2 per cent", "1,080", "14 weeks"."""
    return f"{value.normalize():,f} {_UNITS.get(unit, unit.replace('_', ' '))}".strip()

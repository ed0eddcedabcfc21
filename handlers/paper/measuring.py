"""Measures as they are known on a day: their figures, their goal, their look beside actions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.kpi import ActionKpi, Kpi, KpiObservation
from models.kpi_rule import Goal, Observation, goal_on, known_on, rate_kpi
from models.kpi_trend import KpiSeen, trend
from models.scheme import Scheme
from models.states import Direction


@dataclass(frozen=True, slots=True)
class MeasuredOn:
    """From where measures are looked at."""

    session: Session
    plan_id: int
    today: date
    zone: ZoneInfo
    scheme: Scheme


def measures_of(on: MeasuredOn) -> list[Kpi]:
    """The plan's measures with their targets, in their order."""
    return list(
        on.session.scalars(
            select(Kpi)
            .where(Kpi.plan_id == on.plan_id)
            .order_by(Kpi.position, Kpi.id)
            .options(selectinload(Kpi.targets))
        )
    )


def observations(session: Session) -> dict[int, list[KpiObservation]]:
    """All figures, by measure."""
    found: dict[int, list[KpiObservation]] = defaultdict(list)
    for row in session.scalars(select(KpiObservation).order_by(KpiObservation.id)):
        found[row.kpi_id].append(row)
    return found


def series_of(on: MeasuredOn, rows: Iterable[KpiObservation]) -> tuple[Observation, ...]:
    """The figures that are known, the oldest first."""
    return known_on((_observation(on, row) for row in rows), on.today)


def _observation(on: MeasuredOn, row: KpiObservation) -> Observation:
    entered = row.entered_at.astimezone(on.zone).date()
    return Observation(row.period_end, row.value, entered if row.supersedes_id else None)


def goal_of(kpi: Kpi, today: date) -> Goal | None:
    """The target in force."""
    return goal_on((Goal(t.value, t.floor, t.known_from) for t in kpi.targets), today)


def seen_of(on: MeasuredOn, kpi: Kpi, rows: Iterable[KpiObservation]) -> KpiSeen:
    """A measure as the Board sees it: its rating and its course."""
    direction = Direction(kpi.direction)
    series = series_of(on, rows)
    rated = rate_kpi(
        series[-1].value if series else None,
        goal_of(kpi, on.today),
        direction=direction,
        unit=kpi.unit,
        scheme=on.scheme,
    )
    return KpiSeen(kpi.ref, rated.rating, trend(series, direction).course)


def measures_by_action(session: Session) -> dict[int, list[str]]:
    """The references of the measures that each action is meant to move."""
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(select(ActionKpi).order_by(ActionKpi.kpi_ref)):
        found[row.action_id].append(row.kpi_ref)
    return found

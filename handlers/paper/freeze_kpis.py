"""The measures as the Board reads them: now, target, floor, trend, and the note to read them by."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import select

from handlers.paper.measuring import (
    MeasuredOn,
    goal_of,
    measures_of,
    observations,
    seen_of,
    series_of,
)
from handlers.paper.view import View
from models.kpi import ActionKpi, Kpi, KpiObservation
from models.kpi_rule import Observation
from models.kpi_trend import ActionSeen, KpiSeen, paired_refs, reading_note, trend
from models.snapshot import KpiFacts
from models.states import Direction


def freeze_kpis(view: View) -> list[KpiFacts]:
    """Every measure of the plan with what was known of it when the figures closed."""
    on = measured_on(view)
    kpis, rows = measures_of(on), observations(view.session)
    seen = {kpi.ref: seen_of(on, kpi, rows[kpi.id]) for kpi in kpis}
    actions = _actions(view)
    return [_kpi(view, kpi, rows[kpi.id], seen, actions.get(kpi.ref, [])) for kpi in kpis]


def measured_on(view: View) -> MeasuredOn:
    """The measures as they were known when the figures closed."""
    here = view.partnership
    return MeasuredOn(view.session, view.cycle.plan_id, view.today, here.zone, here.scheme)


def _actions(view: View) -> dict[str, list[ActionSeen]]:
    found: dict[str, list[ActionSeen]] = defaultdict(list)
    for row in view.session.scalars(select(ActionKpi).order_by(ActionKpi.action_id)):
        if standing := view.standings.get(row.action_id):
            ratings = standing.ratings
            found[row.kpi_ref].append(ActionSeen(standing.action.ref, ratings.stage, ratings.value))
    return found


def _kpi(
    view: View,
    kpi: Kpi,
    rows: list[KpiObservation],
    seen: dict[str, KpiSeen],
    actions: list[ActionSeen],
) -> KpiFacts:
    series = series_of(measured_on(view), rows)
    last = series[-1] if series else None
    goal = goal_of(kpi, view.today)
    row = _row_of(rows, last)
    course = trend(series, Direction(kpi.direction))
    pairs = [seen[ref] for ref in paired_refs(kpi.note, seen)]
    note = reading_note(seen[kpi.ref], actions, pairs, scheme=view.partnership.scheme)
    target = kpi.targets[-1] if kpi.targets else None
    rating = seen[kpi.ref].rating
    return {
        "ref": kpi.ref,
        "area": kpi.area.number if kpi.area else None,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "owner": view.name(kpi.owner_id),
        "baseline": _text(kpi.baseline),
        "baseline_on": kpi.baseline_on.isoformat() if kpi.baseline_on else None,
        "target": _text(goal.target) if goal else None,
        "target_by": target.by.isoformat() if target and target.by else None,
        "floor": _text(goal.floor) if goal else None,
        "now": _text(last.value) if last else None,
        "now_of": last.period_end.isoformat() if last else None,
        "basis": row.basis if row else "",
        "source": row.source if row else "",
        "rating": rating.value if rating else None,
        "trend": course.course.value,
        "trend_words": course.reason,
        "reading_note": " ".join(part for part in (note, kpi.note) if part),
        "series": [[o.period_end.isoformat(), _text(o.value) or ""] for o in series],
    }


def _row_of(rows: list[KpiObservation], last: Observation | None) -> KpiObservation | None:
    """The stored row of the figure that is shown."""
    if last is None:
        return None
    same = [r for r in rows if (r.period_end, r.value) == (last.period_end, last.value)]
    return same[-1] if same else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value.normalize(), "f")

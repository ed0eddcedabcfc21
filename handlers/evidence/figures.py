"""The figures that can show an action's impact: of its measures, for periods after delivery."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.fields import given
from handlers.request import Request
from models.kpi import ActionKpi, Kpi, KpiObservation
from models.message import Option
from models.plan import Action
from models.spoken import day_in_words

MOST = 12


def figures_after(session: Session, action: Action) -> tuple[Option, ...]:
    """The newest figures of its measures that end after the day of delivery."""
    if action.delivered_on is None:
        return ()
    corrected = select(KpiObservation.supersedes_id).where(
        KpiObservation.supersedes_id.is_not(None)
    )
    rows = session.execute(
        select(Kpi, KpiObservation)
        .join(KpiObservation, KpiObservation.kpi_id == Kpi.id)
        .join(ActionKpi, ActionKpi.kpi_ref == Kpi.ref)
        .where(
            ActionKpi.action_id == action.id,
            Kpi.plan_id == action.plan_id,
            KpiObservation.period_end > action.delivered_on,
            KpiObservation.id.not_in(corrected),
        )
        .order_by(KpiObservation.period_end.desc(), Kpi.position)
        .limit(MOST)
    )
    return tuple(
        Option(
            str(figure.id),
            f"{kpi.ref} {kpi.name}: {figure.value.normalize():f} {kpi.unit},"
            f" {day_in_words(figure.period_end)}",
        )
        for kpi, figure in rows
    )


def figure_chosen(request: Request, action: Action, errors: dict[str, str]) -> int | None:
    """The figure that was chosen; None where none is."""
    chosen = given(request, "figure")
    if not chosen:
        return None
    if chosen not in {option.value for option in figures_after(request.session, action)}:
        errors["figure"] = "Choose a figure of this action's measures after its delivery."
        return None
    return int(chosen)

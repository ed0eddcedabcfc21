"""A report that went to the Board, as the product freezes it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from handlers.reporting.reports import draft
from models.cycle import Cycle
from models.report import Report, ReportState
from tests.handlers.inquiring.asks import asking
from tests.handlers.inquiring.worlds import BOARD, RandomPlan

ISSUED = datetime(2023, 10, 17, 9, tzinfo=UTC)
"""Tuesday 17 October 2023, 10 am in London."""


def publish(plan: RandomPlan, at: datetime = ISSUED) -> Report:
    """October's report, frozen, signed and issued at an instant."""
    cycle = plan.session.scalars(select(Cycle).where(Cycle.board_meeting == BOARD)).one()
    report = draft(asking(plan.session, plan.chair, now=at), cycle)
    report.state, report.signed_as = ReportState.ISSUED, "chair"
    report.signed_by_id = plan.chair.id
    report.signed_at = report.issued_at = at
    plan.session.flush()
    return report

"""The reports that the Board had by an instant: of each cycle the version that it had last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.report import Report

A_YEAR = 12
"""Reports that are looked back at, at most."""


def papers_read(
    session: Session, plan_id: int, at: datetime, *, most: int = A_YEAR
) -> Sequence[Report]:
    """The reports of a plan that had been issued by then, the newest first."""
    return session.scalars(_ISSUED.limit(most), {"plan": plan_id, "at": at}).all()


_LAST_WORD = (
    select(func.max(Report.id)).where(Report.issued_at <= bindparam("at")).group_by(Report.cycle_id)
)
_ISSUED = (
    select(Report)
    .join(Cycle, Cycle.id == Report.cycle_id)
    .where(Cycle.plan_id == bindparam("plan"), Report.id.in_(_LAST_WORD))
    .order_by(Cycle.board_meeting.desc(), Report.id.desc())
)

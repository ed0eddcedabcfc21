"""How actions stood in the reports that the Board had before a cycle's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.report import Report
from models.snapshot import ActionFacts, load
from models.states import Rating


@dataclass(frozen=True, slots=True)
class Reported:
    """One action in one report."""

    rating: Rating | None
    due: date | None
    forecast: date | None


def reported_before(session: Session, cycle: Cycle, count: int) -> list[dict[str, Reported]]:
    """The actions of the last reports before a cycle's, by reference, the oldest report first.

    Of a report with several versions the last one that was issued counts.
    """
    rows = session.execute(
        select(Report.cycle_id, Report.snapshot)
        .join(Cycle, Cycle.id == Report.cycle_id)
        .where(
            Cycle.plan_id == cycle.plan_id,
            Cycle.board_meeting < cycle.board_meeting,
            Report.issued_at.is_not(None),
        )
        .order_by(Cycle.board_meeting.desc(), Report.version.desc())
        .limit(count * VERSIONS)
    ).all()
    newest = {row.cycle_id: row.snapshot for row in reversed(rows)}
    kept = list(newest.values())[-count:]
    return [{a["ref"]: _reported(a) for a in load(text)["actions"]} for text in kept]


VERSIONS = 4
"""More versions of one report than this are not looked through."""


def _reported(action: ActionFacts) -> Reported:
    rated = action["ratings"]["reported"]
    return Reported(
        Rating(rated["value"]) if rated else None, _day(action["due"]), _day(action["forecast"])
    )


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None

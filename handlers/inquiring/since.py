"""Since when something has changed: since the figures that the last Board read, or that it met."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from sqlalchemy import bindparam, select

from handlers.inquiring.rows_published import published_before
from handlers.inquiring.rows_working import before_of
from handlers.inquiring.scene import Scene, board_before
from models.as_at import record_began
from models.cycle import Cycle
from models.message import Moment, Text, text
from models.report import Report
from models.snapshot import load
from models.spoken import MONTHS
from models.standing import Standings
from models.tally import Before, Rows


@dataclass(frozen=True, slots=True)
class Since:
    """What is compared with: how each action stood at an instant, and how that is said."""

    at: datetime
    before: Mapping[str, Before]
    said: str
    """In running text: "the Board of Wednesday 25 October"."""
    in_full: Text

    def beside(self, rows: Rows) -> Rows:
        """The rows, each with how it stood."""
        return tuple(replace(row, before=self.before.get(row.ref)) for row in rows)


def since_last_board(scene: Scene) -> Since | None:
    """The figures that the last Board read; None where there is nothing to compare with.

    Where that Board had no report from here, it is the record as it stood at the end of its day;
    before any Board, it is the plan as it came in.
    """
    cycle = board_before(scene.session, scene.plan.id, scene.wanted.today)
    if cycle is None:
        return _since_it_came_in(scene)
    report = scene.session.scalar(_READ, {"cycle": cycle.id, "at": scene.at})
    if report is not None:
        return _since_report(scene, cycle, report)
    end = datetime.combine(cycle.board_meeting, time.max, scene.partnership.zone)
    standing = Standings(scene.session, scene.plan.id, end, scene.partnership)
    said = _board(scene, cycle)
    in_full = text(f"Since {said} on ", Moment(cycle.board_meeting), ", from the record.")
    return Since(end, before_of(standing), said, in_full)


_READ = (
    select(Report)
    .where(Report.cycle_id == bindparam("cycle"), Report.issued_at <= bindparam("at"))
    .order_by(Report.version.desc())
    .limit(1)
)


def _since_report(scene: Scene, cycle: Cycle, report: Report) -> Since:
    snapshot = load(report.snapshot)
    closed = datetime.fromisoformat(snapshot["closed_at"])
    said = _board(scene, cycle)
    in_full = text(f"Since {said}, whose figures closed on ", Moment(closed), ".")
    return Since(closed, published_before(snapshot), said, in_full)


def _board(scene: Scene, cycle: Cycle) -> str:
    """The Board's month: "October's Board"; with its year where that is another."""
    day = cycle.board_meeting
    year = "" if day.year == scene.wanted.today.year else f" {day.year}"
    return f"the Board of {MONTHS[day.month - 1]}{year}"


def _since_it_came_in(scene: Scene) -> Since | None:
    began = record_began(scene.session, scene.plan.id)
    if began is None:
        return None
    standing = Standings(scene.session, scene.plan.id, began, scene.partnership)
    said = "the plan came in"
    return Since(began, before_of(standing), said, text("Since ", said, " on ", Moment(began), "."))

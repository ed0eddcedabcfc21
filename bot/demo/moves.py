"""Where the demo's clock can be moved: the days that matter of the cycle that is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cycle_of import cut_off_of
from models.cycle import Cycle
from models.partnership import Partnership
from models.spoken import moment_in_words


@dataclass(frozen=True, slots=True)
class Destination:
    """One instant to move to."""

    key: str
    label: str
    at: datetime | None
    """None where it is past."""

    def words(self, now: datetime, partnership: Partnership) -> str:
        """When that is; empty where it is past."""
        if self.at is None:
            return ""
        zone = partnership.zone
        return moment_in_words(self.at, zone, seen_from=now.astimezone(zone).date())


def destinations(session: Session, now: datetime, partnership: Partnership) -> list[Destination]:
    """The next working day, the cut-off, the sign-off and the Board, each at its hour."""
    today = now.astimezone(partnership.zone).date()
    cycle = under_way(session, today)
    places = [("day", "Next working day", _morning(partnership.days.shift(today, 1), partnership))]
    if cycle is not None:
        places += [
            ("cut_off", "To the cut-off", cut_off_of(session, cycle, partnership)),
            ("sign_off", "To the sign-off", _morning(cycle.chair_sign_off, partnership)),
            ("board", "To the Board", _morning(cycle.board_meeting, partnership)),
        ]
    return [Destination(key, label, at if at > now else None) for key, label, at in places]


def under_way(session: Session, today: date) -> Cycle | None:
    """The cycle whose Board is next: the day of its meeting is its last."""
    return session.scalar(
        select(Cycle).where(Cycle.board_meeting > today).order_by(Cycle.board_meeting).limit(1)
    )


def _morning(day: date, partnership: Partnership) -> datetime:
    return datetime.combine(day, time(9), partnership.zone)

"""What freezing reads: the cycle with its figures closed, its ledger, and the report before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cycles import plan_of
from handlers.silence import Entry, ledger
from models.cycle import Cycle
from models.partnership import Partnership
from models.people import Person
from models.report import Report
from models.snapshot import Snapshot, load
from models.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class View:
    """A cycle as a report sees it. `closed_at` is the cut-off, or now where that comes first."""

    session: Session
    cycle: Cycle
    now: datetime
    closed_at: datetime
    partnership: Partnership
    standings: dict[int, Standing]
    later: dict[int, Standing]
    """The same actions as they stand now."""
    ledger: list[Entry]
    people: dict[int, Person]
    before: Report | None
    """The report that the Board had before."""
    before_snapshot: Snapshot | None

    @property
    def today(self) -> date:
        """The day on which the figures closed, from which days are said."""
        return self.closed_at.astimezone(self.partnership.zone).date()

    def name(self, person_id: int | None) -> str | None:
        """A person's name."""
        return self.people[person_id].name if person_id is not None else None


def view_of(
    session: Session,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    before: Report | None,
) -> View:
    """Read what a report of the cycle is made from."""
    cut_off = plan_of(cycle, partnership).cut_off_instant(partnership.zone)
    closed_at = min(now, cut_off)
    return View(
        session=session,
        cycle=cycle,
        now=now,
        closed_at=closed_at,
        partnership=partnership,
        standings=standings(session, cycle.plan_id, closed_at, partnership, moderated_until=now),
        later=standings(session, cycle.plan_id, now, partnership),
        ledger=ledger(session, cycle, now=now, partnership=partnership),
        people={person.id: person for person in session.scalars(select(Person))},
        before=before,
        before_snapshot=load(before.snapshot) if before else None,
    )

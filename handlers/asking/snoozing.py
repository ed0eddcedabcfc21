"""To which day an ask can be put off: a working day of the person, never past the cut-off."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from handlers.asking.hours import hours_of
from handlers.audience import is_free
from handlers.cycles import plan_of
from models.cycle import Cycle
from models.ladder import snooze_day as latest_day
from models.partnership import Partnership
from models.people import Person


def snooze_day(
    session: Session,
    person: Person,
    cycle: Cycle,
    partnership: Partnership,
    *,
    today: date,
    wanted: date | None = None,
) -> date | None:
    """The day to which an ask can be put off: the wanted one, else the next; None if none is left.

    It is a working day of the person, and never passes the cut-off.
    """
    return latest_day(
        wanted or today,
        plan_of(cycle, partnership),
        hours_of(person, partnership, around=today),
        today=today,
        free=is_free(session, person.id),
    )

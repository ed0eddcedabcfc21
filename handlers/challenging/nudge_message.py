"""The nudge of one person, made from the record at the moment it leaves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from handlers.asking.asked import asked_of
from handlers.asking.lines_of import line_of, see
from handlers.cycle_of import cut_off_of
from handlers.wording.nudges import Nudged, nudge
from models.challenge import Nudge
from models.cycle import Cycle
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.rating_sides import LEVEL_WORDS
from models.spoken import moment_in_words
from models.states import Level


def nudge_message(
    session: Session,
    person: Person,
    cycle: Cycle,
    about: Mapping[str, Any],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """What is still open of what they were to be nudged about; None where all is answered."""
    seen = see(session, cycle.plan_id, person=person, cycle=cycle, now=now, partnership=partnership)
    wanted = set(about.get("action_ids", ()))
    still_open = [i for i in asked_of(seen, person).open if i in wanted]
    if not still_open:
        return None
    cut_off = cut_off_of(session, cycle, partnership)
    row = session.get(Nudge, int(about.get("nudge_id", 0)))
    level = Level(about.get("level", Level.PROGRAMME_OFFICE.value))
    return nudge(
        Nudged(
            place=str(cycle.id),
            lines=tuple(line_of(seen, action_id) for action_id in still_open),
            until=moment_in_words(cut_off, partnership.zone, seen_from=seen.today),
            is_late=now >= cut_off,
            asked_by=LEVEL_WORDS[level],
            says=row.words if row else "",
            scheme=partnership.scheme,
        )
    )

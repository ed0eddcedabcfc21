"""A way out that is closed: who can mend it is told, and what waits goes once it is open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from handlers.audience import holders
from handlers.tell import tell
from handlers.wording.deliveries import way_is_closed
from models.audit import TIME, record
from models.delivery import Occasion, OccasionState
from models.states import Role

TOLD = (Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)
WAITS = "It waits for the way out: "
"""How the reason of an occasion begins that waits for a closed way."""


def way_closed(session: Session, way: str, why: str, *, now: datetime) -> None:
    """Write it down and tell who can mend it, once for each time that it closes."""
    _note(session, way, "way_closed", now, why)
    for person in holders(session, *TOLD, on=now.date()):
        key = f"way:{way}:{now.isoformat()}:{person.id}"
        tell(session, person, way_is_closed(way, why), key=key, now=now)


def way_opened(session: Session, way: str, *, now: datetime) -> None:
    """Write it down, and let what waited go now."""
    _note(session, way, "way_opened", now, None)
    let_go(session, now)


def let_go(session: Session, now: datetime) -> None:
    """Make due what waits for a way."""
    session.execute(
        update(Occasion)
        .where(Occasion.state == OccasionState.OWED, Occasion.why.startswith(WAITS))
        .values(due_at=now, why="")
        .execution_options(synchronize_session=False)
    )


def _note(session: Session, way: str, act: str, now: datetime, why: str | None) -> None:
    record(session, TIME, act, at=now, entity="way", entity_id=way, reason=why)

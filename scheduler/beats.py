"""Who is alive and who last ticked, in database time, so that a clock that stands is noticed."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handlers.audience import holders
from handlers.tell import tell
from handlers.wording.clock_stood import clock_stood
from models.running import Beat
from models.states import Role
from scheduler.leases import database_now

LATE = timedelta(minutes=2)
"""Without a tick for so long, the log and /readyz say so; a tick comes every 20 seconds."""
TOLD_AFTER = timedelta(minutes=15)
"""Without a tick for so long, the programme office hears of it too; a restart is shorter."""
FORGOTTEN_AFTER = timedelta(days=7)
LONGEST_NAME = 60
_BEAT: Any = Beat.__table__


def replica_name() -> str:
    """This process, among all that serve one record."""
    return f"{socket.gethostname()}:{os.getpid()}"[-LONGEST_NAME:]


def beat(session: Session, replica: str, *, version: str, ticked: bool) -> None:
    """Write down that a process is alive, and whether it has just ticked."""
    now = database_now(session)
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    values: Mapping[str, Any] = {"at": now, "version": version}
    if ticked:
        values = {**values, "ticked_at": now}
    session.execute(
        dialect.insert(_BEAT)
        .values(replica=replica, started_at=now, **values)
        .on_conflict_do_update(index_elements=["replica"], set_=values)
    )
    session.execute(delete(Beat).where(Beat.at < now - FORGOTTEN_AFTER))


def last_tick(session: Session) -> datetime | None:
    """When any process last ticked; None where none ever did."""
    return session.scalar(select(func.max(Beat.ticked_at)))


def standing_for(session: Session) -> timedelta:
    """How long no process has ticked; nothing where none ever did."""
    last = last_tick(session)
    return timedelta(0) if last is None else max(timedelta(0), database_now(session) - last)


def tell_that_it_stood(session: Session, *, now: datetime) -> bool:
    """Tell the programme office, at most once a day, that no tick came; gives whether one is due.

    Asked before a tick is written down, and by the watch while none comes.
    """
    stood = standing_for(session)
    if stood < TOLD_AFTER:
        return False
    message = clock_stood(since=now - stood, until=now)
    for officer in holders(session, Role.PROGRAMME_OFFICE, on=now.date()):
        key = f"clock-stood:{officer.id}:{now.date().isoformat()}"
        tell(session, officer, message, key=key, now=now)
    return True

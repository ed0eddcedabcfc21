"""Claiming what is due: each row by one worker, with a lease in database time.

The number of the attempt is the fence: whoever settles must name the attempt that it holds, so a
worker that slept past its lease changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Select, and_, bindparam, case, or_, select, update
from sqlalchemy.orm import Session, joinedload

from handlers.audience import holders
from handlers.running.modes import ANSWERS, mode_now
from models.delivery import Occasion, OccasionState, Step
from models.running import Mode
from models.states import Role
from scheduler.leases import LEASE, LeaseClock
from scheduler.merging import MERGES, is_late
from scheduler.parcel import Parcel

BATCH = 20


def claim(
    session: Session, *, now: datetime, leases: LeaseClock, limit: int = BATCH
) -> Sequence[Occasion]:
    """Take what is due and free, or whose lease is over: answers first, then the oldest.

    While everything is paused, only what answers the programme office itself is taken.
    """
    db_now = leases(session)
    is_paused = mode_now(session) is Mode.PAUSED
    wanted = due(is_paused=is_paused, skips_locked=session.get_bind().dialect.name != "sqlite")
    bound: dict[str, object] = {"now": now, "db_now": db_now, "limit": limit}
    if is_paused:
        bound["office"] = [p.id for p in holders(session, *RUNS_IT, on=now.date())]
    ids = list(session.scalars(wanted, bound))
    if not ids:
        return ()
    ids += _of_the_same(session, ids, wanted, bound, now)
    session.execute(
        update(Occasion)
        .where(Occasion.id.in_(ids))
        .values(
            state=OccasionState.CLAIMED,
            attempts=Occasion.attempts + 1,
            lease_until=db_now + LEASE,
        )
        .execution_options(synchronize_session=False)
    )
    session.expire_all()
    return session.scalars(_CLAIMED, {"ids": ids}).all()


def _of_the_same(
    session: Session,
    ids: Sequence[int],
    wanted: Select[int],
    bound: Mapping[str, object],
    now: datetime,
) -> list[int]:
    """What else is due for those who are days behind, so that it can go in one message."""
    rows = session.scalars(
        select(Occasion).where(Occasion.id.in_(ids)).options(joinedload(Occasion.person))
    )
    behind = {row.person_id for row in rows if is_late(row, now)}
    if not behind:
        return []
    theirs = wanted.where(
        Occasion.person_id.in_(behind), Occasion.step.in_(MERGES), Occasion.id.not_in(ids)
    )
    return list(session.scalars(theirs, bound))


RUNS_IT = (Role.PROGRAMME_OFFICE, Role.ADMINISTRATOR)
_URGENCY = case((Occasion.step.in_((Step.NOTE, Step.REPLACE)), 0), else_=1)
"""Somebody waits for an answer; nobody waits for a reminder."""


@cache
def due(*, is_paused: bool, skips_locked: bool) -> Select[int]:
    """The statement for what is due now and in nobody's hands."""
    wanted = (
        select(Occasion.id)
        .where(
            Occasion.due_at <= bindparam("now"),
            or_(
                Occasion.state == OccasionState.OWED,
                and_(
                    Occasion.state == OccasionState.CLAIMED,
                    Occasion.lease_until < bindparam("db_now"),
                ),
            ),
        )
        .order_by(_URGENCY, Occasion.due_at, Occasion.id)
        .limit(bindparam("limit"))
    )
    if is_paused:
        wanted = wanted.where(
            Occasion.person_id.in_(bindparam("office", expanding=True)),
            or_(*(Occasion.key.startswith(prefix) for prefix in ANSWERS)),
        )
    return wanted.with_for_update(skip_locked=True) if skips_locked else wanted


_CLAIMED = (
    select(Occasion)
    .where(Occasion.id.in_(bindparam("ids", expanding=True)))
    .order_by(_URGENCY, Occasion.due_at, Occasion.id)
    .options(joinedload(Occasion.person))
)


def holds_lease(session: Session, parcel: Parcel, leases: LeaseClock) -> bool:
    """Whether the attempt is still ours to send: asked again right before each send."""
    mine = session.scalar(
        select(Occasion.lease_until).where(
            Occasion.id == parcel.occasion_id,
            Occasion.state == OccasionState.CLAIMED,
            Occasion.attempts == parcel.attempt,
        )
    )
    return mine is not None and leases(session) < mine

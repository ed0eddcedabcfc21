"""Claiming what is due: each row by one worker, with a lease, made into a parcel at that moment.

The number of the attempt is the fence: whoever settles must name the attempt that it holds, so a
worker that slept past its lease changes nothing. What is no longer true is cancelled here with its
reason, and what may not be said at this hour waits.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session

from models.audit import TIME, record
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message import Message
from models.partnership import Partnership
from scheduler.addresses import Place, places
from scheduler.compose import compose
from scheduler.leases import LEASE, LeaseClock
from scheduler.verdict import Cancel, Hold, Say, Verdict, Wait

BATCH = 20
LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One claimed occasion, ready to leave."""

    occasion_id: int
    attempt: int
    key: str
    """Opaque, for the platform's message."""
    places: tuple[Place, ...]
    message: Message
    replaces: str | None = None
    """The platform's id of the message whose place it takes."""

    @property
    def conversation(self) -> str:
        """What must be said in order with others: the first choice's conversation."""
        return f"{self.places[0].address.platform}:{self.places[0].address.conversation}"


def claim(
    session: Session, *, now: datetime, leases: LeaseClock, limit: int = BATCH
) -> Sequence[Occasion]:
    """Take what is due and free, or whose lease is over, oldest first."""
    db_now = leases(session)
    wanted = (
        select(Occasion.id)
        .where(Occasion.due_at <= now, _is_free(db_now))
        .order_by(Occasion.due_at, Occasion.id)
        .limit(limit)
    )
    if session.get_bind().dialect.name == "postgresql":
        wanted = wanted.with_for_update(skip_locked=True)
    ids = session.scalars(wanted).all()
    if not ids:
        return ()
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
    return session.scalars(
        select(Occasion).where(Occasion.id.in_(ids)).order_by(Occasion.due_at, Occasion.id)
    ).all()


def _is_free(db_now: datetime) -> ColumnElement[bool]:
    owed = Occasion.state == OccasionState.OWED
    over = and_(Occasion.state == OccasionState.CLAIMED, Occasion.lease_until < db_now)
    return or_(owed, over)


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


def make_parcels(
    session: Session,
    claimed: Sequence[Occasion],
    *,
    now: datetime,
    partnership: Partnership,
    platforms: Collection[str],
) -> list[Parcel]:
    """Make each claimed occasion's message now; those that must not go are settled here."""
    parcels = []
    for occasion in claimed:
        verdict = _composed(session, occasion, now=now, partnership=partnership)
        match verdict:
            case Say():
                parcel = _parcel(session, occasion, verdict.message, platforms)
                if parcel is None:
                    close(session, occasion, OccasionState.REFUSED, NO_DOOR, now)
                else:
                    parcels.append(parcel)
            case Cancel():
                close(session, occasion, OccasionState.CANCELLED, verdict.why, now)
            case Hold():
                close(session, occasion, OccasionState.HELD, verdict.why, now)
            case Wait():
                occasion.state = OccasionState.OWED
                occasion.attempts -= 1
                occasion.lease_until = None
                occasion.due_at = verdict.until
                occasion.why = verdict.why
            case _:
                assert_never(verdict)
    return parcels


NO_DOOR = (
    "No door leads there: add an address, or an identity on a platform that is set up, and retry."
)


def _composed(
    session: Session, occasion: Occasion, *, now: datetime, partnership: Partnership
) -> Verdict:
    """The verdict; a message that cannot be made is held and shown, and others pass it."""
    savepoint = session.begin_nested()
    try:
        verdict = compose(session, occasion, now=now, partnership=partnership)
    except Exception:
        savepoint.rollback()
        LOG.exception("a message could not be made", extra={"occasion": occasion.id})
        return Hold("The message could not be made; the log says why. Retry once it is mended.")
    savepoint.commit()
    return verdict


def _parcel(
    session: Session, occasion: Occasion, message: Message, platforms: Collection[str]
) -> Parcel | None:
    where = places(session, occasion, platforms)
    if not where:
        return None
    replaces = None
    if occasion.step is Step.REPLACE:
        replaces = session.get_one(Posted, occasion.posted_id).platform_id
    return Parcel(
        occasion.id, occasion.attempts, occasion.opaque, where, message, replaces=replaces
    )


def close(
    session: Session, occasion: Occasion, state: OccasionState, why: str, now: datetime
) -> None:
    """End an occasion without its message having been sent; a failure is an event of the record."""
    occasion.state = state
    occasion.why = why
    occasion.settled_at = now
    occasion.lease_until = None
    if state in {OccasionState.REFUSED, OccasionState.HELD}:
        record(
            session,
            TIME,
            f"message_{state.value}",
            at=now,
            entity="occasion",
            entity_id=occasion.id,
            reason=why,
        )

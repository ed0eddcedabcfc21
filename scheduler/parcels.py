"""Claiming what is due: each row by one worker, with a lease, made into a parcel at that moment.

The number of the attempt is the fence: whoever settles must name the attempt that it holds, so a
worker that slept past its lease changes nothing. What is no longer true is cancelled here with its
reason, and what may not be said at this hour waits.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy.orm import Session, joinedload

from models.audit import TIME, record
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message import Message
from models.partnership import Partnership
from models.plan import Plan
from scheduler.addresses import Place, places
from scheduler.compose import compose
from scheduler.leases import LEASE, LeaseClock
from scheduler.verdict import Cancel, Say, Verdict, Wait

BATCH = 20
MANY = 3


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
    claimed: float = field(default_factory=time.monotonic)
    """When it was claimed, by this process's own steady clock."""

    @property
    def conversation(self) -> str:
        """What must be said in order with others: the first choice's conversation."""
        return f"{self.places[0].address.platform}:{self.places[0].address.conversation}"


def claim(
    session: Session, *, now: datetime, leases: LeaseClock, limit: int = BATCH
) -> Sequence[Occasion]:
    """Take what is due and free, or whose lease is over, oldest first."""
    db_now = leases(session)
    wanted = _DUE if session.get_bind().dialect.name == "sqlite" else _DUE_AND_UNLOCKED
    ids = session.scalars(wanted, {"now": now, "db_now": db_now, "limit": limit}).all()
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
    return session.scalars(_CLAIMED, {"ids": ids}).all()


_DUE = (
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
    .order_by(Occasion.due_at, Occasion.id)
    .limit(bindparam("limit"))
)
_DUE_AND_UNLOCKED = _DUE.with_for_update(skip_locked=True)
_CLAIMED = (
    select(Occasion)
    .where(Occasion.id.in_(bindparam("ids", expanding=True)))
    .order_by(Occasion.due_at, Occasion.id)
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


class CannotMakeError(Exception):
    """A message could not be made; names its occasion, so that it can be held and others pass."""

    def __init__(self, occasion_id: int) -> None:
        super().__init__(f"The message of occasion {occasion_id} could not be made.")
        self.occasion_id = occasion_id


def make_parcels(
    session: Session,
    claimed: Sequence[Occasion],
    *,
    now: datetime,
    partnership: Partnership,
    platforms: Collection[str],
) -> list[Parcel]:
    """Make each claimed occasion's message now; those that must not go are settled here.

    Raises:
        CannotMakeError: one of them failed; the caller gives up the whole claim and holds that one.
    """
    kept = _kept_in_mind(session, claimed)
    parcels = []
    for occasion in claimed:
        try:
            verdict = compose(session, occasion, now=now, partnership=partnership)
            parcel = _judged(session, occasion, verdict, now=now, platforms=platforms)
        except Exception as error:
            raise CannotMakeError(occasion.id) from error
        parcels += [parcel] if parcel else []
    del kept
    return parcels


def _kept_in_mind(session: Session, claimed: Sequence[Occasion]) -> list[object]:
    """The rows that many messages look up: a session forgets what nobody holds."""
    if len(claimed) < MANY:
        return []
    cycles = {occasion.cycle_id for occasion in claimed} - {None}
    return [
        *session.scalars(select(Plan)),
        *session.scalars(select(Cycle).where(Cycle.id.in_(cycles))),
    ]


def _judged(
    session: Session,
    occasion: Occasion,
    verdict: Verdict,
    *,
    now: datetime,
    platforms: Collection[str],
) -> Parcel | None:
    match verdict:
        case Say():
            parcel = _parcel(session, occasion, verdict.message, platforms)
            if parcel is None:
                close(session, occasion, OccasionState.REFUSED, NO_DOOR, now)
            return parcel
        case Cancel():
            close(session, occasion, OccasionState.CANCELLED, verdict.why, now)
        case Wait():
            occasion.state = OccasionState.OWED
            occasion.attempts -= 1
            occasion.lease_until = None
            occasion.due_at = verdict.until
            occasion.local_day = verdict.day
            occasion.why = verdict.why
        case _:
            assert_never(verdict)
    return None


NO_DOOR = (
    "No door leads there: add an address, or an identity on a platform that is set up, and retry."
)
NOT_MADE = "The message could not be made; the log says why. Retry once it is mended."


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

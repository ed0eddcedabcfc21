"""What was claimed, made into parcels at that moment: a message, and the places where it may go.

What is no longer true is cancelled here with its reason, and what may not be said at this hour
waits. In trial everything goes to the programme office instead.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import assert_never

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.running.modes import mode_now
from handlers.wording.trial import trial_copy
from models.audit import TIME, record
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message import Message
from models.partnership import Partnership
from models.plan import Plan
from models.running import Mode
from scheduler.addresses import places
from scheduler.compose import compose
from scheduler.merging import merge
from scheduler.parcel import Parcel
from scheduler.trial import instead, is_for_others
from scheduler.verdict import Cancel, Say, Verdict, Wait

MANY = 3


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
    return merge(parcels, {occasion.id: occasion for occasion in claimed}, now)


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
            parcel = _parcel(session, occasion, verdict.message, now, platforms)
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
    session: Session,
    occasion: Occasion,
    message: Message,
    now: datetime,
    platforms: Collection[str],
) -> Parcel | None:
    where, trial = places(session, occasion, platforms), None
    if mode_now(session) is Mode.TRIAL and is_for_others(session, occasion, now):
        trial, where = instead(session, occasion, platforms, now)
        message = trial_copy(message, trial.of)
    if not where:
        return None
    replaces = None
    if occasion.step is Step.REPLACE:
        replaces = session.get_one(Posted, occasion.posted_id).platform_id
    return Parcel(
        occasion.id,
        occasion.attempts,
        occasion.opaque,
        where,
        message,
        replaces=replaces,
        again=int(occasion.about.get("again", 0)),
        in_bulk=occasion.step not in {Step.NOTE, Step.REPLACE},
        trial=trial,
        was_made=occasion.message is None,
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

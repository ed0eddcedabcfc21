"""What became of a parcel, written into the record under the fence of its attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.running.arrival import arrived
from models.delivery import Occasion, OccasionState, Posted
from models.message_json import to_json
from scheduler.addresses import Place
from scheduler.aftermath import keep_ways, next_way, supersede
from scheduler.identities import keep_opened
from scheduler.leases import LeaseClock, database_now
from scheduler.merging import WITH
from scheduler.outcomes import Lost, Outcome, Postponed, Refused, Sent, Uncertain
from scheduler.parcel import Parcel
from scheduler.parcels import close


def settle(
    session: Session,
    settling: Sequence[tuple[Parcel, Outcome]],
    *,
    now: datetime,
    leases: LeaseClock = database_now,
) -> list[Parcel]:
    """Write what became of some parcels; gives those whose attempt was not ours any more."""
    settling = [(each, outcome) for parcel, outcome in settling for each in parcel.everybody]
    held = _held(session, [parcel for parcel, _ in settling])
    ours = [(held[p.occasion_id], p, outcome) for p, outcome in settling if _is_ours(held, p)]
    _post(session, ours, now)
    written = {
        parcel.occasion_id
        for occasion, parcel, outcome in ours
        if _settle(session, occasion, parcel, outcome, now)
    }
    supersede(
        session, [occasion for occasion, _, outcome in ours if isinstance(outcome, Sent)], now
    )
    keep_ways(session, [outcome for _, _, outcome in ours], now=now, leases=leases)
    return [parcel for parcel, _ in settling if parcel.occasion_id not in written]


def _settle(
    session: Session, occasion: Occasion, parcel: Parcel, outcome: Outcome, now: datetime
) -> bool:
    """Write what became of one; gives whether it was still ours to settle."""
    match outcome:
        case Sent():
            _sent(session, occasion, parcel, outcome, now)
        case Refused():
            close(session, occasion, OccasionState.REFUSED, outcome.why, now)
        case Postponed():
            _free(occasion, now + timedelta(seconds=outcome.seconds), outcome.why)
        case Uncertain():
            # Where the platform can be asked, the lease runs out and the next attempt asks it.
            if not outcome.reads_back:
                _hold(occasion, parcel, outcome)
                close(session, occasion, OccasionState.HELD, outcome.why, now)
        case Lost():
            return False
        case _:
            assert_never(outcome)
    return True


def _hold(occasion: Occasion, parcel: Parcel, outcome: Uncertain) -> None:
    """Keep what was tried and where, so that a person can say that it arrived."""
    place = outcome.place or parcel.places[0]
    tried = {
        "platform": place.address.platform,
        "conversation": place.address.conversation,
        "thread_id": place.thread_id,
    }
    occasion.about = {**occasion.about, "tried": tried, "made": parcel.was_made}
    occasion.message = to_json(parcel.message)


_HELD = (
    select(Occasion)
    .where(
        Occasion.id.in_(bindparam("ids", expanding=True)), Occasion.state == OccasionState.CLAIMED
    )
    .order_by(Occasion.id)
    .with_for_update()
)


def _held(session: Session, parcels: Sequence[Parcel]) -> dict[int, Occasion]:
    """Their occasions, locked in one order, as far as they are claimed by whomever."""
    rows = session.scalars(_HELD, {"ids": [parcel.occasion_id for parcel in parcels]})
    return {row.id: row for row in rows}


def _is_ours(held: Mapping[int, Occasion], parcel: Parcel) -> bool:
    """Whether this attempt is the one that holds its occasion."""
    occasion = held.get(parcel.occasion_id)
    return occasion is not None and occasion.attempts == parcel.attempt


def _free(occasion: Occasion, due_at: datetime, why: str) -> None:
    """Due again, and not counted as an attempt."""
    occasion.state = OccasionState.OWED
    occasion.attempts -= 1
    occasion.lease_until = None
    occasion.due_at = due_at
    occasion.why = why


def _sent(
    session: Session, occasion: Occasion, parcel: Parcel, outcome: Sent, now: datetime
) -> None:
    if parcel.trial is not None:
        close(session, occasion, OccasionState.SENT, f"{TRIED} {parcel.trial.of}.", now)
        return
    if parcel.replaces is not None:
        stands = session.get_one(Posted, occasion.posted_id)
        stands.message = to_json(parcel.message)
        stands.kind = parcel.message.kind
        stands.replaced_at = now
    arrived(session, occasion, now, why=next_way(session, occasion, outcome, now))


TRIED = "Shown to the programme office in trial, instead of"


def _post(
    session: Session, ours: Sequence[tuple[Occasion, Parcel, Outcome]], now: datetime
) -> None:
    """A row for each message that stands on a platform now, all written at once."""
    posted = [
        (occasion, _posted(occasion, parcel, outcome.place, outcome.platform_id, now))
        for occasion, parcel, outcome in ours
        if isinstance(outcome, Sent) and parcel.replaces is None and not parcel.travels
    ]
    session.add_all(row for _, row in posted)
    session.flush()
    stands = {}
    for occasion, row in posted:
        occasion.posted_id = stands[occasion.id] = row.id
    for occasion, parcel, outcome in ours:
        if isinstance(outcome, Sent) and parcel.travels:
            occasion.posted_id = stands.get(int(occasion.about[WITH]))
    for occasion, parcel, outcome in ours:
        if isinstance(outcome, Sent):
            person_id = parcel.trial.officer_id if parcel.trial else occasion.person_id
            keep_opened(session, person_id, parcel.places, outcome.place.address)


def _posted(
    occasion: Occasion, parcel: Parcel, place: Place, platform_id: str, now: datetime
) -> Posted:
    return Posted(
        platform=place.address.platform,
        conversation=place.address.conversation,
        thread_id=place.thread_id,
        platform_id=platform_id,
        person_id=parcel.trial.officer_id if parcel.trial else occasion.person_id,
        cycle_id=None if parcel.trial else occasion.cycle_id,
        kind=parcel.message.kind,
        message=to_json(parcel.message),
        at=now,
    )

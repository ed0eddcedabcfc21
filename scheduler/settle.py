"""What became of a parcel, written into the record under the fence of its attempt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models.audit import TIME, record
from models.courier import Address
from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message_json import to_json
from models.people import Identity
from models.report import Report, ReportState
from scheduler.addresses import Place
from scheduler.parcels import Parcel, close

NAMES_ACTIONS = frozenset(
    {Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.NUDGE, Step.NOTE, Step.REPLACE}
)
"""The steps whose arrival is the delivery of the asks that they name."""


@dataclass(frozen=True, slots=True)
class Sent:
    """It stands on the platform, at this place, under this id."""

    place: Place
    platform_id: str


@dataclass(frozen=True, slots=True)
class Refused:
    """No door will ever take it."""

    why: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """The platform asks to wait."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Uncertain:
    """It may have arrived; `reads_back` where the platform can be asked at the next attempt."""

    why: str
    reads_back: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The lease was over before it was sent: somebody else has it."""


Outcome = Sent | Refused | Postponed | Uncertain | Lost


def settle(
    session: Session, settling: Sequence[tuple[Parcel, Outcome]], *, now: datetime
) -> list[Parcel]:
    """Write what became of some parcels; gives those whose attempt was not ours any more."""
    held = _held(session, [parcel for parcel, _ in settling])
    ours = [(held[p.occasion_id], p, outcome) for p, outcome in settling if _is_ours(held, p)]
    _post(session, ours, now)
    written = {
        parcel.occasion_id
        for occasion, parcel, outcome in ours
        if _settle(session, occasion, parcel, outcome, now)
    }
    return [parcel for parcel, _ in settling if parcel.occasion_id not in written]


def _settle(
    session: Session, occasion: Occasion, parcel: Parcel, outcome: Outcome, now: datetime
) -> bool:
    """Write what became of one; gives whether it was still ours to settle."""
    match outcome:
        case Sent():
            _sent(session, occasion, parcel, now)
        case Refused():
            close(session, occasion, OccasionState.REFUSED, outcome.why, now)
        case Postponed():
            _free(occasion, now + timedelta(seconds=max(outcome.seconds, 1)))
        case Uncertain():
            # Where the platform can be asked, the lease runs out and the next attempt asks it.
            if not outcome.reads_back:
                close(session, occasion, OccasionState.HELD, outcome.why, now)
        case Lost():
            return False
        case _:
            assert_never(outcome)
    return True


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


def _free(occasion: Occasion, due_at: datetime) -> None:
    """Due again, and not counted as an attempt."""
    occasion.state = OccasionState.OWED
    occasion.attempts -= 1
    occasion.lease_until = None
    occasion.due_at = due_at


def _sent(session: Session, occasion: Occasion, parcel: Parcel, now: datetime) -> None:
    if parcel.replaces is not None:
        stands = session.get_one(Posted, occasion.posted_id)
        stands.message = to_json(parcel.message)
        stands.kind = parcel.message.kind
        stands.replaced_at = now
    occasion.state = OccasionState.SENT
    occasion.settled_at = now
    occasion.lease_until = None
    occasion.why = ""
    if occasion.step in NAMES_ACTIONS:
        _mark_delivered(session, occasion, now)
    if occasion.step is Step.BOARD:
        _mark_issued(session, occasion, now)


def _post(
    session: Session, ours: Sequence[tuple[Occasion, Parcel, Outcome]], now: datetime
) -> None:
    """A row for each message that stands on a platform now, all written at once."""
    posted = [
        (occasion, _posted(occasion, parcel, outcome.place, outcome.platform_id, now))
        for occasion, parcel, outcome in ours
        if isinstance(outcome, Sent) and parcel.replaces is None
    ]
    session.add_all(row for _, row in posted)
    session.flush()
    for occasion, row in posted:
        occasion.posted_id = row.id
    for occasion, parcel, outcome in ours:
        if isinstance(outcome, Sent):
            _keep_opened(session, occasion, parcel, outcome.place.address)


def _keep_opened(session: Session, occasion: Occasion, parcel: Parcel, at: Address) -> None:
    """Keep the conversation that was opened with a person, so that it is opened once."""
    if occasion.person_id is None or any(at == place.address for place in parcel.places):
        return
    session.execute(
        update(Identity)
        .where(
            Identity.person_id == occasion.person_id,
            Identity.platform == at.platform,
            Identity.user_id.in_([place.address.conversation for place in parcel.places]),
            Identity.conversation.is_(None),
        )
        .values(conversation=at.conversation)
    )


def _posted(
    occasion: Occasion, parcel: Parcel, place: Place, platform_id: str, now: datetime
) -> Posted:
    return Posted(
        platform=place.address.platform,
        conversation=place.address.conversation,
        thread_id=place.thread_id,
        platform_id=platform_id,
        person_id=occasion.person_id,
        cycle_id=occasion.cycle_id,
        kind=parcel.message.kind,
        message=to_json(parcel.message),
        at=now,
    )


def _mark_delivered(session: Session, occasion: Occasion, now: datetime) -> None:
    """The asks that the message names have reached whom they were for."""
    action_ids = occasion.about.get("action_ids")
    if occasion.cycle_id is None or not action_ids:
        return
    asks = session.scalars(
        select(Ask).where(
            Ask.cycle_id == occasion.cycle_id,
            Ask.asked_id == occasion.person_id,
            Ask.action_id.in_(action_ids),
            Ask.delivered_at.is_(None),
        )
    )
    for ask in asks:
        ask.delivered_at = now


def _mark_issued(session: Session, occasion: Occasion, now: datetime) -> None:
    report = session.get_one(Report, int(occasion.about["report_id"]))
    if report.issued_at is not None:
        return
    report.state = ReportState.ISSUED
    report.issued_at = now
    before = session.scalars(
        select(Report).where(
            Report.cycle_id == report.cycle_id,
            Report.version < report.version,
            Report.state == ReportState.ISSUED,
        )
    )
    for older in before:
        older.state = ReportState.REPLACED
    record(
        session,
        TIME,
        "report_issued",
        at=now,
        entity="report",
        entity_id=report.name,
        after={"sha256": report.sha256, "channel": occasion.channel},
    )

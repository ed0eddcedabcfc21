"""What became of a parcel, written into the record under the fence of its attempt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.audit import TIME, record
from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message_json import to_json
from models.report import Report, ReportState
from scheduler.addresses import Place
from scheduler.parcels import Parcel, close

NAMES_ACTIONS = frozenset({Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.NOTE, Step.REPLACE})
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


def settle(session: Session, parcel: Parcel, outcome: Outcome, *, now: datetime) -> bool:
    """Write what became of a parcel; gives whether the attempt was still ours to settle."""
    occasion = _held(session, parcel)
    if occasion is None:
        return False
    match outcome:
        case Sent():
            _sent(session, occasion, parcel, outcome, now)
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
        Occasion.id == bindparam("id"),
        Occasion.state == OccasionState.CLAIMED,
        Occasion.attempts == bindparam("attempt"),
    )
    .with_for_update()
)


def _held(session: Session, parcel: Parcel) -> Occasion | None:
    """The occasion, locked, if this attempt is the one that holds it."""
    return session.scalar(_HELD, {"id": parcel.occasion_id, "attempt": parcel.attempt})


def _free(occasion: Occasion, due_at: datetime) -> None:
    """Due again, and not counted as an attempt."""
    occasion.state = OccasionState.OWED
    occasion.attempts -= 1
    occasion.lease_until = None
    occasion.due_at = due_at


def _sent(session: Session, occasion: Occasion, parcel: Parcel, sent: Sent, now: datetime) -> None:
    if parcel.replaces is None:
        occasion.posted_id = _posted(session, occasion, parcel, sent, now).id
    else:
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


def _posted(
    session: Session, occasion: Occasion, parcel: Parcel, sent: Sent, now: datetime
) -> Posted:
    posted = Posted(
        platform=sent.place.address.platform,
        conversation=sent.place.address.conversation,
        thread_id=sent.place.thread_id,
        platform_id=sent.platform_id,
        person_id=occasion.person_id,
        cycle_id=occasion.cycle_id,
        kind=parcel.message.kind,
        message=to_json(parcel.message),
        at=now,
    )
    session.add(posted)
    session.flush()
    return posted


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

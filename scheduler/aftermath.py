"""What else follows once parcels are settled: ways rest, close and open, and old doubts end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from handlers.running.ways import way_closed, way_opened
from models.delivery import Occasion, OccasionState, Step
from models.people import Identity
from models.states import Door
from scheduler.leases import LeaseClock
from scheduler.outcomes import Outcome, Postponed, Refused, Sent
from scheduler.pacing import close_way, open_way, rest

ASKING = frozenset({Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM, Step.NUDGE})
"""Each of them lists what is open, so that a later one takes the place of an earlier one."""
LISTS = (Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR)
SUPERSEDED = "It may have arrived; what was sent after it says the same as things stand now."


def supersede(session: Session, sent: Sequence[Occasion], now: datetime) -> None:
    """End the doubt about messages whose place a newer one takes, whether they arrived or not."""
    after = {o.person_id: o for o in sent if o.person_id and o.step in {*ASKING, *LISTS}}
    if not after:
        return
    held = session.scalars(
        select(Occasion).where(
            Occasion.state == OccasionState.HELD,
            Occasion.person_id.in_(after),
            Occasion.step.in_((*ASKING, *LISTS)),
        )
    )
    for old in held:
        new = after[old.person_id or 0]
        if old.id < new.id and old.cycle_id == new.cycle_id and _takes_place(new.step, old.step):
            old.state = OccasionState.CANCELLED
            old.why = SUPERSEDED
            old.settled_at = now


def _takes_place(new: Step, old: Step) -> bool:
    return old is new or (new in ASKING and old in ASKING)


def keep_ways(
    session: Session, outcomes: Sequence[Outcome], *, now: datetime, leases: LeaseClock
) -> None:
    """Write down which ways rest, which are closed, and which were found open again."""
    for outcome in outcomes:
        match outcome:
            case Postponed(seconds, rests, closes, why):
                if rests is not None:
                    rest(session, rests, seconds, leases=leases)
                if closes is not None and close_way(session, closes, why, leases=leases):
                    way_closed(session, closes.name, why, now=now)
            case Sent():
                for _, refused in outcome.refusals:
                    _close(session, refused, now=now, leases=leases)
                for way in outcome.reopens:
                    if open_way(session, way.name):
                        way_opened(session, way.name, now=now)
            case _:
                pass


def _close(session: Session, refused: Refused, *, now: datetime, leases: LeaseClock) -> None:
    closes = refused.closes
    if closes is not None and close_way(session, closes, refused.why, leases=leases):
        way_closed(session, closes.name, refused.why, now=now)


def next_way(session: Session, occasion: Occasion, outcome: Sent, now: datetime) -> str:
    """Why it was not the way that comes first for the person; "" where it was.

    A place where nothing would ever arrive is left out from then on, since another reaches them.
    """
    if not outcome.refusals:
        return ""
    for place, refused in outcome.refusals:
        if refused.is_of_place and occasion.person_id is not None:
            _leave_out(session, occasion.person_id, place.address.platform, refused.why, now)
    reached = door_said(outcome.place.address.platform)
    whys = " ".join(refused.why for _, refused in outcome.refusals)
    return f"Reached by {reached}, since another way was refused: {whys}"


def _leave_out(session: Session, person_id: int, platform: str, why: str, now: datetime) -> None:
    session.execute(
        update(Identity)
        .where(
            Identity.person_id == person_id,
            Identity.platform == platform,
            Identity.is_reachable.is_not(False),
        )
        .values(is_reachable=False, why_not=why, checked_at=now)
    )


def door_said(platform: str) -> str:
    """A platform as people say it."""
    return {Door.SLACK: "Slack", Door.TEAMS: "Teams", Door.MAIL: "e-mail"}.get(
        Door(platform), "this page"
    )

"""The manners of writing to a person: in their hours, while they are there, not too often a day.

The planner plans by them; they are asked again when a message leaves, since it may have waited.
What answers a person's own act is said at once.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import bindparam, func, or_, select
from sqlalchemy.orm import Session

from handlers.asking.hours import hours_of
from handlers.audience import absence_of
from handlers.running.tried import TRIED
from handlers.tell import OURS
from models.delivery import Occasion, OccasionState, Step
from models.hours import Hours
from models.partnership import Partnership
from models.people import Person
from scheduler.owed import counts_step
from scheduler.verdict import Cancel, Verdict, Wait

_A_DAY = timedelta(days=1)
LONGEST_ABSENCE = 366


def minds_hours(occasion: Occasion) -> bool:
    """Whether it is written to a person of our own accord, or for another's act."""
    answers_them = "conversation" in occasion.about
    return occasion.person_id is not None and occasion.step is not Step.REPLACE and not answers_them


def not_now(
    session: Session, occasion: Occasion, *, now: datetime, partnership: Partnership
) -> Verdict | None:
    """Why it may not be said to the person now; None where it may."""
    person = occasion.person
    if person is None or not minds_hours(occasion):
        return None
    hours = hours_of(person, partnership, around=now.date())
    today = hours.day(now)
    if person.is_vacant or (person.active_until or date.max) < today:
        return Cancel(f"{person.name} is no longer in post.")
    at = _when_there(session, person, hours, now)
    if at > now:
        return Wait(at, hours.day(at), "It waits for their next working hour.")
    if counts_step(occasion.step, occasion.key):
        sent = _sent_today(session, person.id, hours, today)
        if sent >= partnership.sending.a_day:
            until = hours.next_moment(_start(hours, today + _A_DAY))
            return Wait(until, hours.day(until), "They have had the day's messages already.")
    return None


def _when_there(session: Session, person: Person, hours: Hours, now: datetime) -> datetime:
    """The first moment from now on that is theirs and finds them there."""
    at = hours.next_moment(now)
    for _ in range(LONGEST_ABSENCE):
        absence = absence_of(session, person.id, hours.day(at))
        if absence is None:
            return at
        at = hours.next_moment(_start(hours, absence.ends + _A_DAY))
    return at


def _start(hours: Hours, day: date) -> datetime:
    return datetime.combine(day, time.min, hours.zone).astimezone(UTC)


def _sent_today(session: Session, person_id: int, hours: Hours, today: date) -> int:
    day = {"start": _start(hours, today), "end": _start(hours, today + _A_DAY)}
    return session.scalar(_SENT, {"person": person_id, **day}) or 0


_SENT = (
    select(func.count())
    .select_from(Occasion)
    .where(
        Occasion.person_id == bindparam("person"),
        Occasion.state == OccasionState.SENT,
        ~Occasion.key.startswith(TRIED),
        or_(
            Occasion.step.not_in((Step.NOTE, Step.REPLACE)),
            *(Occasion.key.startswith(prefix) for prefix in OURS),
        ),
        Occasion.settled_at >= bindparam("start"),
        Occasion.settled_at < bindparam("end"),
    )
)

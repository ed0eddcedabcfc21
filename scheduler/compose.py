"""What becomes of a claimed occasion: its message made now, or the reason why none is said.

What is no longer true is cancelled: answered, closed, delivered, moved, past its use. What may not
be said at this hour waits for the person's next.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from handlers.cycle_of import cut_off_of
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message_json import to_json
from models.partnership import Partnership
from models.report import Report
from scheduler.makers import make
from scheduler.making import Making
from scheduler.manners import not_now
from scheduler.verdict import Cancel, Say, Verdict, Wait

BEFORE_CUT_OFF = frozenset({Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.VACANT})
ASKS_AGAIN = ("passed:", "snoozed:")
"""How the keys of the planner's notes begin that ask for an answer as well."""
BEFORE_SIGN_OFF = frozenset({Step.SILENCE_AREA, Step.SILENCE_OFFICE, Step.SILENCE_CHAIR})
BEFORE_BOARD = frozenset({Step.SIGN_OFF, Step.NOT_SIGNED, Step.NUDGE})
DATES = frozenset({Step.DUE_SOON, Step.OVERDUE})
USE_OF_DATES = timedelta(days=5)
HELD_AGAIN = timedelta(minutes=1)
"""How long a held report is left before it is looked at again; releasing it makes it due."""
REDACTED = ":redacted:"
"""In the key of a replacement that takes words off a platform."""
NOTHING_LEFT = "Nothing is left to say: it was answered, delivered or settled by then."


def compose(
    session: Session, occasion: Occasion, *, now: datetime, partnership: Partnership
) -> Verdict:
    """Say it, cancel it, or wait."""
    if (why := _past_its_use(session, occasion, now, partnership)) is not None:
        return Cancel(why)
    if occasion.step is Step.REMINDER and _asked_since(session, occasion):
        return Cancel("The ask itself goes out after this was owed, and says it all.")
    if (refusal := not_now(session, occasion, now=now, partnership=partnership)) is not None:
        return refusal
    if occasion.step is Step.REPLACE and not _can_be_found(session, occasion):
        return Cancel("Only a person knows that it arrived, so it cannot be changed there.")
    if occasion.step is Step.BOARD and (held := _held(session, occasion, now)) is not None:
        return held
    message = make(Making(session, occasion, now, partnership))
    if message is None:
        return Cancel(NOTHING_LEFT)
    is_news = REDACTED not in occasion.key  # redacted words left our own copy at once
    if occasion.step is Step.REPLACE and is_news and _reads_so(session, occasion, to_json(message)):
        return Cancel("It reads so already.")
    return Say(message)


def _past_its_use(
    session: Session, occasion: Occasion, now: datetime, partnership: Partnership
) -> str | None:
    """Why it is of no use any more, in a sentence; None while it is."""
    if occasion.step in DATES:
        over = now - occasion.made_at > USE_OF_DATES
        return "The day that it was for is long past." if over else None
    cycle = session.get(Cycle, occasion.cycle_id) if occasion.cycle_id else None
    if cycle is None:
        return None
    today = now.astimezone(partnership.zone).date()
    is_asking = occasion.step in BEFORE_CUT_OFF or occasion.key.startswith(ASKS_AGAIN)
    if is_asking and now >= cut_off_of(session, cycle, partnership):
        return "The cut-off has passed."
    if occasion.step in BEFORE_SIGN_OFF and today >= cycle.chair_sign_off:
        return "The report is past its moderation."
    if occasion.step in BEFORE_BOARD and today >= cycle.board_meeting:
        return "The Board has met."
    return None


def _held(session: Session, occasion: Occasion, now: datetime) -> Verdict | None:
    """A report that is held back, or whose hour was put off, waits."""
    report = session.get_one(Report, int(occasion.about["report_id"]))
    if report.held_at is not None:
        return Wait(now + HELD_AGAIN, occasion.local_day, "The report is held.")
    if report.issue_at is not None and report.issue_at > now:
        return Wait(report.issue_at, occasion.local_day, "The report goes later.")
    return None


def _asked_since(session: Session, occasion: Occasion) -> bool:
    """Whether the ask that it reminds of had not left when it was owed: the queue stood."""
    asks = select(Occasion.id).where(
        Occasion.step == Step.ASK,
        Occasion.person_id == occasion.person_id,
        Occasion.cycle_id == occasion.cycle_id,
        or_(
            Occasion.state.in_((OccasionState.OWED, OccasionState.CLAIMED)),
            and_(Occasion.state == OccasionState.SENT, Occasion.settled_at > occasion.made_at),
        ),
    )
    return session.scalar(asks.limit(1)) is not None


def _can_be_found(session: Session, occasion: Occasion) -> bool:
    posted = session.get(Posted, occasion.posted_id) if occasion.posted_id else None
    return posted is None or bool(posted.platform_id)


def _reads_so(session: Session, occasion: Occasion, message: object) -> bool:
    posted = session.get(Posted, occasion.posted_id) if occasion.posted_id else None
    return posted is not None and posted.message == message

"""Passing questions on: to the deputy while the owner is away, to who owns the action by then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.challenging.asked import open_challenges, whom_to_ask
from handlers.challenging.facts import asked_of
from handlers.tell import tell
from handlers.wording.challenges import put_to_owner
from models.audit import TIME, record
from models.challenge import Challenge
from models.delivery import Occasion, OccasionState, Posted
from models.partnership import Partnership
from models.people import Person


def pass_on(session: Session, *, now: datetime, partnership: Partnership) -> None:
    """Put each open question to who answers for its action now; whoever had it keeps it too."""
    today = now.astimezone(partnership.zone).date()
    for challenge in open_challenges(session):
        to = whom_to_ask(session, challenge.action, today)
        if to is not None and to.id not in {challenge.to_id, challenge.by_id}:
            _pass_on(session, challenge, to, now=now, partnership=partnership)


def _pass_on(
    session: Session, challenge: Challenge, to: Person, *, now: datetime, partnership: Partnership
) -> None:
    before = challenge.to.name if challenge.to else None
    for occasion in put_before(session, challenge):
        cancel(occasion, f"The question was passed on to the {to.name}.", now)
    challenge.to = to
    session.flush()
    tell(
        session,
        to,
        put_to_owner(asked_of(challenge, partnership)),
        key=key_of(challenge),
        now=now,
        cycle_id=challenge.cycle_id,
    )
    record(
        session,
        TIME,
        "challenge_passed_on",
        at=now,
        entity="action",
        entity_id=challenge.action.ref,
        before={"to": before},
        after={"challenge": challenge.id, "to": to.name},
    )


def key_of(challenge: Challenge) -> str:
    """The key under which a question is owed to who answers it."""
    return f"challenge:{challenge.id}:{challenge.to_id}"


def put_before(session: Session, challenge: Challenge) -> list[Occasion]:
    """Every message that puts the question to somebody."""
    prefix = f"note:challenge:{challenge.id}:"
    return list(session.scalars(select(Occasion).where(Occasion.key.startswith(prefix))))


def cancel(occasion: Occasion, why: str, now: datetime) -> bool:
    """Let what has not left never leave; gives whether it had not."""
    if occasion.state is not OccasionState.OWED:
        return False
    occasion.state = OccasionState.CANCELLED
    occasion.why = why
    occasion.settled_at = now
    return True


def where_it_stands(session: Session, challenge: Challenge) -> Iterator[Posted]:
    """The messages that put the question and stand with somebody."""
    for occasion in put_before(session, challenge):
        posted = session.get(Posted, occasion.posted_id or 0)
        if posted is not None:
            yield posted

"""Saying something to somebody else, or in another place: an occasion of the outbox, never a send.

Only `scheduler/outbox.py` sends. What is told here leaves at once (it answers an act), unless a day
is given; the key makes it once.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from handlers.request import Reply
from models.delivery import Heard, Occasion, OccasionState, Posted, Step
from models.message import Message
from models.message_json import to_json
from models.people import Person

OURS = ("passed:", "trouble:", "snoozed:")
"""How the keys of those notes begin that the planner owes; others answer somebody's act."""
_SPACE = uuid.UUID("6f0f5f5e-6d8c-4c5e-9d0e-0b6f3f1f4a11")


def opaque_id(key: str) -> str:
    """What is put on the platform's message: the same for the same key, and says nothing."""
    return str(uuid.uuid5(_SPACE, key))


def tell(
    session: Session,
    person: Person,
    message: Message,
    *,
    key: str,
    now: datetime,
    cycle_id: int | None = None,
) -> None:
    """Owe a person this message, at once and once."""
    day = now.astimezone(ZoneInfo(person.time_zone)).date()
    _owe(
        session,
        Occasion(
            key=f"note:{key}",
            step=Step.NOTE,
            person_id=person.id,
            cycle_id=cycle_id,
            message=to_json(message),
            local_day=day,
            due_at=now,
        ),
        now,
    )


def answer(session: Session, heard: Heard, reply: Reply, *, person: Person, now: datetime) -> None:
    """Owe who asked what a reply says, in the conversation (and thread) where it was asked.

    What is for them alone goes to their own conversation.
    """
    about: dict[str, str] = {"conversation": heard.conversation, "platform": heard.platform}
    if heard.thread_id is not None:
        about["thread_id"] = str(heard.thread_id)
    for number, (message, where) in enumerate(
        [*((each, about) for each in reply.say), *((each, {}) for each in reply.privately)]
    ):
        _owe(
            session,
            Occasion(
                key=f"answer:{heard.id}:{number}",
                step=Step.NOTE,
                person_id=person.id,
                cycle_id=reply.cycle_id,
                about=where,
                message=to_json(message),
                local_day=now.date(),
                due_at=now,
            ),
            now,
        )
    posted = (heard.body or {}).get("posted_id")
    if reply.instead is not None and posted is not None:
        _owe(
            session,
            Occasion(
                key=f"instead:{heard.id}",
                step=Step.REPLACE,
                person_id=person.id,
                posted_id=posted,
                message=to_json(reply.instead),
                local_day=now.date(),
                due_at=now,
            ),
            now,
        )


def owe_step(
    session: Session,
    person: Person,
    step: Step,
    *,
    key: str,
    about: dict[str, Any],
    cycle_id: int | None,
    day: date,
    due_at: datetime,
    now: datetime,
) -> None:
    """Owe a person a message that is made from the record when it leaves, on a day of theirs."""
    occasion = Occasion(
        key=key,
        step=step,
        person_id=person.id,
        cycle_id=cycle_id,
        about=about,
        local_day=day,
        due_at=due_at,
    )
    _owe(session, occasion, now)


_REPLACED = (
    select(Occasion.id, Occasion.state, Occasion.about)
    .where(Occasion.step == Step.REPLACE, Occasion.posted_id == bindparam("posted"))
    .order_by(Occasion.id)
)
_KEYED = select(Occasion.id).where(Occasion.key == bindparam("key"))


def replace(session: Session, posted: Posted, *, about: dict[str, object], now: datetime) -> None:
    """Owe the message that stands there a new text, made from the record when it leaves.

    Several changes before it leaves are one replacement. Its key counts the replacements, since two
    of them may come at one instant of a clock that stands. `about` may hold the "page" to turn to;
    the message stays on it until another is turned to.
    """
    before = session.execute(_REPLACED, {"posted": posted.id}).all()
    for each in before:
        # What is put in its place with words of its own names nothing that it is about.
        if each.state is OccasionState.OWED and each.about:
            session.get_one(Occasion, each.id).about = {**each.about, **about}
            return
    _owe(
        session,
        Occasion(
            key=f"replace:{posted.id}:{now.isoformat()}:{len(before)}",
            step=Step.REPLACE,
            person_id=posted.person_id,
            channel=None if posted.person_id else posted.conversation,
            cycle_id=posted.cycle_id,
            posted_id=posted.id,
            about=about,
            local_day=now.date(),
            due_at=now,
        ),
        now,
    )


def page_shown(session: Session, posted: Posted) -> int:
    """The page that a posted message was last turned to; 0 where nobody turned it."""
    rows = session.execute(_REPLACED, {"posted": posted.id}).all()
    turned = [each.about["page"] for each in rows if "page" in each.about]
    return int(turned[-1]) if turned else 0


def put_instead(
    session: Session, posted: Posted, message: Message, *, key: str, now: datetime
) -> None:
    """Owe the message that stands there this one in its place."""
    _owe(
        session,
        Occasion(
            key=f"instead:{posted.id}:{key}",
            step=Step.REPLACE,
            person_id=posted.person_id,
            channel=None if posted.person_id else posted.conversation,
            posted_id=posted.id,
            message=to_json(message),
            local_day=now.date(),
            due_at=now,
        ),
        now,
    )


def _owe(session: Session, occasion: Occasion, now: datetime) -> None:
    if session.scalar(_KEYED, {"key": occasion.key}) is not None:
        return
    occasion.opaque = opaque_id(occasion.key)
    occasion.made_at = now
    occasion.state = OccasionState.OWED
    session.add(occasion)
    session.flush()

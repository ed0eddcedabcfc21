"""A conversation as it stands: what Rollcall posted and what the person said, in its order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.web.courier import PLATFORM
from models.canonical import canonical
from models.delivery import Heard, Occasion, Posted
from models.message_json import message_from

LAST = 60
"""So many turns stand on a page."""
Turn = Posted | Heard


@dataclass(frozen=True, slots=True)
class Talk:
    """The last turns of a conversation, and the notices of what they answer."""

    turns: tuple[Turn, ...]
    notices: dict[int, str]

    @property
    def version(self) -> str:
        """Changes whenever anything on the page would."""
        return _digest([turn_version(turn) for turn in self.turns])


def read_talk(session: Session, conversation: str, *, last: int = LAST) -> Talk:
    """The last turns of a conversation, the oldest first."""
    posted = session.scalars(
        select(Posted)
        .where(Posted.platform == PLATFORM, Posted.conversation == conversation)
        .order_by(Posted.id.desc())
        .limit(last)
    ).all()
    heard = session.scalars(
        select(Heard)
        .where(Heard.platform == PLATFORM, Heard.conversation == conversation)
        .order_by(Heard.id.desc())
        .limit(last)
    ).all()
    turns = in_order([*posted, *heard], answered=_answered(session, posted))[-last:]
    return Talk(tuple(turns), _notices(session, turns))


def in_order(turns: Iterable[Turn], *, answered: Mapping[int, int]) -> list[Turn]:
    """By their instants; where a clock stands, each answer after what it answers.

    Args:
        turns: what was posted and what was heard.
        answered: which event of the inbox a posted message answers, by the message's number.
    """

    def place(turn: Turn) -> tuple[datetime, int, bool, int]:
        is_posted = isinstance(turn, Posted)
        after = answered.get(turn.id, 0) if is_posted else turn.id
        return turn.at, after, is_posted, turn.id

    return sorted(turns, key=place)


def _answered(session: Session, posted: Sequence[Posted]) -> dict[int, int]:
    """Which event each message answers, read from the key under which it was owed."""
    rows = session.execute(
        select(Occasion.posted_id, Occasion.key).where(
            Occasion.posted_id.in_([each.id for each in posted]), Occasion.key.startswith(ANSWER)
        )
    )
    return {row.posted_id: int(row.key.split(":")[1]) for row in rows if row.posted_id is not None}


ANSWER = "answer:"
"""How the keys of answers begin; the event's number follows (`handlers.tell.answer`)."""


def _notices(session: Session, turns: Sequence[Turn]) -> dict[int, str]:
    wanted = {turn.thread_id for turn in turns if turn.thread_id is not None}
    rows = session.scalars(select(Posted).where(Posted.id.in_(wanted)))
    return {posted.id: message_from(posted.message).notice for posted in rows}


def turn_id(turn: Turn) -> str:
    """Its name on the page."""
    return f"p{turn.id}" if isinstance(turn, Posted) else f"h{turn.id}"


def turn_version(turn: Turn) -> str:
    """Changes whenever the turn would read differently."""
    said = turn.message if isinstance(turn, Posted) else turn.body
    return _digest([turn_id(turn), turn.thread_id, said])


def _digest(value: object) -> str:
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:16]

"""A conversation as it stands: what Rollcall posted and what the person said, in its order."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.web.courier import PLATFORM
from models.canonical import canonical
from models.delivery import Heard, Posted
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
    turns = in_order([*posted, *heard])[-last:]
    return Talk(tuple(turns), _notices(session, turns))


def in_order(turns: Iterable[Turn]) -> list[Turn]:
    """By their instants; at the same one what was heard stands before what was answered."""
    return sorted(turns, key=lambda turn: (turn.at, isinstance(turn, Posted), turn.id))


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

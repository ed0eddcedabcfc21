"""The words and rules of meetings: bodies, what stands on an agenda, actions that arise.

Pure: which state may follow which, how references and decisions are numbered, and on which day what
a meeting left for people is sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from models.workdays import WorkingDays


class Body(StrEnum):
    """Which body meets."""

    PDG = "pdg"
    BOARD = "board"


class MeetingState(StrEnum):
    """Whether a meeting goes on."""

    OPEN = "open"
    CLOSED = "closed"


class ItemKind(StrEnum):
    """Why something stands on the agenda."""

    EXCEPTION = "exception"
    CHANGE_REQUEST = "change_request"
    CHALLENGE = "challenge"
    BOARD_ASK = "board_ask"
    OWNER_TO_ATTEND = "owner_to_attend"
    EARLIER_ACTION = "earlier_action"
    OTHER = "other"


class ItemState(StrEnum):
    """What became of an item."""

    OPEN = "open"
    DECIDED = "decided"
    NOTED = "noted"
    DEFERRED = "deferred"


class ArisingState(StrEnum):
    """How far an action from a meeting has come."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    DROPPED = "dropped"


class BoardAskState(StrEnum):
    """Whether the Board has answered."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


_A = ArisingState
FOLLOWS: Mapping[ArisingState, frozenset[ArisingState]] = {
    _A.OFFERED: frozenset({_A.OFFERED, _A.ACCEPTED, _A.DECLINED, _A.DONE, _A.DROPPED}),
    _A.ACCEPTED: frozenset({_A.ACCEPTED, _A.OFFERED, _A.DECLINED, _A.DONE, _A.DROPPED}),
    _A.DECLINED: frozenset({_A.OFFERED, _A.DROPPED}),
    _A.DONE: frozenset({_A.ACCEPTED}),
    _A.DROPPED: frozenset(),
}
"""Which states may follow each. To its own state: offered to somebody else, or news of it."""
LIVE_ARISING = frozenset({_A.OFFERED, _A.ACCEPTED})
"""What somebody still has to do."""
UNSETTLED = LIVE_ARISING | {_A.DECLINED}
"""What stands on the body's next agenda."""


def may_follow(before: ArisingState, after: ArisingState) -> bool:
    """Whether an action from a meeting may go from the one state to the other."""
    return after in FOLLOWS[before]


DIGITS = 3


def next_ref(prefix: str, taken: Iterable[str]) -> str:
    """The next free reference of a body's actions.

    >>> next_ref("GA", ["GA001", "GA004", "BA009"])
    'GA005'
    """
    numbers = [
        int(ref[len(prefix) :])
        for ref in taken
        if ref.startswith(prefix) and ref[len(prefix) :].isdecimal()
    ]
    return f"{prefix}{max(numbers, default=0) + 1:0{DIGITS}}"


def decision_name(meeting: str, number: int) -> str:
    """How a decision is named in every paper: "PDG 2023-10 / 3"."""
    return f"{meeting} / {number}"


def arising_day(
    closed_on: date, held_on: date, *, of_calendar: date | None, days: WorkingDays, after: int
) -> date:
    """The day on which owners are sent what a meeting left for them.

    It is the calendar's own day where it has one, else `after` working days after the meeting; a
    meeting that was closed later sends it on the day on which it was closed.
    """
    wanted = of_calendar or days.shift(held_on, after)
    return max(wanted, days.on_or_after(closed_on))

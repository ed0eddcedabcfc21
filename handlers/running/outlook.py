"""What would go and what has lapsed, asked before everything goes on; the planner's to know.

The planner belongs to another room; the composition root hands it in with `look_ahead_with`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from handlers.request import RefusedError
from models.partnership import Partnership


@dataclass(frozen=True, slots=True)
class Going:
    """One message: to whom, what, and when; or why it lapses."""

    to: str
    what: str
    at: datetime | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What goes at once, what waits for its hour, and what is past its use."""

    goes: tuple[Going, ...] = ()
    later: tuple[Going, ...] = ()
    lapsed: tuple[Going, ...] = ()


class LooksAhead(Protocol):
    """The planner, as far as running asks it."""

    def resuming(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What is owed now, were it to leave at once."""
        ...

    def going_live(self, session: Session, now: datetime, partnership: Partnership) -> Outlook:
        """What the first day would bring, with what was only shown in trial owed anew."""
        ...


_SEAM: list[LooksAhead] = []


def look_ahead_with(planner: LooksAhead) -> None:
    """Let this planner say what would go."""
    _SEAM[:] = [planner]


def planner() -> LooksAhead:
    """The planner that was handed in.

    Raises:
        RefusedError: none was.
    """
    if not _SEAM:
        raise RefusedError("The planner is not running here, so I cannot say what would go.")
    return _SEAM[0]

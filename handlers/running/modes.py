"""The mode of the installation: trial, live or paused; who set it, and what it means for a message.

An installation on a real platform starts in trial. The composition root says so with `starts_as`;
without it (the local platform, the demo, the simulator) everything is live.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.request import Request
from models.audit import record
from models.delivery import Occasion, Step
from models.kept import kept
from models.running import Mode, ModeChange

ANSWERS = ("answer:", "instead:")
"""How the keys begin of what answers a person's own act."""
_STARTS = [Mode.LIVE]
_NEWEST = select(ModeChange).order_by(ModeChange.id.desc()).limit(1)


def starts_as(mode: Mode) -> None:
    """Let an installation in which nobody has set a mode be in this one."""
    _STARTS[:] = [mode]


def last_change(session: Session) -> ModeChange | None:
    """The change of mode that is in force; None where nobody has made one."""
    return kept(session, ("mode",), (ModeChange,), lambda: session.scalar(_NEWEST))


def mode_now(session: Session) -> Mode:
    """The mode that is in force."""
    change = last_change(session)
    return change.mode if change else _STARTS[0]


def mode_before_pause(session: Session) -> Mode:
    """What resuming goes back to: the mode in which everything was paused."""
    before = session.scalar(
        select(ModeChange)
        .where(ModeChange.mode != Mode.PAUSED)
        .order_by(ModeChange.id.desc())
        .limit(1)
    )
    return before.mode if before else _STARTS[0]


def change_mode(request: Request, mode: Mode, *, reason: str) -> ModeChange:
    """Set the mode, as an event of the record."""
    before = mode_now(request.session)
    change = ModeChange(
        mode=mode,
        by_id=request.actor.person_id,
        by=request.actor.name,
        reason=reason,
        at=request.now,
    )
    request.session.add(change)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "mode_changed",
        at=request.now,
        entity="mode",
        entity_id=change.id,
        before={"mode": before.value},
        after={"mode": mode.value},
        reason=reason or None,
    )
    return change


def answers_an_act(occasion: Occasion) -> bool:
    """Whether it answers what a person has just done, or changes what stands with them."""
    return occasion.step is Step.REPLACE or occasion.key.startswith(ANSWERS)

"""Not mine: the asks stop, the action shows as disputed, the programme office finds whose it is."""

from __future__ import annotations

import re

from sqlalchemy import select

from handlers.allowed import require
from handlers.answering.settled import restate
from handlers.audience import holders
from handlers.changes import change
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.disputed import not_mine_for_office
from models.cycle import Ask, Cycle
from models.permissions import Act
from models.plan import Action, ChangeKind
from models.states import Role

_BARE = re.compile(
    r"\W*(?:(?:this|that|it)(?: is|'s)? )?(?:not (?:actually )?mine|wrong person)\W*", re.IGNORECASE
)
"""Words that say no more than the note does itself."""


def dispute(request: Request, action: Action, cycle: Cycle | None, hint: str = "") -> None:
    """Note that the person says an action is not theirs; said twice it is noted once."""
    if action.disputed_by_id is not None:
        return
    reason = hint or "its owner says that it is not theirs"
    change(
        request,
        action,
        "disputed_by_id",
        request.actor.person_id,
        reason,
        kind=ChangeKind.REASSIGN,
    )
    action.disputed_at = request.now
    restate(request, cycle, [action.id])
    place = str(cycle.id) if cycle else ""
    said = "" if _BARE.fullmatch(hint) else hint
    message = not_mine_for_office(action, by=request.actor.name, hint=said, place=place)
    for person in holders(request.session, Role.PROGRAMME_OFFICE, on=request.today):
        if person.id == request.actor.person_id:
            continue
        key = f"disputed:{action.id}:{request.now.isoformat()}:{person.id}"
        tell(request.session, person, message, key=key, now=request.now)


def settle_dispute(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    *,
    reason: str = "it is theirs after all",
) -> None:
    """End the dispute: who raised it takes it back, or who may settle it does.

    Raises:
        RefusedError: somebody else raised it, and the person may not settle it.
    """
    if action.disputed_by_id is None:
        return
    if action.disputed_by_id != request.actor.person_id:
        require(request, Act.SETTLE_DISPUTE, action=action)
    change(request, action, "disputed_by_id", None, reason, kind=ChangeKind.REASSIGN)
    action.disputed_at = None
    restate(request, cycle, [action.id])


def is_asked(request: Request, action: Action, cycle: Cycle | None) -> bool:
    """Whether somebody was asked about the action in the cycle."""
    if cycle is None:
        return False
    found = request.session.scalar(
        select(Ask.id).where(Ask.cycle_id == cycle.id, Ask.action_id == action.id)
    )
    return found is not None

"""What was only shown in trial is owed anew once the installation is live."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.tell import opaque_id
from handlers.wording.trial import KIND
from models.delivery import Occasion, Posted

TRIED = "trial:"
"""How the key of an occasion begins that counts no more, since only the office saw it."""


def owe_anew(session: Session) -> int:
    """Free the keys of what was shown in trial, so that the planner owes it again; how many.

    What is past by then is not owed again: the planner looks at the day.
    """
    shown = session.scalars(
        select(Occasion)
        .join(Posted, Posted.id == Occasion.posted_id)
        .where(Posted.kind == KIND, ~Occasion.key.startswith(TRIED))
    ).all()
    for occasion in shown:
        occasion.key = f"{TRIED}{occasion.id}:{occasion.key}"
        occasion.opaque = opaque_id(occasion.key)
    session.flush()
    return len(shown)

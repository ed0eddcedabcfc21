"""What the file says of an action's progress becomes the first entry of its history.

So the first ask can show what was said last, and the file's rating is the first owner's rating.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time
from itertools import count

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.plan_import.entry import Entry
from handlers.plan_import.reading import ReadAction
from models.audit import record as record_event
from models.plan import Action
from models.states import Rating
from models.update import Update, UpdateKind

SERIES = "plan"
_NOON = time(12)


def first_words(entry: Entry, action: Action, read: ReadAction) -> None:
    """Keep the file's rating and progress, dated as the file dates them.

    Blue is nobody's claim: it follows from the stage, once evidence has been accepted.
    """
    rating = None if read.rating is Rating.BLUE else read.rating
    if rating is None and not read.progress:
        return
    update = Update(
        action_id=action.id,
        series=SERIES,
        serial=next(entry.serials),
        kind=UpdateKind.IMPORT,
        author_id=entry.request.actor.person_id,
        source=entry.source,
        source_on=read.progress_on,
        door=entry.request.door,
        rating=rating,
        words=read.progress,
        received_at=_said_at(entry, read),
    )
    entry.session.add(update)
    record_event(
        entry.session,
        entry.request.actor,
        "update_import",
        at=entry.request.now,
        entity="status_update",
        entity_id=update.number,
        after={"action": action.ref, "rating": rating, "words": read.progress},
        reason=entry.source,
    )


def serials_of(session: Session) -> Iterator[int]:
    """The numbers that follow the last one of what files have said."""
    last = session.scalar(select(func.max(Update.serial)).where(Update.series == SERIES)) or 0
    return count(last + 1)


def _said_at(entry: Entry, read: ReadAction) -> datetime:
    """Noon of the day that the file gives, no later than the import itself."""
    if read.progress_on is None:
        return entry.at
    zone = entry.request.partnership.zone
    noon = datetime.combine(read.progress_on, _NOON, zone).astimezone(UTC)
    return min(noon, entry.at)

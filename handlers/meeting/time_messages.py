"""What time brings of meetings, made from the record at the moment it leaves.

Each gives None where nothing is left to be said: then the occasion is cancelled.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.meeting.arising_steps import arising_facts, live_of
from handlers.meeting.records import (
    actions_of,
    decisions_of,
    items_of,
    meeting_in_words,
    meeting_name,
    name_of,
    standing,
)
from handlers.wording.arising import arising_due, arising_to_channel, arising_to_owner
from handlers.wording.meeting_log import still_open_card
from handlers.wording.meetings import MeetingFacts
from models.meeting import ArisingState, ItemState, Meeting, MeetingAction, MeetingState
from models.message import Message
from models.partnership import Partnership
from models.people import Person


def arising_message(
    session: Session,
    meeting_id: int,
    person: Person | None,
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """What a meeting left for its owner, or, without one, the whole list for the channel."""
    meeting = session.get_one(Meeting, meeting_id)
    today = _today(now, partnership)
    said = meeting_in_words(meeting, partnership, today)
    if person is not None:
        rows = [row for row in live_of(session, person) if row.meeting_id == meeting.id]
        lines = [arising_facts(session, row, now, partnership) for row in rows]
        return arising_to_owner(lines, said, today) if lines else None
    rows = list(actions_of(session, meeting))
    lines = [arising_facts(session, row, now, partnership) for row in rows]
    decided = [d for d in standing(decisions_of(session, meeting)) if not d.is_note]
    name = meeting_name(session, meeting, partnership)
    return arising_to_channel(lines, said, decisions=len(decided), name=name)


def arising_due_message(
    session: Session,
    person: Person,
    ids: Collection[int],
    *,
    now: datetime,
    partnership: Partnership,
) -> Message | None:
    """The due dates of actions from meetings; None where all are done or somebody else's by now."""
    rows = session.scalars(
        select(MeetingAction)
        .where(
            MeetingAction.id.in_(ids),
            MeetingAction.owner_id == person.id,
            MeetingAction.state == ArisingState.ACCEPTED,
        )
        .order_by(MeetingAction.due, MeetingAction.id)
    ).all()
    lines = [arising_facts(session, row, now, partnership) for row in rows]
    return arising_due(lines, _today(now, partnership)) if lines else None


def still_open_message(
    session: Session, meeting_id: int, *, now: datetime, partnership: Partnership
) -> Message | None:
    """That nobody has closed a meeting; None where somebody has by now."""
    meeting = session.get_one(Meeting, meeting_id)
    if meeting.state is not MeetingState.OPEN:
        return None
    left = [i for i in items_of(session, meeting) if i.state is ItemState.OPEN]
    facts = MeetingFacts(
        id=meeting.id,
        name=meeting_name(session, meeting, partnership),
        said=meeting_in_words(meeting, partnership, _today(now, partnership)),
        bodies=partnership.bodies,
        held_on=meeting.held_on,
        is_open=True,
        lead=name_of(session, meeting.opened_by_id),
    )
    return still_open_card(facts, len(left))


def _today(now: datetime, partnership: Partnership) -> date:
    return now.astimezone(partnership.zone).date()

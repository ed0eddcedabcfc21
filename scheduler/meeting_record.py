"""Reading meetings and the actions that arose at them: what is open, or was closed of late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from handlers.meeting.facts import arising_on
from handlers.meeting.records import meeting_in_words
from models.cycle import Cycle
from models.meeting import ArisingState, Body, Meeting, MeetingAction, MeetingState
from models.meeting_states import LIVE_ARISING
from models.partnership import Partnership
from scheduler.meeting_facts import ArisingFact, MeetingFact

LATELY = timedelta(days=30)
_MEETINGS = (
    select(Meeting)
    .where(or_(Meeting.state == MeetingState.OPEN, Meeting.closed_at >= bindparam("since")))
    .order_by(Meeting.id)
)
_OF_MEETINGS = (
    select(MeetingAction.meeting_id, MeetingAction.owner_id, MeetingAction.state)
    .where(MeetingAction.meeting_id.in_(bindparam("meetings", expanding=True)))
    .order_by(MeetingAction.id)
)
_ACCEPTED = (
    select(MeetingAction.id, MeetingAction.ref, MeetingAction.owner_id, MeetingAction.due)
    .where(MeetingAction.state == ArisingState.ACCEPTED)
    .order_by(MeetingAction.due, MeetingAction.id)
)


def read_meetings(
    session: Session, at: datetime, partnership: Partnership
) -> tuple[MeetingFact, ...]:
    """The meetings of which time may still bring something."""
    meetings = session.scalars(_MEETINGS, {"since": at - LATELY}).all()
    if not meetings:
        return ()
    arose = _by_meeting(session, meetings)
    return tuple(_fact(session, each, arose[each.id], at, partnership) for each in meetings)


def _by_meeting(
    session: Session, meetings: Sequence[Meeting]
) -> Mapping[int, list[tuple[int, ArisingState]]]:
    found: dict[int, list[tuple[int, ArisingState]]] = defaultdict(list)
    for row in session.execute(_OF_MEETINGS, {"meetings": [each.id for each in meetings]}):
        found[row.meeting_id].append((row.owner_id, row.state))
    return found


def _fact(
    session: Session,
    meeting: Meeting,
    arose: list[tuple[int, ArisingState]],
    at: datetime,
    partnership: Partnership,
) -> MeetingFact:
    settings, days = partnership.meeting, partnership.days
    sends = arising_on(meeting, session.get(Cycle, meeting.cycle_id or 0), partnership)
    is_group = meeting.body is Body.PDG
    posts = None
    if sends is not None:
        posts = datetime.combine(sends, partnership.sending.at, partnership.zone).astimezone(UTC)
    told = (meeting.opened_by_id, meeting.minuted_by_id)
    return MeetingFact(
        id=meeting.id,
        body=meeting.body,
        said=meeting_in_words(meeting, partnership, at.astimezone(partnership.zone).date()),
        is_open=meeting.state is MeetingState.OPEN,
        told=tuple(each for each in told if each is not None),
        reminded_on=tuple(days.shift(meeting.held_on, n) for n in sorted(settings.open_after)),
        arising_on=sends,
        posts_at=posts,
        channel=settings.group_channel if is_group else partnership.board_channel,
        owners=tuple(dict.fromkeys(o for o, state in arose if state in LIVE_ARISING)),
        count=len(arose),
    )


def read_arising(session: Session) -> tuple[ArisingFact, ...]:
    """The actions from meetings that were accepted and are not done."""
    return tuple(ArisingFact(*row) for row in session.connection().execute(_ACCEPTED))

"""The Board's own decisions and actions, as the snapshot keeps them: as at the freezing."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from handlers.meeting.records import decisions_of, meeting_name, standing
from handlers.paper.view import View
from models.meeting import ArisingState, Body, Meeting, MeetingAction
from models.meeting_states import UNSETTLED, decision_name
from models.plan import Action
from models.snapshot_meetings import EarlierAction, EarlierDecision, EarlierFacts


def freeze_earlier(view: View) -> EarlierFacts:
    """What the Board decided since the report before was frozen, and what its actions have become.

    An action that is settled is told of once: in the first report after that.
    """
    meetings = view.session.scalars(
        select(Meeting)
        .where(
            Meeting.plan_id == view.cycle.plan_id,
            Meeting.body == Body.BOARD,
            Meeting.opened_at <= view.now,
        )
        .order_by(Meeting.id)
    ).all()
    return {
        "decisions": [each for meeting in meetings for each in _decisions(view, meeting)],
        "actions": [each for meeting in meetings for each in _actions(view, meeting)],
    }


def _since(view: View) -> datetime | None:
    """When the report before was frozen; None for the first one."""
    before = view.before_snapshot
    return datetime.fromisoformat(before["frozen_at"]) if before is not None else None


def _decisions(view: View, meeting: Meeting) -> list[EarlierDecision]:
    since = _since(view)
    rows = [d for d in decisions_of(view.session, meeting) if d.at <= view.now]
    name = meeting_name(view.session, meeting, view.partnership)
    return [
        {
            "name": decision_name(name, row.number),
            "on": meeting.held_on.isoformat(),
            "ref": _ref(view, row.action_id),
            "words": row.words,
        }
        for row in standing(rows)
        if not row.is_note and (since is None or row.at > since)
    ]


def _ref(view: View, action_id: int | None) -> str | None:
    return view.session.get_one(Action, action_id).ref if action_id else None


def _actions(view: View, meeting: Meeting) -> list[EarlierAction]:
    rows = view.session.scalars(
        select(MeetingAction)
        .where(MeetingAction.meeting_id == meeting.id, MeetingAction.at <= view.now)
        .order_by(MeetingAction.due, MeetingAction.id)
        .options(selectinload(MeetingAction.news))
    )
    return [_told(row) for row in rows if _is_told(row, _since(view))]


def _is_told(row: MeetingAction, since: datetime | None) -> bool:
    """Whether it is open, or was settled since the report before."""
    if row.state in UNSETTLED or since is None:
        return True
    return bool(row.news) and row.news[-1].at > since


def _told(row: MeetingAction) -> EarlierAction:
    said = [each.words for each in row.news if each.words]
    closed = row.closed_on if row.state is ArisingState.DONE else None
    return {
        "ref": row.ref,
        "words": row.words,
        "owner": row.owner.name,
        "due": row.due.isoformat(),
        "state": row.state.value,
        "closed_on": closed.isoformat() if closed else None,
        "said": said[-1] if said else "",
    }

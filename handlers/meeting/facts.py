"""A meeting as its words take it, read from the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from handlers.meeting.details import action_of, details_of
from handlers.meeting.permitted import may_lead, may_write
from handlers.meeting.records import (
    actions_of,
    decisions_of,
    items_of,
    meeting_in_words,
    meeting_name,
    name_of,
)
from handlers.request import Request
from handlers.wording.arising import STATES
from handlers.wording.meetings import Arising, Decided, Looked, MeetingFacts, Row
from models.cycle import Cycle
from models.meeting import AgendaItem, Body, Decision, ItemState, Meeting, MeetingAction
from models.meeting_states import arising_day, decision_name
from models.partnership import Partnership
from models.plan import Action


def facts_of_meeting(request: Request, meeting: Meeting) -> MeetingFacts:
    """One meeting as who asks sees it."""
    session, partnership = request.session, request.partnership
    return MeetingFacts(
        id=meeting.id,
        name=meeting_name(session, meeting, partnership),
        said=meeting_in_words(meeting, partnership, request.today),
        bodies=partnership.bodies,
        held_on=meeting.held_on,
        is_open=meeting.closed_at is None,
        lead=name_of(session, meeting.opened_by_id),
        minutes=name_of(session, meeting.minuted_by_id),
        closed_by=name_of(session, meeting.closed_by_id),
        closed_on=_closed_on(meeting, partnership),
        arising_on=arising_on(meeting, session.get(Cycle, meeting.cycle_id or 0), partnership),
        may_write=may_write(request, meeting),
        may_lead=may_lead(request, meeting.body),
    )


def _closed_on(meeting: Meeting, partnership: Partnership) -> date | None:
    return meeting.closed_at.astimezone(partnership.zone).date() if meeting.closed_at else None


def arising_on(meeting: Meeting, cycle: Cycle | None, partnership: Partnership) -> date | None:
    """The day on which owners are sent what the meeting left for them; None while it is open."""
    closed = _closed_on(meeting, partnership)
    if closed is None:
        return None
    is_the_board_of_it = (
        cycle is not None
        and meeting.body is Body.BOARD
        and meeting.held_on <= cycle.actions_arising_issued
    )
    return arising_day(
        closed,
        meeting.held_on,
        of_calendar=cycle.actions_arising_issued if cycle and is_the_board_of_it else None,
        days=partnership.days,
        after=partnership.meeting.arising_after,
    )


def row_of(item: AgendaItem) -> Row:
    """An item as a line."""
    return Row(item.id, item.position, item.kind, item.title, item.state)


def rows_of(request: Request, meeting: Meeting) -> tuple[Row, ...]:
    """The agenda as lines."""
    return tuple(row_of(item) for item in items_of(request.session, meeting))


def looked_at_item(request: Request, meeting: Meeting, item: AgendaItem) -> Looked:
    """One item with all that is known of it."""
    items = items_of(request.session, meeting)
    decisions = [d for d in decisions_of(request.session, meeting) if d.item_id == item.id]
    arising = [a for a in actions_of(request.session, meeting) if a.item_id == item.id]
    action = action_of(request, item)
    return Looked(
        row=row_of(item),
        total=len(items),
        seen=decisions[-1].id if decisions else 0,
        details=details_of(request, item),
        decided=decided_of(request, meeting, decisions),
        arising=tuple(arising_of(each) for each in arising),
        action_id=action.id if action else None,
        ref=action.ref if action else "",
        next_position=_next(items, item),
    )


def _next(items: Sequence[AgendaItem], item: AgendaItem) -> int | None:
    """The next item that is open, else the one that follows; None behind the last."""
    after = [each for each in items if each.position > item.position]
    waiting = [each for each in after if each.state is ItemState.OPEN]
    return next((each.position for each in (*waiting, *after)), None)


def decided_of(
    request: Request, meeting: Meeting, decisions: Sequence[Decision]
) -> tuple[Decided, ...]:
    """Decisions as they are said, the replaced ones marked."""
    session = request.session
    name = meeting_name(session, meeting, request.partnership)
    everything = decisions_of(session, meeting)
    numbers = {each.id: each.number for each in everything}
    replaced = {each.replaces_id: each.number for each in everything if each.replaces_id}
    return tuple(
        Decided(
            id=each.id,
            name=decision_name(name, each.number),
            words=each.words,
            by=name_of(session, each.by_id),
            is_note=each.is_note,
            replaced_by=decision_name(name, replaced[each.id]) if each.id in replaced else "",
            replaces=decision_name(name, numbers[each.replaces_id]) if each.replaces_id else "",
            ref=_ref(request, each.action_id),
        )
        for each in decisions
    )


def _ref(request: Request, action_id: int | None) -> str:
    return request.session.get_one(Action, action_id).ref if action_id else ""


def arising_of(row: MeetingAction) -> Arising:
    """An action that arose, as a line."""
    return Arising(row.ref, row.words, row.owner.name, row.due, STATES[row.state])

"""A meeting as a record: found, named, and its rows held while somebody writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.fields import given
from handlers.request import RefusedError, Request
from handlers.wording.phrases import begun
from models.cycle import Cycle
from models.meeting import AgendaItem, Body, Decision, Meeting, MeetingAction, MeetingState
from models.meeting_states import decision_name
from models.message import Button, args
from models.partnership import Partnership
from models.people import Person
from models.spoken import day_in_words


def body_words(partnership: Partnership, body: Body) -> str:
    """A body in running text: "the PDG", "the Board"."""
    bodies = partnership.bodies
    return f"the {bodies.delivery_group_short}" if body is Body.PDG else bodies.board_short


def body_name(partnership: Partnership, body: Body) -> str:
    """A body as a name: "PDG", "Board"."""
    return begun(body_words(partnership, body).removeprefix("the "))


def meeting_name(session: Session, meeting: Meeting, partnership: Partnership) -> str:
    """How a meeting is named in its decisions: "PDG 2023-10"; by its day where it has no cycle.

    A second one of the same body in a cycle is "PDG 2023-10 no. 2".
    """
    same = select(func.count()).where(
        Meeting.plan_id == meeting.plan_id, Meeting.body == meeting.body, Meeting.id < meeting.id
    )
    cycle = session.get(Cycle, meeting.cycle_id or 0)
    if cycle is None:
        name = f"{body_name(partnership, meeting.body)} {meeting.held_on.isoformat()}"
        same = same.where(Meeting.cycle_id.is_(None), Meeting.held_on == meeting.held_on)
    else:
        name = f"{body_name(partnership, meeting.body)} {cycle.code}"
        same = same.where(Meeting.cycle_id == cycle.id)
    before = session.scalar(same) or 0
    return f"{name} no. {before + 1}" if before else name


def meeting_in_words(meeting: Meeting, partnership: Partnership, today: date) -> str:
    """A meeting in a sentence: "the PDG's meeting of Friday 13 October"."""
    on = day_in_words(meeting.held_on, seen_from=today)
    return f"{body_words(partnership, meeting.body)}'s meeting of {on}"


def named(session: Session, decision: Decision, partnership: Partnership) -> str:
    """How a decision is named: "PDG 2023-10 / 3"."""
    meeting = session.get_one(Meeting, decision.meeting_id)
    return decision_name(meeting_name(session, meeting, partnership), decision.number)


def open_meeting(session: Session, plan_id: int, body: Body) -> Meeting | None:
    """The meeting of a body that goes on now."""
    return session.scalar(
        select(Meeting).where(
            Meeting.plan_id == plan_id, Meeting.body == body, Meeting.state == MeetingState.OPEN
        )
    )


def last_meeting(session: Session, plan_id: int, body: Body, before: datetime) -> Meeting | None:
    """The body's meeting before an instant."""
    return session.scalar(
        select(Meeting)
        .where(Meeting.plan_id == plan_id, Meeting.body == body, Meeting.opened_at < before)
        .order_by(Meeting.opened_at.desc(), Meeting.id.desc())
        .limit(1)
    )


def meeting_pressed(request: Request, *, held: bool = False) -> Meeting:
    """The meeting that a button, form or command names; `held` locks it until the end.

    Raises:
        RefusedError: there is none.
    """
    number = given(request, "meeting")
    request.session.flush()
    found = (
        request.session.get(Meeting, int(number), with_for_update=held, populate_existing=held)
        if number.isdigit()
        else None
    )
    if found is None:
        raise RefusedError(
            f"No meeting has the number {number[:20]!r}. Type meetings to see those on record."
        )
    return found


def item_pressed(request: Request, meeting: Meeting) -> AgendaItem:
    """The item of the agenda that a button or form names.

    Raises:
        RefusedError: the meeting has none of that number.
    """
    number = given(request, "item")
    found = request.session.get(AgendaItem, int(number)) if number.isdigit() else None
    if found is None or found.meeting_id != meeting.id:
        raise RefusedError(
            "That item is not on this meeting's agenda.",
            ways=(Button("Show the agenda", "meeting.show", args(meeting=meeting.id)),),
        )
    return found


def items_of(session: Session, meeting: Meeting) -> Sequence[AgendaItem]:
    """The agenda, in its order."""
    return session.scalars(
        select(AgendaItem).where(AgendaItem.meeting_id == meeting.id).order_by(AgendaItem.position)
    ).all()


def decisions_of(session: Session, meeting: Meeting) -> Sequence[Decision]:
    """Everything that a meeting decided or noted, in the order of the numbers."""
    return session.scalars(
        select(Decision).where(Decision.meeting_id == meeting.id).order_by(Decision.number)
    ).all()


def standing(decisions: Sequence[Decision]) -> list[Decision]:
    """Those that no later one has replaced."""
    replaced = {each.replaces_id for each in decisions}
    return [each for each in decisions if each.id not in replaced]


def actions_of(session: Session, meeting: Meeting) -> Sequence[MeetingAction]:
    """The actions that arose at a meeting, in the order in which they were minuted."""
    return session.scalars(
        select(MeetingAction)
        .where(MeetingAction.meeting_id == meeting.id)
        .order_by(MeetingAction.id)
    ).all()


def name_of(session: Session, person_id: int | None) -> str:
    """What somebody is called; "" where there is nobody."""
    return session.get_one(Person, person_id).name if person_id else ""

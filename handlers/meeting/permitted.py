"""Who leads a meeting, who writes its minutes, who reads them: asked at each click."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import may_do, require
from handlers.asking.the_person import asker
from handlers.meeting.records import body_words, meeting_in_words, name_of
from handlers.request import RefusedError, Request
from handlers.staffing.roles import roles_in_force
from handlers.wording.phrases import begun
from models.meeting import Body, Meeting, MeetingState
from models.message import Button, args
from models.people import Person
from models.permissions import Act, Who
from models.plan import Area
from models.spoken import day_in_words

LEADS = {Body.PDG: Act.HOLD_PDG_MEETING, Body.BOARD: Act.HOLD_BOARD_MEETING}
"""The act that leading each body's meeting is."""


def may_lead(request: Request, body: Body) -> bool:
    """Whether who asks leads the body's meetings now."""
    return may_do(request, LEADS[body]).allowed


def require_lead(request: Request, body: Body) -> Person:
    """Let who leads the body's meetings do it.

    Raises:
        RefusedError: they do not; the sentence says who does.
    """
    require(request, LEADS[body])
    return asker(request)


def require_open(request: Request, meeting: Meeting) -> None:
    """Refuse to write into a meeting that is over.

    Raises:
        RefusedError: it is closed; says by whom, and where its log is.
    """
    if meeting.state is MeetingState.OPEN:
        return
    by = name_of(request.session, meeting.closed_by_id)
    assert meeting.closed_at is not None
    on = day_in_words(meeting.closed_at.date(), seen_from=request.today)
    said = begun(meeting_in_words(meeting, request.partnership, request.today))
    closed = f"was closed by the {by} on {on}" if by else f"was closed on {on}"
    raise RefusedError(
        f"{said} {closed}, so nothing can be added to it. What it decided stands.",
        ways=(Button("Show its decisions", "meeting.log", args(meeting=meeting.id)),),
    )


def require_writer(request: Request, meeting: Meeting) -> Person:
    """Let who leads the meeting, or whom they handed the minutes to, write in it.

    Raises:
        RefusedError: it is closed, or they are neither; the sentence says who writes.
    """
    require_open(request, meeting)
    if may_lead(request, meeting.body):
        return asker(request)
    act = LEADS[meeting.body]
    if request.person is None or meeting.minuted_by_id != request.person.id:
        raise RefusedError(_who_writes(request, meeting), act=act.value)
    person = asker(request)
    if not may_minute(request.session, person, request):
        raise RefusedError(
            f"You were handed the minutes of {body_words(request.partnership, meeting.body)}, and"
            " hold no role in the partnership any more. Who leads the meeting can write, or hand"
            " the minutes to somebody else.",
            act=act.value,
        )
    return person


def may_write(request: Request, meeting: Meeting) -> bool:
    """Whether who asks may write in the meeting now."""
    try:
        require_writer(request, meeting)
    except RefusedError:
        return False
    return True


def may_minute(session: Session, person: Person, request: Request) -> bool:
    """Whether somebody can take minutes: in post, with a role of any kind, or leading an area."""
    if person.is_vacant or (person.active_until or request.today) < request.today:
        return False
    if roles_in_force(session, person.id, request.today):
        return True
    leads = select(Area.id).where(Area.accountable_id == person.id).limit(1)
    return session.scalar(leads) is not None


def may_read(request: Request, meeting: Meeting) -> bool:
    """Whether who asks may read what the meeting decided."""
    person = request.person
    if person is not None and person.id == meeting.minuted_by_id:
        return True
    if may_do(request, Act.READ_MEETING).allowed:
        return True
    areas = request.session.scalars(select(Area)) if person is not None else ()
    return any(_reads_as_lead(request, area) for area in areas)


def _reads_as_lead(request: Request, area: Area) -> bool:
    """Whether who asks reads it as the area's lead; no other role over an area reaches that far."""
    verdict = may_do(request, Act.READ_MEETING, area=area)
    return verdict.allowed and verdict.capacity is Who.AREA_LEAD


def require_reader(request: Request, meeting: Meeting) -> None:
    """Let who may read it see a meeting.

    Raises:
        RefusedError: they may not; the sentence says who can.
    """
    if not may_read(request, meeting):
        require(request, Act.READ_MEETING)


def _who_writes(request: Request, meeting: Meeting) -> str:
    can = request.partnership.policy.who_can(LEADS[meeting.body])
    if meeting.minuted_by_id is None:
        return can
    return f"{can} The minutes are with the {name_of(request.session, meeting.minuted_by_id)}."

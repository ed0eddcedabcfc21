"""Opening a meeting, handing its minutes over, closing it: who leads it does, at the click."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.changing.seeing import seen_by
from handlers.cycles import cycle_by_code, the_plan
from handlers.fields import given, wanted
from handlers.inquiring.intents import said_as
from handlers.meeting.agenda import Look, bring_up_to_date
from handlers.meeting.permitted import (
    may_lead,
    may_minute,
    may_write,
    require_lead,
    require_open,
)
from handlers.meeting.records import (
    body_words,
    items_of,
    meeting_in_words,
    meeting_name,
    meeting_pressed,
    name_of,
    open_meeting,
)
from handlers.meeting.showing import agenda, in_its_place, log_message, openings
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.people import person_by
from handlers.tell import tell
from handlers.verbs import verb
from handlers.wording.meeting_forms import hand_over_form
from handlers.wording.phrases import begun
from models.audit import record
from models.cycle import Cycle
from models.meeting import Body, Meeting, MeetingState
from models.message import Button, args
from models.permissions import Act
from models.plan import Plan
from models.spoken import day_in_words

_OPEN = r"(?:please )?(?:open|start|begin|run)(?: the)?"
said_as(
    "meeting.open",
    rf"{_OPEN} (?P<body>pdg|board|delivery group)(?:'s)?(?: meeting)?",
    rf"{_OPEN} meeting(?: of the (?P<body>pdg|board|delivery group))?",
)
BODIES = {"pdg": Body.PDG, "delivery group": Body.PDG, "board": Body.BOARD}


@verb(
    "meeting.open", "Open a meeting", act=Act.HOLD_PDG_MEETING, examples=("open the PDG meeting",)
)
def open_one(request: Request) -> Reply:
    """Open the meeting of `body`, of the cycle that is under way or of `cycle`.

    Raises:
        RefusedError: they do not lead that body, or the cycle is past.
    """
    body = _body(request)
    if body is None:
        return _which(request)
    person = require_lead(request, body)
    session, plan_id = request.session, the_plan(request.session).id
    session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update())
    if (standing := open_meeting(session, plan_id, body)) is not None:
        return in_its_place(request, agenda(request, standing, lead=_already(request, standing)))
    cycle = _cycle(request, plan_id, body)
    meeting = Meeting(
        plan_id=plan_id,
        cycle_id=cycle.id if cycle else None,
        body=body,
        held_on=request.today,
        opened_by_id=person.id,
        opened_at=request.now,
        state=MeetingState.OPEN,
    )
    session.add(meeting)
    session.flush()
    note(request, meeting, "meeting_opened", {"held_on": request.today})
    bring_up_to_date(Look(session, meeting, request.now, request.partnership))
    lead = f"{begun(body_words(request.partnership, body))}'s meeting is open."
    return Reply(say=(agenda(request, meeting, lead=lead),))


def note(
    request: Request, meeting: Meeting, act: str, after: dict[str, object], reason: str = ""
) -> None:
    """Write an act on a meeting into the record."""
    record(
        request.session,
        request.actor,
        act,
        at=request.now,
        entity="meeting",
        entity_id=meeting_name(request.session, meeting, request.partnership),
        after=after,
        reason=reason or None,
    )


def _body(request: Request) -> Body | None:
    """The body that is named, else the only one that who asks leads."""
    name = given(request, "body").lower()
    if name:
        if name not in BODIES:
            raise RefusedError(f"A meeting is of the pdg or the board; found {name[:20]!r}.")
        return BODIES[name]
    led = [body for body in Body if may_lead(request, body)]
    if not led:
        require(request, Act.HOLD_PDG_MEETING)
    return led[0] if len(led) == 1 else None


def _which(request: Request) -> Reply:
    raise RefusedError("Whose meeting? You lead both.", ways=openings(request))


def _already(request: Request, meeting: Meeting) -> str:
    by = name_of(request.session, meeting.opened_by_id)
    said = begun(meeting_in_words(meeting, request.partnership, request.today))
    return f"{said} is open already: the {by} opened it. Here it is."


def _cycle(request: Request, plan_id: int, body: Body) -> Cycle | None:
    """The cycle that is named, else the one whose day for this body is nearest.

    Raises:
        RefusedError: the cycle that is named is past.
    """
    if code := given(request, "cycle"):
        cycle = cycle_by_code(request.session, code)
        if _last_day(cycle, body) < request.today:
            on = day_in_words(_last_day(cycle, body), seen_from=request.today)
            raise RefusedError(
                f"The meetings of {cycle.code} ended on {on}, so none of them can be opened now."
                " Open the meeting of this month instead.",
                ways=openings(request),
            )
        return cycle
    return nearest(request.session, plan_id, body, request.today)


def nearest(session: Session, plan_id: int, body: Body, today: date) -> Cycle | None:
    """The cycle, not past, in which the body's day is nearest; None where there is none."""
    rows = session.scalars(select(Cycle).where(Cycle.plan_id == plan_id))
    coming = [cycle for cycle in rows if _last_day(cycle, body) >= today]
    return min(coming, key=lambda c: (abs((_day(c, body) - today).days), c.id), default=None)


def _day(cycle: Cycle, body: Body) -> date:
    return cycle.pdg_meeting if body is Body.PDG else cycle.board_meeting


def _last_day(cycle: Cycle, body: Body) -> date:
    """Up to when a meeting of the cycle can be opened: the group's until the Board has met."""
    return cycle.board_meeting if body is Body.PDG else cycle.actions_arising_issued


@verb("meeting.refresh", "Bring a meeting's agenda up to date")
def refresh(request: Request) -> Reply:
    """Put on the agenda what has come up since it was made."""
    meeting = meeting_pressed(request, held=True)
    require_open(request, meeting)
    if not may_write(request, meeting):
        require_lead(request, meeting.body)
    new = bring_up_to_date(Look(request.session, meeting, request.now, request.partnership))
    if new:
        note(request, meeting, "agenda_added", {"items": [item.title for item in new]})
    lead = f"{len(new)} more on the agenda." if new else "Nothing has come up since."
    return in_its_place(request, agenda(request, meeting, lead=lead))


@verb("meeting.hand_over_form", "Hand over the minutes")
def hand_over_first(request: Request) -> Reply:
    """Ask whom the minutes go to."""
    meeting = meeting_pressed(request)
    require_open(request, meeting)
    require_lead(request, meeting.body)
    return Reply(form=hand_over_form(args(meeting=meeting.id)))


@verb("meeting.hand_over", "Hand the minutes to somebody")
def hand_over(request: Request) -> Reply:
    """Let `person` write in the meeting; who leads it still can."""
    meeting = meeting_pressed(request, held=True)
    require_open(request, meeting)
    lead = require_lead(request, meeting.body)
    errors: dict[str, str] = {}
    named = wanted(request, "person", errors, "who writes")
    if errors:
        return Reply(errors=errors)
    try:
        person = person_by(request.session, named)
    except RefusedError as error:
        return Reply(errors={"person": error.sentence})
    if not may_minute(request.session, person, request):
        return Reply(
            errors={
                "person": f"{person.name} holds no role in the partnership; name somebody who"
                " does, or have the programme office give them one."
            }
        )
    meeting.minuted_by_id = person.id
    note(request, meeting, "minutes_handed_over", {"to": person.name})
    if person.id != lead.id:
        said = begun(meeting_in_words(meeting, request.partnership, request.today))
        message = agenda(
            seen_by(request, person), meeting, lead=f"{said}: the minutes are with you now."
        )
        key = f"minutes:{meeting.id}:{person.id}:{request.now.isoformat()}"
        tell(request.session, person, message, key=key, now=request.now)
    told = f"The {person.name} writes the minutes from now on; you still can."
    return in_its_place(request, agenda(request, meeting, lead=told))


@verb("meeting.take_back", "Take the minutes back")
def take_back(request: Request) -> Reply:
    """Write the minutes oneself again."""
    meeting = meeting_pressed(request, held=True)
    require_open(request, meeting)
    require_lead(request, meeting.body)
    before, meeting.minuted_by_id = meeting.minuted_by_id, None
    note(request, meeting, "minutes_taken_back", {"from": name_of(request.session, before)})
    return in_its_place(request, agenda(request, meeting, lead="The minutes are with you again."))


@verb("meeting.close", "Close a meeting", act=Act.CLOSE_MEETING)
def close(request: Request) -> Reply:
    """Close `meeting`: its log is ready at once, and its actions go to their owners in two days."""
    meeting = meeting_pressed(request, held=True)
    require_open(request, meeting)
    if not (may_lead(request, meeting.body) or may_write(request, meeting)):
        _require_after(request, meeting)
    meeting.state = MeetingState.CLOSED
    meeting.closed_at = request.now
    meeting.closed_by_id = request.actor.person_id
    left = sum(item.state == "open" for item in items_of(request.session, meeting))
    note(request, meeting, "meeting_closed", {"items_not_taken": left})
    request.session.flush()
    said = begun(meeting_in_words(meeting, request.partnership, request.today))
    return Reply(say=(log_message(request, meeting, lead=f"{said} is closed."),))


def _require_after(request: Request, meeting: Meeting) -> None:
    """Let others close what nobody closed, from the day after.

    Raises:
        RefusedError: they may not, or it is still the day of the meeting.
    """
    require(request, Act.CLOSE_MEETING)
    if request.today <= meeting.held_on:
        body = body_words(request.partnership, meeting.body)
        raise RefusedError(
            f"{begun(body)} meets today, and who leads the meeting closes it. From tomorrow on you"
            " can, if nobody has.",
            act=Act.CLOSE_MEETING.value,
            ways=(Button("Agenda", "meeting.show", args(meeting=meeting.id)),),
        )

"""Looking at a meeting: its agenda, an item in its place, its decisions, and all meetings."""

from __future__ import annotations

from sqlalchemy import select

from handlers.cycles import the_plan
from handlers.fields import given
from handlers.inquiring.intents import said_as
from handlers.meeting.facts import (
    arising_of,
    decided_of,
    facts_of_meeting,
    looked_at_item,
    rows_of,
)
from handlers.meeting.permitted import may_lead, require_reader
from handlers.meeting.records import (
    actions_of,
    body_words,
    decisions_of,
    items_of,
    meeting_pressed,
    open_meeting,
)
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.meeting_log import log_card, meetings_card
from handlers.wording.meetings import agenda_card, item_card
from models.delivery import Posted
from models.meeting import AgendaItem, Body, Meeting
from models.message import Button, Message, args
from models.permissions import Act

KIND = "meeting"
SHOWN = 6
said_as(
    "meetings",
    r"(?:show (?:me )?)?(?:the |all )?meetings?|meeting mode",
    r"(?:show (?:me )?)?(?:the )?(?:decision|meeting) logs?|decisions",
)
said_as("meeting.agenda", r"(?:show (?:me )?)?(?:the )?(?:meeting's )?agenda")


def in_its_place(request: Request, message: Message) -> Reply:
    """Where the meeting's card was pressed it changes in its place; else it is said."""
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind == message.kind == KIND:
        return Reply(instead=message)
    return Reply(say=(message,))


def agenda(request: Request, meeting: Meeting, *, page: int = 0, lead: str = "") -> Message:
    """The agenda as it stands now."""
    return agenda_card(facts_of_meeting(request, meeting), rows_of(request, meeting), page, lead)


def item_message(
    request: Request, meeting: Meeting, item: AgendaItem, *, lead: str = ""
) -> Message:
    """One item as it stands now."""
    looked = looked_at_item(request, meeting, item)
    return item_card(facts_of_meeting(request, meeting), looked, lead)


@verb("meeting.show", "See a meeting's agenda", act=Act.READ_MEETING)
def show(request: Request) -> Reply:
    """The agenda of `meeting`, on `page`."""
    meeting = meeting_pressed(request)
    require_reader(request, meeting)
    page = given(request, "page")
    return in_its_place(request, agenda(request, meeting, page=int(page) if page.isdigit() else 0))


@verb("meeting.item", "Take an item of a meeting", act=Act.READ_MEETING)
def show_item(request: Request) -> Reply:
    """The item `at` its place on the agenda of `meeting`."""
    meeting = meeting_pressed(request)
    require_reader(request, meeting)
    at = given(request, "at")
    found = [i for i in items_of(request.session, meeting) if str(i.position) == at]
    if not found:
        return in_its_place(request, agenda(request, meeting))
    return in_its_place(request, item_message(request, meeting, found[0]))


@verb(
    "meeting.agenda", "See the agenda of the open meeting", act=Act.READ_MEETING,
    examples=("agenda",),
)  # fmt: skip
def show_open(request: Request) -> Reply:
    """The agenda of the meeting that goes on now.

    Raises:
        RefusedError: none is open.
    """
    plan_id = the_plan(request.session).id
    found = [m for body in Body if (m := open_meeting(request.session, plan_id, body))]
    if not found:
        raise RefusedError("No meeting is open now.", ways=openings(request))
    for meeting in found:
        require_reader(request, meeting)
    return Reply(say=tuple(agenda(request, meeting) for meeting in found))


@verb(
    "meetings", "See the meetings and their decisions", act=Act.READ_MEETING,
    examples=("meetings",),
)  # fmt: skip
def show_all(request: Request) -> Reply:
    """The last meetings of both bodies, and the ones that who asks can open."""
    plan_id = the_plan(request.session).id
    rows = request.session.scalars(
        select(Meeting).where(Meeting.plan_id == plan_id).order_by(Meeting.id.desc()).limit(SHOWN)
    ).all()
    for meeting in rows:
        require_reader(request, meeting)
    facts = tuple(facts_of_meeting(request, meeting) for meeting in rows)
    return Reply(say=(meetings_card(facts, openings(request)),))


def openings(request: Request) -> tuple[Button, ...]:
    """The meetings that who asks can open now, as buttons."""
    return tuple(
        Button(
            f"Open {body_words(request.partnership, body)}'s meeting",
            "meeting.open",
            args(body=body.value),
        )
        for body in Body
        if may_lead(request, body)
    )


@verb("meeting.log", "See what a meeting has decided", act=Act.READ_MEETING)
def show_log(request: Request) -> Reply:
    """The decisions, notes and actions of `meeting`, with its log as papers."""
    meeting = meeting_pressed(request)
    require_reader(request, meeting)
    return Reply(say=(log_message(request, meeting),))


def log_message(request: Request, meeting: Meeting, *, lead: str = "") -> Message:
    """The decisions, notes and actions of a meeting."""
    decisions = decisions_of(request.session, meeting)
    return log_card(
        facts_of_meeting(request, meeting),
        decided_of(request, meeting, decisions),
        tuple(arising_of(each) for each in actions_of(request.session, meeting)),
        lead,
    )

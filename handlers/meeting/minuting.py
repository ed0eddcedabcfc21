"""Minuting an action and a late item while a meeting goes on."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from handlers.answering.update_form import words_of
from handlers.corrections import action_called
from handlers.fields import day_of, given, wanted
from handlers.meeting.agenda import Found, add_item
from handlers.meeting.arising_steps import arising_facts, take_to
from handlers.meeting.details import action_of
from handlers.meeting.opening import note
from handlers.meeting.permitted import require_writer
from handlers.meeting.records import item_pressed, meeting_in_words, meeting_pressed
from handlers.meeting.showing import in_its_place, item_message
from handlers.request import RefusedError, Reply, Request
from handlers.staffing.people import person_by
from handlers.tell import tell
from handlers.verbs import verb
from handlers.wording.arising import ArisingFacts, arising_card
from handlers.wording.meeting_forms import add_form, minute_form
from models.audit import record
from models.meeting import (
    AgendaItem,
    ArisingState,
    Body,
    ItemKind,
    Meeting,
    MeetingAction,
    MeetingActionNews,
)
from models.meeting_states import next_ref
from models.message import args
from models.people import Person
from models.plan import Action, Plan
from models.spoken import day_in_words


@verb("meeting.minute_form", "Minute an action at a meeting")
def minute_first(request: Request) -> Reply:
    """Open the form: what is to be done, by whom, by when."""
    meeting = meeting_pressed(request)
    require_writer(request, meeting)
    item = _item(request, meeting)
    action = action_of(request, item) if item is not None else None
    about = {"meeting": meeting.id} | ({"item": item.id} if item else {})
    return Reply(form=minute_form(args(**about), due=None, ref=action.ref if action else ""))


def _item(request: Request, meeting: Meeting) -> AgendaItem | None:
    return item_pressed(request, meeting) if given(request, "item") else None


@verb("meeting.minute", "Record an action that arose at a meeting")
def minute(request: Request) -> Reply:
    """Offer what is to be done in `words` to `owner`, `due` by a day; it is theirs if accepted."""
    meeting = meeting_pressed(request, held=True)
    writer = require_writer(request, meeting)
    item = _item(request, meeting)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not words:
        errors.setdefault("words", "Write what is to be done; it is empty.")
    owner, action = owner_named(request, errors), _action(request, errors)
    due = day_to_come(request, errors)
    if errors:
        return Reply(errors=errors)
    assert owner is not None
    assert due is not None
    row = MeetingAction(
        plan_id=meeting.plan_id,
        ref=_next_ref(request, meeting),
        meeting_id=meeting.id,
        item_id=item.id if item else None,
        action_id=action.id if action else None,
        words=words,
        owner=owner,
        due=due,
        by_id=writer.id,
        at=request.now,
        state=ArisingState.OFFERED,
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "arising_minuted",
        at=request.now,
        entity="meeting_action",
        entity_id=row.ref,
        after={"words": words, "owner": owner.name, "due": due,
               "about": action.ref if action else None},
    )  # fmt: skip
    take_up(request, row, writer)
    lead = f"{row.ref} is minuted."
    if owner.id != writer.id:
        lead = f"{row.ref} is minuted, and the {owner.name} is asked to accept it."
    if item is None:
        return Reply(say=(arising_card(facts_of(request, row), lead),))
    return in_its_place(request, item_message(request, meeting, item, lead=lead))


def take_up(request: Request, row: MeetingAction, writer: Person) -> None:
    """Offer an action to its owner; what somebody minutes for themselves they accept with it."""
    if row.owner.id == writer.id:
        take_to(request, row, ArisingState.ACCEPTED)
        return
    count = len(row.news)
    row.news.append(
        MeetingActionNews(state=ArisingState.OFFERED, by_id=request.actor.person_id, at=request.now)
    )
    request.session.flush()
    card = arising_card(facts_of(request, row))
    tell(request.session, row.owner, card, key=f"arising:{row.id}:{count}", now=request.now)


def facts_of(request: Request, row: MeetingAction) -> ArisingFacts:
    """One action as it is said."""
    return arising_facts(request.session, row, request.now, request.partnership)


def day_to_come(request: Request, errors: dict[str, str]) -> date | None:
    """By when it is to be done; a day that has passed gets an error beside its field."""
    due = day_of(request, "due", errors, "by when")
    if due is not None and due < request.today:
        errors["due"] = f"Give a day that is still to come; {day_in_words(due)} has passed."
    return due


def owner_named(request: Request, errors: dict[str, str]) -> Person | None:
    """The person who is to do it: in post, by name or address."""
    named = wanted(request, "owner", errors, "by whom")
    if not named:
        return None
    try:
        person = person_by(request.session, named)
    except RefusedError as error:
        errors["owner"] = error.sentence
        return None
    if person.is_vacant or (person.active_until or request.today) < request.today:
        errors["owner"] = f"Nobody is in the post of {person.name}; name somebody who is."
        return None
    return person


def _action(request: Request, errors: dict[str, str]) -> Action | None:
    ref = given(request, "ref")
    if not ref:
        return None
    try:
        return action_called(request.session, ref)
    except RefusedError as error:
        errors["ref"] = error.sentence
        return None


def _next_ref(request: Request, meeting: Meeting) -> str:
    """The next free reference of the body; its plan's row is held, so that none is given twice."""
    session, settings = request.session, request.partnership.meeting
    session.execute(select(Plan.id).where(Plan.id == meeting.plan_id).with_for_update())
    is_group = meeting.body is Body.PDG
    prefix = settings.group_prefix if is_group else settings.board_prefix
    taken = select(MeetingAction.ref).where(MeetingAction.plan_id == meeting.plan_id)
    return next_ref(prefix, session.scalars(taken))


@verb("meeting.add_form", "Add an item to a meeting's agenda")
def add_first(request: Request) -> Reply:
    """Ask what the late item is about."""
    meeting = meeting_pressed(request)
    require_writer(request, meeting)
    return Reply(form=add_form(args(meeting=meeting.id)))


@verb("meeting.add", "Put a late item on a meeting's agenda")
def add(request: Request) -> Reply:
    """Put `title`, about action `ref` if one is named, at the end of the agenda."""
    meeting = meeting_pressed(request, held=True)
    require_writer(request, meeting)
    errors: dict[str, str] = {}
    title, action = wanted(request, "title", errors, "what it is about"), _action(request, errors)
    if errors:
        return Reply(errors=errors)
    about = {"action_id": action.id} if action else {}
    said = f"{action.ref}: {title}" if action else title
    item = add_item(request.session, meeting, Found(ItemKind.OTHER, about, said))
    note(request, meeting, "agenda_added", {"items": [item.title]})
    said_where = meeting_in_words(meeting, request.partnership, request.today)
    lead = f"Item {item.position} is on the agenda of {said_where}."
    return in_its_place(request, item_message(request, meeting, item, lead=lead))

"""Asking for a change: what can be asked for of an action, the form of each, and the request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from handlers.allowed import may_do, require
from handlers.answering.update_form import words_of
from handlers.changing.filling import filled_with, intro_of, unrealistic
from handlers.changing.handovers import offer
from handlers.changing.named import action_named, topic_named
from handlers.changing.news import new_request
from handlers.changing.possible import refuse_stage
from handlers.changing.requests import make_request, open_request
from handlers.changing.seeing import facts_of
from handlers.changing.showing import show
from handlers.changing.wanted import Wanted, area_named, read_wanted
from handlers.cycles import the_plan
from handlers.fields import given
from handlers.inquiring.intents import REF, said_as
from handlers.request import Reply, Request
from handlers.verbs import call, said, verb
from handlers.wording.changing import TOPICS, request_card, topics_card
from handlers.wording.changing_forms import WANT_IMPACT, change_form, which_form
from models.change import ChangeTopic
from models.change_rules import stage_allows
from models.message import Button, Form, args
from models.people import Person
from models.permissions import Act
from models.plan import Action

TOPIC = (
    r"(?P<topic>suspend|pause|resume|restart|unsuspend|unpause|withdraw|drop|split(?: up)?|merge"
    r"|reassign|extend)"
)
ASK = r"(?:i )?(?:want to |would like to |need to |can (?:we|i) |could (?:we|i) |let's )?"
said_as(
    "change.request",
    rf"{ASK}{TOPIC} {REF}",
    rf"{ASK}(?:put|place) {REF} on (?P<topic>hold)",
    rf"{ASK}take {REF} (?P<topic>off hold|out of the plan)",
    rf"{ASK}(?P<topic>hand|pass) {REF} (?:over|on)(?: to .+)?",
    rf"{ASK}(?P<topic>give) {REF} to .+",
    rf"{ASK}change (?:the )?(?P<topic>owner|scope|due date|date|deadline|monitoring)"
    rf"(?: level)? (?:of|for) {REF}",
    rf"(?:ask for|request) (?:a )?changes? (?:of|to|for|in) {REF}",
    rf"(?:ask for|request) another (?:owner|scope|date|due date) for {REF}",
    r"(?:ask for|request|propose) a (?:change|new action)",
)


@verb(
    "change.request",
    "Ask for a change of the plan",
    act=Act.REQUEST_CHANGE,
    examples=("ask for a change of 2.4", "suspend 2.4"),
)
def request_change(request: Request) -> Reply:
    """What can be asked for of an action; where none is named, the form that asks which."""
    if not given(request, "ref") and not given(request, "action"):
        return _of_none() if "ref" in request.fields else Reply(form=which_form())
    action = action_named(request)
    require(request, Act.REQUEST_CHANGE, action=action)
    named = topic_named(request).value if given(request, "topic") else ""
    topics = tuple(
        topic
        for topic in TOPICS
        if topic is not ChangeTopic.ADD
        and stage_allows(topic, action.stage)
        and named in {"", topic.value}
    )
    if not topics:
        refuse_stage(request, ChangeTopic(named or ChangeTopic.DUE), action)
    return Reply(say=(topics_card(action.id, action.ref, action.title, topics),))


def _of_none() -> Reply:
    add = Button("Add an action", "change.form", args(topic=ChangeTopic.ADD.value))
    return said("No action is named, so a new one is asked for.", ways=(add,))


@verb("change.form", "Open the form for a change", act=Act.REQUEST_CHANGE)
def open_form(request: Request) -> Reply:
    """The form of one kind of change, with what stands in it; an open request of it is shown."""
    topic = topic_named(request)
    if topic is ChangeTopic.ADD:
        return Reply(form=form_of(request, topic, None))
    action = action_named(request)
    require(request, Act.REQUEST_CHANGE, action=action)
    refuse_stage(request, topic, action)
    if topic is ChangeTopic.DUE and _is_theirs(request, action):
        about = {**request.args, "action": str(action.id)}
        return call("update.more_time", replace(request, args=about))
    standing = open_request(request.session, action, topic)
    if standing is not None:
        return Reply(say=(request_card(facts_of(request, standing)),))
    return Reply(form=form_of(request, topic, action))


def _is_theirs(request: Request, action: Action) -> bool:
    """Whether the request is part of an answer: the owner's or deputy's own."""
    verdict = may_do(request, Act.MARK_DELIVERED, action=action)
    return request.person is not None and verdict.allowed


def form_of(request: Request, topic: ChangeTopic, action: Action | None) -> Form:
    """The form for a change, with what stands now."""
    return change_form(
        topic,
        action_id=action.id if action else None,
        of=action.ref if action else "",
        intro=intro_of(request, topic, action),
        filled=filled_with(topic, action),
        delay_reasons=request.partnership.delay_reasons,
    )


@verb("change.save", "Record a request for a change", act=Act.REQUEST_CHANGE)
def save(request: Request) -> Reply:
    """Record what is asked for (`ref` or `action`, `topic` and its fields) and show who decides."""
    topic, action = topic_named(request), None
    if topic is not ChangeTopic.ADD:
        action = action_named(request)
        require(request, Act.REQUEST_CHANGE, action=action)
        refuse_stage(request, topic, action)
    elif (area := area_named(request, {})) is not None:
        require(request, Act.REQUEST_CHANGE, area=area)
    found, reason, impact = read_request(request, topic, action)
    if found.errors:
        return Reply(errors=found.errors)
    if action is not None and topic is ChangeTopic.OWNER:
        to = request.session.get_one(Person, found.after["person"])
        if _may_offer(request, action, to):
            offered = offer(request, action, to, reason)
            back = Button("Take it back", "change.take_offer_back", args(handover=offered.id))
            return said(
                f"The {to.name} is asked to take {action.ref}. Until they accept, it stays as it"
                " is.",
                ways=(back,),
            )
    asked = make_request(
        request,
        topic,
        plan_id=action.plan_id if action else the_plan(request.session).id,
        action=action,
        before=found.before,
        after=found.after,
        reason=reason,
        delay_reason=given(request, "delay_reason") or None,
        impact=impact,
    )
    new_request(request, asked)
    return show(request, asked)


def read_request(
    request: Request, topic: ChangeTopic, action: Action | None
) -> tuple[Wanted, str, str]:
    """What a form asks for, its reason and its impact; all its faults beside the fields."""
    found = read_wanted(request, topic, action)
    reason = words_of(request, "reason", found.errors)
    impact = words_of(request, "impact", found.errors)
    if not reason:
        found.errors.setdefault("reason", "Write why it is asked for; it is empty.")
    if not impact and topic in WANT_IMPACT:
        found.errors.setdefault("impact", "Write what it means for others; it is empty.")
    if topic is ChangeTopic.DUE and action is not None and "to" not in found.errors:
        fault = unrealistic(request, action, date.fromisoformat(found.after))
        if fault:
            found.errors["to"] = fault
    return found, reason, impact


def _may_offer(request: Request, action: Action, to: Person) -> bool:
    """Whether the area lead gives it to somebody of the same organisation by their own word."""
    person, owner = request.person, action.owner
    if person is None or to.id == person.id:
        return False
    if owner is not None and owner.organisation_id != to.organisation_id:
        return False
    if open_request(request.session, action, ChangeTopic.OWNER) is not None:
        return False
    return may_do(request, Act.REASSIGN, action=action).allowed

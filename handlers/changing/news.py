"""Telling those whom a request concerns: who weighs it, who decides it, and whose work it changes.

Nobody is told of what they did themselves, and nobody twice of the same step.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from handlers.audience import holders
from handlers.changing.requests import newest_step
from handlers.changing.seeing import facts_of, knock_on, needing, seen_by, stands
from handlers.changing.weighing import askers, weigh
from handlers.request import Request
from handlers.tell import tell
from handlers.wording.changing import TOPICS, asks_for, change_news, request_card
from handlers.wording.handovers import handover_card
from handlers.wording.phrases import begun
from models.change import ChangeRequest, ChangeTopic, Handover, RequestState
from models.message import Button, Message, Quote, args, text
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.policy_words import Who
from models.spoken import list_in_words
from models.states import Role

S = RequestState
DECIDERS = {
    Who.CHAIR: (Role.CHAIR, Role.ACTING_CHAIR),
    Who.PDG: (Role.CHAIR, Role.ACTING_CHAIR),
    Who.BOARD: (Role.BOARD_SECRETARY,),
}
"""Who is shown what waits for a body's decision."""


WAITED_FOR = {
    ChangeTopic.DUE: "has a new due date",
    ChangeTopic.SUSPEND: "is suspended",
    ChangeTopic.WITHDRAW: "is withdrawn",
}
"""Changes of which those are told whose actions wait for the one that is changed."""


def new_request(request: Request, asked: ChangeRequest) -> None:
    """Show a new request, or one that was handed in again, to the programme office and the lead."""
    people = list(holders(request.session, Role.PROGRAMME_OFFICE, on=request.today))
    lead = asked.action.accountable if asked.action else None
    if asked.topic is ChangeTopic.OWNER and lead is not None:
        people.append(lead)
    _show(request, asked, people)


def wanted_next(request: Request, asked: ChangeRequest) -> None:
    """Show a request to those who decide it next, and say so to who asked."""
    wanted = weigh(request.session, asked, request.partnership).next
    roles = DECIDERS.get(wanted.body, ()) if wanted else (Role.PROGRAMME_OFFICE,)
    people = list(holders(request.session, *roles, on=request.today)) if roles else []
    lead = asked.action.accountable if asked.action else None
    if wanted is not None and wanted.body is Who.AREA_LEAD and lead is not None:
        people.append(lead)
    _show(request, asked, people)
    if asked.state is not S.RECOMMENDED:
        decided(request, asked)


def _show(request: Request, asked: ChangeRequest, people: Iterable[Person]) -> None:
    """The request's card to each of them, with the buttons that they have."""
    for person in _others(request, people):
        facts = facts_of(seen_by(request, person), asked)
        lead = asks_for(facts) if asked.state is S.SUBMITTED else ""
        tell(
            request.session,
            person,
            request_card(facts, lead=lead),
            key=_key(request, asked, person),
            now=request.now,
        )


def decided(request: Request, asked: ChangeRequest, summary: str = "") -> None:
    """Tell who asked, the owner, the lead, and those held up, what has become of a request."""
    session = request.session
    ids = set(askers(session, asked))
    people = [session.get_one(Person, each) for each in sorted(ids)]
    if asked.action is not None:
        people += [p for p in (asked.action.owner, asked.action.accountable) if p is not None]
    message = _news(request, asked, summary)
    concerned = _others(request, people)
    for person in concerned:
        tell(session, person, message, key=_key(request, asked, person), now=request.now)
    if asked.state is S.AGREED and asked.topic in WAITED_FOR:
        _tell_held_up(request, asked, summary, besides={p.id for p in concerned})


def _news(request: Request, asked: ChangeRequest, summary: str) -> Message:
    of = asked.action.ref if asked.action else str(asked.after["ref"])
    sentence = f"{of}: {TOPICS[asked.topic].small} is {stands(request, asked.state)}."
    step = newest_step(request.session, asked)
    more = [text(summary)] if summary else []
    if step is not None and step.reason:
        more.append(text("Why: ", Quote(step.reason)))
    if step is not None and (written := step.external_body or step.minute):
        more.append(text(f"Written in: {step.minute or written}."))
    show = Button(
        "Show it", "change.show", args(request=asked.id), speak=f"Show it, request {asked.id}"
    )
    return change_news(sentence, *more, buttons=(show,))


def _tell_held_up(
    request: Request, asked: ChangeRequest, summary: str, *, besides: set[int]
) -> None:
    """Tell the owners of the actions that the change holds up."""
    assert asked.action is not None
    is_date = asked.topic is ChangeTopic.DUE
    held = (each.ref for each in knock_on(request, asked)) if is_date else ()
    refs = [*held] if is_date else [*needing(request, asked.action)]
    rows = request.session.scalars(
        select(Action)
        .where(Action.plan_id == asked.plan_id, Action.ref.in_(refs))
        .order_by(Action.position)
    )
    waiting: dict[int, list[str]] = {}
    for action in rows:
        if action.owner_id is not None and action.owner_id not in besides:
            waiting.setdefault(action.owner_id, []).append(action.ref)
    for person_id, theirs in waiting.items():
        person = request.session.get_one(Person, person_id)
        named = list_in_words(theirs)
        waits = "waits" if len(theirs) == 1 else "wait"
        sentence = f"{asked.action.ref} {WAITED_FOR[asked.topic]}, and {named} {waits} for it."
        for one in _others(request, [person]):
            message = change_news(
                sentence,
                text(summary),
                text("Say so in your next update if it moves your own date."),
            )
            tell(request.session, one, message, key=_key(request, asked, one), now=request.now)


def offered_card(partnership: Partnership, offered: Handover, *, again: bool = False) -> Message:
    """The offer of an action to its new owner, with Accept and Decline."""
    return handover_card(
        offered.id,
        offered.action.ref,
        offered.action.title,
        owner=offered.action.owner.name if offered.action.owner else "",
        by=offered.by.name if offered.by else partnership.bodies.programme_office,
        due=offered.action.due,
        original_due=offered.action.original_due,
        reason=offered.reason,
        again=again,
    )


def handover_news(
    request: Request,
    offered: Handover,
    asked: ChangeRequest | None,
    sentence: str,
    *,
    reason: str = "",
) -> None:
    """Tell the old owner, who offered, who asked and the lead what the new owner has said."""
    session = request.session
    ids = {offered.from_id, offered.by_id, offered.to_id}
    if asked is not None:
        ids |= askers(session, asked)
    people = [session.get_one(Person, each) for each in sorted(each for each in ids if each)]
    if (lead := offered.action.accountable) is not None:
        people.append(lead)
    more = [text("They wrote: ", Quote(reason))] if reason else []
    for person in _others(request, people):
        key = f"handover:{offered.id}:{offered.state.value}:{person.id}"
        tell(session, person, change_news(begun(sentence), *more), key=key, now=request.now)


def _others(request: Request, people: Iterable[Person]) -> list[Person]:
    """Each of them once, without who has done it, and without posts that nobody holds."""
    found = {p.id: p for p in people if not p.is_vacant and p.id != request.actor.person_id}
    return list(found.values())


def _key(request: Request, asked: ChangeRequest, person: Person) -> str:
    step = newest_step(request.session, asked)
    return f"change:{asked.id}:{step.id if step else 0}:{person.id}"

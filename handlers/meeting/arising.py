"""Actions from meetings: accepted or declined, done or still open, by button, form or line."""

from __future__ import annotations

from handlers.allowed import require
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.audience import holders
from handlers.changing.deciding import MEETS
from handlers.fields import given
from handlers.meeting.arising_steps import arising_pressed, take_to
from handlers.meeting.minuting import day_to_come, facts_of, owner_named, take_up
from handlers.meeting.permitted import require_lead
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import verb
from handlers.wording.arising import arising_card, decline_form, offer_form, still_form
from handlers.wording.phrases import cut_words
from models.delivery import Posted
from models.meeting import ArisingState, Body, Meeting, MeetingAction
from models.message import Message
from models.permissions import Act
from models.spoken import day_in_words
from models.states import Role

KIND = "arising"
LEADING = {
    Body.PDG: (Role.CHAIR, Role.ACTING_CHAIR),
    Body.BOARD: (MEETS[Body.BOARD][1],),
}
"""To whom what is declined goes back."""
S = ArisingState


@verb("arising.show", "See an action from a meeting")
def show(request: Request) -> Reply:
    """One action from a meeting, with what can be said to it."""
    row = arising_pressed(request)
    _require(request, row)
    return _said(request, row)


@verb("arising.accept", "Accept an action from a meeting", act=Act.ANSWER_ARISING)
def accept(request: Request) -> Reply:
    """Take on what a meeting gave: it is reminded of like the plan's actions."""
    row = arising_pressed(request)
    _require(request, row, alone=True)
    if row.state is S.ACCEPTED:
        return _said(request, row, f"{row.ref} is yours already.")
    _refuse_over(row)
    take_to(request, row, S.ACCEPTED)
    on = day_in_words(row.due, seen_from=request.today)
    return _said(request, row, f"{row.ref} is yours, thank you. It is due {on}.")


@verb("arising.decline_form", "Decline an action from a meeting", act=Act.ANSWER_ARISING)
def decline_first(request: Request) -> Reply:
    """Ask why it is not taken."""
    row = arising_pressed(request)
    _require(request, row, alone=True)
    _refuse_over(row)
    return Reply(form=decline_form(facts_of(request, row)))


@verb("arising.decline", "Record that an action is declined", act=Act.ANSWER_ARISING)
def decline(request: Request) -> Reply:
    """Give it back with `reason` to who leads the meeting."""
    row = arising_pressed(request)
    _require(request, row, alone=True)
    errors: dict[str, str] = {}
    reason = words_of(request, "reason", errors)
    if not reason:
        errors.setdefault("reason", "Write why not; who leads the meeting will read it.")
    if errors:
        return Reply(errors=errors)
    _refuse_over(row)
    take_to(request, row, S.DECLINED, reason)
    _tell_leaders(request, row, reason)
    return _said(request, row, f"{row.ref} goes back to who leads the meeting, with your reason.")


def _tell_leaders(request: Request, row: MeetingAction, reason: str) -> None:
    meeting = request.session.get_one(Meeting, row.meeting_id)
    head = f"The {row.owner.name} has declined {row.ref}: {cut_words(reason, 200)}"
    card = arising_card(facts_of(request, row), head, leads=True)
    for person in holders(request.session, *LEADING[meeting.body], on=request.today):
        if person.id != request.actor.person_id:
            key = f"arising_declined:{row.id}:{len(row.news)}:{person.id}"
            tell(request.session, person, card, key=key, now=request.now)


@verb("arising.done", "Say that an action from a meeting is done", act=Act.ANSWER_ARISING)
def done(request: Request) -> Reply:
    """Say that it is done, with `words` if there are any."""
    row = arising_pressed(request)
    _require(request, row)
    if row.state is S.DONE:
        return _said(request, row, f"{row.ref} is done already.")
    _refuse_over(row)
    take_to(request, row, S.DONE, given(request, "words"))
    return _said(request, row, f"{row.ref} is recorded as done, thank you.")


@verb("arising.reopen", "Say that an action from a meeting is not done", act=Act.ANSWER_ARISING)
def reopen(request: Request) -> Reply:
    """Take back that it was done."""
    row = arising_pressed(request)
    _require(request, row)
    if row.state is not S.DONE:
        return _said(request, row)
    take_to(request, row, S.ACCEPTED, given(request, "words"))
    return _said(request, row, f"{row.ref} is open again.")


@verb("arising.still_form", "Say how an action from a meeting goes", act=Act.ANSWER_ARISING)
def still_first(request: Request) -> Reply:
    """Ask for a line."""
    row = arising_pressed(request)
    _require(request, row)
    _refuse_over(row)
    return Reply(form=still_form(facts_of(request, row)))


@verb("arising.still", "Record how an action from a meeting goes", act=Act.ANSWER_ARISING)
def still(request: Request) -> Reply:
    """Record that it is still open, in `words`; the next meeting reads them."""
    row = arising_pressed(request)
    _require(request, row)
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    if not words:
        errors.setdefault("words", "Write a line about how it goes; it is empty.")
    if errors:
        return Reply(errors=errors)
    _refuse_over(row)
    take_to(request, row, row.state, words)
    return _said(request, row, f"{row.ref} is still open; your words are recorded.")


@verb("arising.offer_form", "Give an action from a meeting to somebody else")
def offer_first(request: Request) -> Reply:
    """Ask whom it goes to instead, and by when."""
    row = arising_pressed(request)
    require_lead(request, request.session.get_one(Meeting, row.meeting_id).body)
    return Reply(form=offer_form(facts_of(request, row)))


@verb("arising.offer", "Offer an action from a meeting to somebody else")
def offer(request: Request) -> Reply:
    """Offer it to `owner`, `due` by a day: they accept or decline it in turn."""
    row = arising_pressed(request)
    lead = require_lead(request, request.session.get_one(Meeting, row.meeting_id).body)
    errors: dict[str, str] = {}
    owner = owner_named(request, errors)
    due = day_to_come(request, errors)
    if errors:
        return Reply(errors=errors)
    assert owner is not None
    assert due is not None
    before, row.owner, row.due = row.owner, owner, due
    row.accepted_on = None
    take_to(request, row, S.OFFERED, f"Offered to the {owner.name}; before, to the {before.name}.")
    take_up(request, row, lead)
    card = arising_card(facts_of(request, row), f"{row.ref} is offered to the {owner.name}.",
                        leads=True)  # fmt: skip
    return _placed(request, card)


@verb("arising.drop", "Drop an action from a meeting")
def drop(request: Request) -> Reply:
    """Say that it is not wanted any more; its owner is told where they had it."""
    row = arising_pressed(request)
    require_lead(request, request.session.get_one(Meeting, row.meeting_id).body)
    was_theirs = row.state in {S.OFFERED, S.ACCEPTED}
    take_to(request, row, S.DROPPED, given(request, "reason"))
    if was_theirs and row.owner.id != request.actor.person_id:
        card = arising_card(facts_of(request, row), f"{row.ref} is not wanted any more.")
        key = f"arising_dropped:{row.id}"
        tell(request.session, row.owner, card, key=key, now=request.now)
    return _placed(request, arising_card(facts_of(request, row), leads=True))


def _require(request: Request, row: MeetingAction, *, alone: bool = False) -> None:
    """Let its owner answer for it, or the programme office pass on how it stands.

    Raises:
        RefusedError: it is somebody else's; only the owner accepts or declines (`alone`).
    """
    asker(request)
    verdict = require(request, Act.ANSWER_ARISING, about=row.owner)
    if alone and verdict.on_behalf:
        raise RefusedError(
            f"{row.ref} was given to the {row.owner.name}, so only they can accept or decline it.",
            act=Act.ANSWER_ARISING.value,
        )


def _refuse_over(row: MeetingAction) -> None:
    if row.state is S.DECLINED:
        raise RefusedError(f"{row.ref} was declined and is with who leads the meeting now.")
    if row.state is S.DROPPED:
        raise RefusedError(f"{row.ref} is not wanted any more, so there is nothing to do.")


def _said(request: Request, row: MeetingAction, lead: str = "") -> Reply:
    return _placed(request, arising_card(facts_of(request, row), lead))


def _placed(request: Request, message: Message) -> Reply:
    posted = request.session.get(Posted, request.posted_id or 0)
    if posted is not None and posted.kind == KIND and not request.words:
        return Reply(instead=message)
    return Reply(say=(message,))

"""More answers than a rating: delivered, more time, not mine; each with what it needs."""

from __future__ import annotations

from dataclasses import replace

from handlers.answering.answers import answer_in, answer_of
from handlers.answering.behalf import behalf_fields, behalf_of
from handlers.answering.delivered import deliver, open_milestones
from handlers.answering.disputes import dispute, settle_dispute
from handlers.answering.more_time import ask_for_date
from handlers.answering.pressed import Pressed, about_action, look
from handlers.answering.settled import in_place, settled
from handlers.answering.update_form import form_of, links_of, words_of
from handlers.changing.filling import date_intro, unrealistic
from handlers.changing.requests import open_request
from handlers.fields import day_of, given
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.forms import delivered_form, more_time_form
from handlers.wording.more import more_card, not_mine_card, theirs_again
from models.change import ChangeTopic
from models.permissions import Act
from models.spoken import day_in_words


@verb("update.more", "See what else can be said of an action")
@about_action()
def more(_request: Request, pressed: Pressed) -> Reply:
    """Delivered, no change, more time, not mine, and the form."""
    action = pressed.action
    return Reply(say=(more_card(action.id, action.ref, action.title, pressed.place),))


@verb("update.delivered", "Report an action as delivered", act=Act.MARK_DELIVERED)
@about_action(Act.MARK_DELIVERED)
def delivered(request: Request, pressed: Pressed) -> Reply:
    """Open the form that asks when, and for the evidence."""
    seen = look(request, pressed.cycle, pressed.action.plan_id)
    return Reply(
        form=delivered_form(
            form_of(seen, pressed.action, pressed.place),
            answer_of(answer_in(request.session, pressed.action.id, pressed.cycle_id)),
            on=request.today,
            expected=pressed.action.evidence_expected,
            open_milestones=tuple(m.title for m in open_milestones(pressed.action)),
        )
    )


@verb("update.save_delivered", "Record that an action is delivered", act=Act.MARK_DELIVERED)
@about_action(Act.MARK_DELIVERED)
def save_delivered(request: Request, pressed: Pressed) -> Reply:
    """Record the claim, keep the evidence, and ask the verifier to look; nothing turns Blue."""
    errors: dict[str, str] = {}
    on = day_of(request, "delivered_on", errors, "the day of delivery")
    words = words_of(request, "words", errors)
    links = links_of(request, errors)
    promised = day_of(request, "evidence_by", errors, "the day", required=False)
    steps = given(request, "milestones")
    if on is not None and on > request.today:
        errors["delivered_on"] = f"Give a day up to today; {day_in_words(on)} is still to come."
    if promised is not None and promised < request.today:
        errors["evidence_by"] = f"Give a day still to come; {day_in_words(promised)} has passed."
    if not (links or promised) and "evidence" not in errors and "evidence_by" not in errors:
        errors["evidence"] = (
            "Give a link to the evidence, or the day you will send it; both are empty."
        )
    if open_milestones(pressed.action) and steps not in {"done", "waived"}:
        errors["milestones"] = "Say how the open steps stand; nothing is chosen."
    if steps == "waived" and not words:
        errors["words"] = "Write why the open steps are no longer needed; it is empty."
    if errors or on is None:
        return Reply(errors=errors)
    update = deliver(
        request,
        pressed,
        on=on,
        words=words,
        links=links,
        promised=promised,
        milestones=steps or "done",
    )
    return settled(request, pressed.cycle, [update])


@verb("update.more_time", "Ask for a new due date", act=Act.REQUEST_CHANGE)
@about_action(Act.REQUEST_CHANGE)
def more_time(request: Request, pressed: Pressed) -> Reply:
    """Open the form that asks for the date and its reason."""
    seen = look(request, pressed.cycle, pressed.action.plan_id)
    asked = open_request(request.session, pressed.action, ChangeTopic.DUE)
    form = more_time_form(
        form_of(seen, pressed.action, pressed.place),
        asked=asked.due_asked if asked else None,
        reason=asked.reason if asked else "",
        impact=asked.impact if asked else "",
        intro=date_intro(request, pressed.action),
        today=request.today,
        for_somebody=behalf_fields(request.today) if pressed.verdict.on_behalf else (),
    )
    return Reply(form=form)


@verb("update.save_more_time", "Record a request for a new due date", act=Act.REQUEST_CHANGE)
@about_action(Act.REQUEST_CHANGE)
def save_more_time(request: Request, pressed: Pressed) -> Reply:
    """Record the request; the due date stands until it is decided."""
    errors: dict[str, str] = {}
    due, action = day_of(request, "requested_due", errors, "the new date"), pressed.action
    reason = words_of(request, "reason", errors)
    if due is not None and due <= request.today:
        errors["requested_due"] = f"Give a day still to come; found {day_in_words(due)}."
    elif due is not None and action.due is not None and due <= action.due:
        errors["requested_due"] = f"Give a day after the due date, {day_in_words(action.due)}."
    elif due is not None and (fault := unrealistic(request, action, due)):
        errors["requested_due"] = fault
    impact = words_of(request, "impact", errors)
    if not reason:
        errors.setdefault("reason", "Write why more time is needed; it is empty.")
    behalf = behalf_of(request, pressed, errors)
    if errors or due is None:
        return Reply(errors=errors)
    before = answer_of(answer_in(request.session, action.id, pressed.cycle_id))
    known = given(request, "delay_reason")
    listed = known if known in request.partnership.delay_reasons else before.delay_reason
    answer = replace(before, reason=reason, delay_reason=listed)
    card = ask_for_date(request, action, pressed.cycle, due, answer, behalf=behalf, impact=impact)
    return in_place(request, None, card)


@verb("update.not_mine", "Say that an action is not yours")
@about_action()
def not_mine(request: Request, pressed: Pressed) -> Reply:
    """Stop the asks for it, show it as disputed, and tell the programme office."""
    if pressed.verdict.on_behalf:
        raise RefusedError(
            f"You answer for {pressed.action.ref} on its owner's behalf."
            " To give it to somebody else, hand it over from your desk."
        )
    dispute(request, pressed.action, pressed.cycle)
    action = pressed.action
    return in_place(request, None, not_mine_card(action.id, action.ref, pressed.place))


@verb("update.mine_after_all", "Take back that an action is not yours")
@about_action()
def mine_after_all(request: Request, pressed: Pressed) -> Reply:
    """End the dispute by the word of who raised it, or of who may settle it."""
    settle_dispute(request, pressed.action, pressed.cycle)
    action = pressed.action
    return in_place(request, None, theirs_again(action.id, action.ref, pressed.place))

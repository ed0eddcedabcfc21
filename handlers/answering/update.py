"""Answering by button: a rating in one click, no change, still right; green or red alike."""

from __future__ import annotations

from handlers.answering.answers import answer_in, answer_of, news_for
from handlers.answering.may_answer import require_answer
from handlers.answering.no_change import record_no_change, said_too_often
from handlers.answering.old_buttons import past_cycle
from handlers.answering.pressed import Pressed, about_action, look
from handlers.answering.recording import record_answer
from handlers.answering.settled import settled
from handlers.answering.update_form import form_for, no_change_form_for
from handlers.asking.asked import asked_of
from handlers.asking.the_person import asker
from handlers.cycle_of import cycle_pressed, open_for, takes_answers
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import said, verb
from handlers.wording.nothing_new import third_time
from models.permissions import Act
from models.plan import Action
from models.states import Rating


@verb("update.rate", "Say how an action stands", act=Act.PROPOSE_RATING)
@about_action(Act.PROPOSE_RATING)
def rate(request: Request, pressed: Pressed) -> Reply:
    """Record a rating in one click; for amber and red the form for why opens next."""
    rating = Rating(request.args["rating"])
    if pressed.verdict.on_behalf:
        return Reply(form=form_for(request, pressed, rating))
    before = answer_of(answer_in(request.session, pressed.action.id, pressed.cycle_id))
    update = record_answer(request, pressed.action, pressed.cycle, before.rated(rating))
    reply = settled(request, pressed.cycle, [update])
    if not update.awaits_words:
        return reply
    return Reply(say=reply.say, instead=reply.instead, form=form_for(request, pressed))


@verb("update.no_change", "Say that nothing has changed for an action", act=Act.NO_CHANGE)
@about_action(Act.NO_CHANGE)
def no_change(request: Request, pressed: Pressed) -> Reply:
    """Record that nothing has changed; the third time running asks for a line of words."""
    if pressed.verdict.on_behalf or said_too_often(request.session, pressed.action, pressed.cycle):
        return Reply(form=no_change_form_for(request, pressed))
    return settled(
        request, pressed.cycle, [record_no_change(request, pressed.action, pressed.cycle)]
    )


@verb("update.no_change_others", "Say that nothing has changed for all that are open")
def no_change_others(request: Request) -> Reply:
    """No change for every action that is still open for the person, which closes the message."""
    person = asker(request)
    cycle = cycle_pressed(request) or open_for(request.session, person, request.today)
    if cycle is None or not takes_answers(cycle, request.today):
        return past_cycle(request, cycle)
    open_ids = asked_of(look(request, cycle, cycle.plan_id), person).open
    actions = [request.session.get_one(Action, action_id) for action_id in open_ids]
    if not actions:
        return said("All of yours are in already; nothing more is wanted. Thank you.")
    too_often = [a for a in actions if said_too_often(request.session, a, cycle)]
    updates = []
    for action in actions:
        if action not in too_often:
            require_answer(request, action, Act.NO_CHANGE)
            updates.append(record_no_change(request, action, cycle))
    reply = settled(request, cycle, updates) if updates else Reply()
    if not too_often:
        return reply
    wanted = third_time([(action.id, action.ref) for action in too_often], str(cycle.id))
    return Reply(say=(*reply.say, wanted), instead=reply.instead)


@verb("update.still_right", "Say that news given since last time still holds")
@about_action(Act.PROPOSE_RATING)
def still_right(request: Request, pressed: Pressed) -> Reply:
    """Record the news between two cycles as the answer of this one."""
    news = news_for(request.session, pressed.action.id, pressed.cycle) if pressed.cycle else None
    if news is None:
        raise RefusedError(
            f"There is no news of {pressed.action.ref} to repeat; say how it stands."
        )
    update = record_answer(request, pressed.action, pressed.cycle, answer_of(news))
    return settled(request, pressed.cycle, [update])

"""A typed line: a question, the answer to one of ours, or an answer about actions.

Asked first is what a line can mean as a whole (help, mine, why is 5.1 amber), then whether it
answers the question that was put last, then what it says about actions. Nothing is guessed.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.answering.heard_elsewhere import heard_elsewhere
from handlers.answering.news import is_for_us
from handlers.answering.our_question import NO, YES, choice_in, stands_in
from handlers.answering.pass_on import line_heard
from handlers.answering.pressed import action_pressed
from handlers.answering.reading_for import Talk, may_answer_for_others, talk
from handlers.answering.readings import answered, confirm_reading, drop, of_the_same_line
from handlers.answering.typed_reply import take_line
from handlers.asking.asked import waiting_of
from handlers.asking.the_person import asker
from handlers.challenging.replying import answered_in_thread
from handlers.cycle_of import cycle_typed, plan_served
from handlers.inquiring.intents import intent_of, plain
from handlers.meeting.arising_typed import arising_typed
from handlers.moderating.answering import rating_answered_in_thread
from handlers.request import RefusedError, Reply, Request
from handlers.typed.reading import Update
from handlers.verbs import VERBS, verb
from models.update import Reading


@verb("typed", "Answer or ask in your own words")
def typed(request: Request) -> Reply:
    """Take a typed line for what it means.

    Raises:
        RefusedError: there is no plan yet.
    """
    person = asker(request)
    if (reply := _to_what_stands_there(request)) is not None:
        return reply
    found = intent_of(request.words)
    if found is not None and found[0] != COURTESY:
        return _meant(request, found)
    cycle = cycle_typed(request, person)
    plan = plan_served(request.session, cycle)
    if plan is None:
        raise RefusedError("There is no plan yet, so there is nothing to answer.")
    talking = talk(request, person, cycle, plan.id)
    if (reply := _to_our_question(talking, request.words)) is not None:
        return reply
    if found is not None:
        return _meant(request, found)
    if (ref := _only_a_ref(talking, request.words)) is not None:
        return _meant(request, ("about", {"ref": ref}))
    if (ref := _asked_about(talking, request.words)) is not None:
        return _meant(request, ("about", {"ref": ref}))
    if not may_answer_for_others(request):
        return take_line(talking, request.words)
    line, heard = heard_elsewhere(request.words, request.today, request.partnership.days)
    return take_line(talking, line, heard)


def _to_what_stands_there(request: Request) -> Reply | None:
    """The reply, where the line answers the very message under which it was typed."""
    for take in (answered_in_thread, rating_answered_in_thread, arising_typed):
        if (reply := take(request)) is not None:
            return reply
    return None


@verb("typed.record", "Record a line for an action after all")
def record_after_all(request: Request) -> Reply:
    """Take the line that was not understood as words of the action that the button names."""
    person, action = asker(request), action_pressed(request)
    cycle = cycle_typed(request, person)
    if cycle is not None and cycle.plan_id != action.plan_id:
        cycle = None
    talking = talk(request, person, cycle, action.plan_id)
    return take_line(talking, f"{action.ref} {line_heard(request)}")


COURTESY = "thanks"
""" "Ok" may answer a question of ours, and is thanks only where none waits."""


def _meant(request: Request, found: tuple[str, dict[str, str]]) -> Reply:
    name, args = found
    return VERBS[name].handler(replace(request, args=args))


def _only_a_ref(talking: Talk, words: str) -> str | None:
    """The action that the line names without saying anything of it."""
    line = plain(words).removeprefix("action ").lstrip("# ")
    return next((ref for ref in talking.scope.by_ref if ref.casefold() == line), None)


def _asked_about(talking: Talk, words: str) -> str | None:
    """The action that a line asks about, though no mark ends it: "who owns 6.2"."""
    read = talking.read(words)
    if read.questions or len(read.updates) != 1:
        return None
    (update,) = read.updates
    is_bare = update == Update(update.ref, text=update.text) and stands_in(update.ref, words)
    return update.ref if is_bare and update.text and is_for_us(update.text) else None


def _to_our_question(talking: Talk, words: str) -> Reply | None:
    """The reply, where the line answers what was asked; None where it says something else.

    The question put last is asked first whether the line answers it.
    """
    for reading in waiting_of(talking.seen.session, talking.person, talking.cycle):
        match choice_in(talking, reading, words):
            case None:
                continue
            case choice if choice == YES:
                return confirm_reading(_about(talking, *of_the_same_line(talking, reading)))
            case choice if choice == NO:
                return drop(_about(talking, reading))
            case choice:
                return answered(talking, reading, choice)
    return None


def _about(talking: Talk, *readings: Reading) -> Request:
    return replace(talking.request, args={"reading": ",".join(str(r.id) for r in readings)})

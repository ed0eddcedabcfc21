"""A reading that waits for its sender's word: confirmed, changed, chosen, or left."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from handlers.answering.answers import answer_in
from handlers.answering.held import settle
from handlers.answering.old_buttons import past_cycle
from handlers.answering.outcome import outcome
from handlers.answering.question_posted import close_question
from handlers.answering.read_back import read_back
from handlers.answering.reading_for import Talk, talk
from handlers.answering.reading_form import other_answer_form, reading_form
from handlers.answering.reading_steps import (
    advance,
    choose_date,
    choose_rating,
    choose_source,
    choose_words,
    confirm,
    line_about,
)
from handlers.answering.readings_of import Want, understood_of, wants
from handlers.answering.settled import in_place, receipt_for
from handlers.answering.typed_reply import take_line
from handlers.answering.understood import Recorded
from handlers.answering.update_form import words_of
from handlers.asking.the_person import asker
from handlers.cycle_of import plan_served, takes_answers
from handlers.fields import day_of, given
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.phrases import refs
from handlers.wording.readings import dropped, read_backs, settled_already
from models.cycle import Cycle
from models.message import Message
from models.plan import Action
from models.states import Rating
from models.update import Reading, ReadingState

SETTLED_WORDS = {
    ReadingState.CONFIRMED: "it is recorded",
    ReadingState.CHANGED: "you have answered it since",
    ReadingState.DROPPED: "nothing was recorded from it",
}


@verb("reading.show", "Show again what waits for your word")
def show(request: Request) -> Reply:
    """The question once more, with its answers."""
    talking, (reading, *_) = _talk(request)
    if reading.state is not ReadingState.WAITING:
        return _settled_already(talking, reading)
    return Reply(
        say=(read_backs((read_back(talking.seen, reading, talking.person),), recorded=False),)
    )


@verb("reading.confirm", "Confirm what was understood")
def confirm_reading(request: Request) -> Reply:
    """Record what was read back; pressed twice it is recorded once."""
    talking, readings = _talk(request)
    if past := _past(request, readings[0]):
        return past
    waiting = [r for r in readings if r.state is ReadingState.WAITING]
    if not waiting:
        return _settled_already(talking, readings[0])
    ready = [r for r in waiting if wants(talking.seen, r) is Want.WORD]
    if not ready:
        return Reply(say=(_shown(talking, waiting),))
    return _after(talking, ready[0], [confirm(talking, reading) for reading in ready])


@verb("reading.choose", "Answer a question with one of its choices")
def choose(request: Request) -> Reply:
    """Take the choice, and record the line if nothing more is wanted of it."""
    talking, (reading, *_) = _talk(request)
    if past := _past(request, reading):
        return past
    if reading.state is not ReadingState.WAITING:
        return _settled_already(talking, reading)
    return answered(talking, reading, given(request, "choice"))


def answered(talking: Talk, reading: Reading, choice: str) -> Reply:
    """Go on from an answer: a day, a rating, an action's id, a source, or a line of words."""
    match wants(talking.seen, reading):
        case Want.DATE:
            choose_date(talking, reading, date.fromisoformat(choice))
        case Want.RATING:
            choose_rating(talking, reading, Rating(choice))
        case Want.SOURCE:
            choose_source(talking, reading, choice, talking.seen.today)
        case Want.REASON | Want.WORDS:
            choose_words(talking, reading, choice)
        case Want.ACTION:
            action = talking.seen.session.get_one(Action, int(choice))
            settle(talking.request, reading, ReadingState.CHANGED)
            _close(talking, reading)
            return take_line(talking, line_about(reading, action.ref))
        case Want.WORD:
            pass
    step = advance(talking, reading)
    return _after(talking, reading, [step.recorded] if step.recorded else [])


@verb("reading.other", "Give another answer than the choices")
def other(request: Request) -> Reply:
    """Open a form for the date or the words that no button gives."""
    talking, (reading, *_) = _talk(request)
    if reading.state is not ReadingState.WAITING:
        return _settled_already(talking, reading)
    is_date = wants(talking.seen, reading) is Want.DATE
    title = understood_of(reading).ref or "Your line"
    return Reply(form=other_answer_form(reading.id, title, is_date=is_date))


@verb("reading.save", "Record another answer than the choices")
def save(request: Request) -> Reply:
    """Take the form's answer."""
    talking, (reading, *_) = _talk(request)
    if past := _past(request, reading):
        return past
    if reading.state is not ReadingState.WAITING:
        return _settled_already(talking, reading)
    errors: dict[str, str] = {}
    if wants(talking.seen, reading) is Want.DATE:
        day = day_of(request, "day", errors, "the day")
        if day is not None and day < request.today:
            errors["day"] = "Give a day that is still to come."
        choice = day.isoformat() if day else ""
    else:
        choice = words_of(request, "words", errors)
        if not choice and not errors:
            errors["words"] = "Write one line; it is empty."
    return Reply(errors=errors) if errors else answered(talking, reading, choice)


@verb("reading.change", "Change what was understood")
def change(request: Request) -> Reply:
    """Open the form with what was understood in it; saving it settles the reading."""
    talking, (reading, *_) = _talk(request)
    if reading.state is not ReadingState.WAITING:
        return _settled_already(talking, reading)
    action = talking.seen.session.get_one(Action, reading.action_ids[0])
    return Reply(form=reading_form(talking.seen, reading, action, today=request.today))


@verb("reading.drop", "Leave a line unrecorded")
def drop(request: Request) -> Reply:
    """Let the reading go; nothing is recorded, and its action is open as before."""
    talking, (reading, *_) = _talk(request)
    settle(request, reading, ReadingState.DROPPED)
    return _after(talking, reading, [], said=dropped(understood_of(reading).ref))


def _talk(request: Request) -> tuple[Talk, list[Reading]]:
    """Who presses, and the readings that the button names.

    Raises:
        RefusedError: they are not there, or somebody else's.
    """
    person = asker(request)
    ids = [int(part) for part in given(request, "reading").split(",") if part.isdigit()]
    readings = list(request.session.scalars(select(Reading).where(Reading.id.in_(ids))))
    if not readings or any(reading.person_id != person.id for reading in readings):
        raise RefusedError("That question was put to somebody else; only they can answer it.")
    cycle = request.session.get(Cycle, readings[0].cycle_id or 0)
    plan = plan_served(request.session, cycle)
    if plan is None:
        raise RefusedError("There is no plan yet, so nothing can be recorded.")
    return talk(request, person, cycle, plan.id), readings


def _past(request: Request, reading: Reading) -> Reply | None:
    cycle = request.session.get(Cycle, reading.cycle_id or 0)
    if cycle is None or takes_answers(cycle, request.today):
        return None
    settle(request, reading, ReadingState.DROPPED)
    return past_cycle(request, cycle)


def _shown(talking: Talk, readings: Iterable[Reading]) -> Message:
    backs = tuple(read_back(talking.seen, reading, talking.person) for reading in readings)
    return read_backs(backs, recorded=False)


def _after(
    talking: Talk, reading: Reading, recorded: list[Recorded], said: Message | None = None
) -> Reply:
    """What takes the place of the question: the receipt, or what is still asked of the line."""
    waiting = of_the_same_line(talking, reading)
    _close(talking, reading)
    reply = outcome(talking, recorded, said=(said,) if said else ())
    if not waiting:
        return reply
    told = (*reply.say, *((reply.instead,) if reply.instead else ()))
    if talking.request.words:
        return Reply(say=(*told, _shown(talking, waiting)))
    return Reply(say=told, instead=_shown(talking, waiting))


def _close(talking: Talk, reading: Reading) -> None:
    """Where the answer was typed, the message that asked says that it is settled."""
    if talking.request.words and reading.state is not ReadingState.WAITING:
        how = SETTLED_WORDS[reading.state]
        close_question(talking.request, reading, understood_of(reading).ref, how)


def of_the_same_line(talking: Talk, reading: Reading) -> list[Reading]:
    """What of the same line waits: said at the same instant, by the same event."""
    waiting = talking.seen.session.scalars(
        select(Reading)
        .where(
            Reading.person_id == reading.person_id,
            Reading.at == reading.at,
            Reading.state == ReadingState.WAITING,
        )
        .order_by(Reading.id)
    )
    heard = reading.understood.get("heard")
    return [each for each in waiting if each.understood.get("heard") == heard]


def _settled_already(talking: Talk, reading: Reading) -> Reply:
    """The same answer as the first time: the receipt where it was recorded."""
    if reading.state is ReadingState.CONFIRMED and reading.action_ids:
        update = answer_in(talking.seen.session, reading.action_ids[0], reading.cycle_id)
        if update is not None:
            receipt = receipt_for(talking.request, talking.seen, [update])
            return in_place(talking.request, talking.cycle, receipt)
    named = refs(
        talking.seen.session.get_one(Action, action_id).ref for action_id in reading.action_ids
    )
    return Reply(say=(settled_already(named, SETTLED_WORDS[reading.state]),))

"""Answering by form: filled with the last answer, errors beside the field, nothing typed lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from handlers.answering.answers import Answer, answer_in, answer_of, earlier
from handlers.answering.behalf import behalf_fields, behalf_of
from handlers.answering.no_change import record_no_change, said_too_often
from handlers.answering.on_behalf import missing
from handlers.answering.pressed import Pressed, about_action, look
from handlers.answering.recording import record_answer
from handlers.answering.settled import settled
from handlers.asking.lines_of import Seen
from handlers.fields import day_of, given
from handlers.inquiring.the_rule import rule_gives_worse
from handlers.meeting.put_to_board import put as ask_board
from handlers.request import Reply, Request
from handlers.verbs import verb
from handlers.wording.answer_fields import LONGEST
from handlers.wording.forms import FormOf, no_change_form, update_form
from models.message import Form, Moment, text
from models.permissions import Act
from models.plan import Action
from models.spoken import day_in_words
from models.states import Rating

WORDS = ("words", "reason", "recovery", "next_steps", "help_needed")
NOT_GREEN = frozenset({Rating.AMBER, Rating.RED})


@verb("update.form", "Write an answer in full", act=Act.SEND_UPDATE)
@about_action()
def open_form(request: Request, pressed: Pressed) -> Reply:
    """Open the form with the last answer in it."""
    return Reply(form=form_for(request, pressed))


@verb("update.save", "Record an answer written in full", act=Act.SEND_UPDATE)
@about_action(Act.PROPOSE_RATING)
def save(request: Request, pressed: Pressed) -> Reply:
    """Record what the form holds; what is missing or wrong is said beside its field."""
    answer, errors = read_answer(request, pressed)
    if wants_board(request) and not answer.help_needed:
        errors.setdefault("help_needed", "Write what you ask of the Board; it is empty.")
    behalf = behalf_of(request, pressed, errors)
    if errors:
        return Reply(errors=errors)
    update = record_answer(request, pressed.action, pressed.cycle, answer, behalf=behalf)
    if wants_board(request):
        ask_board(request, pressed.action, answer.help_needed, update)
    reply = settled(request, pressed.cycle, [update])
    return reply if behalf is None else _with_the_rest(request, reply)


@verb("update.save_no_change", "Record a third “no change” with its words", act=Act.NO_CHANGE)
@about_action(Act.NO_CHANGE)
def save_no_change(request: Request, pressed: Pressed) -> Reply:
    """Record that nothing has changed, with the words that the third time running needs."""
    errors: dict[str, str] = {}
    words = words_of(request, "words", errors)
    too_often = said_too_often(request.session, pressed.action, pressed.cycle)
    if too_often and not words and not errors:
        errors["words"] = "Write one line about what is happening; it is empty."
    behalf = behalf_of(request, pressed, errors)
    if errors:
        return Reply(errors=errors)
    update = record_no_change(request, pressed.action, pressed.cycle, words=words, behalf=behalf)
    return settled(request, pressed.cycle, [update])


def wants_board(request: Request) -> bool:
    """Whether the help that the form asks for is asked of the Board."""
    return given(request, "ask_board").lower() == "yes"


def _with_the_rest(request: Request, reply: Reply) -> Reply:
    """The receipt and, for who answers for others in one sitting, what is still missing."""
    return replace(reply, say=(*reply.say, missing(request)))


def form_for(request: Request, pressed: Pressed, rating: Rating | None = None) -> Form:
    """The form of an action, filled with the answer of this cycle over the one before.

    With `rating` the form opens on it. Who answers for somebody else is asked where they heard it.
    """
    seen = look(request, pressed.cycle, pressed.action.plan_id)
    here = answer_of(answer_in(request.session, pressed.action.id, pressed.cycle_id))
    filled = _filled(here, answer_of(earlier(request.session, pressed.action.id, pressed.cycle)))
    return update_form(
        form_of(seen, pressed.action, pressed.place),
        filled if rating is None else filled.rated(rating),
        intro=_recorded_already(request, here),
        wants_reason=rule_gives_worse(seen, pressed.action),
        for_somebody=behalf_fields(request.today) if pressed.verdict.on_behalf else (),
    )


def _recorded_already(request: Request, here: Answer) -> str:
    """That the rating is safe, where the form asks only for the words behind it."""
    if here.rating not in NOT_GREEN or here.reason or here.words:
        return ""
    said = request.partnership.scheme.said(here.rating)
    return f"Recorded: {said}. The rest can wait, but the Board will ask it."


def _filled(here: Answer, before: Answer) -> Answer:
    """What the form opens with: this cycle's answer, and the last words where it has none yet."""
    return here if here.words or here.reason or here.delivered else _over(before, here.rating)


def _over(before: Answer, rating: Rating | None) -> Answer:
    return before if rating is None else before.rated(rating)


def form_of(seen: Seen, action: Action, place: str) -> FormOf:
    """Which action a form is about."""
    due = text("Due ", Moment(action.due)) if action.due else text(action.due_words or "No date")
    return FormOf(
        action_id=action.id,
        place=place,
        ref=action.ref,
        title=action.title,
        due=due,
        delay_reasons=seen.partnership.delay_reasons,
        scheme=seen.partnership.scheme,
    )


def no_change_form_for(request: Request, pressed: Pressed) -> Form:
    """The form that asks for the words of a third "no change"."""
    seen = look(request, pressed.cycle, pressed.action.plan_id)
    return no_change_form(
        form_of(seen, pressed.action, pressed.place),
        too_often=said_too_often(request.session, pressed.action, pressed.cycle),
        for_somebody=behalf_fields(request.today) if pressed.verdict.on_behalf else (),
    )


def read_answer(request: Request, pressed: Pressed) -> tuple[Answer, dict[str, str]]:
    """The answer that the form holds, and what is wrong beside each field."""
    errors: dict[str, str] = {}
    words = {name: words_of(request, name, errors) for name in WORDS}
    rating = _rating_of(request, errors)
    forecast = day_of(request, "forecast", errors, "the day", required=False)
    evidence = links_of(request, errors)
    seen = look(request, pressed.cycle, pressed.action.plan_id)
    wants_reason = rule_gives_worse(seen, pressed.action, forecast)
    if forecast is not None and forecast < request.today:
        errors["forecast"] = (
            f"Give a day that is still to come; {day_in_words(forecast)} has passed."
        )
    if rating in NOT_GREEN:
        _refuse_bare(words, forecast, errors)
    elif rating is Rating.GREEN and wants_reason and not (words["reason"] or words["words"]):
        errors["reason"] = wants_reason
    is_shown = rating in NOT_GREEN
    answer = Answer(
        rating=rating,
        words=words["words"],
        next_steps=words["next_steps"],
        reason=words["reason"] if is_shown or wants_reason else "",
        delay_reason=_delay_reason_of(request, rating, errors),
        recovery=words["recovery"] if is_shown else "",
        forecast=forecast,
        help_needed=words["help_needed"],
        evidence=evidence,
    )
    return answer, errors


def _refuse_bare(words: Mapping[str, str], forecast: date | None, errors: dict[str, str]) -> None:
    if not words["reason"]:
        errors.setdefault("reason", "Write what is in the way; it is empty.")
    if not words["recovery"]:
        errors.setdefault("recovery", "Write what gets it back on track; it is empty.")
    if forecast is None:
        errors.setdefault(
            "forecast",
            "Give the day you expect it to be finished, such as 2024-01-24; it is empty.",
        )


def _rating_of(request: Request, errors: dict[str, str]) -> Rating | None:
    value = given(request, "rating").lower()
    try:
        rating = Rating(value)
    except ValueError:
        rating = Rating.BLUE
    if rating is Rating.BLUE:
        found = f"found {value[:20]!r}" if value else "nothing is chosen"
        errors["rating"] = f"Choose on track, at risk or off track; {found}."
        return None
    return rating


def _delay_reason_of(request: Request, rating: Rating | None, errors: dict[str, str]) -> str | None:
    value = given(request, "delay_reason")
    if not value or rating not in NOT_GREEN:
        return None
    if value not in request.partnership.delay_reasons:
        listed = ", ".join(request.partnership.delay_reasons)
        errors["delay_reason"] = f"Choose one of {listed}; found {value[:40]!r}."
        return None
    return value


def words_of(request: Request, name: str, errors: dict[str, str]) -> str:
    """A field of words, trimmed; too long a text is said beside it and stays as typed."""
    words = str(request.fields.get(name) or "").strip()
    if len(words) > LONGEST:
        errors[name] = f"Keep it within {LONGEST:,} characters; found {len(words):,}."
    return words


def links_of(request: Request, errors: dict[str, str]) -> tuple[str, ...]:
    """The addresses of a field, each once, in order."""
    links = tuple(dict.fromkeys(str(request.fields.get("evidence") or "").split()))
    wrong = next((link for link in links if not is_address(link)), None)
    if wrong is not None:
        errors["evidence"] = (
            f"Give addresses that begin with https://, one a line; found {wrong[:60]!r}."
        )
    return links


def is_address(link: str) -> bool:
    """Whether something is a web address that can be opened."""
    scheme, _, rest = link.partition("://")
    return scheme.lower() in {"http", "https"} and bool(rest.strip("/"))

"""Deciding in chat: approve or refuse as the body that one may record, and external agreements."""

from __future__ import annotations

from handlers.answering.update_form import words_of
from handlers.changing.agreeing import record_external
from handlers.changing.deciding import decide
from handlers.changing.requests import request_pressed, seen_now
from handlers.changing.seeing import bodies_of, judging, stands
from handlers.changing.showing import show
from handlers.changing.stepping import of
from handlers.changing.weighing import decides, weigh
from handlers.fields import day_of, given, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.changing_forms import decide_form, external_form
from models.change import ChangeRequest
from models.message import Button, args, text
from models.permissions import Act
from models.policy_words import Who
from models.spoken import day_in_words
from models.states import Level

LEAD = "area_lead"
LEVELS = {LEAD: None, "chair": Level.CHAIR, "pdg": Level.PDG, "board": Level.BOARD}


@verb("change.decide_form", "Decide a request", act=Act.APPROVE_MOVE)
def decide_first(request: Request) -> Reply:
    """Open the form: as which body, approved or refused, and where it is written."""
    asked = request_pressed(request)
    bodies = bodies_of(request, asked, weigh(request.session, asked, request.partnership))
    if not bodies:
        _refuse_deciding(request, asked)
    weighed = weigh(request.session, asked, request.partnership)
    form = decide_form(
        asked.id,
        seen_now(request.session, asked),
        of(asked),
        bodies={_value(body): label for body, label in _labels(request, bodies).items()},
        intro=text(decides(weighed, asked.state, request.partnership)),
    )
    return Reply(form=form)


def _value(body: Who) -> str:
    return LEAD if body is Who.AREA_LEAD else body.value


def _labels(request: Request, bodies: tuple[Who, ...]) -> dict[Who, str]:
    called = request.partnership.bodies
    labels = {
        Who.AREA_LEAD: "I, as the area lead",
        Who.CHAIR: "I, as the chair",
        Who.PDG: f"The {called.delivery_group_short}, by a recorded decision",
        Who.BOARD: f"{called.board_short[:1].upper()}{called.board_short[1:]}, by a recorded"
        " decision",
    }
    return {body: labels[body] for body in bodies}


def _refuse_deciding(request: Request, asked: ChangeRequest) -> None:
    """Say why who asks cannot decide it: it is settled, or others do.

    Raises:
        RefusedError: always.
    """
    weighed = weigh(request.session, asked, request.partnership)
    wanted_act = weighed.next.act if weighed.next else Act.RECORD_EXTERNAL
    show = (Button("Show it", "change.show", args(request=asked.id)),)
    if asked.state.is_settled or weighed.next is None:
        raise RefusedError(
            f"Request {asked.id} is {stands(request, asked.state)}, so there is nothing to decide.",
            ways=show,
        )
    verdict = request.partnership.policy.may(wanted_act, judging(request, asked, weighed))
    sentence = verdict.sentence or f"Request {asked.id} is {stands(request, asked.state)}."
    raise RefusedError(sentence, act=wanted_act.value, ways=show)


@verb("change.decide", "Record a decision on a request", act=Act.APPROVE_MOVE)
def record_decision(request: Request) -> Reply:
    """Approve or refuse `request` (`decision`) as `level`, with `minute` and `reason`."""
    asked, errors = request_pressed(request), dict[str, str]()
    decision, level = given(request, "decision"), given(request, "level").lower()
    if decision not in {"approve", "refuse"}:
        errors["decision"] = "Choose whether it is approved or refused; nothing is chosen."
    if level not in LEVELS:
        errors["level"] = f"Choose who has decided; found {level[:20]!r}."
    minute, reason = given(request, "minute"), words_of(request, "reason", errors)
    if level in {"pdg", "board"} and not minute:
        errors["minute"] = "Say where the decision is written, such as “PDG, 13 October, item 4”."
    if decision == "refuse" and not reason:
        errors.setdefault("reason", "Write why it is refused; who asked will read it.")
    if errors:
        return Reply(errors=errors)
    decide(request, asked, decision == "approve", LEVELS[level], minute=minute, reason=reason)
    return show(request, asked)


@verb("change.approve", "Approve a request", act=Act.APPROVE_SMALL_MOVE)
def approve(request: Request) -> Reply:
    """Approve `request` as the body that is wanted next, with `minute` where one is needed."""
    asked = request_pressed(request)
    wanted_next = weigh(request.session, asked, request.partnership).next
    if wanted_next is None or asked.state.is_settled:
        _refuse_deciding(request, asked)
    assert wanted_next is not None
    decide(
        request,
        asked,
        True,
        wanted_next.level,
        minute=given(request, "minute"),
        reason=given(request, "reason"),
    )
    return show(request, asked)


@verb("change.external_form", "Record an external body's answer", act=Act.RECORD_EXTERNAL)
def external_first(request: Request) -> Reply:
    """Open the form: which body, what it says, when, and where that is written."""
    asked = request_pressed(request)
    weighed = weigh(request.session, asked, request.partnership)
    verdict = request.partnership.policy.may(Act.RECORD_EXTERNAL, judging(request, asked, weighed))
    if not verdict.allowed:
        raise RefusedError(verdict.sentence, act=Act.RECORD_EXTERNAL.value)
    form = external_form(
        asked.id,
        seen_now(request.session, asked),
        of(asked),
        body=request.partnership.change.external_body,
        today=request.today,
    )
    return Reply(form=form)


@verb("change.external", "Record an external agreement", act=Act.RECORD_EXTERNAL)
def external(request: Request) -> Reply:
    """Record what `body` has said of `request` on a day, with its `source`; then it counts."""
    asked, errors = request_pressed(request), dict[str, str]()
    body = wanted(request, "body", errors, "who has answered")
    source = wanted(request, "source", errors, "where it is written, such as a letter")
    on = day_of(request, "on", errors, "the day of the answer")
    decision, reason = given(request, "decision"), words_of(request, "reason", errors)
    if on is not None and on > request.today:
        errors["on"] = f"Give a day up to today; {day_in_words(on)} is still to come."
    if decision not in {"agree", "refuse"}:
        errors["decision"] = "Choose whether they agree; nothing is chosen."
    if decision == "refuse" and not reason:
        errors.setdefault("reason", "Write why they do not agree; who asked will read it.")
    if errors or on is None:
        return Reply(errors=errors)
    record_external(
        request, asked, agrees=decision == "agree", body=body, on=on, source=source, reason=reason
    )
    return show(request, asked)

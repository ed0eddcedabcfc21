"""A request before it is decided: returned, handed in again, recommended, taken back."""

from __future__ import annotations

from handlers.allowed import require
from handlers.changing.asking import read_request
from handlers.changing.closing import end_offers
from handlers.changing.filling import as_typed, intro_of
from handlers.changing.news import decided, new_request, wanted_next
from handlers.changing.possible import refuse_stage
from handlers.changing.requests import about, request_pressed, seen_now, take_step
from handlers.changing.seeing import may_take_back
from handlers.changing.showing import show
from handlers.changing.weighing import area_of, askers
from handlers.fields import given, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import verb
from handlers.wording.changing_forms import change_form, return_form
from handlers.wording.phrases import begun
from models.audit import record
from models.change import ChangeRequest, ChangeTopic, RequestState
from models.permissions import Act

S = RequestState


def of(asked: ChangeRequest) -> str:
    """The reference that a request is about."""
    return asked.action.ref if asked.action else str(asked.after["ref"])


def require_weighing(request: Request, asked: ChangeRequest) -> None:
    """Let the programme office weigh a request.

    Raises:
        RefusedError: they may not.
    """
    area = area_of(request.session, asked)
    require(request, Act.WEIGH_CHANGE, action=asked.action, area=area)


@verb("change.return_form", "Say what is missing in a request", act=Act.WEIGH_CHANGE)
def return_first(request: Request) -> Reply:
    """Open the form that asks why it is returned."""
    asked = request_pressed(request)
    require_weighing(request, asked)
    return Reply(form=return_form(asked.id, seen_now(request.session, asked), of(asked)))


@verb("change.return", "Return a request with a reason", act=Act.WEIGH_CHANGE)
def send_back(request: Request) -> Reply:
    """Return `request` with `reason` to who asked, who can answer and hand it in again."""
    asked = request_pressed(request)
    require_weighing(request, asked)
    errors: dict[str, str] = {}
    reason = wanted(request, "reason", errors, "what is missing")
    if errors:
        return Reply(errors=errors)
    take_step(request, asked, S.RETURNED, reason=reason)
    decided(request, asked)
    return show(request, asked, f"{begun(about(asked))} is returned, and who asked is told why.")


@verb("change.recommend", "Recommend a request", act=Act.WEIGH_CHANGE)
def recommend(request: Request) -> Reply:
    """Say that `request` should be granted; those who decide are shown it. It decides nothing."""
    asked = request_pressed(request)
    require_weighing(request, asked)
    person = request.person
    if person is not None and person.id in askers(request.session, asked):
        raise RefusedError(
            "You asked for this yourself, so somebody else recommends it. It can be decided as it"
            " stands.",
            act=Act.WEIGH_CHANGE.value,
        )
    take_step(request, asked, S.RECOMMENDED, reason=given(request, "reason"))
    wanted_next(request, asked)
    return show(request, asked)


@verb("change.resubmit_form", "Answer a returned request", act=Act.REQUEST_CHANGE)
def answer_first(request: Request) -> Reply:
    """Open the request's own form again, with what it said."""
    asked = request_pressed(request)
    _require_asker(request, asked)
    form = change_form(
        asked.topic,
        action_id=asked.action_id,
        of=of(asked) if asked.action else "",
        intro=intro_of(request, asked.topic, asked.action),
        filled=as_typed(request.session, asked),
        delay_reasons=request.partnership.delay_reasons,
        again=asked.id,
        seen=seen_now(request.session, asked),
    )
    return Reply(form=form)


@verb("change.resubmit", "Hand a returned request in again", act=Act.REQUEST_CHANGE)
def hand_in_again(request: Request) -> Reply:
    """Hand `request` in again with what its fields hold now."""
    asked = request_pressed(request)
    _require_asker(request, asked)
    if asked.action is not None:
        refuse_stage(request, asked.topic, asked.action)
    found, reason, impact = read_request(request, asked.topic, asked.action)
    if found.errors:
        return Reply(errors=found.errors)
    record(
        request.session,
        request.actor,
        "change_reworded",
        at=request.now,
        entity="change_request",
        entity_id=asked.id,
        before={asked.topic.value: asked.after, "impact": asked.impact, "reason": asked.reason},
        after={asked.topic.value: found.after, "impact": impact},
        reason=reason,
    )
    asked.before, asked.after = found.before, found.after
    asked.reason, asked.impact = reason, impact
    asked.delay_reason = given(request, "delay_reason") or asked.delay_reason
    take_step(request, asked, S.SUBMITTED, reason=given(request, "answer"))
    if asked.topic is ChangeTopic.MONITORING:
        take_step(request, asked, S.AWAITING_EXTERNAL)
    new_request(request, asked)
    return show(request, asked)


@verb("change.withdraw", "Take a request back", act=Act.REQUEST_CHANGE)
def take_back(request: Request) -> Reply:
    """Take `request` back: who asked for it, or the programme office."""
    asked = request_pressed(request)
    _require_asker(request, asked)
    take_step(request, asked, S.WITHDRAWN, reason=given(request, "reason"))
    if asked.topic is ChangeTopic.OWNER and asked.action is not None:
        end_offers(request, asked.action, "the request was taken back")
    decided(request, asked)
    return show(request, asked, f"{begun(about(asked))} is taken back. The plan stays as it is.")


def _require_asker(request: Request, asked: ChangeRequest) -> None:
    if not may_take_back(request, asked):
        by = f"the {asked.by.name}" if asked.by else "the programme office"
        raise RefusedError(
            f"{begun(about(asked))} was asked for by {by}; they or the programme office can do"
            " that.",
            act=Act.REQUEST_CHANGE.value,
        )

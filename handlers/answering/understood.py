"""Recording a line as it was understood, be it at once or once it is confirmed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers.answering.answers import Answer, answer_in, answer_of
from handlers.answering.delivered import tell_verifiers
from handlers.answering.disputes import dispute
from handlers.answering.may_answer import require_answer
from handlers.answering.more_time import ask_for_date
from handlers.answering.no_change import record_no_change
from handlers.answering.readings_of import Understood
from handlers.answering.recording import Behalf, record_answer
from handlers.request import Request
from handlers.typed.whens import whens_of
from handlers.wording.more import not_mine_card
from models.cycle import Cycle
from models.message import Message
from models.permissions import Act
from models.plan import Action
from models.states import Rating, Stage
from models.update import Update


@dataclass(frozen=True, slots=True)
class Recorded:
    """What recording a line gave: a row, or a card of its own (more time, not mine)."""

    update: Update | None = None
    card: Message | None = None


def acts_of(understood: Understood) -> tuple[Act, ...]:
    """What the policy must allow for a line."""
    acts = (
        (Act.MARK_DELIVERED, understood.delivered),
        (Act.PROPOSE_RATING, understood.rating is not None),
        (Act.NO_CHANGE, understood.no_change),
        (Act.REQUEST_CHANGE, understood.requested_due is not None),
        (Act.ATTACH_EVIDENCE, bool(understood.evidence)),
    )
    return tuple(act for act, is_wanted in acts if is_wanted)


def record_understood(
    request: Request,
    action: Action,
    cycle: Cycle | None,
    understood: Understood,
    *,
    behalf: Behalf | None = None,
) -> Recorded:
    """Record a line about one action, over what its answer said already, field by field.

    Raises:
        RefusedError: the person may not, at this moment.
    """
    require_answer(request, action, *acts_of(understood))
    understood = _with_bare_date(request, action, cycle, understood)
    if understood.not_mine:
        dispute(request, action, cycle, understood.words)
        place = str(cycle.id) if cycle else ""
        return Recorded(card=not_mine_card(action.id, action.ref, place))
    if understood.no_change and not (understood.rating or understood.delivered):
        return Recorded(
            record_no_change(request, action, cycle, words=understood.words, behalf=behalf)
        )
    before = answer_of(answer_in(request.session, action.id, cycle.id if cycle else None))
    answer = merged(before, understood, _day_of_delivery(request, understood))
    if understood.requested_due is not None:
        card = ask_for_date(request, action, cycle, understood.requested_due, answer, behalf=behalf)
        return Recorded(card=card)
    says_how = understood.rating is not None or understood.delivered or understood.no_change
    update = record_answer(request, action, cycle, answer, behalf=behalf, settles=says_how)
    is_proof = bool(understood.evidence) and action.stage is Stage.DELIVERED
    if update.delivered or is_proof:
        tell_verifiers(request, action, update)
    return Recorded(update)


def _with_bare_date(
    request: Request, action: Action, cycle: Cycle | None, understood: Understood
) -> Understood:
    """A line that is nothing but a date, said of an amber or red: when it is expected."""
    before = answer_of(answer_in(request.session, action.id, cycle.id if cycle else None))
    is_bare = replace(understood, ref="", text="") == Understood()
    if not is_bare or before.rating not in {Rating.AMBER, Rating.RED}:
        return understood
    named = whens_of(understood.text, request.today, request.partnership.days)
    days = [when.day for when in named if when.day is not None]
    if len(days) == 1 and not replace(understood, forecast=days[0]).words:
        return replace(understood, forecast=days[0])
    return understood


def merged(before: Answer, understood: Understood, delivered_on: date) -> Answer:
    """An answer with a line over it: what the line does not say stays as it was."""
    answer = before
    if understood.delivered:
        answer = answer.claimed_delivered(delivered_on)
    elif understood.rating is not None:
        answer = answer.rated(understood.rating)
    if understood.forecast is not None:
        answer = replace(answer, forecast=understood.forecast)
    words = understood.words
    is_reason = understood.requested_due is not None or _fills_the_gap(before, understood)
    if words:
        answer = replace(answer, reason=words) if is_reason else replace(answer, words=words)
    evidence = dict.fromkeys((*answer.evidence, *understood.evidence))
    return replace(answer, evidence=tuple(evidence))


def _fills_the_gap(before: Answer, understood: Understood) -> bool:
    """Whether the words answer what was asked of an amber or red: what is in the way."""
    is_bare = before.rating in {Rating.AMBER, Rating.RED} and not (before.reason or before.words)
    return is_bare and understood.rating in {None, before.rating}


def _day_of_delivery(request: Request, understood: Understood) -> date:
    """The day that the line names, else today.

    The reader looks ahead for a day without a year; what is delivered lies behind: "completed on 12
    September", said on 2 October, is this September's.
    """
    for when in whens_of(understood.text, request.today, request.partnership.days):
        day = when.day
        if day is not None and day > request.today:
            day = _a_year_before(day)
        if day is not None and 0 <= (request.today - day).days < RECENT_DAYS:
            return day
    return request.today


def _a_year_before(day: date) -> date | None:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return None


RECENT_DAYS = 200
"""How far back a day without a year may lie, where something was delivered on it."""

"""One request as somebody sees it: its facts from the record, and what they may do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from handlers.allowed import may_do, standing_of
from handlers.changing.past_dates import past_dates
from handlers.changing.requests import seen_now
from handlers.changing.sides import sides_of
from handlers.changing.weighing import Weighed, area_of, askers, decides, weigh, who_asked
from handlers.request import Request
from handlers.wording.bodies import in_their_words
from handlers.wording.changing import STATES, RequestFacts, Went
from handlers.wording.phrases import local_day
from models.audit import Actor
from models.change import ChangeRequest, ChangeStep, ChangeTopic, RequestState
from models.knock_on import HeldUp, Needed, doubts, held_up
from models.message import Button, Moment, Text, Weight, args, text
from models.people import Person
from models.permissions import Act, Standing
from models.plan import Action
from models.policy_words import Who
from models.standing import Standings, standings_now
from models.states import Door

S = RequestState
WEIGHABLE = frozenset({S.SUBMITTED, S.RECOMMENDED})


def facts_of(request: Request, asked: ChangeRequest) -> RequestFacts:
    """Everything that the card of a request says to who asks."""
    session, partnership = request.session, request.partnership
    weighed = weigh(session, asked, partnership)
    zone = partnership.time_zone
    is_open_move = asked.topic is ChangeTopic.DUE and not asked.state.is_settled
    return RequestFacts(
        id=asked.id,
        of=asked.action.ref if asked.action else str(asked.after["ref"]),
        title=asked.action.title if asked.action else "",
        topic=asked.topic,
        state=asked.state,
        stands=stands(request, asked.state),
        by=named(request, asked.by),
        on=local_day(asked.at, zone),
        sides=sides_of(session, asked),
        reason=asked.reason,
        mostly=partnership.delay_reasons.get(asked.delay_reason or "", ""),
        impact=asked.impact,
        held_up=knock_on(request, asked) if is_open_move else (),
        needed_by=_needed_by(request, asked),
        past=_past(request, asked) if is_open_move else "",
        doubts=tuple(_doubts(request, asked)) if is_open_move else (),
        decides=decides(weighed, asked.state, partnership),
        steps=tuple(_went(request, step, zone) for step in asked.steps),
        buttons=_buttons(request, asked, weighed),
    )


def stands(request: Request, state: RequestState) -> str:
    """A state in the partnership's own words."""
    return in_their_words(STATES[state], request.partnership.bodies)


def named(request: Request, person: Person | None) -> str:
    """Who did something, where it may have been a command."""
    return (
        person.name if person else request.partnership.bodies.programme_office.removeprefix("the ")
    )


def _went(request: Request, step: ChangeStep, zone: str) -> Went:
    source = step.minute
    if step.external_body:
        source = ", ".join(part for part in (step.external_body, step.minute) if part)
    return Went(
        on=step.external_on or local_day(step.at, zone),
        said=stands(request, step.state),
        by=named(request, step.by),
        reason=step.reason,
        source=source,
    )


def standing_plan(request: Request, plan_id: int) -> Standings:
    """The plan as it stands now."""
    return standings_now(request.session, plan_id, request.now, request.partnership)


def knock_on(request: Request, asked: ChangeRequest) -> tuple[HeldUp, ...]:
    """Which open actions a later date would hold up."""
    assert asked.action is not None
    return held_up_by(request, asked.action, asked.due_asked)


def held_up_by(request: Request, action: Action, new: date) -> tuple[HeldUp, ...]:
    """Which open actions would be held up, if this one were due on that day."""
    plan = [s for s in standing_plan(request, action.plan_id).values() if s.action.stage]
    return held_up(
        action.ref,
        new,
        needs={s.action.ref: s.facts.needs for s in plan},
        due={s.action.ref: s.action.due for s in plan if s.facts.stage.is_live},
    )


RESTS = frozenset({ChangeTopic.SUSPEND, ChangeTopic.WITHDRAW, ChangeTopic.SPLIT, ChangeTopic.MERGE})


def _needed_by(request: Request, asked: ChangeRequest) -> tuple[str, ...]:
    """The open actions that need one which is to be suspended, withdrawn or replaced."""
    if asked.action is None or asked.topic not in RESTS or asked.state.is_settled:
        return ()
    return needing(request, asked.action)


def needing(request: Request, action: Action) -> tuple[str, ...]:
    """The open actions that need this one."""
    plan = standing_plan(request, action.plan_id).values()
    waiting = (s for s in plan if action.ref in s.facts.needs and s.facts.stage.is_live)
    return tuple(s.action.ref for s in waiting)


def _past(request: Request, asked: ChangeRequest) -> str:
    owner = asked.action.owner if asked.action else None
    return past_dates(request.session, owner, request.today) if owner else ""


def _doubts(request: Request, asked: ChangeRequest) -> Iterator[Text]:
    """What speaks against the date that is asked for: a later forecast, a later need."""
    assert asked.action is not None
    for ref, day in doubts_of(request, asked.action, asked.due_asked):
        who = f"It needs {ref}, which is expected on " if ref else "The owner's own forecast is "
        yield text(who, Moment(day), ", after the date asked for.")


def doubts_of(request: Request, action: Action, day: date) -> tuple[tuple[str, date], ...]:
    """Later days that speak against a date: the owner's own forecast, and what is needed."""
    plan = standing_plan(request, action.plan_id)
    stands = plan[action.id]
    others = {s.action.ref: s for s in plan.values()}
    needs = [others[ref] for ref in stands.facts.needs if ref in others]
    expected = [
        Needed(s.action.ref, when)
        for s in needs
        if s.facts.stage.is_live and (when := s.facts.forecast or s.action.due) is not None
    ]
    return doubts(day, forecast=stands.facts.forecast, needs=expected)


def judging(request: Request, asked: ChangeRequest, weighed: Weighed) -> Standing:
    """What who asks is to a request: its own author, and after whom they would act."""
    standing = standing_of(request, action=asked.action, area=area_of(request.session, asked))
    person = request.person
    is_own = person is not None and person.id in who_asked(request.session, asked)
    return replace(standing, is_author=is_own, before=weighed.before)


def bodies_of(request: Request, asked: ChangeRequest, weighed: Weighed) -> tuple[Who, ...]:
    """As which bodies who asks could decide a request now, the wanted one first."""
    wanted, policy = weighed.next, request.partnership.policy
    if wanted is None or asked.state not in {*WEIGHABLE, S.APPROVED_GROUP}:
        return ()
    standing = judging(request, asked, weighed)
    found = [wanted.body] if policy.may(wanted.act, standing).allowed else []
    if standing.is_author or standing.is_owner or standing.is_deputy:
        return tuple(found)
    held = standing.capacities(policy.recorders)
    order = (Who.CHAIR, Who.PDG, Who.BOARD)
    above = order[order.index(wanted.body) + 1 :] if wanted.body in order else order[1:]
    later = {each.body for each in weighed.needed}
    return (*found, *(who for who in above if who in held and who not in later))


def _buttons(request: Request, asked: ChangeRequest, weighed: Weighed) -> tuple[Button, ...]:
    """What who asks may do with the request now; each is checked again at the click."""
    if asked.state.is_settled:
        return ()
    here = args(request=asked.id, seen=seen_now(request.session, asked))
    of = asked.action.ref if asked.action else str(asked.after["ref"])
    found: list[Button] = []

    def add(label: str, verb: str, weight: Weight = Weight.PLAIN) -> None:
        found.append(Button(label, verb, here, weight, speak=f"{label}, for {of}"))

    if bodies_of(request, asked, weighed):
        add("Decide", "change.decide_form", Weight.PRIMARY)
    if asked.state is S.AWAITING_EXTERNAL and _may(request, Act.RECORD_EXTERNAL, asked, weighed):
        add("Record their answer", "change.external_form", Weight.PRIMARY)
    if asked.state in WEIGHABLE and _may(request, Act.WEIGH_CHANGE, asked, weighed):
        if asked.state is S.SUBMITTED:
            add("Recommend", "change.recommend")
        add("Return", "change.return_form")
    if may_take_back(request, asked):
        if asked.state is S.RETURNED:
            add("Answer and hand in again", "change.resubmit_form", Weight.PRIMARY)
        if asked.state is not S.APPROVED_CHAIR:
            add("Take it back", "change.withdraw")
    return tuple(found)


def _may(request: Request, act: Act, asked: ChangeRequest, weighed: Weighed) -> bool:
    return request.partnership.policy.may(act, judging(request, asked, weighed)).allowed


def may_take_back(request: Request, asked: ChangeRequest) -> bool:
    """Whether who asks may take a request back: whose it is, or the programme office."""
    person = request.person
    if person is None or person.id in askers(request.session, asked):
        return True
    area = area_of(request.session, asked)
    return may_do(request, Act.WEIGH_CHANGE, action=asked.action, area=area).allowed


def seen_by(request: Request, person: Person) -> Request:
    """The same moment, as another person would see it in chat."""
    actor = Actor(person.name, Door.LOCAL, person.id)
    return replace(request, actor=actor, person=person, second=None)

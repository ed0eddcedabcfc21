"""What suspended actions and offered ones bring: one word a month, the day of review, a reminder.

A suspended action is not asked for. Its owner hears once a month that it stands so and until when,
and on the day of review whether it can go on. An action that is offered to a new owner reminds them
a few working days later, since the old one stays until they have answered.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from models.delivery import Step
from models.spoken import count_in_words, day_in_words
from models.states import Role, Stage
from scheduler.asking import deputy_of
from scheduler.escalation import holders
from scheduler.facts import ActionFact, Facts, Offer, Somebody
from scheduler.owed import Owed, can_write

GRACE = timedelta(days=7)
"""For how long the month's word is still of use, where it could not leave on its day."""
REVIEW_LASTS = timedelta(days=21)
"""For how long after its day a review that was missed is still asked for."""
HANDOVER = "handover-reminder:"
UNANSWERED_DAYS = 5
"""Working days after the last reminder on which who offered it is told."""


def suspended(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The month's word about what is suspended, and the reviews of the day."""
    mine: dict[int, list[ActionFact]] = {}
    for action in facts.actions.values():
        if action.stage is not Stage.SUSPENDED:
            continue
        person = _responsible(facts, action, at)
        if person is None or not can_write(person, at):
            continue
        if _is_reviewed(action, person.hours.day(at)):
            yield _review(action, person, at)
        else:
            mine.setdefault(person.id, []).append(action)
    for person_id, actions in mine.items():
        person = facts.people[person_id]
        if _is_of_month(person, person.hours.day(at)):
            yield _monthly(person, actions, at)


def _responsible(facts: Facts, action: ActionFact, at: datetime) -> Somebody | None:
    """The owner, or who stands in; else the area lead, else somebody of the programme office."""
    owner = facts.people.get(action.owner_id or 0)
    if owner is not None and owner.in_post(owner.hours.day(at)):
        today = owner.hours.day(at)
        return owner if owner.is_there(today) else deputy_of(facts, action, owner, today)
    lead = facts.people.get(action.lead_id or 0)
    if lead is not None and lead.is_there(lead.hours.day(at)):
        return lead
    return next(iter(holders(facts, Role.PROGRAMME_OFFICE, at.date())), None)


def _is_reviewed(action: ActionFact, today: date) -> bool:
    review = action.review_on
    return review is not None and review <= today <= review + REVIEW_LASTS


def _is_of_month(person: Somebody, today: date) -> bool:
    """Whether it is their first working day of the month, or soon after it."""
    first = person.hours.days.on_or_after(today.replace(day=1))
    return first <= today <= first + GRACE


def _review(action: ActionFact, person: Somebody, at: datetime) -> Owed:
    assert action.review_on is not None
    today = person.hours.day(at)
    return Owed(
        f"review:{action.id}:{action.review_on.isoformat()}",
        Step.SUSPENDED,
        today,
        person.hours.moment(today),
        f"{action.ref} was suspended until {day_in_words(action.review_on)}.",
        person_id=person.id,
        about={"action_ids": [action.id], "review": True},
    )


def _monthly(person: Somebody, actions: list[ActionFact], at: datetime) -> Owed:
    today = person.hours.day(at)
    return Owed(
        f"suspended:{person.id}:{today:%Y-%m}",
        Step.SUSPENDED,
        today,
        person.hours.moment(today),
        f"{count_in_words(len(actions), 'action')} of theirs is suspended."
        if len(actions) == 1
        else f"{len(actions)} actions of theirs are suspended.",
        person_id=person.id,
        about={"action_ids": [action.id for action in actions]},
    )


def offers(facts: Facts, at: datetime) -> Iterator[Owed]:
    """The reminders of actions that are offered to a new owner, who has not answered.

    Some days after the last one, who offered it is told that no answer has come.
    """
    for offered in facts.offers:
        for days in facts.offer_days:
            yield from _about_offer(facts, offered, offered.to_id, days, at)
        last = max(facts.offer_days, default=0) + UNANSWERED_DAYS
        yield from _about_offer(facts, offered, offered.by_id, last, at, is_told=True)


def _about_offer(
    facts: Facts,
    offered: Offer,
    person_id: int | None,
    days: int,
    at: datetime,
    *,
    is_told: bool = False,
) -> Iterator[Owed]:
    """One message about an offer, so many working days after it was made."""
    person = facts.people.get(person_id or 0)
    if person is None or not person.is_there(person.hours.day(at)) or not can_write(person, at):
        return
    today = person.hours.day(at)
    wanted = person.hours.days.on_or_after(facts.days.shift(offered.on, days))
    if not wanted <= today <= wanted + GRACE:
        return
    whose = "They offered an action, and no answer has come."
    yield Owed(
        f"{HANDOVER}{offered.id}:{'unanswered' if is_told else days}",
        Step.NOTE,
        today,
        person.hours.moment(today),
        whose if is_told else "An action is offered to them, and they have not answered.",
        person_id=person.id,
        about={"handover_id": offered.id, "unanswered": is_told},
    )

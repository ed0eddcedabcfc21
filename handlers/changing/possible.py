"""Whether a change can be carried out as things stand, asked when it is asked for and decided."""

from __future__ import annotations

from handlers.request import RefusedError, Request
from models.change import ChangeRequest, ChangeTopic
from models.change_rules import stage_allows
from models.message import Button, args
from models.people import Person
from models.plan import Action
from models.spoken import day_in_words

DAYS_IN = {ChangeTopic.DUE: "the new date", ChangeTopic.SUSPEND: "the day of review"}


def refuse_stage(request: Request, topic: ChangeTopic, action: Action) -> None:
    """Refuse a change that an action at its stage cannot have.

    Raises:
        RefusedError: it is delivered, proven, withdrawn, or suspended already.
    """
    if stage_allows(topic, action.stage):
        return
    stage = request.partnership.scheme.stages[action.stage].lower()
    raise RefusedError(
        f"{action.ref} is {stage}, so that cannot be changed. If it looks wrong, the programme"
        " office can help."
    )


def refuse_impossible(request: Request, asked: ChangeRequest) -> None:
    """Refuse to approve what cannot be carried out any more.

    Raises:
        RefusedError: the action has gone on, the day has passed, or the person has left.
    """
    if asked.action is not None and asked.topic is not ChangeTopic.ADD:
        refuse_stage(request, asked.topic, asked.action)
    day = _day_of(asked)
    if day is not None and day <= request.today.isoformat():
        raise RefusedError(
            f"{DAYS_IN[asked.topic][:1].upper()}{DAYS_IN[asked.topic][1:]} that was asked for,"
            f" {day_in_words(request.today.fromisoformat(day))}, has come already. Return the"
            " request for another one.",
            ways=(Button("Show it", "change.show", args(request=asked.id)),),
        )
    if asked.topic is ChangeTopic.OWNER:
        refuse_absent_owner(request, request.session.get(Person, int(asked.after["person"])))


def _day_of(asked: ChangeRequest) -> str | None:
    if asked.topic is ChangeTopic.DUE:
        return str(asked.after)
    return str(asked.after["review_on"]) if asked.topic is ChangeTopic.SUSPEND else None


def refuse_absent_owner(request: Request, person: Person | None) -> None:
    """Refuse to give an action to a post that nobody holds.

    Raises:
        RefusedError: the post is vacant, or its holder has left.
    """
    if person is None:
        raise RefusedError("The new owner is not known any more; name somebody else.")
    has_left = person.active_until is not None and person.active_until < request.today
    if person.is_vacant or has_left:
        why = "has left" if has_left else "is vacant"
        raise RefusedError(f"The post {person.name} {why}; name somebody who can accept.")

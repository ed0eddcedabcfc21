"""Questions asked of updates: which are open, whom they are for, which the paper prints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from handlers.audience import absence_of
from models.challenge import Challenge, ChallengeState
from models.cycle import Cycle
from models.people import Person
from models.plan import Action
from models.rating_sides import LEVEL_WORDS


def asked_in_name_of(challenge: Challenge) -> str:
    """Whose question it is: "the chair", "the Board"."""
    return LEVEL_WORDS[challenge.level]


def for_paper(session: Session, cycle: Cycle, now: datetime) -> Sequence[Challenge]:
    """The questions of a cycle that are marked for its paper and not withdrawn, oldest first."""
    return session.scalars(
        select(Challenge)
        .where(
            Challenge.cycle_id == cycle.id,
            Challenge.for_paper.is_(True),
            Challenge.state != ChallengeState.WITHDRAWN,
            Challenge.at <= now,
        )
        .order_by(Challenge.id)
        .options(selectinload(Challenge.replies))
    ).all()


def open_challenges(session: Session, plan_id: int | None = None) -> list[Challenge]:
    """The questions that wait for an answer, the oldest first; of one plan where it is named."""
    query = (
        select(Challenge)
        .join(Action, Action.id == Challenge.action_id)
        .where(Challenge.state == ChallengeState.OPEN)
        .order_by(Challenge.at, Challenge.id)
    )
    if plan_id is not None:
        query = query.where(Action.plan_id == plan_id)
    return list(session.scalars(query))


def challenges_of(session: Session, action_id: int, until: datetime) -> list[Challenge]:
    """Every question about an action that was asked by then, the oldest first."""
    return list(
        session.scalars(
            select(Challenge)
            .where(Challenge.action_id == action_id, Challenge.at <= until)
            .order_by(Challenge.id)
            .options(selectinload(Challenge.replies))
        )
    )


def whom_to_ask(session: Session, action: Action, today: date) -> Person | None:
    """Who answers for an action now: the owner, the deputy while they are away, else the lead.

    None where nobody is in post.
    """
    owner = session.get(Person, action.owner_id or 0)
    if owner is not None and _in_post(owner, today):
        absence = absence_of(session, owner.id, today)
        if absence is None:
            return owner
        deputy = absence.deputy or session.get(Person, action.deputy_id or 0)
        if deputy is not None and _is_there(session, deputy, today):
            return deputy
    lead = action.accountable
    if lead is not None and _in_post(lead, today):
        return lead
    return owner if owner is not None and _in_post(owner, today) else None


def _in_post(person: Person, today: date) -> bool:
    return not person.is_vacant and (person.active_until is None or person.active_until >= today)


def _is_there(session: Session, person: Person, today: date) -> bool:
    return _in_post(person, today) and absence_of(session, person.id, today) is None


def asked_of_person(session: Session, person: Person) -> list[Challenge]:
    """The open questions that were put to a person, or are about what they answer for."""
    return list(
        session.scalars(
            select(Challenge)
            .join(Action, Action.id == Challenge.action_id)
            .where(
                Challenge.state == ChallengeState.OPEN,
                or_(
                    Challenge.to_id == person.id,
                    Action.owner_id == person.id,
                    Action.deputy_id == person.id,
                ),
            )
            .order_by(Challenge.id)
        )
    )

"""What evidence is missing as at an instant, read from the record for the rules to judge."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.cycles import the_plan
from handlers.evidence.proof import proofs_of
from models.as_at import actions_as_at
from models.evidence_need import Lacks, Need, NeedFacts, Ready, lacks, readiness
from models.plan import Action, Area
from models.states import MonitoringLevel


def missing_evidence(session: Session, at: datetime, *, by: date | None = None) -> list[Lacks]:
    """Each action whose evidence is missing, waits or was returned, in the plan's order.

    Args:
        session: the record.
        at: as it stood then.
        by: also what falls due by this day; left out, the day of `at`.
    """
    wanted = lacks(needs_at(session, the_plan(session).id, at), by or at.date())
    return [each for each in wanted if each.need is not Need.READY]


def needed_for_return(session: Session, plan_id: int, at: datetime, by: date) -> list[Lacks]:
    """What a formal return needs by a day: the actions that are watched formally."""
    formal = [facts for facts in needs_at(session, plan_id, at) if facts.is_formal]
    return lacks(formal, by)


def readiness_at(session: Session, plan_id: int, at: datetime, by: date) -> list[Ready]:
    """How ready each area is for a formal return by a day."""
    return readiness(needed_for_return(session, plan_id, at, by))


def needs_at(session: Session, plan_id: int, at: datetime) -> list[NeedFacts]:
    """Every action of a plan as it stood at an instant, as far as its evidence goes."""
    levels = {
        area.id: area.monitoring
        for area in session.scalars(select(Area).where(Area.plan_id == plan_id))
    }
    stood = actions_as_at(session, plan_id, at)
    rows = {a.id: a for a in session.scalars(select(Action).where(Action.plan_id == plan_id))}
    proofs = {p.action.id: p for p in proofs_of(session, [rows[i] for i in stood], at)}
    found = []
    for action in stood.values():
        assert action.stage is not None
        proof = proofs[action.id]
        level = action.monitoring or levels[action.area_id]
        found.append(
            NeedFacts(
                id=action.id,
                ref=action.ref,
                area_id=action.area_id,
                title=action.title,
                stage=action.stage,
                owner_id=action.owner_id,
                due=action.due,
                delivered_on=action.delivered_on,
                expected=action.evidence_expected,
                is_formal=level is MonitoringLevel.FORMAL,
                items=tuple(proof.state(item) for item in proof.items),
                is_accepted=proof.is_enough,
            )
        )
    return found

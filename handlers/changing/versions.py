"""A new version of the plan, for each change that is agreed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from handlers.request import Request
from models.audit import record
from models.plan import Plan, PlanVersion


def new_version(
    request: Request, plan_id: int, *, summary: str, agreed_by: str, on: date, source: str
) -> PlanVersion:
    """Append the version that a change makes; its number follows the one before.

    A plan that no body has agreed yet does not become agreed by it.
    """
    session = request.session
    session.execute(select(Plan.id).where(Plan.id == plan_id).with_for_update())
    is_agreed = session.get_one(Plan, plan_id).is_agreed
    last = session.scalar(
        select(func.max(PlanVersion.number)).where(PlanVersion.plan_id == plan_id)
    )
    version = PlanVersion(
        plan_id=plan_id,
        number=(last or 0) + 1,
        agreed_by=agreed_by if is_agreed else None,
        agreed_on=on if is_agreed else None,
        source=source,
        summary=summary,
        made_at=request.now,
    )
    session.add(version)
    session.flush()
    record(
        session,
        request.actor,
        "plan_version",
        at=request.now,
        entity="plan_version",
        entity_id=version.number,
        after={"summary": summary, "agreed_by": agreed_by, "agreed_on": on, "source": source},
    )
    return version

"""Which cycle a button, an answer or a typed line belongs to.

A button names its own. A typed line belongs to the cycle of its thread, else to the one opened
last whose Board has not met; where none is open it is news between two cycles.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, object_session

from handlers.cycles import plan_of
from handlers.request import Request
from models.cycle import Ask, Cycle
from models.delivery import Posted
from models.partnership import Partnership
from models.people import Person
from models.plan import Action, Plan


def cycle_pressed(request: Request) -> Cycle | None:
    """The cycle that the button names; None for news between two cycles."""
    place = request.args.get("cycle", "")
    return request.session.get(Cycle, int(place)) if place.isdigit() else None


def cycle_typed(request: Request, person: Person) -> Cycle | None:
    """The cycle that a typed line belongs to; None where none is open: then it is news."""
    session = request.session
    if request.posted_id is not None:
        posted = session.get(Posted, request.posted_id)
        cycle = None if posted is None else session.get(Cycle, posted.cycle_id or 0)
        if cycle is not None and takes_answers(cycle, request.today):
            return cycle
    return open_for(session, person, request.today)


def open_for(session: Session, person: Person, today: date) -> Cycle | None:
    """The cycle opened last, of a plan that the person has a part in, whose Board is to come."""
    opened = session.scalars(
        select(Cycle)
        .where(Cycle.collection_opens <= today, Cycle.board_meeting >= today)
        .order_by(Cycle.collection_opens.desc(), Cycle.id.desc())
    ).all()
    return next((c for c in opened if has_part(session, person, c.plan_id)), None) or next(
        iter(opened), None
    )


def has_part(session: Session, person: Person, plan_id: int) -> bool:
    """Whether something in the plan is the person's to answer for, as owner, deputy or lead."""
    asked = select(Ask.action_id).where(Ask.asked_id == person.id)
    found = session.scalar(
        select(Action.id)
        .where(
            Action.plan_id == plan_id,
            or_(
                Action.owner_id == person.id,
                Action.deputy_id == person.id,
                Action.accountable_id == person.id,
                Action.id.in_(asked),
            ),
        )
        .limit(1)
    )
    return found is not None


def plan_served(session: Session, cycle: Cycle | None) -> Plan | None:
    """The plan of a cycle; the first one where there is no cycle."""
    if cycle is not None:
        return session.get(Plan, cycle.plan_id)
    return session.scalar(select(Plan).order_by(Plan.id).limit(1))


def takes_answers(cycle: Cycle, today: date) -> bool:
    """Whether an answer belongs to the cycle: from its first ask up to the day of its Board.

    Schools are asked before their holiday, which is before the collection opens for the others.
    """
    if cycle.collection_opens <= today:
        return today <= cycle.board_meeting
    session = object_session(cycle)
    asked = select(Ask.id).where(Ask.cycle_id == cycle.id).limit(1)
    return session is not None and session.scalar(asked) is not None


_ZONES = "zones_of_plans"


def zone_of(session: Session, cycle: Cycle | None, partnership: Partnership) -> ZoneInfo:
    """The zone of the cycle's plan; looked up once in a transaction, since all ask for it."""
    known: dict[int, ZoneInfo] = session.info.setdefault(_ZONES, {})
    key = cycle.plan_id if cycle is not None else 0
    if key not in known:
        plan = plan_served(session, cycle)
        known[key] = ZoneInfo(plan.time_zone if plan else partnership.time_zone)
    return known[key]


def cut_off_of(session: Session, cycle: Cycle, partnership: Partnership) -> datetime:
    """When answers of a cycle become late, as an instant."""
    return plan_of(cycle, partnership).cut_off_instant(zone_of(session, cycle, partnership))


def next_opening(session: Session, today: date) -> Cycle | None:
    """The cycle that opens next, None where no later Board is in the calendar."""
    return session.scalar(
        select(Cycle)
        .where(Cycle.collection_opens > today)
        .order_by(Cycle.collection_opens)
        .limit(1)
    )


def open_cycles_of(session: Session, plan_id: int, today: date) -> tuple[Cycle, ...]:
    """The cycles of a plan that take answers now; two may overlap."""
    cycles = session.scalars(
        select(Cycle)
        .where(Cycle.plan_id == plan_id, Cycle.board_meeting >= today)
        .order_by(Cycle.collection_opens)
    )
    return tuple(cycle for cycle in cycles if takes_answers(cycle, today))

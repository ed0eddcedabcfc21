"""Setting the stage: the plan and its people, their roles, the Boards, and what life will bring."""

from __future__ import annotations

from datetime import UTC, datetime, time

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.audit import TIME, record
from models.calendar import plan_cycles
from models.cycle import Cycle
from models.plan import Plan
from models.store import transaction
from scheduler.clock import SetClock
from scheduler.leases import LeaseClock
from scheduler.simulate.cast import complete_roles, life
from scheduler.simulate.courier import MemoryCourier
from scheduler.simulate.script import Act, Script
from scheduler.simulate.seat import Seats
from scheduler.ticker import Works

DAWN = time(0)


def open_play(script: Script, engine: Engine) -> tuple[Seats, list[Act]]:
    """Everything in its place at the first midnight; gives the seats and what life brings."""
    clock = SetClock(datetime.combine(script.start, DAWN, UTC))
    courier = MemoryCourier(clock)
    works = Works(
        engine,
        clock,
        {courier.platform: courier},
        script.partnership,
        leases=played_time(clock),
        threads=False,
    )
    script.load(engine, clock.now())
    with transaction(engine) as session:
        complete_roles(session, script.start, clock.now())
        add_boards(session, script, clock.now())
        acts = life(session, script, script.partnership.days)
    return Seats(works, courier), acts


def played_time(clock: SetClock) -> LeaseClock:
    """Leases by the play's own clock: an hour of the play takes no time."""
    return lambda _session: clock.now()


def add_boards(session: Session, script: Script, at: datetime) -> None:
    """The cycles of the script's Boards."""
    plan = session.scalars(select(Plan).order_by(Plan.id)).first()
    assert plan is not None, "A play needs a plan; its load brought none."
    partnership = script.partnership
    planned = plan_cycles(
        script.boards,
        days=partnership.days,
        offsets=partnership.calendar.offsets,
        school_holidays=partnership.school_holidays,
    )
    for each in planned:
        session.add(
            Cycle(plan_id=plan.id, code=each.code, note=each.note, added_at=at, **each.days())
        )
        record(
            session,
            TIME,
            "cycle_added",
            at=at,
            entity="cycle",
            entity_id=each.code,
            after={step: day.isoformat() for step, day in each.days().items()},
        )

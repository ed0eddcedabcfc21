"""The Board's calendar: adding a Board, moving one, and when the next is.

A Board that moves re-plans only what has not happened yet; who is concerned is told what changed.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require
from handlers.audience import people_of
from handlers.fields import day_of, wanted
from handlers.request import RefusedError, Reply, Request
from handlers.tell import tell
from handlers.verbs import said, verb
from handlers.wording.calendar import boards_card, cycle_card, moved_message
from models.audit import record
from models.calendar import STEPS, CalendarError, CyclePlan, cycle_code, plan_cycle
from models.cycle import Cycle
from models.partnership import Partnership
from models.people import Person
from models.permissions import Act
from models.plan import Plan
from models.replan import Replan, replan
from models.spoken import day_in_words

SHOWN_AHEAD = 6


def plan_of(cycle: Cycle, partnership: Partnership) -> CyclePlan:
    """The stored cycle as the rules read it."""
    offsets = partnership.calendar.offsets
    return CyclePlan(
        code=cycle.code,
        note=cycle.note,
        cut_off_at=offsets.cut_off_at,
        papers_at=offsets.papers_at,
        **{step: getattr(cycle, step) for step in STEPS},
    )


def the_plan(session: Session) -> Plan:
    """The plan that this installation serves.

    Raises:
        RefusedError: none has been imported yet.
    """
    plan = session.scalar(select(Plan).order_by(Plan.id).limit(1))
    if plan is None:
        raise RefusedError(
            "There is no plan yet. Drop the plan's spreadsheet on me, or run"
            " rollcall plan import FILE."
        )
    return plan


def cycle_by_code(session: Session, code: str) -> Cycle:
    """The cycle with this code ("2023-10").

    Raises:
        RefusedError: there is none; says which there are.
    """
    found = session.scalar(select(Cycle).where(Cycle.code == code.strip().lower()))
    if found is None:
        known = session.scalars(select(Cycle.code).order_by(Cycle.board_meeting.desc()).limit(5))
        listed = ", ".join(known) or "none yet"
        raise RefusedError(f"There is no cycle {code!r}; the latest are: {listed}.")
    return found


def latest_open(session: Session, today: date) -> Cycle | None:
    """The cycle opened last whose Board has not met yet; typed lines belong to it."""
    return session.scalar(
        select(Cycle)
        .where(Cycle.collection_opens <= today, Cycle.board_meeting >= today)
        .order_by(Cycle.collection_opens.desc())
        .limit(1)
    )


def next_board(session: Session, today: date) -> Cycle | None:
    """The cycle whose Board meets next, today included."""
    return session.scalar(
        select(Cycle).where(Cycle.board_meeting >= today).order_by(Cycle.board_meeting).limit(1)
    )


def add_cycle(request: Request, board_on: date) -> Cycle:
    """Store the cycle that leads to a Board.

    Raises:
        RefusedError: the Board is there already, or would meet on a day that is not worked.
    """
    session, partnership = request.session, request.partnership
    plan = the_plan(session)
    there = session.scalars(select(Cycle).where(Cycle.plan_id == plan.id)).all()
    for cycle in there:
        if cycle.board_meeting == board_on:
            raise RefusedError(
                f"The Board of {day_in_words(board_on)} is in the calendar already: {cycle.code}."
            )
    try:
        planned = plan_cycle(
            board_on,
            days=partnership.days,
            offsets=partnership.calendar.offsets,
            code=cycle_code(board_on, {cycle.code for cycle in there}),
            school_holidays=partnership.school_holidays,
        )
    except CalendarError as error:
        raise RefusedError(str(error)) from None
    cycle = Cycle(
        plan_id=plan.id,
        code=planned.code,
        note=planned.note,
        added_at=request.now,
        **planned.days(),
    )
    session.add(cycle)
    session.flush()
    record(
        session,
        request.actor,
        "cycle_added",
        at=request.now,
        entity="cycle",
        entity_id=cycle.code,
        after={step: day.isoformat() for step, day in planned.days().items()},
    )
    return cycle


def move_board(request: Request, cycle: Cycle, board_on: date) -> Replan:
    """Move a Board, re-plan what has not happened, and tell whom it concerns.

    Raises:
        RefusedError: the Board has met, or the new day cannot be.
    """
    session, partnership = request.session, request.partnership
    local = request.now.astimezone(partnership.zone)
    try:
        new = replan(
            plan_of(cycle, partnership),
            board_on,
            local.date(),
            at=local.time(),
            days=partnership.days,
            offsets=partnership.calendar.offsets,
            school_holidays=partnership.school_holidays,
        )
    except CalendarError as error:
        raise RefusedError(str(error)) from None
    taken = session.scalar(
        select(Cycle.code).where(
            Cycle.plan_id == cycle.plan_id,
            Cycle.board_meeting == board_on,
            Cycle.id != cycle.id,
        )
    )
    if taken is not None:
        raise RefusedError(f"{day_in_words(board_on)} is the Board of {taken} already.")
    for step, day in new.cycle.days().items():
        setattr(cycle, step, day)
    cycle.note = new.cycle.note
    session.flush()
    record(
        session,
        request.actor,
        "board_moved",
        at=request.now,
        entity="cycle",
        entity_id=cycle.code,
        before={moved.step: moved.was.isoformat() for moved in new.moved},
        after={moved.step: moved.now.isoformat() for moved in new.moved},
        reason=request.fields.get("reason") or None,
    )
    _tell(request, cycle, new, at=request.now)
    return new


def _tell(request: Request, cycle: Cycle, new: Replan, *, at: datetime) -> None:
    heard: dict[int, set[str]] = {}
    for audience, moved in new.told().items():
        for person in people_of(request.session, audience, cycle, request.today):
            heard.setdefault(person.id, set()).update(m.step for m in moved)
    for person_id in sorted(heard):
        moved_steps = tuple(m for m in new.moved if m.step in heard[person_id])
        tell(
            request.session,
            request.session.get_one(Person, person_id),
            moved_message(cycle.code, moved_steps),
            key=f"moved:{cycle.code}:{cycle.board_meeting}:{at.date()}:{person_id}",
            now=at,
            cycle_id=cycle.id,
        )


@verb(
    "cycle.add",
    "Add a Board to the calendar",
    act=Act.MANAGE_CYCLE,
    examples=("add board 24 January 2024",),
)
def add(request: Request) -> Reply:
    """Add the Board of `board_on`."""
    require(request, Act.MANAGE_CYCLE)
    errors: dict[str, str] = {}
    board_on = day_of(request, "board_on", errors, "the day on which the Board meets")
    if errors or board_on is None:
        return Reply(errors=errors)
    cycle = add_cycle(request, board_on)
    return Reply(say=(cycle_card(plan_of(cycle, request.partnership), request.partnership),))


@verb("cycle.move", "Move a Board to another day", act=Act.MANAGE_CYCLE)
def move(request: Request) -> Reply:
    """Move the Board of the cycle `cycle` to `board_on`."""
    require(request, Act.MANAGE_CYCLE)
    errors: dict[str, str] = {}
    board_on = day_of(request, "board_on", errors, "the new day of the Board")
    code = wanted(request, "cycle", errors, "the cycle, such as 2023-10")
    if errors or board_on is None:
        return Reply(errors=errors)
    new = move_board(request, cycle_by_code(request.session, code), board_on)
    said_to = moved_message(code, new.moved, findings=new.findings)
    return Reply(say=(said_to,)) if new.moved else said("Nothing moves: that is its day already.")


@verb("cycle.list", "See the Boards in the calendar", examples=("the Board's calendar",))
def boards(request: Request) -> Reply:
    """The Boards that lie ahead, with the days that matter to who asks."""
    ahead = request.session.scalars(
        select(Cycle)
        .where(Cycle.board_meeting >= request.today)
        .order_by(Cycle.board_meeting)
        .limit(SHOWN_AHEAD)
    ).all()
    if not ahead:
        return said("No Board lies ahead in the calendar. The programme office can add one.")
    planned = [plan_of(cycle, request.partnership) for cycle in ahead]
    return Reply(say=(boards_card(planned, request.today),))

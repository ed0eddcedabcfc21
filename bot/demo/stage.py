"""Setting the demo's stage: the sample's people and Boards, and its plan as the office drops it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers import everything  # noqa: F401 - registers every verb
from handlers.kpi_import.importing import import_kpis
from handlers.kpi_import.reading import read_kpis, read_observations
from handlers.plan_import.grid import Book
from handlers.request import RefusedError, Reply, Request
from handlers.verbs import VERBS
from models.audit import Actor
from models.delivery import Posted
from models.message import Message
from models.message_json import message_from
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.states import Door
from models.store import transaction
from scheduler.simulate.reading import buttons_in
from scheduler.simulate.seat import Seats

SAMPLE = files("bot.sample")
PLAN = "sample_plan.csv"
KPIS = "kpis.csv"
OBSERVATIONS = "kpi_observations.csv"
AGREED = {"by": "Department for Education", "on": "2023-08-31", "source": "Letter (illustrative)"}
BEGINS = datetime.combine(date(2023, 9, 25), time(9))
"""Monday 25 September 2023, 9 am in London: the office brings the plan in."""
MID_STORY = datetime.combine(date(2023, 10, 3), time(10))
"""Tuesday 3 October 2023, 10 am: asked on Friday, reminded tomorrow."""


def sample_rows(name: str) -> list[dict[str, str]]:
    """The rows of one of the sample's tables."""
    written = (SAMPLE / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(written)))


def bring_people(engine: Engine, partnership: Partnership, at: datetime) -> None:
    """The chair, the programme officer and the others in office, each with their role."""
    for row in sample_rows("offices.csv"):
        _do(
            engine,
            partnership,
            at,
            "people.add",
            email=row["email"],
            name=row["name"],
            organisation=row["organisation"],
        )
        about = {"person": row["email"], "role": row["role"], "from": row["from"], "to": row["to"]}
        _do(engine, partnership, at, "people.grant", **about)


def bring_boards(engine: Engine, partnership: Partnership, at: datetime) -> None:
    """Every Board of the sample's calendar."""
    for row in sample_rows("calendar.csv"):
        _do(engine, partnership, at, "cycle.add", board_on=row["board_meeting"])


def bring_plan(seats: Seats) -> None:
    """The programme office drops the plan on the bot, says who agreed it, and confirms."""
    with transaction(seats.works.engine) as session:
        officer = _officer_id(session)
    seats.drop(officer, PLAN, (SAMPLE / PLAN).read_bytes())
    seats.deliver()
    agreed = _press(seats, officer, "plan.agreed")
    if agreed.form is not None:
        seats.send(officer, agreed.form, AGREED, _newest(seats, officer)[0])
        seats.deliver()
    _press(seats, officer, "plan.confirm")
    with transaction(seats.works.engine) as session:
        if session.scalar(select(Action.id).limit(1)) is None:
            raise RefusedError(
                f"The sample plan {PLAN} could not be imported; install Rollcall anew."
            )


def bring_measures(engine: Engine, partnership: Partnership, at: datetime) -> None:
    """The sample's KPIs with their figures."""
    with transaction(engine) as session:
        request = Request(session, at, SET_UP, None, partnership)
        measures, faults = read_kpis(_book(KPIS))
        figures, more = read_observations(_book(OBSERVATIONS))
        import_kpis(request, measures, figures, [*faults, *more], source=KPIS)


def _press(seats: Seats, person_id: int, verb: str) -> Reply:
    posted_id, message = _newest(seats, person_id)
    (button, *_) = buttons_in(message, verb)
    reply = seats.press(person_id, button, posted_id)
    seats.deliver()
    return reply


def _newest(seats: Seats, person_id: int) -> tuple[int, Message]:
    """The message that stands last in somebody's conversation."""
    with transaction(seats.works.engine) as session:
        posted = session.scalars(
            select(Posted)
            .where(Posted.conversation == f"person:{person_id}")
            .order_by(Posted.id.desc())
            .limit(1)
        ).one()
        return posted.id, message_from(posted.message)


def _officer_id(session: Session) -> int:
    (email,) = [r["email"] for r in sample_rows("offices.csv") if r["role"] == "programme_office"]
    return session.scalars(select(Person.id).where(Person.email == email)).one()


def _book(name: str) -> Book:
    from bot.sheets.read import read_book

    return read_book(name, (SAMPLE / name).read_bytes())


def _do(engine: Engine, partnership: Partnership, at: datetime, verb: str, **fields: Any) -> None:
    """Do a verb as the demo's own set-up; what is refused stops it."""
    given: Mapping[str, str] = {name: str(value) for name, value in fields.items() if value}
    with transaction(engine) as session:
        request = Request(session, at, SET_UP, None, partnership, fields=given)
        reply = VERBS[verb].handler(request)
        if reply.errors:
            raise RefusedError(" ".join(reply.errors.values()))


SET_UP = Actor("demo", Door.COMMAND)
"""Who sets the stage."""

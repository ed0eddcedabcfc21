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
from handlers.request import RefusedError, Request
from handlers.verbs import VERBS
from models.audit import Actor
from models.delivery import Posted
from models.message import Weight
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
PRIMARY = Weight.PRIMARY
MOST_QUESTIONS = 5
"""So many times the import may ask before its plan is in."""
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
    """The programme office drops the plan on the bot, and says yes to what it shows."""
    with transaction(seats.works.engine) as session:
        officer = _officer_id(session)
    seats.drop(officer, PLAN, (SAMPLE / PLAN).read_bytes())
    seats.deliver()
    for _ in range(MOST_QUESTIONS):
        with transaction(seats.works.engine) as session:
            if session.scalar(select(Action.id).limit(1)) is not None:
                return
            posted = _newest(session, officer)
        primary = [b for b in buttons_in(message_from(posted.message)) if b.weight is PRIMARY]
        seats.press(officer, primary[0], posted.id)
        seats.deliver()


def _newest(session: Session, person_id: int) -> Posted:
    return session.scalars(
        select(Posted)
        .where(Posted.conversation == f"person:{person_id}")
        .order_by(Posted.id.desc())
        .limit(1)
    ).one()


def _officer_id(session: Session) -> int:
    (email,) = [r["email"] for r in sample_rows("offices.csv") if r["role"] == "programme_office"]
    return session.scalars(select(Person.id).where(Person.email == email)).one()


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

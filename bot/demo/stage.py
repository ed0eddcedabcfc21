"""Setting the demo's stage: the sample's people and Boards, and its plan as the office drops it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date, datetime, time
from importlib.resources import files
from typing import Any

from sqlalchemy import Engine

from bot.sheets.read import read_book
from handlers import everything  # noqa: F401 - registers every verb
from handlers.kpi_import.importing import import_kpis
from handlers.kpi_import.reading import read_kpis, read_observations
from handlers.plan_import.grid import Book
from handlers.plan_import.importing import import_book
from handlers.plan_import.options import Agreed, Options
from handlers.request import RefusedError, Request
from handlers.verbs import VERBS
from models.audit import Actor
from models.partnership import Partnership
from models.states import Door
from models.store import transaction

SAMPLE = files("bot.sample")
PLAN = "sample_plan.csv"
KPIS = "kpis.csv"
OBSERVATIONS = "kpi_observations.csv"
AGREED = Agreed("Department for Education", date(2023, 8, 31), "Letter of the Department (sample)")
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


def bring_plan(engine: Engine, partnership: Partnership, at: datetime) -> None:
    """The plan as its council agreed it with the Department, and its measures."""
    with transaction(engine) as session:
        request = Request(session, at, SET_UP, None, partnership)
        result = import_book(request, _book(PLAN), Options(name=PLAN, agreed=AGREED))
        if not result.written:
            raise RefusedError(
                f"The sample plan {PLAN} could not be imported; install Rollcall anew."
            )
    with transaction(engine) as session:
        request = Request(session, at, SET_UP, None, partnership)
        measures, faults = read_kpis(_book(KPIS))
        figures, more = read_observations(_book(OBSERVATIONS))
        import_kpis(request, measures, figures, [*faults, *more], source=KPIS)


def _book(name: str) -> Book:
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

"""Writing down what is owed: once by its key, whoever plans it and however many do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from handlers.answering.settled import LIVING_KINDS
from handlers.challenging.passing import pass_on
from handlers.tell import opaque_id, replace
from models.audit import TIME, record
from models.cycle import Ask, Cycle
from models.delivery import Occasion, OccasionState, Posted
from models.kept import forget
from models.partnership import Partnership
from models.plan import Action
from scheduler.facts import AskFact
from scheduler.occasions import Planned, plan
from scheduler.owed import Owed
from scheduler.record import read_facts


def plan_now(
    session: Session, at: datetime, *, partnership: Partnership, platforms: Collection[str]
) -> Planned:
    """Plan an instant and write what it brings; gives what the planner said.

    Questions are passed on first: to deputies of who is away, to new owners.
    """
    pass_on(session, now=at, partnership=partnership)
    facts = read_facts(session, at, partnership=partnership, platforms=platforms)
    planned = plan(facts, at)
    if planned.made:
        _make(session, planned.made, at)
    for ask in planned.passed:
        _pass_on(session, ask, at)
    if planned.owed:
        _insert(session, Occasion, [_row(owed, at) for owed in planned.owed], "key")
    return planned


def _row(owed: Owed, at: datetime) -> dict[str, Any]:
    return {
        "key": owed.key,
        "opaque": opaque_id(owed.key),
        "step": owed.step,
        "person_id": owed.person_id,
        "channel": owed.channel,
        "cycle_id": owed.cycle_id,
        "about": dict(owed.about),
        "local_day": owed.local_day,
        "due_at": owed.due_at,
        "state": OccasionState.OWED,
        "why": "",
        "attempts": 0,
        "made_at": at,
    }


def _insert(
    session: Session, model: type[Any], rows: Sequence[Mapping[str, Any]], *unique: str
) -> list[int]:
    """Insert what is not there yet, on either engine; gives the ids of what was new."""
    dialect = session.get_bind().dialect.name
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table: Table = model.__table__
    statement = insert(table).on_conflict_do_nothing(index_elements=unique).returning(table.c.id)
    return list(session.connection().execute(statement, rows).scalars())


def _make(session: Session, made: Sequence[AskFact], at: datetime) -> None:
    rows = [
        {
            "cycle_id": ask.cycle_id,
            "action_id": ask.action_id,
            "owner_id": ask.owner_id,
            "asked_id": ask.asked_id,
            "why_not": ask.why_not,
            "made_at": at,
        }
        for ask in made
    ]
    new = _insert(session, Ask, rows, "cycle_id", "action_id")
    if not new:
        return
    asks = session.execute(
        select(Cycle.code, Action.ref, Ask.why_not)
        .join(Cycle, Cycle.id == Ask.cycle_id)
        .join(Action, Action.id == Ask.action_id)
        .where(Ask.id.in_(new))
        .order_by(Ask.id)
    ).all()
    for code in Counter(row.code for row in asks):
        of_cycle = [row for row in asks if row.code == code]
        record(
            session,
            TIME,
            "collection_opened",
            at=at,
            entity="cycle",
            entity_id=code,
            after={
                "asked": [row.ref for row in of_cycle if row.why_not is None],
                "not_asked": {row.ref: row.why_not for row in of_cycle if row.why_not},
            },
        )


def _pass_on(session: Session, ask: AskFact, at: datetime) -> None:
    row = session.scalar(
        select(Ask).where(Ask.cycle_id == ask.cycle_id, Ask.action_id == ask.action_id)
    )
    if row is None:
        return
    asked_before = row.asked_id
    before = {"asked_id": asked_before, "why_not": row.why_not}
    session.execute(
        update(Ask)
        .where(Ask.id == row.id)
        .values(
            owner_id=ask.owner_id,
            asked_id=ask.asked_id,
            why_not=ask.why_not,
            delivered_at=row.delivered_at if ask.is_delivered else None,
            snoozed_until=ask.snoozed_until,
        )
    )
    forget(session)
    record(
        session,
        TIME,
        "ask_passed_on",
        at=at,
        entity="ask",
        entity_id=row.id,
        before=before,
        after={"asked_id": ask.asked_id, "why_not": ask.why_not},
    )
    _restate(session, ask.cycle_id, {asked_before, ask.asked_id} - {None}, at)


def _restate(session: Session, cycle_id: int, people: set[int | None], at: datetime) -> None:
    """The asks that stand with these people are said again as the record stands now."""
    standing = session.scalars(
        select(Posted).where(
            Posted.cycle_id == cycle_id,
            Posted.person_id.in_(people),
            Posted.kind.in_(LIVING_KINDS),
        )
    ).all()
    for posted in standing:
        about: dict[str, object] = {"person_id": posted.person_id, "cycle_id": cycle_id}
        replace(session, posted, about=about, now=at)

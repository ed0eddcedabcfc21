"""How an owner's dates have held so far, said in a sentence; never compared with anybody else's."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from handlers.changing.weighing import moves_of
from models.people import Person
from models.plan import Action, ActionChange, ChangeKind
from models.reliability import Forecast, Outcome, days_late, judged, of_outcome, share_kept
from models.spoken import count_in_words
from models.update import Update, UpdateKind


def past_dates(session: Session, person: Person, today: date, *, to_them: bool = False) -> str:
    """How many of the dates that somebody expected were kept, and how often theirs were moved.

    "" where none of their expected dates has come yet and none was moved.
    """
    found = judged(_forecasts(session, person), _delivered(session, person), today)
    come = len(found) - len(of_outcome(found, Outcome.RUNNING))
    moved = _moved(session, person)
    kept = len(of_outcome(found, Outcome.KEPT))
    whose = "you" if to_them else f"the {person.name}"
    parts = []
    if come:
        dates = count_in_words(come, "date")
        parts.append(
            f"Of the {dates} that {whose} expected so far, {_kept(share_kept(found), kept)}"
        )
        if (late := days_late(found)) is not None:
            parts[0] += f"; the others were late by {count_in_words(late, 'day')} at the middle"
        parts[0] += "."
    if moved:
        theirs = "Your" if to_them else "Their"
        parts.append(f"{theirs} due dates were moved {count_in_words(moved, 'time')} before.")
    return " ".join(parts)


def moved_before(session: Session, action: Action, reader: Person | None, today: date) -> str:
    """That the date has moved before, with how the owner's dates have held; "" at the first time.

    It is said to who asks for another date, so that they ask for one that holds.
    """
    moves = moves_of(session, action)
    if not moves:
        return ""
    said = f"This date was moved {count_in_words(moves, 'time')} before: ask for one that holds."
    if action.owner is None:
        return said
    is_theirs = reader is not None and reader.id == action.owner_id
    past = past_dates(session, action.owner, today, to_them=is_theirs)
    return f"{said} {past}" if past else said


def _kept(share: Fraction | None, kept: int) -> str:
    if not share:
        return "none was kept"
    return "all were kept" if share == 1 else f"{kept} {'was' if kept == 1 else 'were'} kept"


def _forecasts(session: Session, person: Person) -> list[Forecast]:
    rows = session.execute(
        select(Action.ref, Update.received_at, Update.forecast)
        .join(Action, Action.id == Update.action_id)
        .where(
            Action.owner_id == person.id,
            Update.forecast.is_not(None),
            Update.kind != UpdateKind.IMPORT,
        )
        .order_by(Update.id)
    )
    return [Forecast(ref, at.date(), day) for ref, at, day in rows if day is not None]


def _delivered(session: Session, person: Person) -> dict[str, date | None]:
    rows = session.execute(
        select(Action.ref, Action.delivered_on).where(Action.owner_id == person.id)
    )
    return {row.ref: row.delivered_on for row in rows}


def _moved(session: Session, person: Person) -> int:
    count = session.scalar(
        select(func.count())
        .select_from(ActionChange)
        .join(Action, Action.id == ActionChange.action_id)
        .where(
            Action.owner_id == person.id,
            ActionChange.kind == ChangeKind.MOVE,
            ActionChange.field == "due",
        )
    )
    return count or 0

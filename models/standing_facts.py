"""The facts from which actions are rated, gathered from the record as at an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.as_at import ActionAsAt
from models.cycle import Ask, Cycle, WhyNotAsked
from models.partnership import Partnership
from models.plan import Area, Dependency
from models.rating_facts import ActionFacts, Answer, CycleAsk
from models.rating_facts import Moderation as ModeratedFact
from models.states import MonitoringLevel, Outcome, Stage
from models.update import Moderation, Reading, ReadingState, Update, UpdateKind

Row = TypeVar("Row")


def standing_answers(
    session: Session, actions: Mapping[int, ActionAsAt], at: datetime
) -> dict[int, tuple[Update, ...]]:
    """The answers of each action that no later one has replaced by then."""
    rows = session.scalars(
        select(Update)
        .where(Update.action_id.in_(actions), Update.received_at <= at)
        .order_by(Update.id)
        .options(selectinload(Update.author), selectinload(Update.on_behalf_of))
    ).all()
    replaced = {row.replaces_id for row in rows}
    standing = (
        row for row in rows if row.id not in replaced and row.kind is not UpdateKind.WITHDRAWN
    )
    return {key: tuple(group) for key, group in _by(standing, "action_id").items()}


def _by(rows: Iterable[Row], name: str) -> dict[int, list[Row]]:
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[getattr(row, name)].append(row)
    return grouped


@dataclass(frozen=True, slots=True)
class View:
    """Where one looks, and from when."""

    session: Session
    plan_id: int
    at: datetime
    moderated_until: datetime
    partnership: Partnership


def facts_of(
    view: View,
    actions: Mapping[int, ActionAsAt],
    answers: Mapping[int, tuple[Update, ...]],
    needs: Mapping[int, tuple[str, ...]],
) -> dict[int, ActionFacts]:
    """What the rule reads of each of these actions; `needs` are the references they depend on."""
    session = view.session
    cycles = _cycles(session, view.plan_id)
    watched = {row.id: row.monitoring for row in session.execute(select(Area.id, Area.monitoring))}
    moderations = _moderations(session, actions, cycles, view.moderated_until)
    asks = _asks(view, actions, cycles, answers)
    return {
        action.id: ActionFacts(
            ref=action.ref,
            stage=_stage(action),
            start=action.start,
            due=action.due,
            forecast=_forecast(answers.get(action.id, ())),
            delivered_on=action.delivered_on,
            proven_on=action.verified_on,
            moves=action.moves,
            monitoring=action.monitoring or watched.get(action.area_id, MonitoringLevel.FORMAL),
            needs=needs.get(action.id, ()),
            answers=tuple(_answer(u, cycles) for u in answers.get(action.id, ())),
            moderations=tuple(moderations.get(action.id, ())),
            asks=tuple(asks.get(action.id, ())),
        )
        for action in actions.values()
    }


@dataclass(frozen=True, slots=True)
class _CycleDays:
    """The two days of a cycle that ratings hang on."""

    id: int
    board_meeting: date
    update_cut_off: date


def _cycles(session: Session, plan_id: int) -> dict[int, _CycleDays]:
    rows = session.execute(
        select(Cycle.id, Cycle.board_meeting, Cycle.update_cut_off).where(Cycle.plan_id == plan_id)
    )
    return {row.id: _CycleDays(*row) for row in rows}


def _stage(action: ActionAsAt) -> Stage:
    assert action.stage is not None
    return action.stage


def _forecast(answers: tuple[Update, ...]) -> date | None:
    return answers[-1].forecast if answers else None


def _answer(update: Update, cycles: Mapping[int, _CycleDays]) -> Answer:
    cycle = cycles.get(update.cycle_id or 0)
    return Answer(
        at=update.received_at,
        rating=None if update.no_change else update.rating,
        reason=update.reason or update.words,
        by=_by_whom(update),
        board_on=cycle.board_meeting if cycle else None,
        delivered=update.delivered,
        no_change=update.no_change,
    )


def _by_whom(update: Update) -> str:
    if update.kind is UpdateKind.IMPORT:
        return "the plan as it was imported"
    if update.on_behalf_of is not None and update.author is not None:
        return f"the {update.author.name} for the {update.on_behalf_of.name}"
    return f"the {update.author.name}" if update.author else "the programme office"


def _moderations(
    session: Session,
    actions: Mapping[int, ActionAsAt],
    cycles: Mapping[int, _CycleDays],
    at: datetime,
) -> dict[int, list[ModeratedFact]]:
    found: dict[int, list[ModeratedFact]] = defaultdict(list)
    for row in session.scalars(
        select(Moderation)
        .where(Moderation.action_id.in_(actions), Moderation.at <= at)
        .order_by(Moderation.id)
    ):
        cycle = cycles.get(row.cycle_id or 0)
        board_on = cycle.board_meeting if cycle else None
        found[row.action_id].append(
            ModeratedFact(row.at, row.level, row.rating, row.reason, board_on)
        )
    return found


def _asks(
    view: View,
    actions: Mapping[int, ActionAsAt],
    cycles: Mapping[int, _CycleDays],
    answers: Mapping[int, tuple[Update, ...]],
) -> dict[int, list[CycleAsk]]:
    """How each cycle that has closed by then ended for each action that it asked about."""
    closed = {
        cycle.id: cut_off
        for cycle in cycles.values()
        if (cut_off := _cut_off(cycle, view.partnership)) <= view.at
    }
    waiting = _waiting(view.session, closed)
    answered = {
        (update.action_id, update.cycle_id) for group in answers.values() for update in group
    }
    found: dict[int, list[CycleAsk]] = defaultdict(list)
    rows = view.session.execute(
        select(Ask.action_id, Ask.cycle_id, Ask.why_not, Ask.delivered_at)
        .where(Ask.cycle_id.in_(closed), Ask.action_id.in_(actions))
        .order_by(Ask.id)
    )
    for ask in rows:
        key = (ask.action_id, ask.cycle_id)
        outcome = Outcome.ANSWERED
        if key not in answered:
            outcome = _unanswered(ask.why_not, ask.delivered_at, is_waiting=key in waiting)
        found[ask.action_id].append(
            CycleAsk(cycles[ask.cycle_id].board_meeting, closed[ask.cycle_id], outcome)
        )
    return found


def _cut_off(cycle: _CycleDays, partnership: Partnership) -> datetime:
    return datetime.combine(
        cycle.update_cut_off, partnership.calendar.offsets.cut_off_at, partnership.zone
    )


def _unanswered(
    why_not: WhyNotAsked | None, delivered_at: datetime | None, *, is_waiting: bool
) -> Outcome:
    if is_waiting or why_not is WhyNotAsked.DISPUTED:
        return Outcome.UNSETTLED
    return Outcome.NOT_ASKED if why_not or delivered_at is None else Outcome.SILENT


def _waiting(session: Session, closed: Mapping[int, datetime]) -> set[tuple[int, int | None]]:
    """The (action, cycle) pairs about which a reading waits for its sender's word."""
    rows = session.scalars(
        select(Reading).where(Reading.cycle_id.in_(closed), Reading.state == ReadingState.WAITING)
    )
    return {(action_id, row.cycle_id) for row in rows for action_id in row.action_ids}


def needs_of(session: Session, actions: Mapping[int, ActionAsAt]) -> dict[int, list[int]]:
    """What each action depends on, by id."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        select(Dependency.action_id, Dependency.needs_id).order_by(Dependency.id)
    )
    for row in rows:
        if row.action_id in actions and row.needs_id in actions:
            found[row.action_id].append(row.needs_id)
    return found

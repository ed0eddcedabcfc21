"""How every action of a plan stands at an instant: its fields, its answers, its ratings.

The one reading that asks, receipts, summaries and the Board's paper share. It gathers the facts
from the record and gives them to the pure rule (`models/rating.py`); nothing is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.as_at import ActionAsAt, actions_as_at
from models.cycle import Ask, Cycle, WhyNotAsked
from models.partnership import Partnership
from models.plan import Area, Dependency
from models.rating import Ratings, rate_plan
from models.rating_facts import ActionFacts, Answer, CycleAsk
from models.rating_facts import Moderation as ModeratedFact
from models.states import MonitoringLevel, Outcome, Stage
from models.update import Moderation, Reading, ReadingState, Update, UpdateKind

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Standing:
    """One action at an instant. `answers` are those that stand, the oldest first."""

    action: ActionAsAt
    facts: ActionFacts
    ratings: Ratings
    answers: tuple[Update, ...]

    @property
    def newest(self) -> Update | None:
        """What was said last."""
        return self.answers[-1] if self.answers else None

    def answer_in(self, cycle_id: int) -> Update | None:
        """The answer given for a cycle."""
        return next((u for u in reversed(self.answers) if u.cycle_id == cycle_id), None)


def standings(
    session: Session,
    plan_id: int,
    at: datetime,
    partnership: Partnership,
    *,
    moderated_until: datetime | None = None,
) -> dict[int, Standing]:
    """Every action that was in the plan at an instant, by id, in the order of their references.

    Moderations count up to `moderated_until` where it is given.
    """
    actions = actions_as_at(session, plan_id, at)
    answers = _standing_answers(session, actions, at)
    facts = _facts(
        _View(session, plan_id, at, moderated_until or at, partnership), actions, answers
    )
    rated = rate_plan(
        facts.values(),
        at=at,
        moderated_until=moderated_until,
        zone=partnership.zone,
        policy=partnership.rating,
        scheme=partnership.scheme,
    )
    return {
        action_id: Standing(action, facts[action_id], rated[action.ref], answers.get(action_id, ()))
        for action_id, action in actions.items()
    }


def _standing_answers(
    session: Session, actions: Mapping[int, ActionAsAt], at: datetime
) -> dict[int, tuple[Update, ...]]:
    """The answers of each action that no later one has replaced by then."""
    rows = session.scalars(
        select(Update)
        .where(Update.action_id.in_(actions), Update.received_at <= at)
        .order_by(Update.id)
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
class _View:
    """Where one looks, and from when."""

    session: Session
    plan_id: int
    at: datetime
    moderated_until: datetime
    partnership: Partnership


def _facts(
    view: _View, actions: Mapping[int, ActionAsAt], answers: Mapping[int, tuple[Update, ...]]
) -> dict[int, ActionFacts]:
    session = view.session
    cycles = {c.id: c for c in session.scalars(select(Cycle).where(Cycle.plan_id == view.plan_id))}
    watched = {a.id: a.monitoring for a in session.scalars(select(Area))}
    moderations = _moderations(session, actions, cycles, view.moderated_until)
    asks = _asks(view, cycles, answers)
    needs = _needs(session, actions)
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
            needs=tuple(needs.get(action.id, ())),
            answers=tuple(_answer(u, cycles) for u in answers.get(action.id, ())),
            moderations=tuple(moderations.get(action.id, ())),
            asks=tuple(asks.get(action.id, ())),
        )
        for action in actions.values()
    }


def _stage(action: ActionAsAt) -> Stage:
    assert action.stage is not None
    return action.stage


def _forecast(answers: tuple[Update, ...]) -> date | None:
    return answers[-1].forecast if answers else None


def _answer(update: Update, cycles: Mapping[int, Cycle]) -> Answer:
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
    session: Session, actions: Mapping[int, ActionAsAt], cycles: Mapping[int, Cycle], at: datetime
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
    view: _View, cycles: Mapping[int, Cycle], answers: Mapping[int, tuple[Update, ...]]
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
    for ask in view.session.scalars(select(Ask).where(Ask.cycle_id.in_(closed))):
        key = (ask.action_id, ask.cycle_id)
        outcome = Outcome.ANSWERED if key in answered else _unanswered(ask, key in waiting)
        found[ask.action_id].append(
            CycleAsk(cycles[ask.cycle_id].board_meeting, closed[ask.cycle_id], outcome)
        )
    return found


def _cut_off(cycle: Cycle, partnership: Partnership) -> datetime:
    return datetime.combine(
        cycle.update_cut_off, partnership.calendar.offsets.cut_off_at, partnership.zone
    )


def _unanswered(ask: Ask, is_waiting: bool) -> Outcome:  # noqa: FBT001 - one private call
    if is_waiting or ask.why_not is WhyNotAsked.DISPUTED:
        return Outcome.UNSETTLED
    return Outcome.NOT_ASKED if ask.why_not or ask.delivered_at is None else Outcome.SILENT


def _waiting(session: Session, closed: Mapping[int, datetime]) -> set[tuple[int, int | None]]:
    """The (action, cycle) pairs about which a reading waits for its sender's word."""
    rows = session.scalars(
        select(Reading).where(Reading.cycle_id.in_(closed), Reading.state == ReadingState.WAITING)
    )
    return {(action_id, row.cycle_id) for row in rows for action_id in row.action_ids}


def _needs(session: Session, actions: Mapping[int, ActionAsAt]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in session.scalars(select(Dependency).order_by(Dependency.id)):
        if row.action_id in actions and row.needs_id in actions:
            found[row.action_id].append(actions[row.needs_id].ref)
    return found

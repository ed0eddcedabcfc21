"""The facts from which actions are rated, gathered from the record as at an instant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TypeVar

from sqlalchemy import BindParameter, and_, bindparam, or_, select
from sqlalchemy.orm import Session

from models.as_at import ActionAsAt, record_began
from models.cycle import Ask, Cycle, WhyNotAsked
from models.kept import Tables, kept
from models.partnership import Partnership
from models.people import Person
from models.plan import Area, Dependency, PlanVersion
from models.rating_facts import ActionFacts, Answer, CycleAsk
from models.rating_facts import Moderation as ModeratedFact
from models.states import MonitoringLevel, Outcome, Stage
from models.update import Moderation, Reading, ReadingState, Update, UpdateKind

Row = TypeVar("Row")
Value = TypeVar("Value")


_ACTIONS: BindParameter[int] = bindparam("actions", expanding=True)
_ANSWERS = (
    select(Update)
    .where(
        Update.action_id.in_(_ACTIONS),
        or_(
            Update.received_at <= bindparam("at"),
            and_(Update.kind == UpdateKind.IMPORT, Update.received_at <= bindparam("began")),
        ),
    )
    .order_by(Update.id)
)
_CYCLES = select(Cycle.id, Cycle.board_meeting, Cycle.update_cut_off).where(
    Cycle.plan_id == bindparam("plan")
)
_WATCHED = select(Area.id, Area.monitoring)
_MODERATIONS = (
    select(
        *(Moderation.action_id, Moderation.at, Moderation.level, Moderation.rating),
        *(Moderation.reason, Moderation.cycle_id, Moderation.kept),
    )
    .where(Moderation.at <= bindparam("until"))
    .order_by(Moderation.id)
)
_CLOSED: BindParameter[int] = bindparam("closed", expanding=True)
_WAITING = select(Reading.action_ids, Reading.cycle_id).where(
    Reading.cycle_id.in_(_CLOSED),
    Reading.at <= bindparam("at"),
    or_(Reading.state == ReadingState.WAITING, Reading.settled_at > bindparam("at")),
)
_ASKS = (
    select(Ask.action_id, Ask.cycle_id, Ask.why_not, Ask.delivered_at)
    .where(Ask.cycle_id.in_(_CLOSED), Ask.action_id.in_(_ACTIONS), Ask.made_at <= bindparam("at"))
    .order_by(Ask.id)
)
_NAMES = select(Person.id, Person.name)
_NEEDS = select(Dependency.action_id, Dependency.needs_id).order_by(Dependency.id)


def standing_answers(
    session: Session, actions: Mapping[int, ActionAsAt], at: datetime, began: datetime | None = None
) -> dict[int, tuple[Update, ...]]:
    """The answers of each action that no later one has replaced by then.

    What the plan's first file said counts as known before the record `began`, too.
    """
    where = {"actions": list(actions), "at": at, "began": began or at}
    rows = session.scalars(_ANSWERS, where).all()
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
class CycleDays:
    """The two days of a cycle that ratings hang on."""

    id: int
    board_meeting: date
    update_cut_off: date


@dataclass(frozen=True)
class View:
    """Where one looks, and from when; what all actions share is read once."""

    session: Session
    plan_id: int
    at: datetime
    moderated_until: datetime
    partnership: Partnership

    @cached_property
    def began(self) -> datetime | None:
        """When the plan came into the record."""
        return self._kept("began", (PlanVersion,), lambda: record_began(self.session, self.plan_id))

    @cached_property
    def names(self) -> dict[int | None, str]:
        """What everybody is called."""
        read = self.session.connection().execute
        return self._kept("names", (Person,), lambda: {row.id: row.name for row in read(_NAMES)})

    @cached_property
    def cycles(self) -> dict[int, CycleDays]:
        """The plan's cycles."""
        return self._kept("cycles", (Cycle,), self._read_cycles)

    def _read_cycles(self) -> dict[int, CycleDays]:
        rows = self.session.connection().execute(_CYCLES, {"plan": self.plan_id})
        return {row.id: CycleDays(*row) for row in rows}

    @cached_property
    def closed(self) -> dict[int, datetime]:
        """When answers became late, of each cycle in which they are by then."""
        offsets, zone = self.partnership.calendar.offsets, self.partnership.zone
        cut_offs = {
            cycle.id: datetime.combine(cycle.update_cut_off, offsets.cut_off_at, zone)
            for cycle in self.cycles.values()
        }
        return {cycle_id: cut_off for cycle_id, cut_off in cut_offs.items() if cut_off <= self.at}

    @cached_property
    def watched(self) -> dict[int, MonitoringLevel]:
        """Who watches each area."""
        read = self.session.connection().execute
        return self._kept(
            "watched", (Area,), lambda: {row.id: row.monitoring for row in read(_WATCHED)}
        )

    @cached_property
    def moderations(self) -> dict[int, list[ModeratedFact]]:
        """What was set by others than the owners, by action."""
        key = ("moderations", self.moderated_until)
        return self._kept(key, (Moderation, Cycle), self._read_moderations)

    def _read_moderations(self) -> dict[int, list[ModeratedFact]]:
        found: dict[int, list[ModeratedFact]] = defaultdict(list)
        rows = self.session.connection().execute(_MODERATIONS, {"until": self.moderated_until})
        for row in rows:
            cycle = self.cycles.get(row.cycle_id or 0)
            board_on = cycle.board_meeting if cycle else None
            fact = ModeratedFact(row.at, row.level, row.rating, row.reason, board_on, kept=row.kept)
            found[row.action_id].append(fact)
        return found

    @cached_property
    def waiting(self) -> set[tuple[int, int | None]]:
        """The (action, cycle) pairs about which a reading waits for its sender's word."""
        where = {"closed": list(self.closed), "at": self.at}
        rows = self.session.connection().execute(_WAITING, where)
        return {(action_id, row.cycle_id) for row in rows for action_id in row.action_ids}

    def _kept(self, what: Hashable, tables: Tables, read: Callable[[], Value]) -> Value:
        """A reading of this plan, shared by all who look at it in the transaction."""
        return kept(self.session, (what, self.plan_id), tables, read)


def facts_of(
    view: View,
    actions: Mapping[int, ActionAsAt],
    answers: Mapping[int, tuple[Update, ...]],
    needs: Mapping[int, tuple[str, ...]],
) -> dict[int, ActionFacts]:
    """What the rule reads of each of these actions; `needs` are the references they depend on."""
    asks = _asks(view, actions, answers)
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
            monitoring=action.monitoring
            or view.watched.get(action.area_id, MonitoringLevel.FORMAL),
            needs=needs.get(action.id, ()),
            answers=tuple(_answer(view, u) for u in answers.get(action.id, ())),
            moderations=tuple(view.moderations.get(action.id, ())),
            asks=tuple(asks.get(action.id, ())),
        )
        for action in actions.values()
    }


def _stage(action: ActionAsAt) -> Stage:
    assert action.stage is not None
    return action.stage


def _forecast(answers: tuple[Update, ...]) -> date | None:
    return answers[-1].forecast if answers else None


def _answer(view: View, update: Update) -> Answer:
    cycle = view.cycles.get(update.cycle_id or 0)
    return Answer(
        at=min(update.received_at, view.at),
        rating=None if update.no_change else update.rating,
        reason=update.reason or update.words,
        by=_by_whom(update, view.names),
        board_on=cycle.board_meeting if cycle else None,
        delivered=update.delivered,
        no_change=update.no_change,
    )


def _by_whom(update: Update, names: Mapping[int | None, str]) -> str:
    author, other = names.get(update.author_id), names.get(update.on_behalf_of_id)
    if update.kind is UpdateKind.IMPORT:
        return "the plan as it was imported"
    if author is not None and other is not None:
        return f"the {author} for the {other}"
    return f"the {author}" if author is not None else "the programme office"


def _asks(
    view: View, actions: Mapping[int, ActionAsAt], answers: Mapping[int, tuple[Update, ...]]
) -> dict[int, list[CycleAsk]]:
    """How each cycle that has closed by then ended for each action that it asked about."""
    answered = {
        (update.action_id, update.cycle_id) for group in answers.values() for update in group
    }
    rows = view.session.connection().execute(
        _ASKS, {"closed": list(view.closed), "actions": list(actions), "at": view.at}
    )
    found: dict[int, list[CycleAsk]] = defaultdict(list)
    for ask in rows:
        key = (ask.action_id, ask.cycle_id)
        outcome = Outcome.ANSWERED
        if key not in answered:
            arrived = ask.delivered_at is not None and ask.delivered_at <= view.at
            outcome = _unanswered(ask.why_not, arrived=arrived, is_waiting=key in view.waiting)
        board_on = view.cycles[ask.cycle_id].board_meeting
        found[ask.action_id].append(CycleAsk(board_on, view.closed[ask.cycle_id], outcome))
    return found


def _unanswered(why_not: WhyNotAsked | None, *, arrived: bool, is_waiting: bool) -> Outcome:
    """What a cycle brought in which no answer stands.

    What is disputed or waits for a word is neither answer nor silence. It is silence only where the
    ask arrived, and somebody was there: else the action was not asked for.
    """
    if is_waiting or why_not is WhyNotAsked.DISPUTED:
        return Outcome.UNSETTLED
    return Outcome.NOT_ASKED if why_not or not arrived else Outcome.SILENT


def needs_of(session: Session, actions: Mapping[int, ActionAsAt]) -> dict[int, list[int]]:
    """What each action depends on, by id."""
    found: dict[int, list[int]] = defaultdict(list)
    read = session.connection().execute
    for row in kept(session, "dependencies", (Dependency,), lambda: read(_NEEDS).all()):
        if row.action_id in actions and row.needs_id in actions:
            found[row.action_id].append(row.needs_id)
    return found

"""The facts from which it follows what is owed: the record as values, read once, changed never.

`scheduler/record.py` reads them. The forecast makes tomorrow's from today's by `after`, so that it
runs the same rules as the tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from models.calendar import CyclePlan
from models.cycle import WhyNotAsked
from models.delivery import OccasionState, Step
from models.grants import Grant
from models.hours import Hours
from models.ladder import is_open
from models.partnership import Ladder, Sending
from models.report import ReportState
from models.states import Stage
from models.workdays import WorkingDays
from scheduler.meeting_facts import ArisingFact, MeetingFact


@dataclass(frozen=True, slots=True)
class Away:
    """Days away, first and last included, and who was named to answer meanwhile."""

    starts: date
    ends: date
    deputy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person, as far as writing to them goes."""

    id: int
    name: str
    hours: Hours
    doors: tuple[str, ...]
    """The platforms that reach them, the first choice first."""
    is_vacant: bool = False
    active_from: date | None = None
    active_until: date | None = None
    away: tuple[Away, ...] = ()

    def in_post(self, day: date) -> bool:
        """Whether somebody is in the post on a day."""
        begun = self.active_from is None or self.active_from <= day
        return not self.is_vacant and begun and (self.active_until or date.max) >= day

    def absence(self, day: date) -> Away | None:
        """The absence that covers a day, the one recorded last where several do."""
        return next((a for a in reversed(self.away) if a.starts <= day <= a.ends), None)

    def is_there(self, day: date) -> bool:
        """In post and not away."""
        return self.in_post(day) and self.absence(day) is None


@dataclass(frozen=True, slots=True)
class ActionFact:
    """One action, as far as asking about it goes."""

    id: int
    ref: str
    area_id: int
    stage: Stage
    owner_id: int | None
    plan_id: int = 1
    deputy_id: int | None = None
    lead_id: int | None = None
    """Who is accountable for it."""
    start: date | None = None
    due: date | None = None
    is_disputed: bool = False
    review_on: date | None = None
    """Of a suspended action: when it is looked at again."""

    def is_open(self, day: date) -> bool:
        """Whether it is asked for: in progress, or not started with its start date reached."""
        return is_open(self.stage, self.start, day)


@dataclass(frozen=True, slots=True)
class CycleFact:
    """One cycle with its days, in the plan's zone."""

    id: int
    plan: CyclePlan
    zone: ZoneInfo
    plan_id: int = 1

    @property
    def cut_off(self) -> datetime:
        """When answers become late."""
        return self.plan.cut_off_instant(self.zone)

    @property
    def papers(self) -> datetime:
        """When a signed report goes to the Board."""
        return self.plan.papers_instant(self.zone)

    def day(self, at: datetime) -> date:
        """The plan's day at an instant."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True, slots=True)
class AskFact:
    """One action in one cycle: whose it is, and who is asked or why nobody is."""

    cycle_id: int
    action_id: int
    owner_id: int | None
    asked_id: int | None
    why_not: WhyNotAsked | None = None
    is_delivered: bool = False
    snoozed_until: date | None = None

    @property
    def key(self) -> tuple[int, int]:
        """Its cycle and action."""
        return self.cycle_id, self.action_id


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """The answer that stands for an action in a cycle."""

    at: datetime
    awaits_words: bool = False


@dataclass(frozen=True, slots=True)
class ReadingFact:
    """A reading that waits for its sender's word."""

    id: int
    person_id: int
    cycle_id: int | None
    at: datetime
    action_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Said:
    """An occasion that was made: nothing is owed twice under its key."""

    key: str
    step: Step
    person_id: int | None
    cycle_id: int | None
    local_day: date
    state: OccasionState = OccasionState.SENT
    action_ids: frozenset[int] = frozenset()
    """The actions that it names and asks about."""
    words_ids: frozenset[int] = frozenset()
    reading_ids: frozenset[int] = frozenset()
    occasion_ids: frozenset[int] = frozenset()
    deadlines: frozenset[tuple[int, str, int]] = frozenset()
    """The due dates that it reminds of: action, due date, working days from it."""
    arising: frozenset[tuple[int, str, int]] = frozenset()
    """The same of actions from meetings."""
    about_cycle_id: int | None = None
    """The cycle that it is about, also where it is not one of the cycle's own messages."""


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One version of a cycle's report."""

    id: int
    cycle_id: int
    state: ReportState
    issue_at: datetime | None = None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """An action that is offered to a new owner, who has not answered."""

    id: int
    to_id: int
    on: date
    by_id: int | None = None
    """Who offered it."""


@dataclass(frozen=True, slots=True)
class ReturnFact:
    """A formal return that is still to come."""

    id: int
    evidence_due: date


@dataclass(frozen=True, slots=True)
class Trouble:
    """An occasion that was refused or is held, for a person to see."""

    occasion_id: int
    day: date


@dataclass(frozen=True)
class Facts:
    """Everything that the rules read."""

    days: WorkingDays
    sending: Sending = field(default_factory=Sending)
    ladder: Ladder = field(default_factory=Ladder)
    channel: str = "board"
    people: Mapping[int, Somebody] = field(default_factory=dict)
    actions: Mapping[int, ActionFact] = field(default_factory=dict)
    cycles: tuple[CycleFact, ...] = ()
    asks: Mapping[tuple[int, int], AskFact] = field(default_factory=dict)
    answers: Mapping[tuple[int, int], AnswerFact] = field(default_factory=dict)
    readings: tuple[ReadingFact, ...] = ()
    said: tuple[Said, ...] = ()
    reports: tuple[ReportFact, ...] = ()
    roles: tuple[tuple[int, Grant], ...] = ()
    """Who was given which role, in the order they were given."""
    troubles: tuple[Trouble, ...] = ()
    offers: tuple[Offer, ...] = ()
    returns: tuple[ReturnFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    arising: tuple[ArisingFact, ...] = ()
    offer_days: tuple[int, ...] = ()
    """Working days after an offer on which its receiver is reminded."""
    running_since: date | None = None
    """The first day on which anything was owed: what lies before it was never missed."""
    days_of_asks: dict[tuple[int, int], date | None] = field(
        default_factory=dict, compare=False, repr=False
    )
    """The days of asks by cycle and person, worked out once: they hang on neither asks nor said."""

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys under which something was owed already."""
        return frozenset(said.key for said in self.said)

    @cached_property
    def by_person(self) -> Mapping[int, tuple[Said, ...]]:
        """What was said to each person, oldest first."""
        found: dict[int, list[Said]] = {}
        for said in self.said:
            if said.person_id is not None:
                found.setdefault(said.person_id, []).append(said)
        return {person_id: tuple(them) for person_id, them in found.items()}

    def said_to(self, person_id: int) -> tuple[Said, ...]:
        """What was said to a person."""
        return self.by_person.get(person_id, ())

    def asks_of(self, cycle_id: int) -> tuple[AskFact, ...]:
        """The asks of a cycle, in the order in which they were made."""
        return self._by_cycle.get(cycle_id, ())

    @cached_property
    def _by_cycle(self) -> Mapping[int, tuple[AskFact, ...]]:
        found: dict[int, list[AskFact]] = {}
        for ask in self.asks.values():
            found.setdefault(ask.cycle_id, []).append(ask)
        return {cycle_id: tuple(asks) for cycle_id, asks in found.items()}

    def with_asks(self, asks: Iterable[AskFact]) -> Facts:
        """The facts once these asks stand."""
        changed = {ask.key: ask for ask in asks}
        return replace(self, asks={**self.asks, **changed}) if changed else self

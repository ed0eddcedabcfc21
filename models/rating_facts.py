"""What the rating rule looks at: one action as it stood, and what was said of it until then."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from models.states import Level, MonitoringLevel, Outcome, Rating, Stage


@dataclass(frozen=True, slots=True)
class RatingPolicy:
    """The limits of the rule; days are calendar days, cycles are whole ones."""

    amber_days: int = 31
    """So many days late, or expected late, is Amber; more is Red (Bromsgrove's rule)."""
    evidence_days: int = 30
    """So many days with evidence pending is Green; more is Amber."""
    stale_after: int = 1
    unreported_after: int = 2

    def __post_init__(self) -> None:
        """Refuse limits that would turn the rule upside down."""
        if min(self.amber_days, self.evidence_days) < 0:
            raise ValueError(
                "Days in the rating policy are counted from 0;"
                f" found {self.amber_days} and {self.evidence_days}."
            )
        if not 0 < self.stale_after < self.unreported_after:
            raise ValueError(
                "An action is stale before it is unreported, after at least one cycle;"
                f" found {self.stale_after} and {self.unreported_after}."
            )


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer about an action; `rating` is None where it said none ("no change", delivered).

    `by` is who said it, as the Board reads it ("the owner", "the programme office for the owner").
    `board_on` is the Board of its cycle; None is news between two cycles.
    """

    at: datetime
    rating: Rating | None = None
    reason: str = ""
    by: str = "the owner"
    board_on: date | None = None
    delivered: bool = False
    no_change: bool = False

    def __post_init__(self) -> None:
        """Refuse a claim of Blue: only somebody other than the owner can give it."""
        if self.rating is Rating.BLUE:
            raise ValueError(f"Nobody rates their own action Blue; found Blue from {self.by}.")


@dataclass(frozen=True, slots=True)
class Moderation:
    """A rating set by somebody other than the owner, for the report to one Board."""

    at: datetime
    level: Level
    rating: Rating
    reason: str = ""
    board_on: date | None = None
    kept: bool = False
    """The owner's rating was looked at and stands."""


@dataclass(frozen=True, slots=True)
class CycleAsk:
    """How one cycle ended for the action; a whole cycle once its cut-off has passed."""

    board_on: date
    cut_off: datetime
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One action as it stood at an instant. `moves` counts the times its due date was moved.

    `forecast` is when the owner last said to expect it. `needs` are the actions it depends on.
    """

    ref: str
    stage: Stage
    start: date | None = None
    due: date | None = None
    forecast: date | None = None
    delivered_on: date | None = None
    proven_on: date | None = None
    moves: int = 0
    monitoring: MonitoringLevel = MonitoringLevel.FORMAL
    needs: tuple[str, ...] = ()
    answers: tuple[Answer, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    asks: tuple[CycleAsk, ...] = ()

    def known_at(self, at: datetime, moderated_until: datetime | None = None) -> ActionFacts:
        """The same action with only what was said and closed by then, oldest first.

        A report closes its figures before it is moderated: `moderated_until` lets moderations in
        that came after `at`.
        """
        until = moderated_until or at
        return replace(
            self,
            answers=tuple(sorted((a for a in self.answers if a.at <= at), key=lambda a: a.at)),
            moderations=tuple(
                sorted((m for m in self.moderations if m.at <= until), key=lambda m: m.at)
            ),
            asks=tuple(sorted((k for k in self.asks if k.cut_off <= at), key=lambda k: k.cut_off)),
        )


@dataclass(frozen=True, slots=True)
class Needed:
    """An action that another one needs: whether it is reported Red, and when it is to be there."""

    ref: str
    is_red: bool
    expected: date | None
    """Its forecast, else its due date; None where it is done, dropped or without a date."""
    is_forecast: bool = False

"""What is counted, for Prometheus: states and delays by platform, and nobody's name or words."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from sqlalchemy import Select, func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.status import Status
from models.delivery import Heard, Occasion, OccasionState, Posted
from models.people import Identity, Person
from models.store import transaction
from scheduler.beats import standing_for

KEPT_SECONDS = 5.0
"""A figure from the database is not older than this."""
STATES = {
    OccasionState.OWED: "owed",
    OccasionState.CLAIMED: "claimed",
    OccasionState.SENT: "sent",
    OccasionState.REFUSED: "refused",
    OccasionState.HELD: "uncertain",
    OccasionState.CANCELLED: "cancelled",
}
OPEN = (OccasionState.OWED, OccasionState.CLAIMED)
_IDENTITY = (
    select(func.min(Identity.platform))
    .where(Identity.person_id == Occasion.person_id)
    .scalar_subquery()
)
_PLATFORM = func.coalesce(Posted.platform, Person.preferred_door, _IDENTITY, "").label("platform")
"""Where it stands, else by which platform its person is written to first."""


def _by_platform(*columns: Any) -> Select[Any]:
    return (
        select(_PLATFORM, *columns)
        .select_from(Occasion)
        .join(Posted, Posted.id == Occasion.posted_id, isouter=True)
        .join(Person, Person.id == Occasion.person_id, isouter=True)
        .group_by(_PLATFORM)
    )


@dataclass(slots=True, eq=False)
class Figures:
    """A collector of prometheus_client; asks the database at most every few seconds."""

    status: Status
    first: str
    """The platform of those who have named none."""
    _kept: list[GaugeMetricFamily] = field(default_factory=list)
    _asked: float = -KEPT_SECONDS

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Every figure as it stands."""
        status = self.status
        yield _one(
            "rollcall_loop_lag_seconds", "How late the event loop is", status.loop_lag_seconds
        )
        if status.inbox is not None:
            depth = status.inbox.depth
            yield _one("rollcall_inbox_unstored", "Events that wait for the writer", depth)
        if status.ticking is not None:
            late = status.ticking.late_by.total_seconds()
            yield _one("rollcall_tick_age_seconds", "Since this process's last tick", late)
        yield from self._from_database()

    def _from_database(self) -> list[GaugeMetricFamily]:
        if time.monotonic() - self._asked >= KEPT_SECONDS:
            self._asked = time.monotonic()
            try:
                with transaction(self.status.engine) as session:
                    self._kept = [_up(1.0), *self._asking(session)]
            except SQLAlchemyError:
                self._kept = [_up(0.0)]
        return self._kept

    def _asking(self, session: Session) -> Iterator[GaugeMetricFamily]:
        yield self._messages(session)
        yield self._oldest(session)
        yield self._inbox(session)
        standing = standing_for(session).total_seconds()
        yield _one("rollcall_tick_late_seconds", "Since any process last ticked", standing)

    def _messages(self, session: Session) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "rollcall_messages", "Messages by state and platform", labels=["state", "platform"]
        )
        query = _by_platform(Occasion.state, func.count()).group_by(Occasion.state)
        counts: dict[tuple[str, str], int] = {(state, self.first): 0 for state in STATES.values()}
        for platform, state, count in session.execute(query):
            place = (STATES[state], platform or self.first)
            counts[place] = counts.get(place, 0) + count
        for place, count in counts.items():
            family.add_metric(place, count)
        return family

    def _oldest(self, session: Session) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "rollcall_oldest_owed_seconds",
            "How long the oldest message that is due has waited",
            labels=["platform"],
        )
        now = self.status.clock.now()
        query = _by_platform(func.min(Occasion.due_at)).where(
            Occasion.state.in_(OPEN), Occasion.due_at <= now
        )
        lags = {self.first: 0.0}
        due: datetime
        for platform, due in session.execute(query):
            lags[platform or self.first] = (now - due).total_seconds()
        for platform, lag in lags.items():
            family.add_metric([platform], lag)
        return family

    def _inbox(self, session: Session) -> GaugeMetricFamily:
        family = GaugeMetricFamily(
            "rollcall_inbox", "Events that wait or were put aside", labels=["state", "platform"]
        )
        counts = {("waiting", self.first): 0, ("put_aside", self.first): 0}
        query = (
            select(Heard.platform, Heard.dead_at.is_(None), func.count())
            .where(Heard.worked_at.is_(None))
            .group_by(Heard.platform, Heard.dead_at.is_(None))
        )
        for platform, is_alive, count in session.execute(query):
            counts["waiting" if is_alive else "put_aside", platform] = count
        for place, count in counts.items():
            family.add_metric(place, count)
        return family


def _one(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, words, value=value)


def _up(value: float) -> GaugeMetricFamily:
    return _one("rollcall_database_up", "Whether the database could be asked", value)


def exposition(figures: Figures) -> bytes:
    """All figures in Prometheus's text format."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(figures)
    return generate_latest(registry)

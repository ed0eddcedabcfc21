"""When a message may leave by its way: slots that all replicas take from the same rows.

The rows are in database time. A slot is taken some seconds ahead, so that a batch leaves evenly
without asking again; what would have to wait longer is postponed, spaced as it will leave, and the
worker goes on with others. What a platform asks to wait, and a way that is closed, are rows too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.pacing import Way, earliest, resting, taken
from models.running import Pace
from scheduler.leases import LeaseClock

AHEAD = timedelta(seconds=4)
"""So long before it a slot is taken: about as long as a batch takes at a workspace's pace."""
BESIDE = timedelta(seconds=1)
"""A conversation's own pace may hold up its workspace for so long and no longer."""
TRIED_EVERY = timedelta(minutes=15)
"""One message tries a closed way so often."""
_PACE: Any = Pace.__table__


@dataclass(frozen=True, slots=True)
class Wanted:
    """A message that wants to leave by these ways."""

    ways: tuple[Way, ...]
    conversation: str
    """What is said in one of them stays in its order."""
    in_bulk: bool = True
    """Nobody waits for it: what answers an act goes before it."""


@dataclass(frozen=True, slots=True)
class Slot:
    """It may leave in so many seconds; the place is taken."""

    seconds: float
    tries: tuple[Way, ...] = ()
    """Closed ways that this message tries, once in a while, so that they open by themselves."""


@dataclass(frozen=True, slots=True)
class Full:
    """Not within the next seconds; nothing is taken."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Shut:
    """A way is closed until a person opens it."""

    why: str


Place = Slot | Full | Shut


@dataclass(slots=True)
class _Taking:
    """Slots being taken from the rows of one transaction."""

    now: datetime
    even: dict[str, datetime]
    behind: dict[str, datetime]
    """As `even`, with what was postponed by this worker counted in."""
    passed: set[str] = field(default_factory=set)
    """Conversations in which something was postponed: what follows there waits as well."""

    def one(self, wanted: Wanted) -> Slot | Full:
        """The slot of one message; none where its conversation would hold up the others."""
        at = earliest(wanted.ways, self.even, self.now, in_bulk=wanted.in_bulk)
        if at - self.now > AHEAD or wanted.conversation in self.passed:
            return self._postponed(wanted)
        wide = earliest(wanted.ways[:-1], self.even, self.now, in_bulk=wanted.in_bulk)
        if at - wide > BESIDE:
            return self._postponed(wanted)
        self.even |= taken(wanted.ways, self.even, at)
        return Slot((at - self.now).total_seconds())

    def _postponed(self, wanted: Wanted) -> Full:
        self.passed.add(wanted.conversation)
        ways = wanted.ways
        known = {
            way.name: max(self.even.get(way.name, self.now), self.behind.get(way.name, self.now))
            for way in ways
        }
        at = earliest(ways, known, self.now, in_bulk=wanted.in_bulk)
        self.behind |= taken(ways, known, at)
        return Full((at - self.now).total_seconds())


def take_slots(
    session: Session,
    wanted: Sequence[Wanted],
    *,
    leases: LeaseClock,
    behind: dict[str, datetime] | None = None,
) -> list[Place]:
    """A slot for each, in their order, as far as its ways are free within the next seconds.

    `behind` is the worker's own memory of what it postponed, so that it comes back spaced.
    """
    rows = _rows(session, {way.name for each in wanted for way in each.ways}, leases)
    now = leases(session)
    used = {name: row.free_at for name, row in rows.items()}
    taking = _Taking(now, dict(used), {} if behind is None else behind)
    found: list[Place] = []
    for each in wanted:
        closed = [way for way in each.ways if rows[way.name].closed_why]
        if any(not _may_try(session, rows[way.name], now) for way in closed):
            found.append(Shut(next(rows[way.name].closed_why for way in closed)))
        else:
            slot = taking.one(each)
            found.append(replace(slot, tries=tuple(closed)) if isinstance(slot, Slot) else slot)
    for name, at in taking.even.items():
        if used.get(name) != at:
            session.execute(update(Pace).where(Pace.way == name).values(free_at=at))
    return found


def _may_try(session: Session, row: Any, now: datetime) -> bool:
    """Whether it is time to try a closed way; then the next time is put off."""
    return bool(
        session.scalar(
            update(Pace)
            .where(Pace.way == row.way, Pace.closed_at <= now - TRIED_EVERY)
            .values(closed_at=now)
            .returning(Pace.way)
        )
    )


def _rows(session: Session, names: Iterable[str], leases: LeaseClock) -> Mapping[str, Any]:
    """The rows of some ways, made where they lack and locked in one order."""
    ordered = sorted(names)
    if not ordered:
        return {}
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    never = leases(session) - timedelta(days=1)
    session.execute(
        dialect.insert(_PACE)
        .values([{"way": name, "free_at": never} for name in ordered])
        .on_conflict_do_nothing(index_elements=["way"])
    )
    locked = (
        select(Pace.way, Pace.free_at, Pace.closed_why)
        .where(Pace.way.in_(ordered))
        .order_by(Pace.way)
        .with_for_update()
    )
    return {row.way: row for row in session.execute(locked)}


def rest(session: Session, way: Way, seconds: float, *, leases: LeaseClock) -> None:
    """Let nothing leave by a way for so long: its platform asks for it."""
    row = _rows(session, [way.name], leases)[way.name]
    until = resting(way, leases(session) + timedelta(seconds=seconds))
    session.execute(
        update(Pace).where(Pace.way == way.name).values(free_at=max(row.free_at, until))
    )


def close_way(session: Session, way: Way, why: str, *, leases: LeaseClock) -> bool:
    """Close a way until a person opens it; gives whether it was open."""
    row = _rows(session, [way.name], leases)[way.name]
    closed = {"closed_why": why, "closed_at": leases(session)}
    session.execute(update(Pace).where(Pace.way == way.name).values(closed))
    return row.closed_why is None


def open_way(session: Session, name: str) -> bool:
    """Open a way; gives whether it was closed."""
    opened = session.scalar(
        update(Pace)
        .where(Pace.way == name, Pace.closed_why.is_not(None))
        .values(closed_why=None, closed_at=None)
        .returning(Pace.way)
    )
    return opened is not None

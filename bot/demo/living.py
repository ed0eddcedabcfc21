"""Living through the demo's time: whom nobody plays, the simulator's people play.

What people decide depends on the seed and on what reached them, so after a restart they decide the
same again.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from threading import RLock

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.demo.clock import RunningClock
from handlers.asking.hours import hours_of
from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.store import transaction
from scheduler.occasions import instants
from scheduler.record import read_facts
from scheduler.simulate.acting import perform
from scheduler.simulate.play import TICKED_AFTER
from scheduler.simulate.reacting import Received, reactions
from scheduler.simulate.script import Act
from scheduler.simulate.seat import Seats

_A_DAY = timedelta(days=1)
FOR_YOU = frozenset({Step.SIGN_OFF, Step.NOT_SIGNED})
"""What stops the clock where it reaches somebody whom you play: it waits for your word."""


@dataclass(slots=True)
class Living:
    """The demo's people and its clock, over one set of works."""

    seats: Seats
    clock: RunningClock
    partnership: Partnership
    seed: int
    played: set[int] = field(default_factory=set)
    """Whose place the visitor has taken: nobody acts for them."""
    pending: list[tuple[datetime, int, Act]] = field(default_factory=list)
    known: set[int] = field(default_factory=set)
    """The occasions on which people have decided already."""
    lock: RLock = field(default_factory=RLock)
    order: itertools.count[int] = field(default_factory=itertools.count)

    def tick(self) -> bool:
        """Plan and send what is owed now; gives whether something waits for the visitor's word."""
        with self.lock:
            self.seats.tick()
            return self._decide()

    def remember(self) -> None:
        """After a restart: people decide again on all that reached them, and do what is to come."""
        with self.lock:
            now = self.clock.now()
            self._decide()
            self.pending = [row for row in self.pending if row[0] > now]
            heapq.heapify(self.pending)

    def live_until(self, until: datetime, *, told: Callable[[], None] = lambda: None) -> None:
        """Move the clock there through all that lies between; less far where you are asked.

        Args:
            until: the instant to reach.
            told: called after each step, for a page or a terminal that looks on.
        """
        ticks = deque(self._ticks(until))
        while (step := self._next(ticks, until)) is not None:
            at, act = step
            with self.lock:
                self.clock.move_to(at)
                stops = self._act(act) if act is not None else self.tick()
            told()
            if stops:
                return
        self.clock.move_to(until)
        self.tick()

    def catch_up(self) -> None:
        """Do what has come due while the clock ran by itself."""
        with self.lock:
            now = self.clock.now()
            while self.pending and self.pending[0][0] <= now:
                self._act(heapq.heappop(self.pending)[2])
            self.tick()

    def _next(self, ticks: deque[datetime], until: datetime) -> tuple[datetime, Act | None] | None:
        """The next thing up to then: somebody's act, or an instant that may bring something."""
        by = min(until, ticks[0]) if ticks else until
        if self.pending and self.pending[0][0] <= by:
            at, _, act = heapq.heappop(self.pending)
            return at, act
        return (ticks.popleft(), None) if ticks else None

    def _ticks(self, until: datetime) -> Iterator[datetime]:
        """The instants up to then at which the clock alone can bring something."""
        now = self.clock.now()
        with transaction(self.seats.works.engine) as session:
            facts = read_facts(
                session,
                now,
                partnership=self.partnership,
                platforms=frozenset(self.seats.works.couriers),
                until=until,
            )
        day: date = now.astimezone(self.partnership.zone).date()
        while day <= until.astimezone(self.partnership.zone).date():
            yield from (at for at in instants(facts, day) if now < at <= until)
            day += _A_DAY

    def _act(self, act: Act) -> bool:
        if act.person_id in self.played:
            return False
        perform(self.seats, act, self.seed)
        if act.kind in TICKED_AFTER:
            return self.tick()
        self.seats.deliver()
        return self._decide()

    def _decide(self) -> bool:
        """Let people decide on what has reached them since."""
        stops = False
        with transaction(self.seats.works.engine) as session:
            for occasion in self._arrived(session):
                self.known.add(occasion.id)
                stops |= occasion.step in FOR_YOU and occasion.person_id in self.played
                for act in self._reactions(occasion):
                    heapq.heappush(self.pending, (act.at, next(self.order), act))
        return stops

    def _arrived(self, session: Session) -> list[Occasion]:
        rows = session.scalars(
            select(Occasion)
            .where(
                Occasion.state == OccasionState.SENT,
                Occasion.person_id.is_not(None),
                Occasion.step != Step.REPLACE,
                Occasion.id > max(self.known, default=0) - LOOK_BACK,
            )
            .options(joinedload(Occasion.person))
            .order_by(Occasion.id)
        )
        return [row for row in rows if row.id not in self.known]

    def _reactions(self, occasion: Occasion) -> list[Act]:
        person, at = occasion.person, occasion.settled_at
        if person is None or at is None or "conversation" in occasion.about:
            return []
        hours = hours_of(person, self.partnership, around=at.date())
        received = Received(person.id, occasion.step, occasion.cycle_id, at, hours)
        return list(reactions(received, self.seed))


LOOK_BACK = 2000
"""An occasion may be sent long after it was made, when others with higher numbers have left."""

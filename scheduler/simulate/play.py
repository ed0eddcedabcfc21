"""Playing a script: the clock goes from instant to instant, people act, promises are watched.

It is the product's own tick, outbox and handlers over a scratch database. The clock stops only at
instants at which something can come to be owed or somebody acts.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.delivery import Occasion, OccasionState
from models.store import transaction
from scheduler.clock import SetClock
from scheduler.facts import Facts
from scheduler.occasions import instants, plan
from scheduler.record import read_facts
from scheduler.simulate.acting import perform
from scheduler.simulate.opening import open_play
from scheduler.simulate.rows import cycle_row
from scheduler.simulate.script import Act, Breach, CycleRow, Kind, Line, Played, Script
from scheduler.simulate.seat import Seats
from scheduler.simulate.watch import Watch

_A_DAY = timedelta(days=1)
TICKED_AFTER = frozenset({Kind.SIGN, Kind.AWAY, Kind.LEAVE, Kind.VACANT, Kind.FILLED})
"""The acts after which something may be owed at once, which the ticker finds within seconds."""


@dataclass(slots=True)
class Play:
    """One play under way."""

    script: Script
    seats: Seats
    watch: Watch
    facts: Facts
    pending: list[tuple[datetime, int, Act]] = field(default_factory=list)
    order: itertools.count[int] = field(default_factory=itertools.count)
    acts: list[Act] = field(default_factory=list)
    rows: list[CycleRow] = field(default_factory=list)
    told: Callable[[date], None] = lambda _day: None
    quiet: Facts | None = None
    """The facts as they stand, while nothing has happened since they were read."""

    @property
    def clock(self) -> SetClock:
        """The play's clock."""
        return self.watch.clock

    def plan_acts(self, acts: list[Act]) -> None:
        """Put acts into the order of time, but for those of the muted and those left out."""
        for act in acts:
            if act.person_id not in self.script.muted and act.name not in self.script.left_out:
                heapq.heappush(self.pending, (act.at, next(self.order), act))

    def run(self) -> Breach | None:
        """Play to the end, or to the first promise that is broken."""
        day = self.script.start
        while day <= self.script.end:
            self.told(day)
            if (breach := self._day(day)) is not None:
                return breach
            day += _A_DAY
        return self.watch.at_the_end()

    def _day(self, day: date) -> Breach | None:
        dusk = datetime.combine(day + _A_DAY, time.min, UTC)
        ticks = [at for at in self._ticks(day) if at < dusk]
        while ticks or (self.pending and self.pending[0][0] < dusk):
            if ticks and (not self.pending or ticks[0] <= self.pending[0][0]):
                self._tick(ticks.pop(0))
            else:
                self._act(heapq.heappop(self.pending)[2])
            if (breach := self._look()) is not None:
                return breach
        return self._end_of_board_day(day)

    def _ticks(self, day: date) -> list[datetime]:
        """The instants of the day at which the clock alone can bring something."""
        worked = any(day in person.hours.days for person in self.facts.people.values())
        is_of_papers = any(cycle.plan.papers_issued == day for cycle in self.facts.cycles)
        if not worked and not is_of_papers:
            return []
        return [at for at in instants(self.facts, day) if at >= self.clock.now()]

    def _tick(self, at: datetime) -> None:
        """Tick, unless nothing has happened since the last one and the clock brings nothing."""
        self.clock.move_to(max(at, self.clock.now()))
        if self.quiet is not None and plan(self.quiet, at).is_nothing:
            return
        ticked = self.seats.tick()
        idle = ticked.planned.is_nothing and not ticked.outcomes and not self._something_waits()
        self.quiet = ticked.planned.facts if idle else None

    def _something_waits(self) -> bool:
        """Whether something is owed that has not left yet."""
        with transaction(self.seats.works.engine) as session:
            waiting = select(Occasion.id).where(Occasion.state == OccasionState.OWED).limit(1)
            return session.scalar(waiting) is not None

    def _act(self, act: Act) -> None:
        self.clock.move_to(max(act.at, self.clock.now()))
        self.acts.append(act)
        self.quiet = None
        done = perform(self.seats, act, self.script.seed)
        self.watch.note(Line(act.at, f"{act.kind.value}: {done}", act.person_id, act.cycle_id))
        if act.kind in TICKED_AFTER:
            self.seats.tick()

    def _look(self) -> Breach | None:
        acts, breach = self.watch.look(self.script.seed)
        self.plan_acts(acts)
        return breach

    def _end_of_board_day(self, day: date) -> Breach | None:
        """On a Board's day the cycle's row is written and the record is looked at."""
        met = [c for c in self.facts.cycles if c.plan.board_meeting == day]
        if not met:
            return None
        with transaction(self.seats.works.engine) as session:
            for fact in met:
                cycle = session.get_one(Cycle, fact.id)
                row = cycle_row(
                    session, cycle, now=self.clock.now(), partnership=self.script.partnership
                )
                self.rows.append(row)
        return self.watch.look_at_the_record()


def play(
    script: Script, engine: Engine, *, told: Callable[[date], None] = lambda _day: None
) -> Played:
    """Play a script in an empty, migrated database; `told` hears of each day that begins."""
    seats, acts = open_play(script, engine)
    with transaction(engine) as session:
        facts = _facts(session, script, seats)
    under_way = Play(script, seats, Watch(seats, script.partnership), facts, told=told)
    under_way.plan_acts(acts)
    try:
        breach = under_way.run()
    finally:
        seats.close()
    return Played(
        script,
        rows=tuple(under_way.rows),
        lines=tuple(under_way.watch.lines),
        acts=tuple(under_way.acts),
        breach=breach,
        messages=under_way.watch.count,
        checks=under_way.watch.checks,
    )


def _facts(session: Session, script: Script, seats: Seats) -> Facts:
    """The people's hours and the cycles' days, by which the clock is moved."""
    end = datetime.combine(script.end, time.max, UTC)
    return read_facts(
        session,
        seats.works.clock.now(),
        partnership=script.partnership,
        platforms=frozenset(seats.works.couriers),
        until=end,
    )

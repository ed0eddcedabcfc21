"""A month of a small world that a test moves through: `month.at("2023-09-29 09:00")` ticks there.

Times are wall-clock times of London. What was sent is read from the courier's memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.calendar import plan_cycle
from models.cycle import Cycle
from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.people import Person
from models.states import Role
from models.store import transaction
from scheduler.clock import SetClock
from scheduler.simulate.courier import MemoryCourier
from scheduler.ticker import Ticked, Works, plan, tick
from tests.world import World

LONDON = ZoneInfo("Europe/London")
OCTOBER = date(2023, 10, 25)
"""The Board of October 2023, a Wednesday."""


def london(words: str) -> datetime:
    """An instant from a wall-clock time of London, with its weekday if one likes.

    "Friday 2023-09-29 09:00" fails where that is not a Friday.
    """
    *weekday, day, hour = words.split()
    at = datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=LONDON)
    if weekday and weekday[0] != f"{at:%A}":
        raise AssertionError(f"{day} is a {at:%A}, not a {weekday[0]}.")
    return at.astimezone(UTC)


@dataclass(slots=True)
class Month:
    """A world, a clock that stands before October's collection, and everything sent so far."""

    engine: Engine
    partnership: Partnership = field(default_factory=Partnership)
    clock: SetClock = field(default_factory=lambda: SetClock(london("2023-09-27 12:00")))
    courier: MemoryCourier = field(init=False)

    def __post_init__(self) -> None:
        self.courier = MemoryCourier(self.clock)

    @property
    def works(self) -> Works:
        return Works(
            self.engine,
            self.clock,
            {self.courier.platform: self.courier},
            self.partnership,
            threads=False,
        )

    def build(
        self, tell: Callable[[World], None], *, boards: tuple[date, ...] = (OCTOBER,)
    ) -> None:
        """Build the world in a transaction, with its Boards."""
        with transaction(self.engine) as session:
            world = World(session)
            office = world.person("Programme Officer")
            world.role(office, Role.PROGRAMME_OFFICE)
            world.role(world.person("Independent Chair"), Role.CHAIR)
            for board in boards:
                add_cycle(world, board, self.partnership)
            tell(world)

    def at(self, words: str) -> Ticked:
        """Move to a time of London and tick there."""
        self.clock.move_to(london(words))
        return asyncio.run(tick(self.works))

    def plan_at(self, words: str) -> None:
        """Move to a time of London and only plan."""
        self.clock.move_to(london(words))
        plan(self.works, self.clock.now())

    def deliver(self) -> None:
        """Send what is due now."""
        asyncio.run(self.works.outbox().deliver())

    def change(self, act: Callable[[Session], object]) -> None:
        """Change something in a transaction."""
        with transaction(self.engine) as session:
            act(session)

    def steps(self, name: str) -> list[str]:
        """What was sent to somebody, as "first_contact 2023-09-28", oldest first."""
        with transaction(self.engine) as session:
            rows = session.execute(
                select(Occasion.step, Occasion.settled_at)
                .join(Person, Person.id == Occasion.person_id)
                .where(Person.name == name, Occasion.state == OccasionState.SENT)
                .where(Occasion.step.not_in((Step.REPLACE,)))
                .order_by(Occasion.settled_at, Occasion.id)
            ).all()
        return [f"{r.step.value} {r.settled_at.astimezone(LONDON):%Y-%m-%d %H:%M}" for r in rows]

    def occasions(self, step: Step) -> list[Occasion]:
        """All occasions of a step."""
        with transaction(self.engine) as session:
            rows = session.scalars(select(Occasion).where(Occasion.step == step)).all()
            session.expunge_all()
            return list(rows)


def add_cycle(world: World, board: date, partnership: Partnership) -> Cycle:
    """The cycle that leads to a Board."""
    planned = plan_cycle(board, days=partnership.days, school_holidays=partnership.school_holidays)
    cycle = world.cycle(planned.days(), planned.code)
    cycle.note = planned.note
    return cycle

"""A month of a small world that a test moves through: `month.at("Friday 2023-09-29 09:00")`.

Times are wall-clock times of London. What was sent is read from the courier's memory.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers import everything
from models.calendar import plan_cycle
from models.cycle import Ask, Cycle
from models.delivery import Occasion, OccasionState, Step
from models.message import Message
from models.partnership import Partnership
from models.people import Person
from models.plan import Action
from models.states import Role
from models.store import transaction
from models.update import Update, UpdateKind
from scheduler.clock import SetClock
from scheduler.occasions import instants
from scheduler.occasions import plan as plan_facts
from scheduler.record import read_facts
from scheduler.simulate.courier import MemoryCourier
from scheduler.ticker import Ticked, Works, plan, tick
from tests.world import World

assert everything.MODULES

LONDON = ZoneInfo("Europe/London")
OCTOBER = date(2023, 10, 25)
"""The Board of October 2023, a Wednesday."""
BEFORE = "Wednesday 2023-09-27 12:00"
"""Two days before October's collection opens."""


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
    clock: SetClock = field(default_factory=lambda: SetClock(london(BEFORE)))
    courier: MemoryCourier = field(init=False)

    def __post_init__(self) -> None:
        """A courier by the same clock."""
        self.courier = MemoryCourier(self.clock)

    @property
    def works(self) -> Works:
        """What a tick works with."""
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
        """Build the world in a transaction, with its Boards, an officer and a chair."""
        with transaction(self.engine) as session:
            world = World(session)
            world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
            world.role(world.person("Independent Chair"), Role.CHAIR)
            for board in boards:
                add_cycle(world, board, self.partnership)
            tell(world)

    def at(self, words: str) -> Ticked:
        """Move to a time of London and tick there."""
        return self.tick_at(london(words))

    def tick_at(self, at: datetime) -> Ticked:
        """Move to an instant and tick there."""
        self.clock.move_to(max(at, self.clock.now()))
        return asyncio.run(tick(self.works))

    def go_on_until(self, words: str) -> None:
        """Tick at each instant up to a time at which the clock can bring something."""
        until, quiet = london(words), None
        for at in self._instants(until):
            if quiet is not None and plan_facts(quiet, at).is_nothing:
                continue
            ticked = self.tick_at(at)
            is_idle = ticked.planned.is_nothing and not ticked.outcomes
            quiet = ticked.planned.facts if is_idle and not self._something_waits() else None
        self.tick_at(until)

    def _instants(self, until: datetime) -> list[datetime]:
        """The instants up to then at which the clock can bring something."""
        now = self.clock.now()
        with transaction(self.engine) as session:
            facts = read_facts(
                session,
                now,
                partnership=self.partnership,
                platforms={self.courier.platform},
                until=until,
            )
        days = (now.date() + timedelta(days=n) for n in range((until - now).days + 2))
        return [at for day in days for at in instants(facts, day) if now < at < until]

    def _something_waits(self) -> bool:
        with transaction(self.engine) as session:
            owed = select(Occasion.id).where(Occasion.state == OccasionState.OWED).limit(1)
            return session.scalar(owed) is not None

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

    def answer(self, ref: str, code: str = "2023-10", **columns: object) -> None:
        """Somebody answers for an action in a cycle, now."""
        now = self.clock.now()
        with transaction(self.engine) as session:
            action = session.scalars(select(Action).where(Action.ref == ref)).one()
            cycle = session.scalars(select(Cycle).where(Cycle.code == code)).one()
            count = len(session.scalars(select(Update.id)).all())
            values = {"rating": "green", "author_id": action.owner_id, **columns}
            session.add(
                Update(
                    action_id=action.id,
                    cycle_id=cycle.id,
                    series=code,
                    serial=count + 1,
                    kind=UpdateKind.ANSWER,
                    door="local",
                    received_at=now,
                    late=False,
                    **values,
                )
            )

    def steps(self, name: str, *, hours: bool = False) -> list[str]:
        """What was sent to somebody, as "ask Fri 29 Sep", oldest first."""
        with transaction(self.engine) as session:
            rows = session.execute(
                select(Occasion.step, Occasion.settled_at)
                .join(Person, Person.id == Occasion.person_id)
                .where(Person.name == name, Occasion.state == OccasionState.SENT)
                .where(Occasion.step.not_in((Step.REPLACE, Step.FIRST_CONTACT)))
                .order_by(Occasion.settled_at, Occasion.id)
            ).all()
        return [f"{row.step.value} {_said(row.settled_at, hours=hours)}" for row in rows]

    def asked(self, ref: str, code: str = "2023-10") -> Ask:
        """The ask of an action in a cycle."""
        with transaction(self.engine) as session:
            ask = session.scalars(
                select(Ask)
                .join(Action, Action.id == Ask.action_id)
                .join(Cycle, Cycle.id == Ask.cycle_id)
                .where(Action.ref == ref, Cycle.code == code)
            ).one()
            session.expunge(ask)
            return ask

    def occasions(self, step: Step) -> list[Occasion]:
        """All occasions of a step."""
        with transaction(self.engine) as session:
            rows = session.scalars(select(Occasion).where(Occasion.step == step)).all()
            session.expunge_all()
            return list(rows)

    def last(self, kind: str) -> Message:
        """The last message of a kind that left."""
        return next(s.message for s in reversed(self.courier.sent) if s.message.kind == kind)


def _said(at: datetime, *, hours: bool) -> str:
    local = at.astimezone(LONDON)
    day = f"{local:%a} {local.day} {local:%b}"
    return f"{day} {local:%H:%M}" if hours else day


def add_cycle(world: World, board: date, partnership: Partnership) -> Cycle:
    """The cycle that leads to a Board."""
    planned = plan_cycle(board, days=partnership.days, school_holidays=partnership.school_holidays)
    cycle = world.cycle(planned.days(), planned.code)
    cycle.note = planned.note
    return cycle

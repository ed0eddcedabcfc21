"""A small stage for simulations: one area, a few owners, quick to play."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from handlers import everything
from models.states import Role
from models.store import transaction
from scheduler.simulate.play import play
from scheduler.simulate.script import Load, Played, Script
from tests.world import World

assert everything.MODULES

OCTOBER = date(2023, 10, 25)
START, END = date(2023, 9, 27), date(2023, 10, 26)
LEAD, OWNER, OTHER = "Area Lead", "Assessment Manager", "Other Owner"


def small_plan(*, also: Callable[[World], None] = lambda _world: None) -> Load:
    """Three owners in one area, one of them its lead."""

    def load(engine: Engine, _at: datetime) -> None:
        with transaction(engine) as session:
            world = World(session)
            world.role(world.person("Programme Officer"), Role.PROGRAMME_OFFICE)
            world.role(world.person("Independent Chair"), Role.CHAIR)
            lead = world.person(LEAD)
            world.area("6", lead=lead)
            world.action("6.1", owner=world.person(OWNER))
            world.action("6.2", owner=lead)
            world.action("6.3", owner=world.person(OTHER))
            also(world)

    return load


@dataclass(frozen=True, slots=True)
class Stage:
    """Where scripts are played."""

    engine: Engine

    def play(self, script: Script) -> Played:
        """Play a script here."""
        return play(script, self.engine)


def script(load: Load | None = None, *, end: date = END, seed: int = 1) -> Script:
    """October, with the small plan."""
    return Script(START, end, (OCTOBER,), load or small_plan(), seed=seed)

"""Opening the demo: a scratch database, the stage, and the first days lived through."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

from sqlalchemy import Engine, event, func, select

from bot.demo.clock import RunningClock
from bot.demo.living import Living
from bot.demo.stage import BEGINS, MID_STORY, bring_boards, bring_measures, bring_people, bring_plan
from bot.demo.story import Story
from bot.web.people import usual_guises
from models.courier import Courier
from models.delivery import Heard
from models.migrate import upgrade
from models.partnership import Partnership
from models.store import open_engine, transaction
from scheduler.clock import Clock
from scheduler.simulate.courier import MemoryCourier
from scheduler.simulate.seat import Seats
from scheduler.ticker import Works

DATABASE = "demo.db"
CLOCK = "clock.json"
EVERY_SECONDS = 2.0
Told = Callable[[str], None]
Prepare = Callable[[Engine, Clock], object]


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that is set up, at its clock's instant."""

    engine: Engine
    living: Living
    story: Story
    folder: Path

    def keep(self) -> None:
        """Write down where the clock stands, for the next time."""
        standing = {
            "at": self.living.clock.now().isoformat(),
            "began_at": self.story.began_at.isoformat(),
            "played": sorted(self.living.played),
        }
        (self.folder / CLOCK).write_text(json.dumps(standing), encoding="utf-8")

    def close(self) -> None:
        """Leave the database and the people's event loop."""
        self.living.seats.close()
        self.engine.dispose()

    def run_beside(self, stopped: Event) -> Thread:
        """Do, until stopped, what comes due while the clock runs by itself."""

        def catch_up() -> None:
            while not stopped.wait(EVERY_SECONDS):
                if not self.story.moving():
                    self.living.catch_up()
                self.keep()

        thread = Thread(target=catch_up, name="demo", daemon=True)
        thread.start()
        return thread


def open_demo(
    folder: Path,
    courier: Courier,
    *,
    partnership: Partnership,
    prepare: Prepare = lambda _engine, _clock: None,
    seed: int = 1,
    empty: bool = False,
    told: Told = lambda _words: None,
) -> Demo:
    """The demo of a folder: as it was left there, or set up anew.

    Args:
        folder: where its database lies.
        courier: the local platform's way out.
        partnership: its words and rules.
        prepare: called with the engine and the clock before anything is done with them.
        seed: how the people are whom nobody plays.
        empty: begin before there is a plan, with those in office alone.
        told: called with what is being done, for whoever waits.
    """
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    event.listen(engine, "connect", _hurry)
    kept = _kept(folder)
    at = datetime.fromisoformat(kept["at"]) if kept else _instant(BEGINS, partnership)
    clock = RunningClock(at)
    prepare(engine, clock)
    if not kept:
        told("Making the tables")
        upgrade(engine)
    living = Living(_seats(engine, courier, clock, partnership), clock, partnership, seed)
    if kept:
        living.played |= set(kept["played"])
        living.remember()
        began_at = datetime.fromisoformat(kept["began_at"])
    elif empty:
        bring_people(engine, partnership, clock.now())
        began_at = clock.now()
    else:
        began_at = _set_up(engine, living, told)
    return Demo(engine, living, Story(living, began_at), folder)


def _set_up(engine: Engine, living: Living, told: Told) -> datetime:
    """The stage, and the days up to the middle of the story; gives when the visitor comes."""
    partnership = living.partnership
    told("Bringing in the people")
    bring_people(engine, partnership, living.clock.now())
    told("Importing the plan of 56 actions")
    bring_plan(living.seats)
    bring_measures(engine, partnership, living.clock.now())
    told("Planning the Boards")
    bring_boards(engine, partnership, living.clock.now())
    told("Living through the first days of October's collection")
    living.played |= _left_for_the_visitor(engine, living)
    living.live_until(_instant(MID_STORY, partnership))
    living.played.clear()
    return living.clock.now()


def _left_for_the_visitor(engine: Engine, living: Living) -> set[int]:
    """Whom the pages offer first: they have not answered yet when the visitor comes."""
    today = living.clock.now().astimezone(living.partnership.zone).date()
    with transaction(engine) as session:
        return {guise.person.id for guise in usual_guises(session, today)}


def _seats(
    engine: Engine, courier: Courier, clock: RunningClock, partnership: Partnership
) -> Seats:
    """Everybody's seat; what they say after a restart has keys of its own."""
    works = Works(engine, clock, {courier.platform: courier}, partnership, threads=False)
    with transaction(engine) as session:
        heard = session.scalar(select(func.max(Heard.id))) or 0
    return Seats(works, MemoryCourier(clock), itertools.count(heard + 1))


def _instant(local: datetime, partnership: Partnership) -> datetime:
    return local.replace(tzinfo=partnership.zone).astimezone(UTC)


def _kept(folder: Path) -> dict[str, Any] | None:
    file = folder / CLOCK
    if not file.exists() or not (folder / DATABASE).exists():
        return None
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _hurry(connection: Any, _record: object) -> None:
    """Nothing of a demo must outlive a power cut."""
    connection.execute("PRAGMA synchronous=OFF")

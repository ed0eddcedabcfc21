"""Changes of the clock, leap days, year ends, jumps: nothing leaves twice, nothing is missing."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from models.delivery import Occasion, OccasionState
from models.people import Person
from models.store import open_engine, transaction
from scheduler.ticker import Works, tick
from tests.floor.engines import fresh_sqlite
from tests.floor.run import run_folder
from tests.scheduler.month import Month
from tests.world import World

MONTHS = {
    "clocks go forward on Sunday 29 March 2026": (date(2026, 4, 22), "2026-03-18 12:00"),
    "clocks go back on Sunday 25 October 2026": (date(2026, 11, 18), "2026-10-14 12:00"),
    "a leap day, Thursday 29 February 2024": (date(2024, 3, 20), "2024-02-14 12:00"),
    "the year ends on Thursday 31 December 2026": (date(2027, 1, 20), "2026-12-09 12:00"),
}
ZONES = ("Europe/London", "Pacific/Auckland", "America/New_York")
LONDON = ZoneInfo("Europe/London")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
APART = timedelta(seconds=90)
CLOCKS: dict[str, Callable[[int], tuple[timedelta, ...]]] = {
    "it jumps an hour forth and back": lambda _n: (HOUR, -HOUR, timedelta(0)),
    "two replicas are 90 seconds apart": lambda _n: (APART, -APART, timedelta(0)),
    "it jumps a day forth and back": lambda n: (
        (DAY, timedelta(0)) if n % 11 == 5 else (timedelta(0),)
    ),
    "it jumps a day back and on": lambda n: (-DAY, timedelta(0)) if n % 7 == 3 else (timedelta(0),),
}


@dataclass(slots=True)
class Jumping:
    """A clock that stands where it is put, be it earlier."""

    at: datetime

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True, slots=True)
class Said:
    """What one run said: each owed message's key with its state, and what the platform holds."""

    keys: frozenset[str]
    held: Counter[str]
    hours: frozenset[int]
    """At which hours of their own zones people were written to."""


def _people(world: World) -> None:
    for number, zone in enumerate(ZONES, start=1):
        person = world.person(f"Owner {number}", time_zone=zone)
        world.action(f"6.{number}", owner=person, due=date(2027, 12, 1))


def _month(folder: Path, board: date, start: str) -> Month:
    engine = open_engine(fresh_sqlite(run_folder(), folder / "clock.db"))
    month = Month(engine)
    month.clock.at = datetime.fromisoformat(start).replace(tzinfo=LONDON).astimezone(UTC)
    month.build(_people, boards=(board,))
    return month


def _said(month: Month) -> Said:
    with transaction(month.engine) as session:
        sent = session.scalars(
            select(Occasion.key).where(Occasion.state == OccasionState.SENT)
        ).all()
    held = Counter(f"{each.to.conversation} {each.key}" for each in month.courier.sent)
    with transaction(month.engine) as session:
        people = {f"person:{each.id}": each for each in session.scalars(select(Person))}
    hours = {
        each.at.astimezone(ZoneInfo(people[each.to.conversation].time_zone)).hour
        for each in month.courier.sent
        if each.to.conversation in people
    }
    month.engine.dispose()
    return Said(frozenset(sent), held, frozenset(hours))


def _run(month: Month, until: datetime, jumps: Callable[[int], tuple[timedelta, ...]]) -> Said:
    for number, at in enumerate(month._instants(until)):
        for jump in jumps(number):
            jumping = Jumping(at + jump)
            month.courier.clock = jumping
            works = Works(
                month.engine, jumping, {"local": month.courier}, month.partnership, threads=False
            )
            asyncio.run(tick(works))
    return _said(month)


@pytest.fixture(scope="module", params=MONTHS)
def case(request: pytest.FixtureRequest) -> tuple[date, str]:
    board, start = MONTHS[request.param]
    return board, start


@pytest.fixture(scope="module")
def steady(case: tuple[date, str], tmp_path_factory: pytest.TempPathFactory) -> Said:
    board, start = case
    month = _month(tmp_path_factory.mktemp("steady"), board, start)
    return _run(month, _end(board), lambda _n: (timedelta(0),))


def _end(board: date) -> datetime:
    return datetime(board.year, board.month, board.day, 20, tzinfo=UTC)


def test_a_steady_clock_asks_and_reminds_everybody(steady: Said) -> None:
    assert sum(key.startswith("ask:") for key in steady.keys) == len(ZONES)
    assert set(steady.held.values()) == {1}
    assert len(steady.keys) >= 3 * len(ZONES)
    assert min(steady.hours) >= 6
    assert max(steady.hours) < 22


@pytest.mark.parametrize("jumps", CLOCKS.values(), ids=CLOCKS.keys())
def test_whatever_the_clock_does_each_message_leaves_once(
    case: tuple[date, str],
    steady: Said,
    jumps: Callable[[int], tuple[timedelta, ...]],
    tmp_path: Path,
) -> None:
    board, start = case
    said = _run(_month(tmp_path, board, start), _end(board), jumps)
    assert set(said.held.values()) == {1}
    assert said.keys == steady.keys

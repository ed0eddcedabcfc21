"""Any number of workers over one database: each message leaves once."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select, update

from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.store import transaction
from scheduler.ticker import start_ticking, tick
from tests.scheduler.month import Month, london
from tests.world import World

OPENING = "Friday 2023-09-29 09:00"
OWNERS = 12


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_many_owners)
    return month


def _many_owners(world: World) -> None:
    for n in range(1, OWNERS + 1):
        world.action(f"6.{n}", owner=world.person(f"Owner {n}"))


def asks(month: Month) -> Counter[str]:
    return Counter(s.to.conversation for s in month.courier.sent if s.message.kind == "ask")


def test_workers_that_tick_at_the_same_instant_send_each_message_once(month: Month) -> None:
    month.at("Thursday 2023-09-28 09:00")
    month.clock.move_to(london(OPENING))
    with ThreadPoolExecutor(4) as workers:
        list(workers.map(lambda _: asyncio.run(tick(month.works)), range(4)))
    assert len(asks(month)) == OWNERS
    assert set(asks(month).values()) == {1}
    with transaction(month.engine) as session:
        assert session.scalar(select(func.count()).select_from(Ask)) == OWNERS
        sent = (
            select(func.count())
            .select_from(Occasion)
            .where(Occasion.step == Step.ASK, Occasion.state == OccasionState.SENT)
        )
        assert session.scalar(sent) == OWNERS


def test_the_ticker_ticks_by_itself_and_outlives_a_tick_that_fails(
    month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    month.clock.move_to(london(OPENING))
    failures = iter([True])
    planned = month.works

    from scheduler import ticker

    whole = ticker.plan

    def first_fails(works: object, at: datetime) -> object:
        if next(failures, False):
            raise RuntimeError("the database is away")
        return whole(works, at)  # type: ignore[arg-type]

    monkeypatch.setattr(ticker, "plan", first_fails)

    async def run() -> None:
        ticking = start_ticking(planned, every_seconds=1)
        for _ in range(100):
            await asyncio.sleep(0.1)
            if len(asks(month)) == OWNERS:
                break
        ticking.shutdown(wait=False)

    asyncio.run(run())
    assert len(asks(month)) == OWNERS


KILLED = """
import os, signal, sys
from datetime import datetime
from models.store import open_engine, transaction
from scheduler.leases import database_now
from scheduler.claiming import claim
engine = open_engine(sys.argv[1])
with transaction(engine) as session:
    claim(session, now=datetime.fromisoformat(sys.argv[2]), leases=database_now, limit=5)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_killed_after_its_claim_loses_nothing(month: Month, engine_url: str) -> None:
    month.at("Thursday 2023-09-28 09:00")
    month.plan_at(OPENING)
    killed = subprocess.run(
        [sys.executable, "-c", KILLED, engine_url, month.clock.now().isoformat()],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    month.deliver()
    assert sum(asks(month).values()) == OWNERS - 5
    with transaction(month.engine) as session:
        over = datetime(2020, 1, 1, tzinfo=UTC)
        claimed = Occasion.state == OccasionState.CLAIMED
        session.execute(update(Occasion).where(claimed).values(lease_until=over))
    month.deliver()
    assert len(asks(month)) == OWNERS
    assert set(asks(month).values()) == {1}
    with transaction(month.engine) as session:
        standing = select(func.count()).select_from(Posted).where(Posted.kind == "ask")
        assert session.scalar(standing) == OWNERS

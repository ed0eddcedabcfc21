"""That nobody ticks is noticed from beside the event loop, and told once a day."""

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update

from models.delivery import Occasion
from models.running import Beat
from models.store import transaction
from scheduler.beats import FORGOTTEN_AFTER, TOLD_AFTER, beat, last_tick, standing_for
from scheduler.leases import database_now
from scheduler.ticker import start_ticking
from scheduler.watch import Watch
from tests.scheduler.month import Month


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(lambda _world: None)
    return month


def ticked_before(month: Month, before: timedelta) -> None:
    with transaction(month.engine) as session:
        beat(session, "another", version="1", ticked=True)
        session.execute(update(Beat).values(ticked_at=database_now(session) - before))


def told(month: Month) -> list[str]:
    with transaction(month.engine) as session:
        keys = session.scalars(select(Occasion.key).order_by(Occasion.id)).all()
    return [key for key in keys if key.startswith("note:clock-stood:")]


def watch(month: Month) -> tuple[Watch, list[str]]:
    delivered: list[str] = []
    return Watch(month.engine, month.clock, lambda: delivered.append("now")), delivered


def test_where_nobody_ever_ticked_nothing_is_said(month: Month) -> None:
    seeing, delivered = watch(month)
    seeing.look()
    assert (seeing.standing, told(month), delivered) == (timedelta(0), [], [])


def test_a_short_stop_is_said_in_the_log_and_to_nobody(
    month: Month, caplog: pytest.LogCaptureFixture
) -> None:
    ticked_before(month, timedelta(minutes=5))
    seeing, _ = watch(month)
    seeing.look()
    assert seeing.standing >= timedelta(minutes=5)
    assert "nobody ticks" in caplog.text
    assert told(month) == []


def test_after_a_quarter_of_an_hour_the_office_is_told_once_a_day(month: Month) -> None:
    ticked_before(month, TOLD_AFTER + timedelta(minutes=1))
    seeing, delivered = watch(month)
    for _ in range(3):
        seeing.look()
    assert len(told(month)) == 1
    assert delivered, "nobody else would let it leave"
    month.clock.advance(timedelta(days=1))
    seeing.look()
    assert len(told(month)) == 2


def test_the_first_tick_after_a_stop_says_from_when_to_when(month: Month) -> None:
    ticked_before(month, timedelta(hours=3))

    async def run() -> None:
        ticking = start_ticking(month.works, every_seconds=60)
        before = ticking.ticked
        for _ in range(100):
            await asyncio.sleep(0.05)
            if ticking.ticked > before:
                break
        assert await ticking.stop(5)

    asyncio.run(run())
    (message,) = (s.message for s in month.courier.sent if s.message.kind == "clock_stood")
    assert "clock stood" in message.notice
    with transaction(month.engine) as session:
        assert standing_for(session) < timedelta(seconds=30)


def test_heartbeats_of_processes_that_are_long_gone_are_forgotten(month: Month) -> None:
    ticked_before(month, timedelta(minutes=1))
    with transaction(month.engine) as session:
        past: datetime = database_now(session) - FORGOTTEN_AFTER - timedelta(hours=1)
        session.execute(update(Beat).values(at=past))
    with transaction(month.engine) as session:
        beat(session, "here", version="1", ticked=False)
    with transaction(month.engine) as session:
        assert session.scalars(select(Beat.replica)).all() == ["here"]
        assert last_tick(session) is None

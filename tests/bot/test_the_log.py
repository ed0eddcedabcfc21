"""The log: one line an event, one id from the tick to the platform's message, nobody's words."""

import asyncio
import io
import json
import logging
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from bot.logs import LogFormat, log_to
from scheduler.ticker import start_ticking
from tests.scheduler.month import Month, london
from tests.world import World

SECRET = "Two officers left the family team."  # noqa: S105 - words, which no log may hold


def _one_owner(world: World) -> None:
    world.action("6.1", owner=world.person("Owner"), due=date(2025, 3, 28))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    stream = io.StringIO()
    log_to(stream, how=LogFormat.JSON)
    yield stream
    root.handlers, root.level = before


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_one_id_leads_from_the_tick_to_the_platforms_message(
    engine: Engine, lines: io.StringIO
) -> None:
    month = Month(engine)
    month.build(
        lambda world: (
            world.action("6.1", owner=world.person("Owner"), due=date(2025, 3, 28)) and None
        )
    )
    month.clock.move_to(london("Friday 2023-09-29 09:00"))

    async def run() -> None:
        ticking = start_ticking(month.works, every_seconds=60)
        for _ in range(100):
            await asyncio.sleep(0.05)
            if month.courier.sent:
                break
        await ticking.stop(5)

    asyncio.run(run())
    said = read(lines)
    sent = next(line for line in said if line["event"] == "sent")
    assert sent["message_id"] in month.courier.by_key
    assert sent["platform_id"] == month.courier.by_key[sent["message_id"]]
    owed = [line["message_id"] for line in said if line["event"] == "owed"]
    assert sent["message_id"] in owed
    ticks = {line["tick"] for line in said if line["event"] in {"owed", "sent", "ticked"}}
    assert len(ticks) == 1


def test_of_an_error_only_its_kind_and_place_are_said(lines: io.StringIO) -> None:
    try:
        int(SECRET)
    except ValueError:
        logging.getLogger("handlers.x").exception("it failed", extra={"heard": 7})
    (line,) = read(lines)
    assert line["event"] == "it failed"
    assert line["heard"] == 7
    assert line["error"] == "ValueError"
    assert "test_the_log" in line["where"][-1]
    assert SECRET not in lines.getvalue()


def test_a_plain_line_is_read_by_a_person() -> None:
    stream = io.StringIO()
    root = logging.getLogger()
    before = (root.handlers[:], root.level)
    log_to(stream, how=LogFormat.PLAIN)
    logging.getLogger("scheduler.x").info("sent", extra={"occasion": 3})
    root.handlers, root.level = before
    assert stream.getvalue().endswith("info    sent from=scheduler.x occasion=3\n")

"""What comes in is stored before it is acknowledged, once by its key, or it is not acknowledged."""

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Engine, event, func, select

from bot.inbox import Inbox
from bot.incoming import MOST_CHARACTERS, Incoming, NotStoredError, UnfitError, read_object
from models.delivery import Heard
from models.store import transaction

AT = datetime(2023, 10, 3, 9, tzinfo=UTC)
WAITERS = 16


@pytest.fixture
def inbox(engine: Engine) -> Iterator[Inbox]:
    opened = Inbox(engine)
    yield opened
    opened.close()


def line(key: str, words: str = "5.1 on track", **more: Any) -> Incoming:
    return Incoming(key, "slack", "D1", "line", {"words": words}, AT, **more)


def stored(engine: Engine) -> list[Heard]:
    with transaction(engine) as session:
        return list(session.scalars(select(Heard).order_by(Heard.id)))


def slow(engine: Engine, seconds: float) -> None:
    """Slow the database: each statement of ours takes so much longer."""

    @event.listens_for(engine, "before_cursor_execute")
    def wait(*_: object) -> None:
        time.sleep(seconds)  # noqa: TID251 - this is the database's slowness itself


def test_many_who_wait_are_stored_each_once(engine: Engine, inbox: Inbox) -> None:
    with ThreadPoolExecutor(WAITERS) as doors:
        numbers = list(doors.map(lambda n: inbox.keep(line(f"e{n % 100}")), range(300)))
    rows = stored(engine)
    assert len(rows) == 100
    by_key = {row.key: row.id for row in rows}
    assert numbers == [by_key[f"e{n % 100}"] for n in range(300)]


def test_the_same_event_at_two_replicas_at_once_is_one_row(engine: Engine) -> None:
    replicas = [Inbox(engine), Inbox(engine)]
    with ThreadPoolExecutor(8) as doors:
        numbers = set(doors.map(lambda n: replicas[n % 2].keep(line("one")), range(8)))
    for replica in replicas:
        replica.close()
    assert len(numbers) == 1
    assert len(stored(engine)) == 1


def test_a_door_in_the_event_loop_waits_without_holding_it(engine: Engine, inbox: Inbox) -> None:
    async def all_at_once() -> list[int]:
        return await asyncio.gather(*(inbox.keep_soon(line(f"e{n}")) for n in range(50)))

    assert sorted(asyncio.run(all_at_once())) == sorted(row.id for row in stored(engine))


def test_with_a_database_300_ms_slower_acknowledgements_stay_under_a_second(
    engine: Engine, inbox: Inbox
) -> None:
    inbox.keep(line("warm"))
    slow(engine, 0.3)

    def waited(n: int) -> float:
        begun = time.monotonic()
        inbox.keep(line(f"e{n}"))
        return time.monotonic() - begun

    with ThreadPoolExecutor(WAITERS) as doors:
        longest = max(doors.map(waited, range(4 * WAITERS)))
    assert 0.3 <= longest < 1.0
    assert len(stored(engine)) == 4 * WAITERS + 1


def test_what_is_not_stored_in_time_is_not_acknowledged(engine: Engine) -> None:
    inbox = Inbox(engine, longest_wait=0.2)
    slow(engine, 0.6)
    with pytest.raises(NotStoredError, match="nothing was acknowledged"):
        inbox.keep(line("late"))
    with pytest.raises(NotStoredError, match="nothing was acknowledged"):
        asyncio.run(inbox.keep_soon(line("later")))
    inbox.close()


def test_an_event_that_no_row_can_hold_does_not_stop_the_others(
    engine: Engine, inbox: Inbox
) -> None:
    async def all_at_once() -> list[int | BaseException]:
        events = [line(f"e{n}", person_id=4711 if n == 7 else None) for n in range(20)]
        return await asyncio.gather(*map(inbox.keep_soon, events), return_exceptions=True)

    results = asyncio.run(all_at_once())
    assert [n for n, each in enumerate(results) if isinstance(each, UnfitError)] == [7]
    assert len(stored(engine)) == 19


@pytest.mark.parametrize(
    "words",
    ["\0", "a\0b", "\ud800", "\udfff tail", "x" * 40_000, "=cmd|' /C calc'!A0", "\u202e", "👩‍👩‍👧"],
    ids=["nul", "nul within", "lone high", "lone low", "40,000", "formula", "override", "joined"],
)
def test_strange_words_are_stored_on_both_engines(engine: Engine, inbox: Inbox, words: str) -> None:
    number = inbox.keep(line(f"key {words[:20]}", words))
    assert inbox.keep(line(f"key {words[:20]}", words)) == number
    assert [row.body for row in stored(engine)] == [{"words": words}]


def test_what_is_too_deep_or_too_big_is_refused_in_a_sentence(inbox: Inbox) -> None:
    deep: dict[str, Any] = {}
    for _ in range(50_000):
        deep = {"in": deep}
    with pytest.raises(UnfitError, match="nested too deeply"):
        inbox.keep(Incoming("deep", "slack", "D1", "line", deep, AT))
    with pytest.raises(UnfitError, match="Send a smaller file"):
        inbox.keep(line("big", "x" * (MOST_CHARACTERS + 1)))
    assert inbox.keep(line("10 MB", "x" * 10_000_000))


@pytest.mark.parametrize(
    "raw",
    [b"\xff\xfe{}", b'{"a": "\xc3\x28"}', b"[" * 100_000, b"[1]", b"null", b"", b"{", b"1" * 9000],
    ids=["no UTF-8", "broken UTF-8", "deep", "a list", "null", "nothing", "half", "a long number"],
)
def test_a_body_that_is_no_json_object_is_refused_in_a_sentence(raw: bytes) -> None:
    with pytest.raises(UnfitError, match=r"expected.*\."):
        read_object(raw)


def test_when_it_closes_what_waits_is_written_first(engine: Engine) -> None:
    inbox = Inbox(engine)
    numbers = [inbox.keep(line(f"e{n}")) for n in range(3)]
    inbox.close()
    assert inbox.depth == 0
    assert inbox.keep(line("after")) > max(numbers)
    inbox.close()
    with transaction(engine) as session:
        assert session.scalar(select(func.count()).select_from(Heard)) == 4

"""Away, restarted under load, read-only, full: nothing is acknowledged that is not stored."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from threading import Event

import httpx
import pytest
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.exc import OperationalError

from bot.inbox import Inbox
from bot.incoming import Incoming, NotStoredError
from bot.status import PROBE, Status
from models.delivery import Heard
from models.partnership import Partnership
from models.store import open_engine, transaction
from scheduler.clock import SystemClock
from scheduler.hearing import Hearing
from scheduler.listener import Listener
from tests.floor.engines import Postgres
from tests.floor.postgres import own_server, restart, start, stop
from tests.floor.run import run_folder
from tests.promises.process import started
from tests.promises.test_it_serves_and_leaves_in_order import somebody, wait_for

AT = datetime(2023, 10, 3, 9, tzinfo=UTC)
LIMITS = 2.5 + 1.0


def line(key: str) -> Incoming:
    return Incoming(key, "slack", "D1", "line", {"words": "help " * 400}, AT)


def keys(engine: Engine) -> set[str]:
    with transaction(engine) as session:
        return set(session.scalars(select(Heard.key).where(Heard.platform != PROBE)))


def ready(status: Status) -> bool:
    return all(check.is_well for check in status.checks())


def test_on_a_full_disk_nothing_is_acknowledged_and_it_goes_on_when_there_is_room(
    sqlite_url: str,
) -> None:
    engine = open_engine(sqlite_url)
    limit = {"pages": 0}

    @event.listens_for(engine, "begin")
    def bound(connection: Connection) -> None:
        if limit["pages"]:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {limit['pages']}")

    inbox = Inbox(engine)
    status = Status(engine, SystemClock(), "", inbox)
    acknowledged = {"before"}
    inbox.keep(line("before"))
    limit["pages"] = 1  # SQLite makes of it: as many as there are
    refused = 0
    for n in range(40):
        try:
            inbox.keep(line(f"full {n}"))
            acknowledged.add(f"full {n}")
        except NotStoredError:
            refused += 1
    assert refused > 20
    assert keys(engine) == acknowledged
    assert not ready(status)
    assert inbox.fault
    limit["pages"] = 1_000_000
    assert ready(status), "there is room again, and readiness finds out by itself"
    inbox.keep(line("after"))
    assert keys(engine) == acknowledged | {"after"}
    inbox.close()
    engine.dispose()


@contextmanager
def read_only(engine: Engine) -> Iterator[None]:
    """For a while every connection may only read, as on a standby or a disk mounted so."""

    def hold(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    if engine.dialect.name == "sqlite":
        event.listen(engine, "begin", hold, insert=True)
    else:
        say(engine, "SET default_transaction_read_only = on")
    engine.dispose()
    yield
    if engine.dialect.name == "sqlite":
        event.remove(engine, "begin", hold)
    else:
        say(engine, "RESET default_transaction_read_only")
    engine.dispose()


def say(engine: Engine, setting: str) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET default_transaction_read_only = off")
        connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} {setting}")


def test_a_read_only_database_is_said_by_readiness_and_nothing_is_acknowledged(
    engine: Engine,
) -> None:
    inbox = Inbox(engine)
    status = Status(engine, SystemClock(), "", inbox)
    inbox.keep(line("before"))
    assert ready(status)
    inbox.close()
    with read_only(engine):
        with pytest.raises(NotStoredError):
            inbox.keep(line("in vain"))
        assert not ready(status)
    assert ready(status)
    inbox.keep(line("after"))
    inbox.close()
    assert keys(engine) == {"before", "after"}


def test_while_the_database_is_away_the_listener_waits_and_then_goes_on(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[float] = []
    back = Event()

    class Counting(Hearing):
        def work_waiting(self) -> int:
            looks.append(time.monotonic())
            if not back.is_set():
                raise OperationalError("SELECT", {}, Exception("away"))
            return 0

    monkeypatch.setattr("scheduler.listener.FIRST_PAUSE_SECONDS", 0.1)
    listener = Listener(Counting(engine, SystemClock(), Partnership()), every_seconds=0.05)
    listener.start()
    wait_for(lambda: len(looks) >= 4, seconds=5)
    gaps = [after - before for before, after in pairwise(looks)]
    assert gaps[0] >= 0.1
    assert gaps[2] >= 0.4, "each pause is longer than the one before"
    back.set()
    wait_for(lambda: len(looks) >= 7, seconds=5)
    assert listener.stop(5)


@pytest.fixture(scope="module")
def own() -> Iterator[Postgres]:
    """A PostgreSQL of these tests' own, which they may stop; it keeps what it was given."""
    folder = own_server(run_folder())
    server = Postgres(folder)
    server._say("ALTER SYSTEM SET synchronous_commit = on")  # the run's own need not be honest
    server._say("CHECKPOINT")
    restart(folder)
    server.admin.dispose()
    yield server
    server.close()
    stop(folder)


def test_postgresql_restarted_under_load_loses_nothing_that_was_acknowledged(
    own: Postgres,
) -> None:
    engine = open_engine(own.fresh())
    inbox = Inbox(engine)
    acknowledged: list[str] = []
    longest = [0.0]
    refused: list[str] = []
    ended = Event()

    def door(number: int) -> None:
        count = 0
        while not ended.is_set():
            key = f"{number}/{count}"
            begun = time.monotonic()
            try:
                inbox.keep(line(key))
            except NotStoredError:
                refused.append(key)
                time.sleep(0.1)  # noqa: TID251 - as a platform waits before it sends again
                continue
            finally:
                longest[0] = max(longest[0], time.monotonic() - begun)
            acknowledged.append(key)
            count += 1

    with ThreadPoolExecutor(8) as doors:
        running = [doors.submit(door, number) for number in range(8)]
        try:
            for _ in range(2):
                before = len(acknowledged)
                restart(own.run)
                own.admin.dispose()
                wait_for(lambda before=before: len(acknowledged) > before + 20, seconds=15)
        finally:
            ended.set()
        for each in running:
            each.result()
    inbox.close()
    assert set(acknowledged) <= keys(engine)
    assert len(keys(engine)) == len(set(acknowledged)), "what came again is one row"
    assert longest[0] < LIMITS
    engine.dispose()


def test_a_serving_process_outlives_its_database(own: Postgres) -> None:
    url = own.fresh()
    engine = open_engine(url)
    person = somebody(engine)
    with started("serve", ROLLCALL_DATABASE_URL=url, ROLLCALL_LOG_FORMAT="json") as process:

        def state() -> int:
            return httpx.get(f"{process.address}readyz", timeout=20).status_code

        wait_for(lambda: state() == 200)
        page = httpx.get(f"{process.address}as/{person}").text
        token = page.split('name="token" value="')[1].split('"')[0]

        def say(once: str) -> int:
            data = {"token": token, "once": once, "words": "help"}
            at = f"{process.address}as/{person}/say"
            return httpx.post(at, data=data, timeout=20).status_code

        stop(own.run)
        assert state() == 503
        assert httpx.get(f"{process.address}healthz").status_code == 200
        assert say("away") in {500, 503}
        start(own.run)
        own.admin.dispose()
        wait_for(lambda: state() == 200)
        assert say("back") == 303
        process.signal(15)
        assert process.wait() == 0, process.log
    engine.dispose()
    kept = open_engine(url)
    with transaction(kept) as session:
        assert len(session.scalars(select(Heard.id)).all()) == 1
    kept.dispose()
    assert len(process.log.splitlines()) < 60, "a database that is away does not fill the log"

"""Serving processes: one on SQLite, any number on PostgreSQL; each says how it is, and leaves."""

import json
import signal
import time
from collections.abc import Iterator
from threading import Thread

import httpx
import pytest
from sqlalchemy import Engine, select, text

from models.delivery import Heard
from models.running import Beat
from models.store import open_engine, transaction
from tests.promises.process import Process, command, started
from tests.world import LONG_AGO, World

QUICK = {"ROLLCALL_LEAVING_SECONDS": "1", "ROLLCALL_GRACE_SECONDS": "10"}
PATIENCE_SECONDS = 20


def said(address: str, path: str) -> httpx.Response:
    return httpx.get(address + path, timeout=10)


def wait_for(what: object, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until something is so; a test's own patience."""
    until = time.monotonic() + seconds
    assert callable(what)
    while not what():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.1)  # noqa: TID251 - another process is waited for


def is_ready(process: Process) -> bool:
    return said(process.address, "readyz").status_code == 200


@pytest.fixture
def one(engine_url: str) -> Iterator[Process]:
    with started("serve", ROLLCALL_DATABASE_URL=engine_url, **QUICK) as process:
        yield process


def test_it_lives_is_ready_and_counts(one: Process) -> None:
    assert said(one.address, "healthz").text == "alive\n"
    told = said(one.address, "readyz")
    assert told.status_code == 200
    assert set(told.json()["checks"]) == {"database", "migrations", "credentials", "tick"}
    counted = said(one.address, "metrics").text
    for name in (
        'rollcall_messages{platform="local",state="owed"} 0.0',
        'rollcall_messages{platform="local",state="uncertain"} 0.0',
        'rollcall_messages{platform="local",state="refused"} 0.0',
        'rollcall_oldest_owed_seconds{platform="local"} 0.0',
        'rollcall_inbox{platform="local",state="waiting"} 0.0',
        "rollcall_tick_late_seconds",
        "rollcall_loop_lag_seconds",
        "rollcall_database_up 1.0",
    ):
        assert name in counted


def test_told_to_stop_it_is_first_not_ready_and_then_ends_with_0(one: Process) -> None:
    assert is_ready(one)
    one.signal(signal.SIGTERM)
    seen = []

    def says_so() -> bool:
        seen.append(said(one.address, "readyz"))
        return seen[-1].status_code == 503

    wait_for(says_so, seconds=1)
    assert "told to stop" in seen[-1].text
    assert one.wait() == 0
    assert json.loads(one.log.splitlines()[-1])["event"] == "leaving"


def test_told_twice_it_ends_at_once(sqlite_url: str) -> None:
    slow = {"ROLLCALL_LEAVING_SECONDS": "60"}
    with started("serve", ROLLCALL_DATABASE_URL=sqlite_url, **slow) as process:
        wait_for(lambda: is_ready(process))
        begun = time.monotonic()
        process.signal(signal.SIGTERM)
        wait_for(lambda: said(process.address, "readyz").status_code == 503)
        process.signal(signal.SIGTERM)
        assert process.wait() == 128 + signal.SIGTERM
        assert time.monotonic() - begun < 10


def test_what_is_being_worked_is_finished_before_it_ends(sqlite_url: str) -> None:
    """The page's own click is in flight: the database holds it up until after the signal."""
    engine = open_engine(sqlite_url)
    person = somebody(engine)
    with started("serve", ROLLCALL_DATABASE_URL=sqlite_url, **QUICK) as process:
        wait_for(lambda: is_ready(process))
        page = said(process.address, f"as/{person}").text
        token = page.split('name="token" value="')[1].split('"')[0]
        got: list[int] = []

        def say() -> None:
            with httpx.Client(timeout=20) as client:
                data = {"token": token, "once": "1", "words": "help"}
                got.append(client.post(f"{process.address}as/{person}/say", data=data).status_code)

        with engine.connect() as held, held.begin():
            held.execute(text("DELETE FROM pending_act"))
            asking = Thread(target=say)
            asking.start()
            time.sleep(0.5)  # noqa: TID251 - the click is on its way
            process.signal(signal.SIGTERM)
            time.sleep(0.5)  # noqa: TID251 - and so is the signal
        asking.join()
        assert process.wait() == 0, process.log
    assert got == [303]
    with transaction(engine) as session:
        assert [row.worked_at is not None for row in session.scalars(select(Heard))] == [True]
    engine.dispose()


def somebody(engine: Engine) -> int:
    with transaction(engine) as session:
        return World(session).person("Area Lead").id


def test_what_was_stored_before_a_kill_is_worked_at_the_next_start(engine_url: str) -> None:
    engine = open_engine(engine_url)
    person = somebody(engine)
    with started("serve", ROLLCALL_DATABASE_URL=engine_url) as process:
        wait_for(lambda: is_ready(process))
        process.kill()
    with transaction(engine) as session:
        row = {"conversation": f"person:{person}", "body": {"words": "help"}, "at": LONG_AGO}
        session.add(Heard(key="k", platform="local", kind="line", person_id=person, **row))
    with started("work", ROLLCALL_DATABASE_URL=engine_url) as process:

        def worked() -> bool:
            with transaction(engine) as session:
                return session.scalars(select(Heard.worked_at)).one() is not None

        wait_for(worked)
        process.signal(signal.SIGTERM)
        assert process.wait() == 0
    engine.dispose()


@pytest.mark.parametrize("words", ["serve", "work"])
def test_a_second_serving_process_on_sqlite_is_refused_and_a_tick_is_not(
    words: str, sqlite_url: str
) -> None:
    with started("serve", ROLLCALL_DATABASE_URL=sqlite_url) as first:
        second = command(words, "--port", "0", ROLLCALL_DATABASE_URL=sqlite_url)
        _, complained = second.communicate(timeout=PATIENCE_SECONDS)
        assert second.returncode == 2
        assert "SQLite takes one serving process" in complained
        assert "Traceback" not in complained
        beside = command("tick", ROLLCALL_DATABASE_URL=sqlite_url)
        ticked, complained = beside.communicate(timeout=PATIENCE_SECONDS)
        assert beside.returncode == 0, complained
        assert "found to be owed" in ticked
        first.kill()
    with started("serve", ROLLCALL_DATABASE_URL=sqlite_url) as again:
        again.signal(signal.SIGTERM)
        assert again.wait() == 0


def test_on_postgresql_the_doors_and_the_clock_may_be_apart(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    url = {"ROLLCALL_DATABASE_URL": postgres_url}
    with started("serve", "--no-scheduler", **url) as doors, started("work", **url) as clock:
        wait_for(lambda: is_ready(doors) and is_ready(clock))

        def ticked() -> list[bool]:
            with transaction(engine) as session:
                return [beat.ticked_at is not None for beat in session.scalars(select(Beat))]

        wait_for(lambda: sorted(ticked()) == [False, True])
        assert "does not tick" in said(doors.address, "readyz").text
        assert said(clock.address, "").status_code == 404
        for process in (doors, clock):
            process.signal(signal.SIGTERM)
            assert process.wait() == 0, process.log
    engine.dispose()

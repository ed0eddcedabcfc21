"""What was stored is worked once, in order, whoever died before; what cannot be is put aside."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from models.audit import AuditEvent
from models.delivery import Heard, Occasion
from models.people import Person
from models.store import open_engine, transaction
from models.update import Update
from scheduler.hearing import KEPT, RAW, TRIES, Hearing
from tests.scheduler.month import Month
from tests.world import World

OWNER = "Health Lead"
POISON: dict[str, Any] = {"args": {}}
"""A click that names no verb."""


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_one_owner)
    for at in ("Thursday 2023-09-28 09:00", "Friday 2023-09-29 09:00", "Tuesday 2023-10-03 10:00"):
        month.at(at)
    return month


def _one_owner(world: World) -> None:
    owner = world.person(OWNER)
    world.action("5.1", owner=owner, due=date(2023, 10, 27))
    world.action("7.4", owner=owner, due=date(2024, 1, 26))


def hearing(month: Month, engine: Engine | None = None, **more: Any) -> Hearing:
    return Hearing(engine or month.engine, month.clock, month.partnership, **more)


def heard(month: Month, key: str, kind: str = "line", body: Any = None, to: str = "a") -> int:
    with transaction(month.engine) as session:
        row = Heard(
            key=key,
            platform="local",
            conversation=to,
            kind=kind,
            person_id=session.scalars(select(Person.id).where(Person.name == OWNER)).one(),
            body=body or {"words": key},
            at=month.clock.now(),
        )
        session.add(row)
        session.flush()
        return row.id


def rows(month: Month) -> dict[str, Heard]:
    with transaction(month.engine) as session:
        return {row.key: row for row in session.scalars(select(Heard))}


def ratings(month: Month) -> list[str]:
    with transaction(month.engine) as session:
        return [str(row.rating) for row in session.scalars(select(Update).order_by(Update.id))]


def until_put_aside(works: Hearing) -> None:
    for _ in range(TRIES):
        works._not_before.clear()  # the pause between two tries, over
        works.work_waiting()


def test_all_that_waits_is_worked_in_its_order(month: Month) -> None:
    for words in ("5.1 on track", "7.4 on track", "5.1 done"):
        heard(month, words)
    assert hearing(month).work_waiting() == 3
    assert ratings(month)[:2] == ["green", "green"]
    assert hearing(month).work_waiting() == 0
    worked = [rows(month)[words].worked_at for words in ("5.1 on track", "7.4 on track")]
    assert all(worked)


def test_two_replicas_at_once_make_one_record_and_give_the_same_answer(
    month: Month, engine_url: str
) -> None:
    number = heard(month, "5.1 on track")
    engines = [open_engine(engine_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as replicas:
        replies = list(
            replicas.map(lambda engine: hearing(month, engine).work_now(number), engines)
        )
    for engine in engines:
        engine.dispose()
    assert ratings(month) == ["green"]
    assert all(reply == replies[0] for reply in replies)


def test_four_replicas_work_a_full_inbox_once(month: Month, engine_url: str) -> None:
    for n in range(24):
        heard(month, f"5.1 on track {n}", body={"words": "5.1 on track"}, to=f"c{n % 6}")
    engines = [open_engine(engine_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as replicas:
        done = list(replicas.map(lambda e: hearing(month, e).work_waiting(), engines))
    for engine in engines:
        engine.dispose()
    assert sum(done) >= 24
    assert all(row.worked_at for row in rows(month).values())
    with transaction(month.engine) as session:
        keys = [k for k in session.scalars(select(Occasion.key)) if k.startswith("answer:")]
    assert len({key.split(":")[1] for key in keys}) == 24


def test_what_cannot_be_worked_is_put_aside_and_others_pass(month: Month) -> None:
    heard(month, "poison", "click", POISON, to="b")
    heard(month, "behind it", to="b", body={"words": "5.1 on track"})
    heard(month, "7.4 on track", to="a")
    works = hearing(month)
    assert works.work_waiting() == 1
    assert rows(month)["7.4 on track"].worked_at is not None
    assert rows(month)["behind it"].worked_at is None
    until_put_aside(works)
    found = rows(month)
    assert found["poison"].dead_at is not None
    assert found["poison"].attempts == TRIES
    assert found["poison"].why.startswith("Rollcall met a fault of its own (KeyError)")
    assert found["behind it"].worked_at is not None
    assert ratings(month) == ["green", "green"]


def test_who_sent_it_and_the_office_are_told_and_it_is_an_event(month: Month) -> None:
    number = heard(month, "poison", "click", POISON)
    until_put_aside(hearing(month))
    with transaction(month.engine) as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.act == "heard_put_aside"))
        assert [event.entity_id for event in events] == [str(number)]
    month.at("Tuesday 2023-10-03 10:05")
    said = [sent.message for sent in month.courier.sent if sent.message.kind.startswith("put_as")]
    assert {message.kind for message in said} == {"put_aside", "put_aside_office"}


def test_between_two_tries_it_waits_longer_each_time(month: Month) -> None:
    heard(month, "poison", "click", POISON)
    works = hearing(month)
    for _ in range(5):
        works.work_waiting()
    assert rows(month)["poison"].attempts == 1


def test_a_fault_of_the_database_is_not_the_events(
    month: Month, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = heard(month, "5.1 on track")
    works = hearing(month)

    def away(*_: object, **__: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("the server closed the connection"))

    with monkeypatch.context() as patched:
        patched.setattr("scheduler.hearing.work", away)
        for _ in range(TRIES + 1):
            with pytest.raises(OperationalError):
                works.work_waiting()
        with pytest.raises(OperationalError):
            works.work_now(number)
    assert rows(month)["5.1 on track"].attempts == 0
    assert works.work_waiting() == 1


KILLER = """
import os, signal, sys
from datetime import datetime
import scheduler.hearing as hearing
from handlers import everything
from models.partnership import Partnership
from models.people import Person
from models.store import open_engine
from scheduler.clock import SetClock
work = hearing.work
def killed(session, heard, **more):
    reply = work(session, heard, **more)
    if heard.key == "5.1 on track" or sys.argv[3] == "always":
        os.kill(os.getpid(), signal.SIGKILL)
    return reply
hearing.work = killed
clock = SetClock(datetime.fromisoformat(sys.argv[2]))
hearing.Hearing(open_engine(sys.argv[1]), clock, Partnership()).work_waiting()
"""


def killed_once(month: Month, engine_url: str, how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLER, engine_url, month.clock.now().isoformat(), how],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


def test_a_worker_that_is_killed_before_its_commit_leaves_it_to_the_next(
    month: Month, engine_url: str
) -> None:
    heard(month, "7.4 on track")
    heard(month, "5.1 on track")
    killed_once(month, engine_url, "once")
    assert ratings(month) == ["green"]
    assert hearing(month).work_waiting() == 1
    assert ratings(month) == ["green", "green"]


def test_an_event_that_kills_its_worker_each_time_is_put_aside_too(
    month: Month, engine_url: str
) -> None:
    heard(month, "poison", "line", {"words": "5.1 on track"})
    for _ in range(2):
        killed_once(month, engine_url, "always")
    works = hearing(month, tries=2)
    assert works.work_waiting() == 0
    found = rows(month)["poison"]
    assert found.dead_at is not None
    assert found.why == "Rollcall was stopped each time while it worked on this."


def test_a_platforms_raw_event_is_read_first_and_one_that_says_nothing_is_done_with(
    month: Month,
) -> None:
    def reads(_session: Session, row: Heard) -> bool:
        assert row.body is not None
        if "text" not in row.body:
            return False
        row.kind, row.body = "line", {"words": row.body["text"]}
        return True

    heard(month, "said", RAW, {"text": "5.1 on track"})
    heard(month, "nothing", RAW, {"bot": True})
    assert hearing(month, readers={"local": reads}).work_waiting() == 2
    assert ratings(month) == ["green"]
    assert rows(month)["nothing"].worked_at is not None


def test_raw_words_are_forgotten_two_weeks_after_they_were_worked_and_the_key_is_not(
    month: Month,
) -> None:
    heard(month, "5.1 on track")
    works = hearing(month)
    works.work_waiting()
    heard(month, "poison", "click", POISON, to="b")
    until_put_aside(works)
    worked = rows(month)["5.1 on track"].worked_at
    assert worked is not None
    month.at(f"{worked + KEPT - timedelta(hours=1):%Y-%m-%d %H:%M}")
    assert rows(month)["5.1 on track"].body == {"words": "5.1 on track"}
    month.at(f"{worked + KEPT + timedelta(hours=3):%Y-%m-%d %H:%M}")
    found = rows(month)
    assert found["5.1 on track"].body is None
    assert found["poison"].body == POISON, "nobody has settled it yet"
    before = ratings(month)
    works.work_now(found["5.1 on track"].id)
    assert ratings(month) == before

"""Each promise of the simulator is broken on purpose once, and must be seen."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from handlers.running import arrival
from models import rollup_counts
from models.hours import Hours
from models.ladder import Hearing
from models.report import Report
from models.store import open_engine
from scheduler import collection, escalation, makers, manners, occasions, outbox, planning, record
from scheduler.facts import Somebody
from scheduler.simulate import acting, reacting, watch
from scheduler.simulate.cast import Character, Temper, Way
from scheduler.simulate.play import play
from scheduler.simulate.promises import MESSAGE_PROMISES
from scheduler.simulate.promises_of_the_record import RECORD_PROMISES, the_whole_chain_verifies
from scheduler.simulate.script import Played, Script
from tests.world import World
from tests.year.stage import script, small_plan

EVERYBODY = frozenset(range(1, 20))


@pytest.fixture
def engine(sqlite_url: str) -> Engine:
    return open_engine(sqlite_url)


def broken(engine: Engine, played: Script | None = None) -> str:
    """The promise that the play breaks; what it says goes with it."""
    result: Played = play(played or script(), engine)
    assert result.breach is not None, "nothing was noticed"
    return result.breach.promise


def test_the_honest_engine_keeps_them_all(engine: Engine) -> None:
    result = play(script(), engine)
    assert result.breach is None
    assert result.messages
    assert result.rows


def test_an_outbox_that_sends_twice_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = outbox.hand_over

    async def twice(courier: Any, parcel: Any, place: Any) -> Any:
        await once(courier, parcel, place)
        return await once(courier, parcel, place)

    monkeypatch.setattr(outbox, "hand_over", twice)
    assert broken(engine) == "one_message_for_each_person_cycle_and_step"


def test_a_planner_without_the_unique_key_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = planning._row

    def with_a_new_key(owed: Any, at: Any) -> dict[str, Any]:
        key = uuid.uuid4().hex
        return {**row(owed, at), "key": key, "opaque": key[:36]}

    monkeypatch.setattr(planning, "_row", with_a_new_key)
    monkeypatch.setattr(record, "_said", lambda *_: ())
    assert broken(engine) == "one_message_for_each_person_cycle_and_step"


def test_asking_somebody_who_is_away_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def on_leave(world: World) -> None:
        owner = world.person("Owner On Leave")
        world.action("6.4", owner=owner)
        world.away(owner, date(2023, 9, 25), date(2023, 10, 20))

    monkeypatch.setattr(Somebody, "absence", lambda *_: None)
    monkeypatch.setattr(manners, "absence_of", lambda *_: None)
    assert broken(engine, script(small_plan(also=on_leave))) == "nobody_is_asked_in_vain"


def test_a_reminder_of_what_was_answered_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    first: dict[int, Any] = {}
    ask = makers.MAKERS[makers.Step.ASK]

    def remembered(making: Any) -> Any:
        return first.setdefault(making.person.id, ask(making))

    wrong = {**makers.MAKERS, makers.Step.ASK: remembered, makers.Step.REMINDER: remembered}
    monkeypatch.setattr(makers, "MAKERS", wrong)
    monkeypatch.setattr(collection, "unanswered", lambda _facts, asks, _today: asks)
    prompt = Character(Temper.PROMPT, Way.BUTTONS)
    monkeypatch.setattr(reacting, "character", lambda *_: prompt)
    monkeypatch.setattr(acting, "character", lambda *_: prompt)
    assert broken(engine) == "nobody_is_asked_in_vain"


def test_writing_in_the_night_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Hours, "allows", lambda *_: True)
    monkeypatch.setattr(Hours, "moment", lambda _self, day: _midnight(day))
    assert broken(engine) == "nothing_leaves_outside_working_hours"


def _midnight(day: date) -> Any:
    return datetime.combine(day, time(), UTC)


def test_flooding_somebody_is_noticed(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(world: World) -> None:
        world.action("6.4", owner=world.person("Vacant Post", is_vacant=True))

    late = Script(date(2023, 9, 29), date(2023, 10, 3), script().boards, small_plan(also=busy))
    monkeypatch.setattr(occasions, "said_on", lambda *_: -9)
    monkeypatch.setattr(manners, "_sent_today", lambda *_: 0)
    assert broken(engine, late) == "nobody_gets_more_than_the_daily_limit"


def test_an_escalation_that_nobody_announced_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers.asking import ask, reminding

    monkeypatch.setattr(ask, "next_steps", lambda *_, **__: ())
    monkeypatch.setattr(reminding, "next_steps", lambda *_, **__: ())
    silent = replace(script(), muted=EVERYBODY)
    assert broken(engine, silent) == "each_escalation_was_announced"


def test_telling_somebody_of_their_own_silence_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def their_own(rung: Any, chain: Any, *, silent: Any) -> Hearing:
        del silent
        return Hearing(rung, (chain.lead,))

    monkeypatch.setattr(escalation, "who_hears", their_own)
    silent = replace(script(), muted=EVERYBODY)
    assert broken(engine, silent) == "nobody_hears_of_their_own_silence"


def test_a_rollup_that_forgets_an_action_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = rollup_counts.by_group
    monkeypatch.setattr(
        rollup_counts, "by_group", lambda actions: whole([*actions][1:]) if actions else whole(())
    )
    assert broken(engine) == "each_rollup_adds_up_to_the_plan"


def test_a_report_that_changes_after_its_signature_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = arrival._mark_issued

    def and_change(session: Any, occasion: Any, now: Any) -> None:
        mark(session, occasion, now)
        session.execute(text("DROP TRIGGER keep_report_update"))
        report = session.get_one(Report, int(occasion.about["report_id"]))
        report.snapshot += " "

    monkeypatch.setattr(arrival, "_mark_issued", and_change)
    assert broken(engine) == "an_issued_version_never_changes"


def test_an_event_that_was_changed_is_noticed(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = arrival._mark_issued

    def and_tamper(session: Any, occasion: Any, now: Any) -> None:
        mark(session, occasion, now)
        _tamper(session)

    monkeypatch.setattr(arrival, "_mark_issued", and_tamper)
    assert broken(engine) == "the_chain_of_events_holds"


def test_an_event_that_was_changed_later_is_noticed_at_the_end(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = watch.Watch.look_at_the_record

    def and_tamper(self: Any) -> Any:
        found = look(self)
        with engine.begin() as connection:
            connection.execute(text("DROP TRIGGER IF EXISTS keep_audit_event_update"))
            connection.execute(text("UPDATE audit_event SET actor = 'nobody' WHERE seq = 1"))
        return found

    monkeypatch.setattr(watch.Watch, "look_at_the_record", and_tamper)
    assert broken(engine) == "the_whole_chain_verifies"


def _tamper(session: Any) -> None:
    session.execute(text("DROP TRIGGER keep_audit_event_update"))
    session.execute(text("UPDATE audit_event SET actor = 'nobody' WHERE seq = 1"))


def test_every_promise_has_been_broken_here() -> None:
    written = Path(__file__).read_text(encoding="utf-8")
    promises = (*MESSAGE_PROMISES, *RECORD_PROMISES, the_whole_chain_verifies)
    assert not [p.__name__ for p in promises if f'"{p.__name__}"' not in written]

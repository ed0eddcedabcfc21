from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine, text

from models.store import open_engine
from scheduler import outbox
from scheduler.simulate.play import play
from scheduler.simulate.scratch import scratch
from scheduler.simulate.script import Played, Script
from scheduler.simulate.shrink import shrink
from tests.year.stage import OCTOBER, script, small_plan

NOVEMBER = date(2023, 11, 22)


def in_scratch(given: Script) -> Played:
    with scratch() as engine:
        return play(given, engine)


def told(played: Played) -> list[tuple[str, str]]:
    return [(line.at.isoformat(), line.words) for line in played.lines]


def test_a_seed_gives_the_same_months_again() -> None:
    assert told(in_scratch(script(seed=3))) == told(in_scratch(script(seed=3)))


def test_another_seed_gives_other_months() -> None:
    assert told(in_scratch(script(seed=3))) != told(in_scratch(script(seed=4)))


def test_a_month_is_played_alike_on_both_engines(engine: Engine) -> None:
    assert told(play(script(), engine)) == told(in_scratch(script()))


def test_leaving_one_act_out_leaves_the_others_as_they_were() -> None:
    whole = in_scratch(script(seed=2))
    last = whole.acts[-1]
    without = in_scratch(replace(script(seed=2), left_out=frozenset({last.name})))
    before = [act.name for act in whole.acts if act.at < last.at]
    assert [act.name for act in without.acts][: len(before)] == before
    assert last.name not in {act.name for act in without.acts}


def test_who_is_muted_does_nothing() -> None:
    silent = in_scratch(replace(script(), muted=frozenset(range(1, 20))))
    assert not silent.acts
    assert silent.rows[0].answered == 0
    assert silent.rows[0].issued_at is None


def test_a_cycle_adds_up() -> None:
    (row,) = in_scratch(script()).rows
    assert row.actions == row.answered + row.silent + row.away + row.vacant + row.other
    assert row.late <= row.answered


def test_a_breach_is_cut_down_to_the_fewest_acts_and_days(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    once = outbox.hand_over

    async def reminders_twice(courier: object, parcel: object, place: object) -> object:
        sent = await once(courier, parcel, place)  # type: ignore[arg-type]
        if parcel.message.kind == "silence_office":  # type: ignore[attr-defined]
            return await once(courier, parcel, place)  # type: ignore[arg-type]
        return sent

    monkeypatch.setattr(outbox, "hand_over", reminders_twice)
    long = Script(date(2023, 9, 27), date(2023, 11, 23), (OCTOBER, NOVEMBER), small_plan())
    broken = in_scratch(long)
    assert broken.breach is not None
    short = shrink(broken, in_scratch)
    assert short.breach is not None
    assert short.breach.promise == broken.breach.promise
    assert not short.acts
    assert short.script.end == short.breach.at.date()
    assert len(short.script.boards) == 1
    assert any("silence_office" in line.words for line in short.about(short.breach))


def test_what_is_whole_is_not_cut() -> None:
    whole = in_scratch(script())
    assert shrink(whole, in_scratch) is whole


def test_a_scratch_schema_leaves_nothing_behind(postgres_url: str) -> None:
    with scratch(postgres_url) as engine:
        play(script(end=date(2023, 10, 3)), engine)
    outside = open_engine(postgres_url)
    with outside.connect() as connection:
        found = connection.execute(
            text("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'simulation_%'")
        ).scalar_one()
        untouched = connection.execute(text("SELECT count(*) FROM public.action")).scalar_one()
    outside.dispose()
    assert (found, untouched) == (0, 0)

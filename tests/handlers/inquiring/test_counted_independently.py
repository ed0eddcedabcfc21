"""Every figure that is answered is the one that SQL counts from the tables, on random plans."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from handlers.wording.inquiries import Answer
from models.figure import Group
from models.states import Rating
from tests.handlers.inquiring.asks import answer, answer_at, refs
from tests.handlers.inquiring.counted import groups, rated
from tests.handlers.inquiring.counted import refs as by_sql
from tests.handlers.inquiring.worlds import AREAS, NEXT, NOW, THEN, RandomPlan

SEEDS = range(6)
TODAY = NOW.date()


@pytest.fixture(params=SEEDS)
def plan(asked: Session, request: pytest.FixtureRequest) -> RandomPlan:
    """A random plan that went on after the Board."""
    made = RandomPlan(asked, request.param)
    made.go_on(NOW - timedelta(days=2))
    return made


def counted(found: Answer) -> dict[str, set[str]]:
    """The lists of a summary by where its actions are counted."""
    return {group.value: lists for group in Group if (lists := refs(found, group.value))}


@pytest.mark.parametrize("area", ["", *AREAS])
def test_a_summary_counts_each_action_where_the_tables_have_it(plan: RandomPlan, area: str) -> None:
    found = answer(plan.session, plan.chair, "summary", area=area)
    assert counted(found) == groups(plan.session, TODAY, area)
    green = found.number("green")
    assert green is not None
    assert sum(map(len, counted(found).values())) == green.of


def test_what_falls_due_is_what_the_tables_have(plan: RandomPlan) -> None:
    found = answer(plan.session, plan.chair, "summary")
    live = "SELECT ref FROM action WHERE stage IN ('not_started', 'in_progress') AND "
    within, past = live + "due BETWEEN :first AND :last", live + "due < :today"
    soon = by_sql(plan.session, within, first=TODAY, last=TODAY + timedelta(days=30))
    assert refs(found, "soon") == soon
    assert refs(found, "overdue") == by_sql(plan.session, past, today=TODAY)
    board = answer(plan.session, plan.chair, "due")
    assert refs(board, "due") == by_sql(plan.session, within, first=TODAY, last=NEXT)
    for number, unit, days in (("60", "days", 60), ("2", "weeks", 14), ("3", "months", 90)):
        ahead = answer(plan.session, plan.chair, "due", number=number, unit=unit)
        last = TODAY + timedelta(days=days)
        assert refs(ahead, "due") == by_sql(plan.session, within, first=TODAY, last=last)


@pytest.mark.parametrize("rating", ["red", "amber", "green", "blue"])
def test_what_is_red_is_what_the_tables_have(plan: RandomPlan, rating: str) -> None:
    found = answer(plan.session, plan.chair, "rated", rating=rating)
    assert refs(found, "rated") == groups(plan.session, TODAY).get(rating, set())


def test_areas_are_counted_as_the_tables_have_them(plan: RandomPlan) -> None:
    found = answer(plan.session, plan.chair, "areas").number("areas")
    assert found is not None
    for area in AREAS:
        inside = groups(plan.session, TODAY, area)
        (line,) = [e for e in found.entries if e.title.startswith(f"{area} ")]
        said = "".join(str(getattr(run, "text", "")) for run in line.body)
        total = sum(map(len, inside.values()))
        assert said.startswith(f"{total} action")
        assert (f"{len(inside.get('red', ()))} off track" in said) == ("red" in inside)


@pytest.mark.parametrize("seed", SEEDS)
def test_what_changed_is_the_difference_between_two_counts(asked: Session, seed: int) -> None:
    plan = RandomPlan(asked, seed)
    before = {row.ref: row for row in rated(asked, THEN.date())}
    plan.go_on(NOW - timedelta(days=2))
    after = {row.ref: row for row in rated(asked, TODAY)}
    found = answer(asked, plan.chair, "changes")
    assert refs(found, "worse") == _moved(before, after, +1)
    assert refs(found, "better") == _moved(before, after, -1)
    assert refs(found, "redated") == {r for r, row in after.items() if row.due != before[r].due}
    done = {ref for ref, row in before.items() if row.stage in {"in_progress", "not_started"}}
    delivered = {ref for ref, row in after.items() if row.stage == "delivered"}
    assert refs(found, "delivered") == done & delivered


def _moved(before: dict[str, object], after: dict[str, object], way: int) -> set[str]:
    """The references whose rating went worse (+1) or better (-1)."""
    severity = {rating.value: rating.severity for rating in Rating}
    rates = {ref: (before[ref].counted, row.counted) for ref, row in after.items()}  # type: ignore[attr-defined] # rows of SQL
    return {
        ref
        for ref, (was, now) in rates.items()
        if was in severity and now in severity and (severity[now] - severity[was]) * way > 0
    }


def test_dates_moved_are_the_moves_of_the_record(plan: RandomPlan) -> None:
    moves = """SELECT a.ref FROM action a JOIN action_change c ON c.action_id = a.id
        WHERE c.field = 'due' AND c.kind = 'move' AND a.stage NOT IN ('draft', 'superseded')
        GROUP BY a.ref HAVING COUNT(*) >= """
    found = answer(plan.session, plan.chair, "dates_moved")
    assert refs(found, "moved") == by_sql(plan.session, moves + "1")
    assert refs(found, "again") == by_sql(plan.session, moves + "2")


def test_missing_evidence_is_what_no_item_answers(plan: RandomPlan) -> None:
    none = """SELECT a.ref FROM action a WHERE a.stage = 'delivered'
        AND NOT EXISTS (SELECT 1 FROM evidence_item e WHERE e.action_id = a.id)"""
    back = """SELECT DISTINCT a.ref FROM action a
        JOIN evidence_item e ON e.action_id = a.id
        JOIN evidence_review r ON r.item_id = e.id
        WHERE a.stage = 'delivered' AND r.decision = 'returned'"""
    old = "SELECT ref FROM action WHERE stage = 'delivered' AND delivered_on < :day"
    found = answer(plan.session, plan.chair, "evidence_missing")
    assert refs(found, "none") == by_sql(plan.session, none)
    assert refs(found, "returned") == by_sql(plan.session, back)
    looked_at = by_sql(plan.session, "SELECT ref FROM action WHERE stage = 'delivered'")
    assert refs(found, "waits") == looked_at - refs(found, "missing")
    assert refs(found, "missing") == by_sql(plan.session, none) | by_sql(plan.session, back)
    assert refs(found, "old") == by_sql(plan.session, old, day=TODAY - timedelta(days=30))


def test_what_waits_on_an_action_is_what_the_dependencies_say(plan: RandomPlan) -> None:
    waits = """WITH RECURSIVE waiting(id) AS (
          SELECT d.action_id FROM dependency d JOIN action n ON n.id = d.needs_id
            JOIN action a ON a.id = d.action_id
            WHERE n.ref = :ref AND a.stage IN ('not_started', 'in_progress')
          UNION
          SELECT d.action_id FROM dependency d JOIN waiting w ON w.id = d.needs_id
            JOIN action a ON a.id = d.action_id WHERE a.stage IN ('not_started', 'in_progress'))
        SELECT ref FROM action WHERE id IN (SELECT id FROM waiting)"""
    for action in plan.actions:
        if action.stage.value == "superseded":
            continue
        found = answer(plan.session, plan.chair, "waits_on", ref=action.ref)
        assert refs(found, "waits") == by_sql(plan.session, waits, ref=action.ref)


def test_forecasts_are_counted_once_each(plan: RandomPlan) -> None:
    given = """SELECT DISTINCT a.ref || ' ' || u.forecast FROM status_update u
        JOIN action a ON a.id = u.action_id
        WHERE u.forecast IS NOT NULL AND a.stage NOT IN ('draft', 'superseded')"""
    found = answer(plan.session, plan.chair, "reliability")
    told = sum(len(n.entries) for n in found.numbers if n.key in {"kept", "missed", "running"})
    assert told <= len(by_sql(plan.session, given))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_figure_of_a_past_day_is_what_sql_counted_on_that_day(asked: Session, seed: int) -> None:
    plan = RandomPlan(asked, seed)
    then = groups(asked, THEN.date())
    assert counted(answer_at(asked, plan.chair, "summary", THEN)) == then
    plan.go_on(NOW - timedelta(days=2))
    assert counted(answer(asked, plan.chair, "summary", at=THEN.isoformat())) == then


@pytest.mark.parametrize("seed", SEEDS)
def test_who_is_late_is_what_the_asks_and_answers_say(asked: Session, seed: int) -> None:
    plan = RandomPlan(asked, seed)
    plan.ask_all()
    said = """EXISTS (SELECT 1 FROM status_update u
        WHERE u.cycle_id = k.cycle_id AND u.action_id = k.action_id)"""
    asks = "SELECT a.ref FROM ask k JOIN action a ON a.id = k.action_id WHERE "
    missing = asks + "NOT " + said
    silent = missing + " AND k.why_not IS NULL AND k.delivered_at IS "
    states = {
        "vacant": missing + " AND k.why_not = 'vacant'",
        "absent": missing + " AND k.why_not = 'absent'",
        "not_delivered": silent + "NULL",
        "delivered": silent + "NOT NULL AND k.opened_at IS NULL",
        "opened": silent + "NOT NULL AND k.opened_at IS NOT NULL",
        "missing": missing,
    }
    found = answer(asked, plan.chair, "late")
    for state, statement in states.items():
        assert refs(found, state) == by_sql(asked, statement), state


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_are_counted_by_target_and_floor(asked: Session, seed: int) -> None:
    plan = RandomPlan(asked, seed)
    plan.measure_all()
    number = "CAST({} AS NUMERIC)"
    value, target, floor = (number.format(c) for c in ("o.value", "t.value", "t.floor"))
    better = f"({value} >= {{0}} AND k.direction = 'higher_is_better'"
    better += f" OR {value} <= {{0}} AND k.direction = 'lower_is_better')"
    met, least = better.format(target), better.format(floor)
    joined = """SELECT k.ref FROM kpi k JOIN kpi_target t ON t.kpi_id = k.id
        JOIN kpi_observation o ON o.kpi_id = k.id AND o.period_end = (
          SELECT MAX(period_end) FROM kpi_observation
          WHERE kpi_id = k.id AND period_end <= :today) WHERE """
    states = {
        "green": met,
        "amber": f"NOT {met} AND {least}",
        "red": f"NOT {met} AND NOT {least}",
    }
    found = answer(asked, plan.chair, "measures")
    for rating, condition in states.items():
        number_told = found.number(rating)
        told = {e.title.split()[0] for e in number_told.entries} if number_told else set()
        assert told == by_sql(asked, joined + condition, today=TODAY), rating

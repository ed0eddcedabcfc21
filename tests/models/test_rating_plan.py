"""A whole plan rated at once: dependencies, rings, and properties that always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from models.rating import needed, rate, rate_plan
from models.rating_facts import ActionFacts, Answer, CycleAsk, Moderation, Needed, RatingPolicy
from models.states import Level, Outcome, Rating, Stage, worst

NOW = datetime(2023, 10, 10, 12, tzinfo=UTC)
DUE = date(2023, 10, 27)


def action(ref: str, *needs: str, rating: Rating | None = Rating.GREEN) -> ActionFacts:
    answers = (Answer(NOW - timedelta(days=7), rating),) if rating else ()
    return ActionFacts(ref, Stage.IN_PROGRESS, due=DUE, needs=needs, answers=answers)


def values(*actions: ActionFacts) -> dict[str, Rating | None]:
    return {ref: ratings.value for ref, ratings in rate_plan(actions, at=NOW).items()}


def test_a_reported_red_holds_up_those_that_need_it_and_no_further() -> None:
    found = values(action("6.1", rating=Rating.RED), action("6.2", "6.1"), action("6.3", "6.2"))
    assert found == {"6.1": "red", "6.2": "amber", "6.3": "green"}


def test_a_moderated_red_holds_up_too_and_a_moderated_green_does_not() -> None:
    to_red = Moderation(NOW, Level.BOARD, Rating.RED)
    to_green = Moderation(NOW, Level.BOARD, Rating.GREEN)
    down = replace(action("6.1"), moderations=(to_red,))
    up = replace(action("6.1", rating=Rating.RED), moderations=(to_green,))
    assert values(down, action("6.2", "6.1"))["6.2"] is Rating.AMBER
    assert values(up, action("6.2", "6.1"))["6.2"] is Rating.GREEN


def test_a_ring_of_dependencies_is_rated_like_any_plan() -> None:
    ring = [action("1", "2"), action("2", "3"), action("3", "1", rating=Rating.RED)]
    assert values(*ring) == {"1": "green", "2": "amber", "3": "red"}
    assert values(action("1", "1")) == {"1": "green"}
    assert values(action("1", "1", rating=Rating.RED)) == {"1": "red"}


def test_a_dependency_that_is_not_in_the_plan_is_left_out() -> None:
    assert values(action("6.2", "9.9")) == {"6.2": "green"}


def test_the_zone_of_the_plan_holds_for_all_of_it() -> None:
    midnight = datetime(2023, 10, 27, 12, tzinfo=UTC)
    found = rate_plan([action("1", rating=None)], at=midnight, zone=ZoneInfo("Pacific/Auckland"))
    assert found["1"].value is Rating.AMBER
    assert rate_plan([action("1", rating=None)], at=midnight)["1"].value is None


def test_policy_and_zone_hold_for_what_is_needed_too() -> None:
    late = replace(action("6.1", rating=None), due=date(2023, 10, 9))
    plan = [late, action("6.2", "6.1")]
    strict = rate_plan(plan, at=NOW, policy=RatingPolicy(amber_days=0))
    assert (strict["6.1"].value, strict["6.2"].value) == (Rating.RED, Rating.AMBER)
    at = datetime(2023, 11, 9, 12, tzinfo=UTC)  # the 31st day in London, the 32nd in Auckland
    plan[1] = replace(plan[1], due=None)
    there = rate_plan(plan, at=at, zone=ZoneInfo("Pacific/Auckland"))
    assert (there["6.1"].value, there["6.2"].value) == (Rating.RED, Rating.AMBER)
    here = rate_plan(plan, at=at)
    assert (here["6.1"].value, here["6.2"].value) == (Rating.AMBER, Rating.GREEN)


def test_a_report_is_moderated_after_its_figures_have_closed() -> None:
    later = NOW + timedelta(days=5)
    facts = replace(
        action("6.1"),
        answers=(Answer(NOW, Rating.GREEN), Answer(later, Rating.AMBER)),
        moderations=(Moderation(later, Level.CHAIR, Rating.RED, board_on=DUE),),
    )
    closed = rate_plan([facts, action("6.2", "6.1")], at=NOW, moderated_until=later)
    assert (closed["6.1"].value, closed["6.2"].value) == (Rating.RED, Rating.AMBER)
    assert closed["6.1"].owner is not None
    assert closed["6.1"].owner.value is Rating.GREEN
    assert rate(facts, at=NOW, moderated_until=later).value is Rating.RED
    before = rate(facts, at=NOW, moderated_until=later - timedelta(seconds=1))
    assert before.value is Rating.GREEN


def test_how_an_action_looks_to_those_that_need_it() -> None:
    plain = action("6.1")
    moved = replace(plain, forecast=date(2023, 11, 3))
    red = action("6.1", rating=Rating.RED)

    def look(facts: ActionFacts) -> Needed:
        return needed(facts, rate(facts, at=NOW))

    assert look(plain) == Needed("6.1", is_red=False, expected=DUE)
    assert look(moved) == Needed("6.1", is_red=False, expected=date(2023, 11, 3), is_forecast=True)
    assert look(red).is_red
    assert look(replace(plain, stage=Stage.SUSPENDED)).expected == DUE
    for stage in (Stage.DELIVERED, Stage.VERIFIED, Stage.WITHDRAWN, Stage.SUPERSEDED):
        assert look(replace(plain, stage=stage)).expected is None


days = st.dates(date(2023, 1, 1), date(2025, 1, 1))
ratings = st.sampled_from([None, Rating.GREEN, Rating.AMBER, Rating.RED])
instants = st.datetimes(datetime(2023, 1, 1), datetime(2025, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - the zone is given beside it
answers = st.builds(Answer, at=instants, rating=ratings, board_on=st.none() | days)
asks = st.builds(CycleAsk, board_on=days, cut_off=instants, outcome=st.sampled_from(list(Outcome)))
moderations = st.builds(
    Moderation,
    at=instants,
    level=st.sampled_from(list(Level)),
    rating=st.sampled_from(list(Rating)),
    board_on=st.none() | days,
)
live = st.sampled_from([Stage.NOT_STARTED, Stage.IN_PROGRESS])


def facts_with(
    stages: st.SearchStrategy[Stage], moderated: st.SearchStrategy[Moderation] | None = None
) -> st.SearchStrategy[ActionFacts]:
    return st.builds(
        ActionFacts,
        ref=st.sampled_from(["1", "2", "3", "4"]),
        stage=stages,
        start=st.none() | days,
        due=st.none() | days,
        forecast=st.none() | days,
        delivered_on=st.none() | days,
        moves=st.integers(0, 2),
        needs=st.lists(st.sampled_from(["1", "2", "3", "4"]), max_size=3).map(tuple),
        answers=st.lists(answers, max_size=3).map(tuple),
        asks=st.lists(asks, max_size=3).map(tuple),
        moderations=st.lists(moderated, max_size=2).map(tuple)
        if moderated is not None
        else st.just(()),
    )


@given(facts_with(live), instants, days, days)
def test_a_later_forecast_never_improves_the_computed_rating(
    facts: ActionFacts, at: datetime, first: date, second: date
) -> None:
    sooner, later = sorted([first, second])
    before = rate(replace(facts, forecast=sooner), at=at).computed
    after = rate(replace(facts, forecast=later), at=at).computed
    assert before is None or (after is not None and not before.value.is_worse_than(after.value))


@given(facts_with(st.sampled_from(list(Stage))), instants)
def test_unmoderated_the_reported_rating_is_the_worse_one(facts: ActionFacts, at: datetime) -> None:
    found = rate(facts, at=at)
    sides = [side.value for side in (found.owner, found.computed) if side]
    assert found.value == (worst(sides) if found.computed else None)


@given(facts_with(live), instants, st.integers(0, 400))
def test_waiting_for_delivery_never_improves_what_is_late(
    facts: ActionFacts, at: datetime, wait: int
) -> None:
    facts = replace(facts, answers=facts.known_at(at).answers, asks=facts.known_at(at).asks)
    now, then = rate(facts, at=at), rate(facts, at=at + timedelta(days=wait))
    if facts.start is None and now.value:
        assert then.value
        assert not now.value.is_worse_than(then.value)


@given(st.lists(facts_with(st.sampled_from(list(Stage)), moderations), max_size=4), instants)
def test_the_order_of_the_plan_does_not_matter(plan: list[ActionFacts], at: datetime) -> None:
    unique = {facts.ref: facts for facts in plan}.values()
    assert rate_plan(unique, at=at) == rate_plan(reversed(list(unique)), at=at)


@given(facts_with(st.sampled_from(list(Stage)), moderations), instants)
def test_whatever_is_rated_says_why(facts: ActionFacts, at: datetime) -> None:
    found = rate(facts, at=at)
    for side in (found.owner, found.computed, found.moderated, found.reported):
        assert side is None or (side.reasons and all(r.endswith(".") for r in side.reasons))
    assert (found.reported is None) == (found.whose is None)


@given(facts_with(live, moderations), instants, instants)
def test_a_silent_cycle_never_improves_the_reported_rating(
    facts: ActionFacts, at: datetime, cut_off: datetime
) -> None:
    silent = CycleAsk(cut_off.date() + timedelta(days=19), cut_off, Outcome.SILENT)
    before = rate(facts, at=at).value
    after = rate(replace(facts, asks=(*facts.asks, silent)), at=at).value
    is_better_than_nothing = before is None or after is not None
    assert is_better_than_nothing
    assert before is None or after is None or not before.is_worse_than(after)

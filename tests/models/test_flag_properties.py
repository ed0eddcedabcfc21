"""The flags on any facts at all: whole sentences, in order, and never more for more patience."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from models.flag_policy import FlagPolicy
from models.flags import Flag, FlagFacts, Words, alike, flags_of, normal
from models.states import Rating, Stage
from tests.models.test_flags import TUESDAY, action

ratings = st.none() | st.sampled_from(["green", "amber", "red"])
days = st.none() | st.dates(date(2023, 1, 1), date(2024, 12, 31))
words = st.none() | st.builds(
    Words,
    st.dates(date(2023, 1, 1), TUESDAY),
    st.text(max_size=60),
    st.text(max_size=20),
    st.text(max_size=20),
    ratings.map(lambda value: Rating(value) if value else None),
)
anything = st.builds(
    FlagFacts,
    st.builds(
        action,
        ratings,
        owner=ratings,
        rule=ratings,
        stage=st.sampled_from([Stage.IN_PROGRESS, Stage.DELIVERED, Stage.VERIFIED]),
    ),
    st.just(TUESDAY),
    past=st.lists(ratings.map(lambda v: Rating(v) if v else None), max_size=5).map(tuple),
    due=days,
    was_moved=st.booleans(),
    forecast=days,
    forecast_before=days,
    said=words,
    said_before=words,
    fresh_on=days,
    evidence=st.integers(0, 2),
)


@given(anything)
def test_each_flag_stands_once_in_order_and_with_a_whole_sentence(facts: FlagFacts) -> None:
    found = flags_of(facts)
    order = list(Flag)
    assert [each.flag for each in found] == sorted({f.flag for f in found}, key=order.index)
    assert all(each.reason.endswith(".") and each.reason[0].isupper() for each in found)


@given(anything, st.integers(1, 400))
def test_more_patience_never_adds_a_stale_green(facts: FlagFacts, more: int) -> None:
    patient = replace(facts.policy, stale_green_days=facts.policy.stale_green_days + more)
    stale = {f.flag for f in flags_of(facts)} & {Flag.STALE_GREEN}
    later = {f.flag for f in flags_of(replace(facts, policy=patient))} & {Flag.STALE_GREEN}
    assert later <= stale


@given(st.text(max_size=80))
def test_words_are_always_those_of_themselves_once_they_are_long_enough(said: str) -> None:
    is_long = len(normal(said)) >= FlagPolicy().same_words_letters
    assert (
        alike(said, said.upper(), FlagPolicy(same_words_per_cent=50))
        or not is_long
        or (normal(said) != normal(said.upper()))
    )
    assert alike(said, f"  {said} ", FlagPolicy(same_words_per_cent=100)) is is_long


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert alike(one, other, FlagPolicy()) is alike(other, one, FlagPolicy())

"""Whom a nudge is for, read from a line: ratings, areas, references, slips, and nothing guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.challenging.group import Group, read_group
from models.scheme import DEFAULT_SCHEME
from models.states import Rating

AREAS = {"6": ("EHC plan timeliness and quality", "EHC plans"), "7": ("Joint working", "Joint"),
         "12": ("Twelfth", "Twelfth")}  # fmt: skip
REFS = {"6.1": "6.1", "6.12": "6.12", "ga005": "GA005"}
RED, AMBER, GREEN = Rating.RED, Rating.AMBER, Rating.GREEN


@pytest.mark.parametrize(
    ("line", "ratings", "areas", "refs"),
    [
        ("nudge red and silent in area 6", {RED}, ("6",), ()),
        ("Nudge Red and Amber in areas 6 and 7", {RED, AMBER}, ("6", "7"), ()),
        ("nudge off track, at risk", {RED, AMBER}, (), ()),
        ("nugde eveybody who is silnet", set(), (), ()),
        ("nudge all", set(), (), ()),
        ("nudge", set(), (), ()),
        ("nudge everyone with no update in EHC plans", set(), ("6",), ()),
        ("chase up the owners of 6.1 and GA005", set(), (), ("6.1", "GA005")),
        ("nudge those who have not answered in area 12", set(), ("12",), ()),
        ("please nudge green ones", {GREEN}, (), ()),
        ("nudge late reds", {RED}, (), ()),
        ("nudge ambr and rd in area 6", {AMBER}, ("6",), ()),
    ],
)
def test_a_line_is_read(
    line: str, ratings: set[Rating], areas: tuple[str, ...], refs: tuple[str, ...]
) -> None:
    read = read_group(line, areas=AREAS, refs=REFS)
    assert read.group.ratings == frozenset(ratings)
    assert (read.group.areas, read.group.refs) == (areas, refs)
    assert read.unknown == (("rd",) if " rd " in line else ())


@pytest.mark.parametrize(
    ("line", "unknown"),
    [
        ("nudge purple ones", ("purple",)),
        ("nudge area 99", ("99",)),
        ("nudge the owner of 9.9", ("9.9",)),
        ("nudge red in Canterbury", ("canterbury",)),
    ],
)
def test_what_is_not_known_is_asked_about_and_never_guessed(
    line: str, unknown: tuple[str, ...]
) -> None:
    assert read_group(line, areas=AREAS, refs=REFS).unknown == unknown


def test_words_behind_a_colon_are_said_to_them_and_are_not_read() -> None:
    read = read_group("nudge red in area 6: purple prose, please answer", areas=AREAS, refs=REFS)
    assert read.unknown == ()
    assert read.group.says == "purple prose, please answer"


def test_a_group_is_told_in_the_schemes_own_words() -> None:
    words = {rating: DEFAULT_SCHEME.ratings[rating].word for rating in Rating}
    group = Group(frozenset({RED, AMBER}), ("6", "7"), ("6.1",))
    assert group.described(words) == "red or amber and silent in areas 6 and 7 among 6.1"
    assert Group().described(words) == "silent"


@given(st.text(max_size=60))
def test_any_words_are_read_or_asked_about(line: str) -> None:
    read = read_group(f"nudge {line}", areas=AREAS, refs=REFS)
    assert set(read.group.areas) <= set(AREAS)
    assert set(read.group.refs) <= set(REFS.values())


@given(
    st.sets(st.sampled_from([RED, AMBER, GREEN]), min_size=1),
    st.lists(st.sampled_from(list(AREAS)), min_size=1, unique=True),
)
def test_a_group_reads_back_as_it_was_told(ratings: set[Rating], areas: list[str]) -> None:
    words = {rating: DEFAULT_SCHEME.ratings[rating].word for rating in Rating}
    told = Group(frozenset(ratings), tuple(areas)).described(words)
    read = read_group(f"nudge {told}", areas=AREAS, refs=REFS)
    assert read.group.ratings == frozenset(ratings)
    assert set(read.group.areas) == set(areas)
    assert read.unknown == ()

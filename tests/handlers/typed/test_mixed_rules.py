"""Where the rules of the reply contract meet in one message: lists, exceptions, corrections."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read, telling

MINE = "5.1 7.4 9.1"

STATE_AND_WISH = [
    ("5.1 amber need until 15 Jan", "5.1 amber asks=2024-01-15"),
    ("5.1 🟠 needs until 15 Jan", "5.1 amber asks=2024-01-15"),
    ("5.1 at risk need until 15 Jan", "5.1 amber asks=2024-01-15"),
    ("5.1 off track needs until 15 Jan", "5.1 red asks=2024-01-15"),
    ("5.1 no change need until 15 Jan", "5.1 no_change asks=2024-01-15"),
    ("5.1 amber need until spring", "5.1 amber; ?which_date 5.1"),
    ("5.1 red, need until at least 15 Jan", "5.1 red asks=2024-01-15"),
    ("5.1 amber, schools need until 15 Jan to reply", "5.1 amber"),
    ("5.1 amber, children at risk need more time", "5.1 amber"),
    ("5.1 amber. We could do with more time", "5.1 amber; ?which_date 5.1"),
    ("5.1 extension from 9 Feb to 23 Feb", "5.1 asks=2024-02-23"),
    ("5.1 extend from 9 Feb to 23 Feb", "5.1 asks=2024-02-23"),
    ("5.1 expect to finish 9/10 Feb", "5.1; ?which_date 5.1"),
]


@pytest.mark.parametrize(("text", "expected"), STATE_AND_WISH)
def test_a_wish_may_follow_a_rating_without_a_comma(text: str, expected: str) -> None:
    assert telling(text, MINE) == expected


EXCEPTIONS = [
    ("5.1, 7.4 and 9.1 green except 9.1 amber", "5.1 green; 7.4 green; 9.1 amber"),
    ("5.1, 7.4 and 9.1 no change except 9.1 red", "5.1 no_change; 7.4 no_change; 9.1 red"),
    ("5.1, 7.4 and 9.1 all green except 7.4 which is red", "5.1 green; 9.1 green; 7.4 red"),
    ("5.1 and 7.4 green, except 7.4 needs until 15 Jan", "5.1 green; 7.4 asks=2024-01-15"),
    ("5.1, 7.4 green except 7.4", "5.1 green; 7.4; ?which_rating 7.4"),
    ("5.1, 7.4 green except 9.1 red", "5.1 green; 7.4 green; 9.1 red"),
    ("5.1 and 7.4 green, but 7.4 is waiting for data", "5.1 green; 7.4 green"),
    ("5.1 and 7.4 green except for schools in Thanet", "5.1 green; 7.4 green"),
    ("Except for 7.4 which is red, all green", "7.4 red; 5.1 green; 9.1 green"),
    ("Apart from 7.4 (red), all green", "7.4 red; 5.1 green; 9.1 green"),
]


@pytest.mark.parametrize(("text", "expected"), EXCEPTIONS)
def test_one_of_a_list_can_be_taken_out_again(text: str, expected: str) -> None:
    assert telling(text, MINE) == expected


CORRECTIONS = [
    ("5.1 green. Actually 5.1 amber", "5.1 amber"),
    ("5.1 green\n7.4 amber\nCorrection: 5.1 is red", "5.1 red; 7.4 amber"),
    ("5.1 green\n7.4 amber\nsorry I meant 5.1 amber", "5.1 amber; 7.4 amber"),
    ("5.1 green\nOn second thoughts 5.1 is amber", "5.1 amber"),
    ("5.1 green, sorry 7.4 green", "5.1 green; 7.4 green"),
    ("5.1 green - no, amber", "5.1 amber"),
    ("5.1 green, scratch that, amber", "5.1 amber"),
    ("5.1 green. No wait, red", "5.1 red"),
    ("5.1 green, no red", "5.1 green"),
    ("5.1 amber. Sorry 6.6 was late", "5.1 amber"),
]


@pytest.mark.parametrize(("text", "expected"), CORRECTIONS)
def test_what_is_taken_back_gives_way_to_what_follows(text: str, expected: str) -> None:
    assert telling(text, MINE) == expected


GROUPS = [
    ("5.1 red, 7.4 amber, other green", "5.1 red; 7.4 amber; 9.1 green"),
    ("5.1 red, 7.4 amber and the other is green", "5.1 red; 7.4 amber; 9.1 green"),
    ("no changes for any", "5.1 no_change; 7.4 no_change; 9.1 no_change"),
    ("All red tape is gone", "?which_action"),
    ("all amber alerts were sent", "?which_action"),
    ("5.1 green, other red tape is gone", "5.1 green"),
    ("🟢 5.1, 🔴 7.4", "5.1 green; 7.4 red"),
    (":large_green_circle: 5.1, :red_circle: 7.4", "5.1 green; 7.4 red"),
    (
        "5.1 green\nneed until 15 Jan for the others",
        "5.1 green; 7.4 asks=2024-01-15; 9.1 asks=2024-01-15",
    ),
    ("need forms back for all", "?which_action"),
    ("all green except 9.9", "5.1 green; 7.4 green; 9.1 green; ?unknown_ref 9.9"),
]


@pytest.mark.parametrize(("text", "expected"), GROUPS)
def test_a_group_is_meant_only_where_a_state_is_said_of_it(text: str, expected: str) -> None:
    assert telling(text, MINE) == expected


NOTHING = [
    "Sorry for the delay",
    "Apologies for the late reply",
    "Happy Friday all",
    "Happy New Year",
    "On annual leave, back 16 October",
]


@pytest.mark.parametrize("text", NOTHING)
def test_pleasantries_and_absences_say_nothing_of_the_one_open_action(text: str) -> None:
    assert telling(text, "2.4") == "?nothing_found"


def test_an_address_above_the_first_answer_is_its_evidence() -> None:
    said = telling("https://example.org/a\n5.1 done", MINE)
    assert said == "5.1 delivered https://example.org/a"


def test_a_raised_dot_is_a_bullet_and_no_part_of_the_words() -> None:
    reading = read("· 5.1 - green\n· 7.4 - amber", MINE)
    assert [update.text for update in reading.updates] == ["green", "amber"]


def test_words_before_a_group_keep_their_comma() -> None:
    (update,) = read("need until 15 Jan, no change otherwise", "2.4").updates
    assert update.text == "need until 15 Jan, no change otherwise"


def test_a_wish_for_both_asks_for_both() -> None:
    said = telling("need until 15 Jan for both", "2.5 5.5")
    assert said == "2.5 asks=2024-01-15; 5.5 asks=2024-01-15"


@pytest.mark.parametrize("clause", ["all red tape, ", "other green, ", "need it for all, "])
def test_many_groups_are_read_in_a_moment(clause: str) -> None:
    assert telling(clause * (10_000 // len(clause)), MINE)

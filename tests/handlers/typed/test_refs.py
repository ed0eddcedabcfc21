"""Rule 1: which action is meant."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read, telling

WRITINGS = [
    "2.4 green",
    "2.4: green",
    "2.4 - green",
    "2.4 \u2013 green",
    "2.4, green",
    "2.4. green",
    "2.4; green",
    "2.4) green",
    "(2.4) green",
    "[2.4] green",
    '"2.4" green',
    "2.4...green",
    "2.4=green",
    "2.4 -> green",
    "2.4 | green",
    "2.4\tgreen",
    "#2.4 green",
    "# 2.4 green",
    "Action 2.4 green",
    "action 2.4: green",
    "ACTION #2.4 green",
    "Action no. 2.4 green",
    "Action number 2.4 green",
    "Action: 2.4 green",
    "ref 2.4 green",
    "Ref. 2.4 green",
    "Ref: 2.4: green",
    "ref.2.4 green",
    "action2.4 green",
    "2.4green",
    "2.4Green",
    "2.4:green",
    "2.4-green",
    "2.4 is green",
    "Update for 2.4: green",
    "Re 2.4 we are green",
    "re: 2.4 green",
    "No. 2.4 green",
    "item 2.4 green",
    "Green for 2.4",
    "Green for action 2.4",
    "We are green on 2.4",
    "green 2.4",
    "2,4 green",
    "1. 2.4 green",
    "1) 2.4 green",
    "12. 2.4 green",
    "a) 2.4 green",
    "- 2.4 green",
    "\uff12.\uff14 green",
]


@pytest.mark.parametrize("text", WRITINGS)
def test_a_reference_is_known_however_it_is_written(text: str) -> None:
    assert telling(text) == "2.4 green"


LISTS = [
    ("2.4 and 2.5 green", "2.4 green; 2.5 green"),
    ("2.4, 2.5 green", "2.4 green; 2.5 green"),
    ("2.4,2.5 green", "2.4 green; 2.5 green"),
    ("2.4 & 2.5 green", "2.4 green; 2.5 green"),
    ("2.4 + 2.5 green", "2.4 green; 2.5 green"),
    ("2.4+2.5 green", "2.4 green; 2.5 green"),
    ("2.4 / 2.5 green", "2.4 green; 2.5 green"),
    ("2.4/2.5: green", "2.4 green; 2.5 green"),
    ("2.4 2.5 green", "2.4 green; 2.5 green"),
    ("Actions 2.4 and 2.5: green", "2.4 green; 2.5 green"),
    ("#2.4, #2.5 green", "2.4 green; 2.5 green"),
    ("2,4 and 2,5 green", "2.4 green; 2.5 green"),
    ("2.4, 2.5 and 6.1 green", "2.4 green; 2.5 green; ?not_yours 6.1"),
    ("2.4 and 9.9 green", "2.4 green; ?unknown_ref 9.9"),
    ("2.4 and 2.5 done", "2.4 delivered; 2.5 delivered"),
    ("2.4, 2.5 ✅", "2.4 delivered; 2.5 delivered"),
    ("2.4 and 2.5 G", "2.4 green; 2.5 green"),
    ("2.4 and 2.5 both green", "2.4 green; 2.5 green"),
    ("Green for 2.4 and 2.5", "2.4 green; 2.5 green"),
    ("done 2.4 and 2.5", "2.4 delivered; 2.5 delivered"),
    ("2.4 and 2.4 green", "2.4 green"),
    ("2.4 and 2.5 green https://x.org/a", "2.4 green https://x.org/a; 2.5 green https://x.org/a"),
    (
        "2.4 and 2.5 need until 15 Jan",
        "2.4 asks=2024-01-15; 2.5 asks=2024-01-15",
    ),
    ("2.4 and 2.5 gren", "2.4; 2.5; ?which_rating 2.4; ?which_rating 2.5"),
    ("2.4 to 2.6 green", "?which_action"),
    ("2.4 - 2.6 green", "?which_action"),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_a_list_gives_one_update_for_each(text: str, expected: str) -> None:
    assert telling(text) == expected


def test_words_shared_by_a_list_belong_to_each() -> None:
    reading = read("2.4 and 2.5 green, slides sent https://x.org/a")
    assert [update.text for update in reading.updates] == ["green, slides sent https://x.org/a"] * 2


STRANGERS = [
    ("9.9 green", "?unknown_ref 9.9"),
    ("9.9", "?unknown_ref 9.9"),
    ("9.9 slides went out", "?unknown_ref 9.9"),
    ("Green for 9.9", "?unknown_ref 9.9"),
    ("action 9.9 slides went out", "?unknown_ref 9.9"),
    ("ref X12 done", "?unknown_ref X12"),
    ("action 14 green", "?unknown_ref 14"),
    ("2.10 amber", "?unknown_ref 2.10"),
    ("2.4.1 green", "?unknown_ref 2.4.1"),
    ("2.4 green\n9.9 amber", "2.4 green; ?unknown_ref 9.9"),
    ("6.1 green", "?not_yours 6.1"),
    ("6.1 done", "?not_yours 6.1"),
    ("6.1 not mine", "?not_yours 6.1"),
    ("6.1 and 2.4 green", "2.4 green; ?not_yours 6.1"),
    ("6.1 green, 2.4 amber", "2.4 amber; ?not_yours 6.1"),
    ("6.1 green\nslides sent\n2.4 red", "2.4 red; ?not_yours 6.1"),
    ("Who owns 6.1?", "?nothing_found"),
    ("2.4 amber\n9.30 meeting on Monday", "2.4 amber"),
    ("2.4 amber\n20.10 panel", "2.4 amber"),
]


@pytest.mark.parametrize(("text", "expected"), STRANGERS)
def test_a_reference_of_nobody_or_of_somebody_else_is_asked_about(text: str, expected: str) -> None:
    assert telling(text) == expected


NUMBERS = [
    ("We now have 3.5 FTE in post, green", "2.4 green"),
    ("£6.4m agreed, green", "2.4 green"),
    ("secured 6.4m funding, green", "2.4 green"),
    ("average wait 6.4 weeks, amber", "2.4 amber"),
    ("v6.1 of the plan published, green", "2.4 green"),
    ("up 6.1% on last year, amber", "2.4 amber"),
    ("meeting at 9.30 went well, green", "2.4 green"),
    ("2,400 children are waiting, amber", "2.4 amber"),
    ("amber, blocked by 6.6", "2.4 amber"),
    ("amber, waiting for 6.6", "2.4 amber"),
    ("red because of 6.1", "2.4 red"),
    ("met the owner of 6.1 yesterday, green", "2.4 green"),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_number_among_words_is_no_reference(text: str, expected: str) -> None:
    assert telling(text, "2.4") == expected


GLUED = [
    ("2.4a", "2.4", "a"),
    ("2.4a green", "2.4 green", "a green"),
    ("2.4r", "2.4", "r"),
    ("2.4G", "2.4 green", "G"),
    ("2.4A", "2.4 amber", "A"),
    ("2.4R", "2.4 red", "R"),
    ("2.4R.", "2.4 red", "R."),
    ("2.4A slides", "2.4", "A slides"),
    ("2.4B", "2.4", "B"),
    ("2.4amber", "2.4 amber", "amber"),
    ("2.4done", "2.4 delivered", "done"),
]


@pytest.mark.parametrize(("text", "expected", "words"), GLUED)
def test_a_letter_glued_to_a_reference_is_words_unless_it_rates(
    text: str, expected: str, words: str
) -> None:
    reading = read(text)
    assert telling(text) == expected
    assert reading.updates[0].text == words


def test_an_own_action_that_is_not_open_gives_an_update_as_usual() -> None:
    assert telling("1.1 green", "2.4", own="1.1") == "1.1 green"


def test_two_comma_four_is_a_list_where_both_exist() -> None:
    assert telling("2,4 green", "2 4 2.4", plan=("2", "4", "2.4")) == "2 green; 4 green"


def test_two_comma_four_is_a_list_where_one_of_them_exists() -> None:
    assert telling("2,4 green", "2 2.4", plan=("2", "2.4")) != "2.4 green"


KINDS = [
    ("ga005 green", "GA005", "GA005 green"),
    ("GA005A", "GA005", "GA005 amber"),
    ("GA007 green", "GA005", "?unknown_ref GA007"),
    ("2.4 green", "GA005 GA006", "?unknown_ref 2.4"),
    ("GX1 is done", "2.4 2.5", "?unknown_ref GX1"),
    ("Q4 figures are green", "2.4 2.5", "?which_action"),
    ("k1 amber", "K1 K2", "K1 amber"),
    ("A-12: green", "A-12 K1", "A-12 green"),
    ("a\u201112 done", "A-12 K1", "A-12 delivered"),
    ("7.7a green", "7.7a 7.7", "7.7a green"),
    ("7.7 G", "7.7a 7.7", "7.7 green"),
    ("1.10 green, 1.1 amber", "1.1 1.10", "1.10 green; 1.1 amber"),
    ("3 green", "3 4", "3 green"),
    ("3: on track\n4: late", "3 4", "3 green; 4"),
    ("3. green\n4. amber", "3 4", "3 green; 4 amber"),
    ("1. 3 green\n2. 4 amber", "3 4", "3 green; 4 amber"),
    ("3 and 4 green", "3 4", "3 green; 4 green"),
    ("#4 slides sent", "3 4", "4"),
    ("3G, 4R", "3 4", "3 green; 4 red"),
    ("3 officers left, 4 weeks late", "3 4", "?which_action"),
    ("3 amber, expect 4 Dec", "3 4", "3 amber forecast=2023-12-04"),
    ("3 amber, back in 4 weeks", "3 4", "3 amber forecast=2023-11-03"),
]


@pytest.mark.parametrize(("text", "opened", "expected"), KINDS)
def test_the_plan_says_what_a_reference_looks_like(text: str, opened: str, expected: str) -> None:
    assert telling(text, opened, plan=tuple(opened.split())) == expected

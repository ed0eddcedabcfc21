"""Rule 7, the other side: dates in the story, more time without a date, and both kinds together."""

from __future__ import annotations

import pytest

from tests.handlers.typed.telling import read, telling

STORIES = [
    "2.4 expect panel feedback on 2 Feb",
    "2.4 panel meets on 2 Feb",
    "2.4 slides due 20/10",
    "2.4 met the team on Monday",
    "2.4 launch on 15 January",
    "2.4 will be signed off by 15 Jan",
    "2.4 will be published on 15 Jan",
    "2.4 expect to hear on 2 Feb",
    "2.4 not expected by 15 Jan",
    "2.4 feedback on Monday",
    "2.4 Jo is back on Monday",
    "2.4 I'll get back to you on Monday",
    "2.4 workshop in mid March",
    "2.4 panel next Monday",
    "2.4 the spring term is busy",
    "2.4 the report is now late",
    "2.4 extension to the contract signed on 2 Feb",
    "2.4 new date for the panel is 2 Feb",
    "2.4 schools need more time",
    "2.4 15 Jan",
    "2.4 move to the new building on 2 Feb",
    "2.4 we have more time now",
    "2.4 soon",
    "2.4 won't be done by 20 Oct",
    "2.4 will not be finished by 20 Oct",
    "2.4 should have been done by 2 Oct",
    "2.4 was due to be done by 2 Oct",
    "2.4 change date to 15 Jan",
    "2.4 due date 15 Jan",
]


@pytest.mark.parametrize("text", STORIES)
def test_a_date_in_the_story_is_only_words(text: str) -> None:
    assert telling(text) == "2.4"


UNDATED = [
    "2.4 need more time",
    "2.4 we need more time",
    "2.4 need an extension",
    "2.4 need a bit longer",
    "2.4 more time please",
    "2.4 extension please",
    "2.4 requesting an extension",
    "2.4 can we have more time?",
    "2.4 could I have an extension?",
    "2.4 need another two weeks",
    "2.4 need two more weeks",
    "2.4 need until we have recruited",
    "2.4 need a new date",
    "2.4 extend by two weeks",
    "2.4 extension of two weeks please",
    "2.4 two more weeks please",
    "2.4 push back by a month",
]


@pytest.mark.parametrize("text", UNDATED)
def test_more_time_without_a_date_asks_for_it(text: str) -> None:
    assert telling(text) == "2.4; ?which_date 2.4"


MIXED = [
    ("2.4 need until 15 Jan, expect to finish 10 Jan", "2.4 forecast=2024-01-10 asks=2024-01-15"),
    ("2.4 amber, need until end of Feb", "2.4 amber asks=2024-02-29"),
    ("2.4 amber - panel met 2 Oct, now 15 Jan", "2.4 amber forecast=2024-01-15"),
    ("2.4 red, two officers left, back by 15 Jan", "2.4 red forecast=2024-01-15"),
    ("2.4 amber, expect mid March", "2.4 amber; ?which_date 2.4"),
    ("2.4 gren, expect mid March", "2.4; ?which_rating 2.4; ?which_date 2.4"),
    ("2.4 green/amber, need more time", "2.4; ?which_rating 2.4; ?which_date 2.4"),
    (
        "2.4 need until spring, expect to finish soon",
        "2.4; ?which_date 2.4; ?which_date 2.4",
    ),
    ("2.4 need until spring, expect 15 Jan", "2.4 forecast=2024-01-15; ?which_date 2.4"),
    (
        "2.4 expect 15 Jan\n2.5 need until 22 Jan",
        "2.4 forecast=2024-01-15; 2.5 asks=2024-01-22",
    ),
    ("2.4 amber will be green by 20 Oct", "2.4 amber forecast=2023-10-20"),
    ("2.4 amber expected 20 Oct", "2.4 amber forecast=2023-10-20"),
    ("2.4 completed on 12 October", "2.4 delivered"),
    ("all expected 15 Jan", "2.4 forecast=2024-01-15; 2.5 forecast=2024-01-15"),
    ("both need until 15 Jan", "2.4 asks=2024-01-15; 2.5 asks=2024-01-15"),
    ("both need more time", "2.4; 2.5; ?which_date 2.4; ?which_date 2.5"),
    ("2.4 amber, others need until 15 Jan", "2.4 amber; 2.5 asks=2024-01-15"),
    ("2.4 done; others will be done by 15 Jan", "2.4 delivered; 2.5 forecast=2024-01-15"),
    ("all need to attend the panel", "?which_action"),
    ("2.4 amber see https://x.org/expected/15-Jan", "2.4 amber https://x.org/expected/15-Jan"),
    ("2.4 expected https://x.org 15 Jan", "2.4 forecast=2024-01-15 https://x.org"),
]


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_dates_beside_everything_else(text: str, expected: str) -> None:
    assert telling(text) == expected


SPANS = [
    ("2.4 amber, expect mid March", "mid March"),
    ("2.4 need until next Tuesday", "next Tuesday"),
    ("2.4 need more time", "need more time"),
    ("2.4 expect Friday 7 October", "Friday 7 October"),
    ("2.4 gren", "gren"),
    ("2.4 no longer on track", "no longer on track"),
    ("2.4 amber/red", "amber/red"),
    ("2.4 green?", "green?"),
    ("9.9 green", "9.9"),
    ("6.1 green", "6.1"),
    ("all done", "all done"),
    ("green", "green"),
    ("Noted", "Noted"),
]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_question_quotes_the_words_in_doubt(text: str, span: str) -> None:
    assert read(text).questions[0].span == span

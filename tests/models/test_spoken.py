"""Days, hours and counts as they are read aloud."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from models.spoken import (
    count_in_words,
    day_in_words,
    hour_in_words,
    list_in_words,
    moment_in_words,
    month_in_words,
    sentence_start,
)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2024-01-01", "Monday 1 January 2024"),
        ("2023-02-14", "Tuesday 14 February 2023"),
        ("2024-12-25", "Wednesday 25 December 2024"),
        ("2023-11-30", "Thursday 30 November 2023"),
        ("2023-10-06", "Friday 6 October 2023"),
        ("2024-06-01", "Saturday 1 June 2024"),
        ("2024-03-31", "Sunday 31 March 2024"),
    ],
)
def test_a_day_is_said_with_its_weekday(day: str, words: str) -> None:
    assert day_in_words(date.fromisoformat(day)) == words


def test_the_year_is_left_out_within_the_same_year() -> None:
    day = date(2023, 10, 6)
    assert day_in_words(day, seen_from=date(2023, 1, 1)) == "Friday 6 October"
    assert day_in_words(day, seen_from=date(2024, 1, 1)) == "Friday 6 October 2023"


def test_each_month_has_its_name() -> None:
    names = [month_in_words(date(2024, month, 1)) for month in range(1, 13)]
    assert names == [
        "January 2024", "February 2024", "March 2024", "April 2024", "May 2024", "June 2024",
        "July 2024", "August 2024", "September 2024", "October 2024", "November 2024",
        "December 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (time(17), "5 pm"),
        (time(9), "9 am"),
        (time(9, 30), "9.30 am"),
        (time(16, 5), "4.05 pm"),
        (time(12), "noon"),
        (time(0), "midnight"),
        (time(12, 15), "12.15 pm"),
        (time(0, 15), "12.15 am"),
        (time(11, 59), "11.59 am"),
    ],
)
def test_an_hour_is_said_with_am_or_pm(at: time, words: str) -> None:
    assert hour_in_words(at) == words


def test_a_moment_is_said_in_the_zone_of_the_reader() -> None:
    at = datetime(2023, 10, 6, 23, 30, tzinfo=UTC)
    london = ZoneInfo("Europe/London")
    assert moment_in_words(at, london) == "Saturday 7 October 2023, 12.30 am"
    assert moment_in_words(at, london, seen_from=at.date()) == "Saturday 7 October, 12.30 am"
    assert moment_in_words(at, ZoneInfo("UTC")) == "Friday 6 October 2023, 11.30 pm"


def test_counts_agree_with_their_noun() -> None:
    assert count_in_words(1, "day") == "1 day"
    assert count_in_words(0, "day") == "0 days"
    assert count_in_words(12180, "annual review") == "12,180 annual reviews"
    assert count_in_words(2, "person", "people") == "2 people"
    assert count_in_words(1, "person", "people") == "1 person"


def test_lists_are_joined_as_one_says_them() -> None:
    assert list_in_words([]) == ""
    assert list_in_words(["6.1"]) == "6.1"
    assert list_in_words(["6.1", "6.5"]) == "6.1 and 6.5"
    assert list_in_words(["6.1", "6.5", "6.6"], "or") == "6.1, 6.5 or 6.6"


def test_a_sentence_starts_large_and_keeps_the_rest() -> None:
    assert sentence_start("the PDG meets") == "The PDG meets"
    assert sentence_start("") == ""

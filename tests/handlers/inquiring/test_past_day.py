"""A past day in words: the last one that there was, its very end, or the hour that is named."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.inquiring.past_day import read_day, read_instant
from models.spoken import day_in_words

LONDON = ZoneInfo("Europe/London")
TODAY = date(2023, 11, 10)
"""Friday."""
NOW = datetime(2023, 11, 10, 14, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("6 October", date(2023, 10, 6)),
        ("6 oct", date(2023, 10, 6)),
        ("6th of october", date(2023, 10, 6)),
        ("October 6", date(2023, 10, 6)),
        ("Friday 6 October", date(2023, 10, 6)),
        ("6 octber", date(2023, 10, 6)),
        ("6/10", date(2023, 10, 6)),
        ("6/10/23", date(2023, 10, 6)),
        ("6.10.2023", date(2023, 10, 6)),
        ("2023-10-06", date(2023, 10, 6)),
        ("1 December", date(2022, 12, 1)),
        ("1 dec 2022", date(2022, 12, 1)),
        ("29 February", None),
        ("29 february 2020", date(2020, 2, 29)),
        ("10 November", date(2023, 11, 10)),
        ("yesterday", date(2023, 11, 9)),
        ("today", date(2023, 11, 10)),
        ("Monday", date(2023, 11, 6)),
        ("last friday", date(2023, 11, 3)),
        ("31 September", None),
        ("6 ju", None),
        ("the board", None),
        ("green", None),
        ("7.7", date(2023, 7, 7)),
        ("", None),
    ],
)
def test_a_day_is_the_last_one_that_there_was(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day


@pytest.mark.parametrize(
    ("words", "at"),
    [
        ("6 October", datetime(2023, 10, 6, 22, 59, 59, 999999, tzinfo=UTC)),
        ("6 October, 2.15 pm", datetime(2023, 10, 6, 13, 15, tzinfo=UTC)),
        ("6 October at 9am", datetime(2023, 10, 6, 8, 0, tzinfo=UTC)),
        ("6 october 12 pm", datetime(2023, 10, 6, 11, 0, tzinfo=UTC)),
        ("today", NOW),
        ("today, 9 am", datetime(2023, 11, 10, 9, tzinfo=UTC)),
        ("today, 9 pm", NOW),
        ("11 November 2023", None),
        ("6 October, 14 pm", None),
        ("soon", None),
    ],
)
def test_an_instant_is_the_hour_or_the_end_of_the_day(words: str, at: datetime | None) -> None:
    assert read_instant(words, NOW, LONDON) == at


@given(st.dates(min_value=date(2023, 1, 1), max_value=TODAY))
def test_every_past_day_as_we_say_it_ourselves_is_read_back(day: date) -> None:
    assert read_day(day_in_words(day), TODAY) == day
    if day > TODAY - timedelta(days=300):
        assert read_day(day_in_words(day, seen_from=day), TODAY) == day


@given(st.text(max_size=30))
def test_any_words_give_a_day_or_none(words: str) -> None:
    found = read_day(words, TODAY)
    assert found is None or isinstance(found, date)
    at = read_instant(words, NOW, LONDON)
    assert at is None or at <= NOW

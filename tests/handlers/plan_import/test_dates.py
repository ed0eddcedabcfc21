"""What a cell says about a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.plan_import.dates import Reads, read_day, serial_reading
from models.spoken import day_in_words
from models.workdays import ENGLAND


@pytest.mark.parametrize(
    ("text", "weekday_and_day"),
    [
        ("End Sept 23", "Friday 29 September 2023"),
        ("end of September 2023", "Friday 29 September 2023"),
        ("By end Sept. 23", "Friday 29 September 2023"),
        ("May 25", "Friday 30 May 2025"),
        ("Dec-23", "Friday 29 December 2023"),
        ("March 2024", "Thursday 28 March 2024"),  # Good Friday is the 29th
        ("Sept '23", "Friday 29 September 2023"),
        ("09/2023", "Friday 29 September 2023"),
        ("2023-09", "Friday 29 September 2023"),
        ("12/23", "Friday 29 December 2023"),
        ("29/9/23", "Friday 29 September 2023"),
        ("29/09/2023", "Friday 29 September 2023"),
        ("29.9.23", "Friday 29 September 2023"),
        ("29-09-2023", "Friday 29 September 2023"),
        ("29 Sept 2023", "Friday 29 September 2023"),
        ("29-Sep-23", "Friday 29 September 2023"),
        ("29th of September, 2023", "Friday 29 September 2023"),
        ("Friday 29 September 2023", "Friday 29 September 2023"),
        ("Fri 29 Sep 23", "Friday 29 September 2023"),
        ("September 29, 2023", "Friday 29 September 2023"),
        ("Sept 29th 2023", "Friday 29 September 2023"),
        ("By 29/9/23", "Friday 29 September 2023"),
        ("no later than 29 September 2023", "Friday 29 September 2023"),
        ("29/09/2023 17:00", "Friday 29 September 2023"),
        ("29 September 2023, 5 pm", "Friday 29 September 2023"),
        ("2023-09-29T00:00:00", "Friday 29 September 2023"),
        ("20230929", "Friday 29 September 2023"),
        ("29092023", "Friday 29 September 2023"),
        ("45198", "Friday 29 September 2023"),
        ("29 Setpember 2023", "Friday 29 September 2023"),
        ("w/c 4 September 2023", "Monday 4 September 2023"),
        ("31/3/24 (subject to funding)", "Sunday 31 March 2024"),
        ("Sept 23 - Dec 23", "Friday 29 December 2023"),
        ("1 April 2024 to 31 March 2025", "Monday 31 March 2025"),
        ("3/4/23", "Monday 3 April 2023"),
    ],
)
def test_a_date_in_words_is_read_day_first(text: str, weekday_and_day: str) -> None:
    reading = read_day(text, days=ENGLAND)
    assert reading.reads is Reads.AS_TEXT
    assert reading.day is not None
    assert day_in_words(reading.day) == weekday_and_day


@pytest.mark.parametrize(
    "text",
    [
        "TBC", "tbc", "Ongoing", "On-going", "ASAP", "Termly", "Spring 2024", "Q4 2023/24",
        "mid Sept 23", "early 2024", "Autumn term 2023", "2024", "29 Sept", "End March", "May",
        "Complete", "in six months", "once agreed", "Ongoing from 1 April 2024", "1/2",
    ],
)  # fmt: skip
def test_words_without_a_whole_date_are_words(text: str) -> None:
    reading = read_day(text, days=ENGLAND)
    assert (reading.reads, reading.day) == (Reads.WORDS, None)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("31 Sept 2023", date(2023, 9, 30)),
        ("31/09/2023", date(2023, 9, 30)),
        ("29 Feb 2023", date(2023, 2, 28)),
        ("2023-02-30", date(2023, 2, 28)),
        ("09/29/2023", date(2023, 9, 29)),
        ("Saturday 29 September 2023", date(2023, 9, 29)),
        ("13/13/2023", None),
        ("00/00/0000", None),
        ("0/5/2024", None),
        ("29/09/20233", None),
        ("31 Feb", None),
    ],
)
def test_a_day_that_does_not_exist_is_never_moved(text: str, likely: date | None) -> None:
    reading = read_day(text, days=ENGLAND)
    assert (reading.reads, reading.day, reading.likely) == (Reads.IMPOSSIBLE, None, likely)


def test_an_iso_date_is_plain_in_a_file_that_holds_only_text() -> None:
    assert read_day("2023-09-29", days=ENGLAND, iso_is_plain=True).reads is Reads.DAY
    assert read_day("2023-09-29", days=ENGLAND).reads is Reads.AS_TEXT


@pytest.mark.parametrize("text", ["Sept 23, revised to Dec 23", "Sept 2023 (now Dec 2023)"])
def test_a_date_that_moved_within_its_cell_keeps_both(text: str) -> None:
    reading = read_day(text, days=ENGLAND)
    assert (reading.first, reading.day) == (date(2023, 9, 29), date(2023, 12, 29))


@pytest.mark.parametrize(
    "text",
    [
        "29/12/2023 (was 29/09/2023)",
        "Dec 2023 (originally Sept ‘23)",  # noqa: RUF001 - the mark that Word makes of '23
        "Was 29/09/2023, now 29/12/2023",
    ],
)
def test_the_date_that_an_action_had_before_is_not_the_one_that_counts(text: str) -> None:
    reading = read_day(text, days=ENGLAND)
    assert (reading.first, reading.day) == (date(2023, 9, 29), date(2023, 12, 29))


def test_a_vague_word_beside_a_date_gives_a_hint_only() -> None:
    reading = read_day("Ongoing (review March 2024)", days=ENGLAND)
    assert (reading.day, reading.likely) == (None, date(2024, 3, 28))


def test_a_year_alone_is_no_serial_date() -> None:
    assert serial_reading(2024) is None


@given(st.dates(date(2000, 1, 1), date(2068, 12, 31)))
def test_every_day_is_read_back_from_each_way_of_writing_it(day: date) -> None:
    for text in (
        f"{day:%d/%m/%Y}",
        f"{day:%d/%m/%y}",
        f"{day:%d %B %Y}",
        f"{day:%A %d %B %Y}",
        f"{day:%d-%b-%y}",
        day.isoformat(),
    ):
        assert read_day(text, days=ENGLAND).day == day


@given(st.text(max_size=60))
def test_any_text_reads_as_something(text: str) -> None:
    reading = read_day(text, days=ENGLAND)
    assert (reading.day is not None) == (reading.reads in {Reads.DAY, Reads.AS_TEXT})


@given(st.text(alphabet="0123456789/-. ESeptndMay,()'ofthQ4²٣", max_size=24))
def test_any_jumble_of_digits_and_months_reads_as_something(text: str) -> None:
    read_day(text, days=ENGLAND)

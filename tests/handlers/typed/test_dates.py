"""Rule 7: what is forecast, what is asked for, and which dates must be asked about.

Sent on Friday 6 October 2023 unless said otherwise.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.handlers.typed.telling import telling

FRIDAY = date(2023, 10, 6)

DAYS = [
    ("15 Jan", "2024-01-15"),  # Monday
    ("15 January", "2024-01-15"),
    ("15 January 2024", "2024-01-15"),
    ("15 jan 24", "2024-01-15"),
    ("15 Jan '24", "2024-01-15"),
    ("15-Jan-2024", "2024-01-15"),
    ("15th January", "2024-01-15"),
    ("15th of January", "2024-01-15"),
    ("the 15th of January", "2024-01-15"),
    ("January 15th", "2024-01-15"),
    ("Jan 15", "2024-01-15"),
    ("Jan 15, 2024", "2024-01-15"),
    ("Mon 15 Jan", "2024-01-15"),
    ("Monday 15 January 2024", "2024-01-15"),
    ("15/1", "2024-01-15"),
    ("15/01", "2024-01-15"),
    ("15/01/24", "2024-01-15"),
    ("15/01/2024", "2024-01-15"),
    ("15.01.2024", "2024-01-15"),
    ("15-01-2024", "2024-01-15"),
    ("2024-01-15", "2024-01-15"),
    ("20.10", "2023-10-20"),
    ("7/10", "2023-10-07"),  # Saturday 7 October, day first
    ("7 Oct", "2023-10-07"),
    ("6 Oct 2024", "2024-10-06"),
    ("6 Oct 2023", "2023-10-06"),
    ("5 Oct", "2024-10-05"),
    ("15th", "2023-10-15"),  # a Sunday stays as given
    ("the 15th", "2023-10-15"),
    ("the 3rd", "2023-11-03"),
    ("31st", "2023-10-31"),
    ("the 3rd of next month", "2023-11-03"),
    ("the 30th of this month", "2023-10-30"),
    ("end of Feb", "2024-02-29"),  # Thursday
    ("end Feb", "2024-02-29"),
    ("the end of February", "2024-02-29"),
    ("end of Feb 2025", "2025-02-28"),
    ("end of March", "2024-03-28"),  # Good Friday is 29 March
    ("end of December", "2023-12-29"),
    ("end of Sept", "2024-09-30"),
    ("end of month", "2023-10-31"),
    ("end of the month", "2023-10-31"),
    ("the end of this month", "2023-10-31"),
    ("end of next month", "2023-11-30"),
    ("month end", "2023-10-31"),
    ("Friday", "2023-10-13"),  # named on a Friday: a week later
    ("next Friday", "2023-10-13"),  # plain on a Friday
    ("this Friday", "2023-10-13"),
    ("Monday", "2023-10-09"),
    ("Mon", "2023-10-09"),
    ("Thursday", "2023-10-12"),
    ("Weds", "2023-10-11"),
    ("Sunday", "2023-10-08"),
    ("close of play Monday", "2023-10-09"),
    ("5pm on Monday", "2023-10-09"),
    ("EOD Monday", "2023-10-09"),
    ("a week on Monday", "2023-10-16"),
    ("Monday week", "2023-10-16"),
    ("Wednesday next week", "2023-10-11"),
    ("today", "2023-10-06"),
    ("tomorrow", "2023-10-07"),
    ("the day after tomorrow", "2023-10-08"),
    ("in two weeks", "2023-10-20"),
    ("in 2 weeks", "2023-10-20"),
    ("in a week", "2023-10-13"),
    ("in a fortnight", "2023-10-20"),
    ("in 10 days", "2023-10-16"),
    ("in three days", "2023-10-09"),
    ("in 5 working days", "2023-10-13"),
    ("in a month", "2023-11-06"),
    ("two weeks from now", "2023-10-20"),
    ("w/c 6 Nov", "2023-11-06"),  # Monday
    ("w/c 6/11", "2023-11-06"),
    ("w/c Monday 6 November", "2023-11-06"),
    ("week commencing 13 November", "2023-11-13"),
    ("25 Dec", "2023-12-25"),  # a bank holiday stays as given
    ("29 Feb", "2024-02-29"),
    ("Friday 13th", "2023-10-13"),
]


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_a_date_is_the_next_such_day(words: str, day: str) -> None:
    assert telling(f"2.4 expected {words}") == f"2.4 forecast={day}"
    assert telling(f"2.4 need until {words}") == f"2.4 asks={day}"


ASKED = [
    "March",
    "in March",
    "May",
    "mid March",
    "mid-March",
    "early March",
    "late March",
    "mid to late March",
    "the beginning of March",
    "spring",
    "in the spring",
    "summer",
    "the autumn term",
    "Q4",
    "end of Q4",
    "after half term",
    "before Easter",
    "by Christmas",
    "the new year",
    "soon",
    "ASAP",
    "shortly",
    "in due course",
    "TBC",
    "next Monday",
    "next Thursday",
    "next week",
    "early next week",
    "next month",
    "later this month",
    "end of the week",
    "end of term",
    "end of the year",
    "a few weeks",
    "the next Board",
    "2024",
    "6 Oct",
    "6/10",
    "the 6th",
    "15 Jan 2022",
    "15 January 1999",
    "15 January 2124",
    "15/01/22",
    "5 October 2023",
    "Friday 7 October",
    "Monday 16 January",
    "Fri 14th",
    "w/c 8 Nov",
    "31 Nov",
    "30 Feb",
    "32 January",
    "31/11",
    "15/13",
    "29 Feb 2025",
    "the 32nd",
    "end of Feb 2022",
    "end of October 2123",
    "yesterday",
    "last Friday",
    "Mon 17th of next month",
    "in 2-3 weeks",
    "January 2024",
    "15 or 22 Feb",
    "15/1 or 22/1",
    "Jan 24",
]


@pytest.mark.parametrize("words", ASKED)
def test_a_date_in_doubt_is_asked_about(words: str) -> None:
    assert telling(f"2.4 amber, expected {words}") == "2.4 amber; ?which_date 2.4"
    assert telling(f"2.4 amber, need until {words}") == "2.4 amber; ?which_date 2.4"


SENT = [
    (date(2023, 10, 5), "Friday", "2023-10-06"),  # Thursday
    (date(2023, 10, 5), "next Thursday", "2023-10-12"),
    (date(2023, 10, 5), "next Friday", None),
    (date(2023, 10, 9), "Monday", "2023-10-16"),  # Monday
    (date(2023, 10, 9), "next Monday", "2023-10-16"),
    (date(2023, 10, 30), "end of month", "2023-10-31"),  # Monday
    (date(2023, 10, 31), "end of month", None),  # its last working day
    (date(2023, 10, 31), "end of October", None),
    (date(2023, 12, 30), "end of month", None),  # Saturday after it
    (date(2023, 12, 30), "end of January", "2024-01-31"),
    (date(2023, 12, 30), "15/1", "2024-01-15"),
    (date(2023, 12, 31), "tomorrow", "2024-01-01"),
    (date(2023, 12, 15), "the 15th", None),
    (date(2023, 12, 16), "the 15th", "2024-01-15"),
    (date(2023, 11, 5), "31st", "2023-12-31"),
    (date(2024, 2, 28), "29 Feb", "2024-02-29"),
    (date(2024, 2, 29), "29 Feb", None),
    (date(2024, 3, 1), "29 Feb", None),  # no such day next year
    (date(2024, 3, 1), "end of Feb", "2025-02-28"),
    (date(2024, 1, 31), "in a month", "2024-02-29"),
    (date(2026, 8, 3), "end of August", "2026-08-28"),  # 31 August is a bank holiday
    (date(2024, 1, 15), "15/1", None),
    (date(2024, 1, 15), "15 January 2025", "2025-01-15"),
]


@pytest.mark.parametrize(("on", "words", "day"), SENT)
def test_a_date_is_read_from_the_day_of_sending(on: date, words: str, day: str | None) -> None:
    expected = f"2.4 forecast={day}" if day else "2.4; ?which_date 2.4"
    assert telling(f"2.4 expected {words}", on=on) == expected


ASKS = [
    "2.4 need until 15 Jan",
    "2.4 needs until 15 Jan",
    "2.4 we need it until 15 Jan",
    "2.4 need more time until 15 Jan",
    "need until 15 Jan for 2.4",
    "need until 15 Jan for 2.4 because the panel slipped",
    "2.4 extend to 15 Jan",
    "2.4 please extend the due date to 15 Jan",
    "2.4 extension to 15 Jan please",
    "2.4 extension until 15 Jan",
    "2.4 move the date to 15 Jan",
    "2.4 move the date from 20 Dec to 15 Jan",
    "2.4 please move the deadline to 15 Jan",
    "2.4 push to 15 Jan",
    "2.4 push back to 15 Jan",
    "2.4 pushed to 15 Jan",
    "2.4 new date 15 Jan",
    "2.4 new date: 15/1",
    "2.4 new due date is 15 Jan",
    "2.4 could we have until 15 Jan",
    "2.4 could we have until 15 Jan?",
    "2.4 can I have until 15 Jan please?",
    "Can I have until 15 Jan for 2.4?",
    "2.4 can we please have until the 15th of January?",
    "2.4 more time until 15 Jan",
    "2.4 need more time: 15 Jan",
    "2.4 need until 8 Jan, sorry 15 Jan",
    "2.4 need until spring, sorry, 15 Jan",
]


@pytest.mark.parametrize("text", ASKS)
def test_a_new_due_date_is_asked_for(text: str) -> None:
    assert telling(text) == "2.4 asks=2024-01-15"


FORECASTS = [
    "2.4 expect to finish by 15 Jan",
    "2.4 we expect to finish on 15 Jan",
    "2.4 expect to have the form finished by 15 Jan",
    "2.4 expecting to complete 15 Jan",
    "2.4 expect 15 Jan",
    "2.4 expect completion 15 Jan",
    "2.4 expected 15 Jan",
    "2.4 expected by 15 Jan",
    "2.4 expected to finish on 15 Jan",
    "2.4 not expected until 15 Jan",
    "2.4 should be done by 15 Jan",
    "2.4 should be done 15 Jan",
    "2.4 will be finished by 15 Jan",
    "2.4 will be green by 15 Jan",
    "2.4 should be back on track by 15 Jan",
    "2.4 will be 15 Jan",
    "2.4 we'll be done by 15 Jan",
    "2.4 back by 15 Jan",
    "2.4 back on track by 15 Jan",
    "2.4 back on track 15 Jan",
    "2.4 forecast 15 Jan",
    "2.4 forecast: 15 Jan",
    "2.4 forecast completion 15 Jan",
    "2.4 complete by 15 Jan",
    "2.4 now 15 Jan",
    "2.4 now expected 15 Jan",
    "2.4 was expected 20 Sept, now 15 Jan",
    "2.4 expect 8 Jan, sorry 15 Jan",
    "2.4 expect 8 Jan - no, 15 Jan",
    "2.4 expect 8 Jan, I mean 15 Jan",
    "2.4 expect 8 Jan (sorry, 15 Jan)",
    "2.4 expect mid January, sorry 15 Jan",
    "2.4 expect 8 Jan. Now expect 15 Jan",
]


@pytest.mark.parametrize("text", FORECASTS)
def test_a_forecast_is_read(text: str) -> None:
    assert telling(text) == "2.4 forecast=2024-01-15"

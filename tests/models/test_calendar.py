"""A cycle is planned backwards from the Board, in working days of England."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.calendar import (
    LETTERS,
    SCHOOL_NOTE,
    STEPS,
    CalendarError,
    CyclePlan,
    Offsets,
    SchoolHoliday,
    cycle_code,
    cycle_codes,
    default_boards,
    plan_cycle,
    plan_cycles,
    school_note,
    summer_holidays,
)
from models.workdays import ENGLAND, WorkingDays

SAMPLE = Path(__file__).parent / "calendar_of_the_sample.csv"
LONDON = ZoneInfo("Europe/London")

# Board, opens, first reminder, cut-off, area lead, moderation, PDG, sign-off, papers, arising.
FIFTEEN = """
Wed 25 Oct 2023 | Fri 29 Sep | Wed  4 Oct | Fri  6 Oct | Mon  9 Oct | Wed 11 Oct | Fri 13 Oct | Mon 16 Oct | Tue 17 Oct | Fri 27 Oct
Wed 22 Nov 2023 | Fri 27 Oct | Wed  1 Nov | Fri  3 Nov | Mon  6 Nov | Wed  8 Nov | Fri 10 Nov | Mon 13 Nov | Tue 14 Nov | Fri 24 Nov
Wed 20 Dec 2023 | Fri 24 Nov | Wed 29 Nov | Fri  1 Dec | Mon  4 Dec | Wed  6 Dec | Fri  8 Dec | Mon 11 Dec | Tue 12 Dec | Fri 22 Dec
Wed 24 Jan 2024 | Thu 28 Dec | Wed  3 Jan | Fri  5 Jan | Mon  8 Jan | Wed 10 Jan | Fri 12 Jan | Mon 15 Jan | Tue 16 Jan | Fri 26 Jan
Wed 28 Feb 2024 | Fri  2 Feb | Wed  7 Feb | Fri  9 Feb | Mon 12 Feb | Wed 14 Feb | Fri 16 Feb | Mon 19 Feb | Tue 20 Feb | Fri  1 Mar
Wed 27 Mar 2024 | Fri  1 Mar | Wed  6 Mar | Fri  8 Mar | Mon 11 Mar | Wed 13 Mar | Fri 15 Mar | Mon 18 Mar | Tue 19 Mar | Tue  2 Apr
Wed 24 Apr 2024 | Wed 27 Mar | Wed  3 Apr | Fri  5 Apr | Mon  8 Apr | Wed 10 Apr | Fri 12 Apr | Mon 15 Apr | Tue 16 Apr | Fri 26 Apr
Wed 22 May 2024 | Thu 25 Apr | Tue 30 Apr | Thu  2 May | Fri  3 May | Wed  8 May | Fri 10 May | Mon 13 May | Tue 14 May | Fri 24 May
Wed 26 Jun 2024 | Fri 31 May | Wed  5 Jun | Fri  7 Jun | Mon 10 Jun | Wed 12 Jun | Fri 14 Jun | Mon 17 Jun | Tue 18 Jun | Fri 28 Jun
Wed 24 Jul 2024 | Fri 28 Jun | Wed  3 Jul | Fri  5 Jul | Mon  8 Jul | Wed 10 Jul | Fri 12 Jul | Mon 15 Jul | Tue 16 Jul | Fri 26 Jul
Wed 28 Aug 2024 | Thu  1 Aug | Tue  6 Aug | Thu  8 Aug | Fri  9 Aug | Tue 13 Aug | Thu 15 Aug | Fri 16 Aug | Mon 19 Aug | Fri 30 Aug
Wed 25 Sep 2024 | Fri 30 Aug | Wed  4 Sep | Fri  6 Sep | Mon  9 Sep | Wed 11 Sep | Fri 13 Sep | Mon 16 Sep | Tue 17 Sep | Fri 27 Sep
Wed 23 Oct 2024 | Fri 27 Sep | Wed  2 Oct | Fri  4 Oct | Mon  7 Oct | Wed  9 Oct | Fri 11 Oct | Mon 14 Oct | Tue 15 Oct | Fri 25 Oct
Wed 27 Nov 2024 | Fri  1 Nov | Wed  6 Nov | Fri  8 Nov | Mon 11 Nov | Wed 13 Nov | Fri 15 Nov | Mon 18 Nov | Tue 19 Nov | Fri 29 Nov
Wed 18 Dec 2024 | Fri 22 Nov | Wed 27 Nov | Fri 29 Nov | Mon  2 Dec | Wed  4 Dec | Fri  6 Dec | Mon  9 Dec | Tue 10 Dec | Fri 20 Dec
""".strip().splitlines()  # noqa: E501 - one row for each Board, to be read as a table


def short(day: date) -> str:
    return f"{day:%a} {day.day:2d} {day:%b}"


def test_the_fifteen_months_of_the_sample_come_out_in_every_cell() -> None:
    with SAMPLE.open(newline="") as file:
        rows = list(csv.DictReader(file))
    cycles = plan_cycles(date.fromisoformat(row["board_meeting"]) for row in rows)
    assert [cycle.as_row() for cycle in cycles] == rows
    assert list(cycles[0].as_row()) == list(rows[0])


@pytest.mark.parametrize("line", FIFTEEN, ids=[line[:15] for line in FIFTEEN])
def test_each_day_has_its_weekday(line: str) -> None:
    board, *expected = (cell.strip() for cell in line.split("|"))
    row = plan_cycle(datetime.strptime(board, "%a %d %b %Y").replace(tzinfo=UTC).date()).as_row()
    del row["cycle"], row["note"], row["board_meeting"]
    found = [short(date.fromisoformat(day)) for day in row.values()]
    assert [" ".join(cell.split()) for cell in found] == [" ".join(c.split()) for c in expected]


def test_the_programme_office_and_the_chair_hear_of_silence_eleven_and_ten_days_before() -> None:
    cycle = plan_cycle(date(2023, 10, 25))
    assert short(cycle.escalation_to_programme_office) == "Tue 10 Oct"
    assert short(cycle.escalation_to_chair) == "Wed 11 Oct"


def test_the_default_boards_are_the_fifteen_of_the_sample() -> None:
    boards = default_boards(date(2023, 9, 29), date(2024, 12, 31))
    assert boards == tuple(
        datetime.strptime(line[:15], "%a %d %b %Y").replace(tzinfo=UTC).date() for line in FIFTEEN
    )


def test_default_boards_lie_within_both_days_included() -> None:
    assert default_boards(date(2023, 10, 25), date(2023, 11, 22)) == (
        date(2023, 10, 25),
        date(2023, 11, 22),
    )
    assert default_boards(date(2023, 10, 26), date(2023, 11, 21)) == ()


def test_a_default_board_on_a_closure_day_is_held_the_working_day_before() -> None:
    closed = ENGLAND.without([date(2023, 10, 25)])
    boards = default_boards(date(2023, 10, 1), date(2023, 10, 31), days=closed)
    assert boards == (date(2023, 10, 24),)


def test_two_boards_in_a_month_get_a_letter_in_the_order_of_their_days() -> None:
    boards = [date(2024, 5, 22), date(2024, 5, 8), date(2024, 5, 29), date(2024, 6, 5)]
    assert cycle_codes(boards) == {
        date(2024, 5, 8): "2024-05",
        date(2024, 5, 22): "2024-05b",
        date(2024, 5, 29): "2024-05c",
        date(2024, 6, 5): "2024-06",
    }


def test_the_cycles_of_two_boards_in_a_month_carry_their_letters() -> None:
    cycles = plan_cycles([date(2024, 5, 22), date(2024, 5, 8)])
    assert [cycle.code for cycle in cycles] == ["2024-05", "2024-05b"]


def test_a_board_added_later_leaves_the_codes_that_stand() -> None:
    assert cycle_code(date(2024, 5, 8), {"2024-05"}) == "2024-05b"


def test_a_month_with_more_boards_than_letters_is_refused() -> None:
    taken = {"2024-05", *(f"2024-05{letter}" for letter in LETTERS[1:])}
    with pytest.raises(CalendarError, match="at most 26 Boards; May 2024 has them all"):
        cycle_code(date(2024, 5, 8), taken)


@pytest.mark.parametrize(
    ("board_on", "why", "before", "after"),
    [
        (
            "2024-05-27",
            "27 May 2024 is a bank holiday in England.",
            "Friday 24 May",
            "Tuesday 28 May",
        ),
        ("2023-10-28", "Saturday 28 October 2023 is at a weekend", "Friday 27", "Monday 30"),
        ("2023-10-29", "Sunday 29 October 2023 is at a weekend", "Friday 27", "Monday 30"),
        ("2023-12-27", "is a day on which the partnership is closed", "Friday 22", "Thursday 28"),
    ],
)
def test_a_board_on_an_idle_day_is_refused_with_the_nearest_days(
    board_on: str, why: str, before: str, after: str
) -> None:
    days = ENGLAND.without([date(2023, 12, 27)])
    with pytest.raises(CalendarError) as refusal:
        plan_cycle(date.fromisoformat(board_on), days=days)
    assert str(refusal.value).startswith("A Board meets on a working day; ")
    assert all(part in str(refusal.value) for part in (why, before, after))


def test_a_friday_that_is_not_worked_is_no_weekend() -> None:
    with pytest.raises(CalendarError, match="the partnership is closed"):
        plan_cycle(date(2023, 10, 27), days=WorkingDays(weekdays=frozenset(range(4))))


@pytest.mark.parametrize(
    ("board_on", "is_noted"),
    [
        ("2024-08-28", True),  # Thu 1 to Thu 8 August
        ("2024-08-15", True),  # opens Mon 22 July
        ("2024-08-14", False),  # opens Fri 19 July, in term
        ("2024-09-18", True),  # Thu 22 Aug to Fri 30 Aug
        ("2024-09-23", False),  # closes Wed 4 September
        ("2024-09-20", False),  # closes Tue 3 September
    ],
)
def test_only_a_window_wholly_in_a_school_holiday_is_noted(board_on: str, is_noted: bool) -> None:  # noqa: FBT001 - a column of the table
    assert plan_cycle(date.fromisoformat(board_on)).note == (SCHOOL_NOTE if is_noted else "")


@pytest.mark.parametrize("year", [1, 1800, 2101, 9998])
def test_a_year_whose_bank_holidays_nobody_knows_is_refused(year: int) -> None:
    with pytest.raises(CalendarError, match="are not known, so its working days would be wrong"):
        plan_cycle(date(year, 1, 24))


def test_a_partnership_has_its_own_term_dates() -> None:
    easter = SchoolHoliday(date(2024, 3, 27), date(2024, 4, 12))
    april, august = date(2024, 4, 24), date(2024, 8, 28)
    assert plan_cycle(april, school_holidays=[easter]).note == SCHOOL_NOTE
    assert plan_cycle(august, school_holidays=[easter]).note == ""
    assert plan_cycle(august, school_holidays=[]).note == ""
    assert [c.note for c in plan_cycles([april, august], school_holidays=[easter])] == [
        SCHOOL_NOTE,
        "",
    ]


def test_holidays_that_touch_over_a_weekend_count_as_one() -> None:
    weeks = [
        SchoolHoliday(date(2024, 7, 29), date(2024, 8, 2)),
        SchoolHoliday(date(2024, 8, 5), date(2024, 8, 9)),
    ]
    assert plan_cycle(date(2024, 8, 28), school_holidays=weeks).note == SCHOOL_NOTE


def test_the_window_ends_at_the_cut_off() -> None:
    summer = [SchoolHoliday(date(2024, 8, 1), date(2024, 8, 8))]
    assert school_note(date(2024, 8, 1), date(2024, 8, 8), ENGLAND, summer) == SCHOOL_NOTE
    assert school_note(date(2024, 8, 1), date(2024, 8, 9), ENGLAND, summer) == ""


def test_a_window_over_new_year_looks_at_the_holidays_of_both_years() -> None:
    assert school_note(date(2023, 8, 31), date(2024, 7, 22), WorkingDays(), None) == ""
    summer = summer_holidays(2023, 2024)
    assert [(h.first.year, h.last.year) for h in summer] == [(2023, 2023), (2024, 2024)]


def test_a_school_holiday_holds_its_first_and_last_day() -> None:
    holiday = SchoolHoliday(date(2024, 7, 22), date(2024, 7, 24))
    assert list(holiday.days()) == [date(2024, 7, 22), date(2024, 7, 23), date(2024, 7, 24)]
    assert all(day in holiday for day in holiday.days())
    assert date(2024, 7, 21) not in holiday
    assert date(2024, 7, 25) not in holiday


def test_the_cut_off_is_at_five_local_time_in_summer_and_winter() -> None:
    summer, winter = plan_cycle(date(2023, 10, 25)), plan_cycle(date(2023, 12, 20))
    assert summer.cut_off_instant(LONDON) == datetime(2023, 10, 6, 16, tzinfo=UTC)
    assert winter.cut_off_instant(LONDON) == datetime(2023, 12, 1, 17, tzinfo=UTC)
    assert summer.cut_off_instant(LONDON).tzinfo is UTC
    assert summer.papers_instant(LONDON) == datetime(2023, 10, 17, 9, tzinfo=UTC)
    assert summer.papers_instant(LONDON).tzinfo is UTC
    assert winter.papers_instant(LONDON) == datetime(2023, 12, 12, 10, tzinfo=UTC)


def test_the_offsets_and_hours_of_a_partnership_are_its_own() -> None:
    offsets = Offsets(collection_opens=-20, cut_off_at=time(12), papers_at=time(16))
    cycle = plan_cycle(date(2023, 10, 25), offsets=offsets, code="A")
    assert (cycle.code, cycle.collection_opens) == ("A", date(2023, 9, 27))
    assert cycle.cut_off_instant(LONDON) == datetime(2023, 10, 6, 11, tzinfo=UTC)
    assert cycle.papers_instant(LONDON) == datetime(2023, 10, 17, 15, tzinfo=UTC)
    assert plan_cycles([date(2023, 10, 25)], offsets=offsets)[0].collection_opens == date(
        2023, 9, 27
    )
    closed = ENGLAND.without([date(2023, 10, 23)])
    assert plan_cycles([date(2023, 10, 25)], days=closed)[0].papers_issued == date(2023, 10, 16)


@pytest.mark.parametrize(
    ("changed", "first", "second"),
    [
        ({"first_reminder": -13}, "First reminder (-13)", "update cut off (-13)"),
        ({"pdg_meeting": -6}, "PDG meeting (-6)", "chair sign off (-7)"),
        ({"papers_issued": 0}, "Papers issued (0)", "board meeting (0)"),
    ],
)
def test_steps_out_of_order_are_refused(changed: dict[str, Any], first: str, second: str) -> None:
    with pytest.raises(CalendarError) as refusal:
        replace(Offsets(), **changed)
    assert str(refusal.value) == (
        f"{first} must come before {second}, in working days from the Board; change one of the two."
    )


def test_the_boards_own_offset_cannot_be_set() -> None:
    with pytest.raises(CalendarError, match=r"^The Board's own day is 0 by meaning; found 1. L"):
        Offsets(board_meeting=1)


def test_papers_may_go_out_on_the_day_of_signing() -> None:
    cycle = plan_cycle(date(2023, 10, 25), offsets=Offsets(chair_sign_off=-6))
    assert cycle.chair_sign_off == cycle.papers_issued


boards = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(boards)
def test_every_day_of_a_cycle_is_worked_and_follows_the_one_before(board_on: date) -> None:
    assume(board_on in ENGLAND)
    cycle: CyclePlan = plan_cycle(board_on)
    found = list(cycle.days().values())
    assert all(day in ENGLAND for day in found)
    assert found == sorted(found)
    assert len(set(found)) == len(STEPS) - 1  # the chair hears on the day moderation ends
    assert ENGLAND.between(cycle.papers_issued, board_on) == 6


@given(boards, boards)
def test_every_default_board_can_be_planned(start: date, end: date) -> None:
    assert all(board in ENGLAND for board in default_boards(start, end))

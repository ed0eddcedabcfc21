from collections.abc import Callable
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ask_days import ask_day, last_day_to_remind, reminder_day
from models.calendar import default_boards, plan_cycle
from models.hours import Hours, person_days, term_holidays
from models.workdays import ENGLAND

LONDON = ZoneInfo("Europe/London")
OCTOBER = plan_cycle(date(2023, 10, 25))
"""Opens Friday 29 September, reminder Wednesday 4 October, cut-off Friday 6 October."""
AUGUST = plan_cycle(date(2024, 8, 28))
"""Opens Thursday 1 August, cut-off Thursday 8 August: wholly in the schools' summer."""
BOARDS = default_boards(date(2023, 1, 1), date(2026, 12, 31))


def somebody(weekdays: str = "01234", *, at_school: bool = False) -> Hours:
    terms = term_holidays(None, around=date(2024, 1, 1)) if at_school else ()
    return Hours(LONDON, person_days(frozenset(), weekdays, terms))


def away(first: date, last: date) -> Callable[[date], bool]:
    return lambda day: not first <= day <= last


@pytest.mark.parametrize(
    ("weekdays", "asked", "reminded"),
    [
        ("01234", "Fri 29 Sep", "Wed 4 Oct"),
        ("01", "Mon 2 Oct", "Tue 3 Oct"),
        ("04", "Fri 29 Sep", "Mon 2 Oct"),
        ("3", "Thu 5 Oct", None),
        ("4", "Fri 29 Sep", None),
        ("13", "Tue 3 Oct", "Thu 5 Oct"),
        ("2", "Wed 4 Oct", None),
        ("012", "Mon 2 Oct", "Wed 4 Oct"),
    ],
)
def test_a_part_week_is_asked_and_reminded_on_its_own_days(
    weekdays: str, asked: str, reminded: str | None
) -> None:
    hours = somebody(weekdays)
    day = ask_day(OCTOBER, hours, days=ENGLAND)
    assert day is not None
    assert f"{day:%a} {day.day} {day:%b}" == asked
    again = reminder_day(OCTOBER, hours, asked_on=day)
    assert (f"{again:%a} {again.day} {again:%b}" if again else None) == reminded


def test_who_is_back_during_the_collection_is_asked_then() -> None:
    free = away(date(2023, 9, 25), date(2023, 10, 3))
    assert ask_day(OCTOBER, somebody(), days=ENGLAND, free=free) == date(2023, 10, 4)
    asked = date(2023, 10, 4)
    assert reminder_day(OCTOBER, somebody(), asked_on=asked, free=free) == date(2023, 10, 5)


def test_who_is_away_all_through_is_not_asked() -> None:
    free = away(date(2023, 9, 29), date(2023, 10, 6))
    assert ask_day(OCTOBER, somebody(), days=ENGLAND, free=free) is None


def test_schools_are_asked_before_their_holiday_with_as_many_days_as_others_have() -> None:
    school = somebody(at_school=True)
    asked = ask_day(AUGUST, school, days=ENGLAND)
    assert asked == date(2024, 7, 12)  # a Friday, five school days before Friday 19 July
    assert ENGLAND.between(asked, date(2024, 7, 19)) == ENGLAND.between(
        AUGUST.collection_opens, AUGUST.update_cut_off
    )
    assert reminder_day(AUGUST, school, asked_on=asked) == date(2024, 7, 19)


def test_others_are_asked_in_august_as_in_any_month() -> None:
    assert ask_day(AUGUST, somebody(), days=ENGLAND) == date(2024, 8, 1)


def test_a_school_that_is_back_before_the_cut_off_is_asked_then() -> None:
    september = plan_cycle(date(2024, 9, 25))  # opens Friday 30 August, cut-off 6 September
    assert ask_day(september, somebody(at_school=True), days=ENGLAND) == date(2024, 9, 2)


WEEKS = st.sets(st.integers(0, 6), min_size=1).map(lambda d: "".join(map(str, sorted(d))))


@given(board=st.sampled_from(BOARDS), weekdays=WEEKS, at_school=st.booleans())
def test_days_lie_in_order_and_on_the_persons_own_days(
    board: date,
    weekdays: str,
    at_school: bool,  # noqa: FBT001 - a fact by its name
) -> None:
    cycle, hours = plan_cycle(board), somebody(weekdays, at_school=at_school)
    asked = ask_day(cycle, hours, days=ENGLAND)
    if asked is None:
        return
    assert asked in hours.days
    assert asked <= cycle.update_cut_off
    reminded = reminder_day(cycle, hours, asked_on=asked)
    if reminded is not None:
        assert asked < reminded < cycle.update_cut_off
        assert reminded in hours.days


@given(board=st.sampled_from(BOARDS), weekdays=WEEKS)
def test_a_reminder_is_never_later_than_the_last_working_day_before_the_cut_off(
    board: date, weekdays: str
) -> None:
    cycle, hours = plan_cycle(board), somebody(weekdays)
    asked = ask_day(cycle, hours, days=ENGLAND)
    reminded = asked and reminder_day(cycle, hours, asked_on=asked)
    if reminded:
        last = last_day_to_remind(cycle, hours)
        assert last is not None
        assert reminded <= last

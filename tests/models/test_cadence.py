"""Reviews, returns and scrutiny: the same rule with other offsets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.cadence import (
    DFE_RETURN,
    SCRUTINY,
    Cadence,
    CadenceStep,
    meetings,
    paper_deadline,
    plan_meeting,
)
from models.calendar import CalendarError
from models.workdays import ENGLAND


@pytest.mark.parametrize(
    ("meeting", "clear_days", "papers"),
    [
        ("Mon 2023-10-30", 0, "Fri 2023-10-27"),
        ("Mon 2019-12-02", 5, "Fri 2019-11-22"),  # Kent's Cabinet
        ("Thu 2023-09-28", 5, "Wed 2023-09-20"),  # Kent's SEND Sub-Committee
        ("Wed 2024-04-03", 5, "Fri 2024-03-22"),  # over Easter
        ("Wed 2024-04-03", 3, "Tue 2024-03-26"),
    ],
)
def test_papers_leave_so_many_clear_working_days(
    meeting: str, clear_days: int, papers: str
) -> None:
    found = paper_deadline(date.fromisoformat(meeting[4:]), clear_days)
    assert f"{found:%a %Y-%m-%d}" == papers
    assert f"{date.fromisoformat(meeting[4:]):%a}" == meeting[:3]


def test_five_clear_days_are_the_default_and_closures_count() -> None:
    meeting = date(2023, 9, 28)
    assert paper_deadline(meeting) == date(2023, 9, 20)
    closed = ENGLAND.without([date(2023, 9, 21)])
    assert paper_deadline(meeting, days=closed) == date(2023, 9, 19)


def test_fewer_than_no_clear_days_are_refused() -> None:
    with pytest.raises(CalendarError, match=r"^Clear days are counted from 0; found -1\.$"):
        paper_deadline(date(2023, 9, 28), -1)


def test_evidence_is_due_two_weeks_before_the_review_of_november_2023() -> None:
    steps = plan_meeting(date(2023, 11, 15), DFE_RETURN)
    assert {name: f"{day:%a %d %b}" for name, day in steps.items()} == {
        "evidence_asked_for": "Wed 04 Oct",
        "return_signed_off": "Wed 25 Oct",
        "evidence_due": "Wed 01 Nov",
        "meeting": "Wed 15 Nov",
    }


def test_two_weeks_before_that_fall_on_a_bank_holiday_are_the_working_day_before() -> None:
    assert plan_meeting(date(2024, 4, 15), DFE_RETURN)["evidence_due"] == date(2024, 3, 28)


def test_scrutiny_has_its_papers_five_clear_working_days_before() -> None:
    steps = plan_meeting(date(2024, 9, 18), SCRUTINY)
    assert {name: f"{day:%a %d %b}" for name, day in steps.items()} == {
        "paper_drafted": "Wed 28 Aug",
        "paper_signed_off": "Fri 06 Sep",
        "papers_issued": "Tue 10 Sep",
        "meeting": "Wed 18 Sep",
    }


def test_a_closure_day_moves_the_steps() -> None:
    closed = ENGLAND.without([date(2024, 9, 10)])
    assert plan_meeting(date(2024, 9, 18), SCRUTINY, days=closed)["papers_issued"] == date(
        2024, 9, 9
    )


def test_a_meeting_on_an_idle_day_is_refused() -> None:
    with pytest.raises(CalendarError, match="Saturday 16 November 2024 is at a weekend"):
        plan_meeting(date(2024, 11, 16), SCRUTINY)


def test_reviews_return_every_six_months_and_keep_their_day_of_the_month() -> None:
    found = meetings(date(2023, 8, 31), DFE_RETURN, date(2025, 2, 28))
    assert [f"{day:%a %d %b %Y}" for day in found] == [
        "Thu 31 Aug 2023",
        "Thu 29 Feb 2024",
        "Fri 30 Aug 2024",
        "Fri 28 Feb 2025",
    ]


def test_a_month_without_the_day_takes_its_last_one() -> None:
    found = meetings(date(2023, 8, 31), SCRUTINY, date(2024, 3, 1))
    assert [f"{day:%a %d %b}" for day in found] == ["Thu 31 Aug", "Thu 30 Nov", "Thu 29 Feb"]


def test_scrutiny_returns_every_quarter_on_working_days_only() -> None:
    closed = ENGLAND.without([date(2024, 12, 18)])
    found = meetings(date(2024, 9, 18), SCRUTINY, date(2024, 12, 31), days=closed)
    assert [f"{day:%a %d %b}" for day in found] == ["Wed 18 Sep", "Tue 17 Dec"]


@pytest.mark.parametrize("months", [0, -3])
def test_a_cadence_that_never_returns_is_refused(months: int) -> None:
    with pytest.raises(CalendarError, match=f"^Odd returns .* found every {months} months.$"):
        Cadence("Odd", months, ())


def test_a_monthly_cadence_is_the_shortest() -> None:
    monthly = Cadence("Monthly", 1, (CadenceStep("asked", -1),))
    assert len(meetings(date(2024, 1, 31), monthly, date(2024, 12, 31))) == 12


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(0, 30))
def test_between_issue_and_meeting_lie_just_so_many_working_days(meeting: date, clear: int) -> None:
    issue = paper_deadline(meeting, clear)
    assert issue in ENGLAND
    assert ENGLAND.between(issue, meeting) - (meeting in ENGLAND) == clear

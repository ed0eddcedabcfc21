"""The rules of meetings: references, names, days, and what may become of an action that arose."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.meeting_states import (
    FOLLOWS,
    LIVE_ARISING,
    UNSETTLED,
    ArisingState,
    arising_day,
    decision_name,
    may_follow,
    next_ref,
)
from models.workdays import ENGLAND

A = ArisingState
DAYS = st.dates(date(2023, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("taken", "following"),
    [
        ((), "GA001"),
        (("GA001", "GA004"), "GA005"),
        (("BA009",), "GA001"),
        (("GA", "GAB12", "GA1x"), "GA001"),
        (("GA999",), "GA1000"),
    ],
)
def test_a_reference_is_the_next_free_number_of_its_body(
    taken: tuple[str, ...], following: str
) -> None:
    assert next_ref("GA", taken) == following


@given(st.lists(st.integers(1, 5000).map(lambda n: f"GA{n:03}")))
def test_no_reference_is_given_twice(taken: list[str]) -> None:
    assert next_ref("GA", taken) not in taken


def test_a_decision_is_named_by_its_meeting_and_number() -> None:
    assert decision_name("PDG 2023-10", 3) == "PDG 2023-10 / 3"


def sends(closed: date, held: date, of_calendar: date | None = None) -> date:
    return arising_day(closed, held, of_calendar=of_calendar, days=ENGLAND, after=2)


def test_actions_are_sent_two_working_days_after_the_meeting() -> None:
    friday, thursday = date(2023, 10, 13), date(2023, 10, 12)
    assert sends(friday, friday) == date(2023, 10, 17), "Tuesday"
    assert sends(thursday, thursday) == date(2023, 10, 16), "Monday"


def test_the_calendar_s_own_day_goes_first_and_closing_late_sends_late() -> None:
    held = date(2023, 10, 25)
    assert sends(held, held, date(2023, 10, 27)) == date(2023, 10, 27)
    assert sends(date(2023, 11, 4), held, date(2023, 10, 27)) == date(2023, 11, 6), "a Monday"


@given(DAYS, st.integers(0, 30))
def test_they_are_never_sent_before_the_meeting_is_closed(held: date, late: int) -> None:
    closed = held + timedelta(days=late)
    assert sends(closed, held) >= max(closed, held)
    assert sends(closed, held) in ENGLAND


def test_what_is_dropped_stays_dropped_and_what_is_done_can_only_be_open_again() -> None:
    assert not FOLLOWS[A.DROPPED]
    assert FOLLOWS[A.DONE] == {A.ACCEPTED}
    assert set(FOLLOWS) == set(A)


@given(st.lists(st.sampled_from(list(A)), max_size=30))
def test_what_was_declined_is_done_only_after_it_was_offered_again(walk: list[A]) -> None:
    state, was_offered_since = A.OFFERED, True
    for wanted in walk:
        if not may_follow(state, wanted):
            continue
        state = wanted
        if state is A.DECLINED:
            was_offered_since = False
        elif state is A.OFFERED:
            was_offered_since = True
        assert was_offered_since or state in {A.DECLINED, A.DROPPED}


def test_what_is_on_the_next_agenda_is_all_that_is_not_settled() -> None:
    assert {*LIVE_ARISING, A.DECLINED} == UNSETTLED

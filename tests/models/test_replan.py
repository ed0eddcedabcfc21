"""A Board that moves: what has happened stays, and who has to know is told."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.calendar import SCHOOL_NOTE, STEPS, CalendarError, Offsets, SchoolHoliday, plan_cycle
from models.replan import TOLD, Audience, Moved, Replan, replan
from models.workdays import ENGLAND

OCTOBER = plan_cycle(date(2023, 10, 25))
AUGUST = plan_cycle(date(2024, 8, 28))


def short(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


def days_of(plan: Replan) -> dict[str, str]:
    return {step: short(day) for step, day in plan.cycle.days().items()}


def test_a_board_moved_before_anything_happened_is_a_new_plan() -> None:
    plan = replan(OCTOBER, date(2023, 11, 1), date(2023, 9, 28))
    assert plan.cycle.days() == plan_cycle(date(2023, 11, 1)).days()
    assert plan.cycle.code == "2023-10"
    assert plan.kept == ()
    assert [m.step for m in plan.moved] == list(STEPS)
    assert plan.findings == ()


def test_what_has_happened_stays_and_the_rest_moves() -> None:
    plan = replan(OCTOBER, date(2023, 11, 1), date(2023, 10, 10), at=time(8))
    assert days_of(plan) == {
        "collection_opens": "Fri 29 Sep",
        "first_reminder": "Wed 4 Oct",
        "update_cut_off": "Fri 6 Oct",
        "escalation_to_area_lead": "Mon 9 Oct",
        "escalation_to_programme_office": "Tue 17 Oct",
        "escalation_to_chair": "Wed 18 Oct",
        "moderation_complete": "Wed 18 Oct",
        "pdg_meeting": "Fri 20 Oct",
        "chair_sign_off": "Mon 23 Oct",
        "papers_issued": "Tue 24 Oct",
        "board_meeting": "Wed 1 Nov",
        "actions_arising_issued": "Fri 3 Nov",
    }
    assert plan.kept == STEPS[:4]
    assert plan.moved[0] == Moved(
        "escalation_to_programme_office", date(2023, 10, 10), date(2023, 10, 17), date(2023, 10, 17)
    )
    assert not plan.moved[0].is_pressed


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        (time(8, 59), "escalation_to_area_lead"),
        (time(9), "escalation_to_programme_office"),
        (None, "escalation_to_programme_office"),
    ],
)
def test_the_hour_says_whether_a_step_of_today_has_happened(at: time | None, kept: str) -> None:
    hour = {} if at is None else {"at": at}
    plan = replan(OCTOBER, date(2023, 11, 1), date(2023, 10, 10), **hour)
    assert plan.kept[-1] == kept


@pytest.mark.parametrize(
    ("day", "at", "kept"),
    [
        (date(2023, 10, 6), time(16, 59), "first_reminder"),
        (date(2023, 10, 6), time(17), "update_cut_off"),
        (date(2023, 10, 11), time(17), "escalation_to_chair"),
        (date(2023, 10, 11), time(23, 59), "moderation_complete"),
        (date(2023, 10, 13), time(17), "moderation_complete"),
        (date(2023, 10, 13), time(23, 59), "pdg_meeting"),
        (date(2023, 10, 16), time(17), "pdg_meeting"),
        (date(2023, 10, 16), time(23, 59), "chair_sign_off"),
        (date(2023, 10, 17), time(9, 59), "chair_sign_off"),
        (date(2023, 10, 17), time(10), "papers_issued"),
    ],
)
def test_each_step_has_its_own_hour(day: date, at: time, kept: str) -> None:
    assert replan(OCTOBER, date(2023, 11, 1), day, at=at).kept[-1] == kept


def test_an_earlier_board_presses_the_steps_whose_day_has_passed() -> None:
    plan = replan(OCTOBER, date(2023, 10, 18), date(2023, 10, 5))
    assert days_of(plan) | {"board_meeting": ""} == {
        "collection_opens": "Fri 29 Sep",
        "first_reminder": "Wed 4 Oct",
        "update_cut_off": "Fri 6 Oct",
        "escalation_to_area_lead": "Mon 9 Oct",
        "escalation_to_programme_office": "Tue 10 Oct",
        "escalation_to_chair": "Wed 11 Oct",
        "moderation_complete": "Wed 11 Oct",
        "pdg_meeting": "Thu 12 Oct",
        "chair_sign_off": "Fri 13 Oct",
        "papers_issued": "Fri 13 Oct",
        "board_meeting": "",
        "actions_arising_issued": "Fri 20 Oct",
    }
    assert plan.findings[0] == (
        "The PDG's meeting was wanted on Friday 6 October 2023, which has passed; it is now"
        " Thursday 12 October 2023."
    )
    assert plan.findings[-1] == (
        "Papers reach the Board 2 clear working days before it meets instead of 5; choose a later"
        " Board or tell its members."
    )
    pressed = [m.step for m in plan.moved if m.is_pressed]
    assert pressed == ["pdg_meeting", "chair_sign_off", "papers_issued"]


@pytest.mark.parametrize(
    ("today", "named"),
    [
        (date(2023, 9, 27), "Collection opens was wanted"),
        (date(2023, 10, 3), "The cut-off for updates was wanted"),
    ],
)
def test_a_pressed_step_is_called_by_its_name(today: date, named: str) -> None:
    findings = replan(OCTOBER, date(2023, 10, 18), today).findings
    assert findings[0].startswith(named)


def test_steps_that_do_not_fit_are_refused_with_the_first_day_that_does() -> None:
    with pytest.raises(CalendarError) as refusal:
        replan(OCTOBER, date(2023, 10, 13), date(2023, 10, 5))
    assert str(refusal.value) == (
        "The steps that are left do not fit before Friday 13 October 2023; the first day on which"
        " the Board can meet is Monday 16 October 2023."
    )
    assert (
        replan(OCTOBER, date(2023, 10, 16), date(2023, 10, 5))
        .findings[-1]
        .startswith("Papers reach the Board 0 clear working days before")
    )


def test_a_pressed_step_of_today_takes_today_while_its_hour_is_to_come() -> None:
    board = date(2023, 10, 23)
    early = replan(OCTOBER, board, date(2023, 10, 12), at=time(8))
    late = replan(OCTOBER, board, date(2023, 10, 12))
    assert short(early.cycle.pdg_meeting) == "Thu 12 Oct"
    assert short(late.cycle.pdg_meeting) == "Fri 13 Oct"


def test_a_pressed_cut_off_may_still_be_this_afternoon() -> None:
    board, today = date(2023, 10, 20), date(2023, 10, 5)
    assert short(replan(OCTOBER, board, today, at=time(12)).cycle.update_cut_off) == "Thu 5 Oct"
    assert short(replan(OCTOBER, board, today, at=time(17)).cycle.update_cut_off) == "Fri 6 Oct"


@pytest.mark.parametrize(
    ("board_on", "today", "sentence"),
    [
        ("2023-11-01", "2023-10-25", "meets today, so it cannot be moved; add another Board"),
        ("2023-11-01", "2023-10-26", "has met or meets today, so it cannot be moved"),
        ("2023-10-10", "2023-10-10", "still to come; Tuesday 10 October 2023 is not"),
        ("2023-10-09", "2023-10-10", "still to come; Monday 9 October 2023 is not"),
        ("2023-10-28", "2023-10-10", "meets on a working day"),
    ],
)
def test_a_move_that_cannot_be_is_refused(board_on: str, today: str, sentence: str) -> None:
    with pytest.raises(CalendarError, match=sentence):
        replan(OCTOBER, date.fromisoformat(board_on), date.fromisoformat(today))


def test_those_whom_a_moved_step_concerns_are_told() -> None:
    plan = replan(OCTOBER, date(2023, 11, 1), date(2023, 10, 16))
    heard = {who.value: [m.step for m in moved] for who, moved in plan.told().items()}
    assert heard == {
        "owners": ["actions_arising_issued"],
        "programme_office": ["papers_issued", "board_meeting", "actions_arising_issued"],
        "chair": ["papers_issued", "board_meeting"],
        "board": ["papers_issued", "board_meeting"],
    }


def test_every_step_concerns_somebody() -> None:
    assert set(TOLD) == set(STEPS)
    assert {who for told in TOLD.values() for who in told} == set(Audience)


def test_the_note_follows_the_window_until_collection_has_opened() -> None:
    moved = replan(AUGUST, date(2024, 9, 25), date(2024, 7, 1))
    assert moved.cycle.note == ""
    opened = replan(AUGUST, date(2024, 9, 25), date(2024, 8, 1))
    assert opened.cycle.note == SCHOOL_NOTE
    easter = [SchoolHoliday(date(2024, 3, 1), date(2024, 4, 30))]
    april = replan(
        plan_cycle(date(2024, 5, 22)), date(2024, 4, 24), date(2024, 3, 1), school_holidays=easter
    )
    assert april.cycle.note == SCHOOL_NOTE


def test_the_partnerships_days_and_offsets_hold_for_the_new_plan() -> None:
    closed = ENGLAND.without([date(2023, 10, 23)])
    offsets = Offsets(papers_issued=-7, cut_off_at=time(12), papers_at=time(16))
    plan = replan(OCTOBER, date(2023, 11, 1), date(2023, 10, 10), days=closed, offsets=offsets)
    assert short(plan.cycle.papers_issued) == "Fri 20 Oct"
    assert (plan.cycle.cut_off_at, plan.cycle.papers_at) == (time(12), time(16))
    assert plan.findings == ()


board_days = st.dates(date(2023, 10, 2), date(2024, 12, 31))


@given(board_days, st.dates(date(2023, 9, 1), date(2023, 10, 24)), st.times())
def test_a_new_plan_keeps_its_order_and_never_plans_into_the_past(
    board_on: date, today: date, at: time
) -> None:
    assume(board_on in ENGLAND and board_on > today)
    try:
        plan = replan(OCTOBER, board_on, today, at=at)
    except CalendarError:
        assume(False)
        return
    found = plan.cycle.days()
    assert list(found.values()) == sorted(found.values())
    assert all(day in ENGLAND for day in found.values())
    assert all(found[step] == OCTOBER.days()[step] for step in plan.kept)
    assert all(found[step] >= today for step in STEPS if step not in plan.kept)
    assert found["update_cut_off"] < found["chair_sign_off"] <= found["papers_issued"] < board_on


@given(st.dates(date(2023, 9, 1), date(2023, 10, 24)))
def test_a_board_that_does_not_move_changes_nothing(today: date) -> None:
    moment = datetime.combine(today, time(12)) + timedelta(0)
    plan = replan(OCTOBER, OCTOBER.board_meeting, moment.date())
    assert plan.cycle == OCTOBER
    assert plan.moved == ()
    assert plan.told() == {}
    assert plan.findings == ()

"""The ladder: due dates, slots, snoozes, who hears of silence, and the word that an ask gives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.calendar import plan_cycle
from models.hours import Hours
from models.ladder import (
    Chain,
    Hearing,
    Promise,
    Rung,
    Told,
    deadline_day,
    deadline_days,
    is_open,
    next_send_slot,
    promise,
    snooze_day,
    who_hears,
)
from models.states import Stage
from models.workdays import ENGLAND, WorkingDays

OCTOBER = plan_cycle(date(2023, 10, 25))
LONDON = ZoneInfo("Europe/London")


def works(*weekdays: int) -> Hours:
    return Hours(LONDON, WorkingDays(weekdays=frozenset(weekdays or range(5))))


def day(words: str) -> date:
    return datetime.strptime(words, "%a %d %b %Y").replace(tzinfo=UTC).date()


def short(on: date | None) -> str | None:
    return on and f"{on:%a} {on.day} {on:%b}"


@pytest.mark.parametrize(
    ("stage", "start", "expected"),
    [
        (Stage.IN_PROGRESS, date(2023, 10, 30), True),
        (Stage.NOT_STARTED, date(2023, 9, 29), True),
        (Stage.NOT_STARTED, date(2023, 9, 30), False),
        (Stage.NOT_STARTED, None, True),
        (Stage.DRAFT, None, False),
        (Stage.DELIVERED, date(2023, 1, 1), False),
        (Stage.SUSPENDED, date(2023, 1, 1), False),
    ],
)
def test_what_is_in_progress_or_due_to_have_started_is_asked_for(
    stage: Stage,
    start: date | None,
    expected: bool,  # noqa: FBT001 - a column
) -> None:
    assert is_open(stage, start, date(2023, 9, 29)) is expected


@pytest.mark.parametrize(
    ("due", "weekdays", "ten", "two", "after"),
    [
        ("Fri 27 Oct 2023", (), "Fri 13 Oct", "Wed 25 Oct", "Mon 30 Oct"),
        ("Mon 08 Jan 2024", (), "Wed 20 Dec", "Thu 4 Jan", "Tue 9 Jan"),
        ("Sat 28 Oct 2023", (), "Mon 16 Oct", "Thu 26 Oct", "Mon 30 Oct"),
        ("Thu 28 Mar 2024", (), "Thu 14 Mar", "Tue 26 Mar", "Tue 2 Apr"),
        ("Fri 27 Oct 2023", (0, 1), "Tue 10 Oct", "Tue 24 Oct", "Mon 30 Oct"),
        ("Fri 27 Oct 2023", (3,), "Thu 12 Oct", "Thu 19 Oct", "Thu 2 Nov"),
    ],
)
def test_a_due_date_is_reminded_of_ten_and_two_days_before_and_the_day_after(
    due: str, weekdays: tuple[int, ...], ten: str, two: str, after: str
) -> None:
    own = works(*weekdays).days
    found = deadline_days(day(due), days=ENGLAND, own=own)
    assert {n: short(on) for n, on in found.items()} == {-10: ten, -2: two, 1: after}


def test_the_days_of_these_reminders_are_settings() -> None:
    due = day("Fri 27 Oct 2023")
    found = deadline_days(due, days=ENGLAND, own=ENGLAND, before=(5,), after=3)
    assert {n: short(on) for n, on in found.items()} == {-5: "Fri 20 Oct", 3: "Wed 1 Nov"}
    closed = ENGLAND.without([day("Wed 25 Oct 2023")])
    assert short(deadline_day(due, -2, days=closed, own=ENGLAND)) == "Tue 24 Oct"


def at(words: str) -> datetime:
    return datetime.strptime(words, "%d %b %Y %H:%M").replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("not_before", "sent", "slot"),
    [
        ("06 Oct 2023 08:00", {}, "06 Oct 2023 09:00"),
        ("06 Oct 2023 11:00", {}, "06 Oct 2023 11:00"),
        ("06 Oct 2023 11:00", {"Fri 06 Oct 2023": 1}, "06 Oct 2023 11:00"),
        ("06 Oct 2023 11:00", {"Fri 06 Oct 2023": 2}, "09 Oct 2023 09:00"),
        ("06 Oct 2023 11:00", {"Fri 06 Oct 2023": 3, "Mon 09 Oct 2023": 2}, "10 Oct 2023 09:00"),
        ("07 Oct 2023 11:00", {}, "09 Oct 2023 09:00"),
        ("27 Oct 2023 20:00", {}, "30 Oct 2023 09:00"),  # the clocks go back on the Sunday
        ("28 Mar 2024 20:00", {}, "02 Apr 2024 09:00"),  # and forward over Easter
    ],
)
def test_the_next_slot_keeps_hours_and_the_days_limit(
    not_before: str, sent: dict[str, int], slot: str
) -> None:
    counts = {day(words): count for words, count in sent.items()}
    assert next_send_slot(works(), at(not_before), sent=counts) == at(slot)


def test_the_limit_is_a_setting_of_one_or_more() -> None:
    full = {day("Fri 06 Oct 2023"): 1}
    found = next_send_slot(works(), at("06 Oct 2023 11:00"), sent=full, limit=1)
    assert found == at("09 Oct 2023 09:00")
    with pytest.raises(
        ValueError, match=r"^A person gets at least one .*; the limit found is 0\.$"
    ):
        next_send_slot(works(), at("06 Oct 2023 11:00"), limit=0)


@pytest.mark.parametrize(
    ("today", "wanted", "weekdays", "found"),
    [
        ("Mon 02 Oct 2023", "Wed 04 Oct 2023", (), "Wed 4 Oct"),
        ("Mon 02 Oct 2023", "Wed 04 Oct 2023", (0, 3), "Thu 5 Oct"),
        ("Mon 02 Oct 2023", "Fri 06 Oct 2023", (), "Thu 5 Oct"),
        ("Mon 02 Oct 2023", "Fri 20 Oct 2023", (), "Thu 5 Oct"),
        ("Mon 02 Oct 2023", "Wed 04 Oct 2023", (0, 1), "Tue 3 Oct"),
        ("Wed 04 Oct 2023", "Mon 02 Oct 2023", (), "Thu 5 Oct"),
        ("Thu 05 Oct 2023", "Fri 06 Oct 2023", (), None),
        ("Mon 09 Oct 2023", "Tue 10 Oct 2023", (), None),
    ],
)
def test_a_snooze_never_passes_the_cut_off(
    today: str, wanted: str, weekdays: tuple[int, ...], found: str | None
) -> None:
    on = snooze_day(day(wanted), OCTOBER, works(*weekdays), today=day(today))
    assert short(on) == found


def test_a_snooze_falls_on_a_day_on_which_they_are_there() -> None:
    def free(on: date) -> bool:
        return on != day("Wed 04 Oct 2023")

    wanted, today = day("Wed 04 Oct 2023"), day("Mon 02 Oct 2023")
    assert short(snooze_day(wanted, OCTOBER, works(), today=today, free=free)) == "Thu 5 Oct"


LEAD, OWNER, DEPUTY, OFFICE, OTHER, CHAIR, OFFICER = range(1, 8)


def chain(lead: int | None = LEAD, **rungs: Any) -> Chain:
    answers_to = rungs.pop("answers_to", {})
    people = {
        Rung.AREA_LEAD: (lead,) if lead else (),
        Rung.PROGRAMME_OFFICE: (OFFICE,),
        Rung.CHAIR: (CHAIR,),
    } | {Rung(rung): heard for rung, heard in rungs.items()}
    return Chain(lead, people, answers_to)


@pytest.mark.parametrize(
    ("links", "silent", "rung", "hearing"),
    [
        (chain(), {OWNER}, "area_lead", ("area_lead", LEAD)),
        (chain(), {LEAD}, "area_lead", ("programme_office", OFFICE)),
        (chain(senior_responsible_officer=(OFFICER,)), {LEAD}, "area_lead",
         ("senior_responsible_officer", OFFICER)),
        (chain(area_lead=(DEPUTY,)), {OWNER}, "area_lead", ("area_lead", DEPUTY)),
        (chain(area_lead=()), {OWNER}, "area_lead", ("programme_office", OFFICE)),
        (chain(lead=None), {OWNER}, "area_lead", ("programme_office", OFFICE)),
        (chain(area_lead=(DEPUTY,)), {LEAD, DEPUTY}, "area_lead", ("programme_office", OFFICE)),
        # the programme's own director is silent, and the office answers to them
        (chain(answers_to={OFFICE: frozenset({LEAD})}), {LEAD}, "area_lead", ("chair", CHAIR)),
        (chain(answers_to={OFFICE: frozenset({LEAD})}), {OWNER}, "area_lead", ("area_lead", LEAD)),
        (chain(answers_to={OFFICE: frozenset({OTHER})}), {LEAD}, "area_lead",
         ("programme_office", OFFICE)),
        # a lead who is in the office too is not one level up from themself
        (chain(area_lead=(), programme_office=(LEAD, OFFICE)), {OWNER}, "area_lead",
         ("chair", CHAIR)),
        (chain(), {OWNER}, "programme_office", ("programme_office", OFFICE)),
        (chain(programme_office=(LEAD,)), {OWNER}, "programme_office", ("programme_office", LEAD)),
        (chain(), {OFFICE}, "programme_office", ("chair", CHAIR)),
        (chain(), {OWNER}, "chair", ("chair", CHAIR)),
        (chain(), {CHAIR}, "chair", None),
        (chain(programme_office=(), chair=()), {LEAD}, "area_lead", None),
    ],
)  # fmt: skip
def test_silence_is_heard_one_level_up_and_never_by_the_silent(
    links: Chain, silent: set[int], rung: str, hearing: tuple[str, int] | None
) -> None:
    found = who_hears(Rung(rung), links, silent=frozenset(silent))
    assert found == (hearing and Hearing(Rung(hearing[0]), (hearing[1],)))


def test_several_on_a_rung_hear_but_for_the_silent_one() -> None:
    links = chain(programme_office=(OFFICE, OTHER))
    found = who_hears(Rung.PROGRAMME_OFFICE, links, silent=frozenset({OFFICE}))
    assert found == Hearing(Rung.PROGRAMME_OFFICE, (OTHER,))


def test_an_ask_announces_its_reminder_and_who_hears_after() -> None:
    links = {51: chain(), 74: chain(lead=OWNER), 91: chain()}
    silent = dict.fromkeys(links, frozenset({OWNER}))
    found = promise(
        OCTOBER, works(), asked_on=OCTOBER.collection_opens, chains=links, silent=silent
    )
    monday, tuesday, wednesday = date(2023, 10, 9), date(2023, 10, 10), date(2023, 10, 11)
    to_lead = Told(monday, Rung.AREA_LEAD, Hearing(Rung.AREA_LEAD, (LEAD,)), (51, 91))
    one_up = Told(monday, Rung.AREA_LEAD, Hearing(Rung.PROGRAMME_OFFICE, (OFFICE,)), (74,))
    office, chair = Hearing(Rung.PROGRAMME_OFFICE, (OFFICE,)), Hearing(Rung.CHAIR, (CHAIR,))
    assert found == Promise(
        date(2023, 10, 6),
        time(17),
        date(2023, 10, 4),
        (
            to_lead,
            one_up,
            Told(tuesday, Rung.PROGRAMME_OFFICE, office, (51, 74, 91)),
            Told(wednesday, Rung.CHAIR, chair, (51, 74, 91)),
        ),
    )
    assert found.first_told == (to_lead, one_up)


def test_nothing_is_announced_that_cannot_be_kept() -> None:
    nobody = {51: Chain(None, {})}
    silent = {51: frozenset({OWNER})}
    asked_on = date(2023, 9, 29)
    found = promise(OCTOBER, works(4), asked_on=asked_on, chains=nobody, silent=silent)
    assert (found.reminder_on, found.told, found.first_told) == (None, (), ())

    def free(on: date) -> bool:
        return on != date(2023, 10, 4)

    links = {51: chain()}
    found = promise(OCTOBER, works(), asked_on=asked_on, chains=links, silent=silent, free=free)
    assert found.reminder_on == date(2023, 10, 5)


weeks = st.frozensets(st.integers(0, 6), min_size=1)
days = st.dates(date(2023, 1, 1), date(2025, 12, 31))


@given(days, weeks, st.integers(1, 20))
def test_reminders_fall_on_own_days_before_and_after_what_they_are_about(
    due: date, weekdays: frozenset[int], offset: int
) -> None:
    own = WorkingDays(weekdays=weekdays)
    before = deadline_day(due, -offset, days=ENGLAND, own=own)
    after = deadline_day(due, offset, days=ENGLAND, own=own)
    assert before in own
    assert after in own
    assert before < due < after


@given(days, days, weeks)
def test_a_snoozed_ask_comes_back_before_the_cut_off(
    today: date, wanted: date, weekdays: frozenset[int]
) -> None:
    hours = Hours(LONDON, WorkingDays(weekdays=weekdays))
    found = snooze_day(wanted, OCTOBER, hours, today=today)
    assert found is None or (today < found < OCTOBER.update_cut_off and found in hours.days)


@given(st.datetimes(datetime(2023, 1, 1), datetime(2025, 12, 31), timezones=st.just(UTC)), weeks)  # noqa: DTZ001 - the zone is given beside it
def test_a_slot_is_never_early_nor_outside_the_persons_hours(
    not_before: datetime, weekdays: frozenset[int]
) -> None:
    hours = Hours(LONDON, WorkingDays(weekdays=weekdays))
    slot = next_send_slot(hours, not_before)
    local = slot.astimezone(LONDON)
    assert slot >= not_before
    assert local.date() in hours.days
    assert time(9) <= local.time() <= time(18)
    assert slot - not_before < timedelta(days=30)

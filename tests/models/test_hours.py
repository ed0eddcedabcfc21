from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.hours import EARLIEST, LATEST, Hours, person_days, term_holidays
from models.workdays import ENGLAND

LONDON = ZoneInfo("Europe/London")
ZONES = ("Europe/London", "Europe/Paris", "America/New_York", "Asia/Kolkata", "Pacific/Auckland")
USUAL = Hours(LONDON, ENGLAND)


def at(words: str, zone: ZoneInfo = LONDON) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2023-09-29T08:59", "2023-09-29T09:00"),  # Friday morning
        ("2023-09-29T09:00", "2023-09-29T09:00"),
        ("2023-09-29T17:59", "2023-09-29T17:59"),
        ("2023-09-29T18:01", "2023-10-02T09:00"),  # Friday evening to Monday
        ("2023-09-30T12:00", "2023-10-02T09:00"),  # Saturday
        ("2023-12-22T19:00", "2023-12-27T09:00"),  # before Christmas to the Wednesday after
        ("2024-03-28T19:00", "2024-04-02T09:00"),  # Maundy Thursday to the Tuesday after Easter
    ],
)
def test_what_comes_outside_somebodys_hours_waits_for_their_next(now: str, then: str) -> None:
    assert USUAL.next_moment(at(now)) == at(then)


@pytest.mark.parametrize(
    ("day", "in_utc"),
    [
        (date(2024, 3, 28), "09:00"),  # Thursday, still winter time
        (date(2024, 4, 2), "08:00"),  # Tuesday, summer time since Sunday 31 March
        (date(2024, 10, 25), "08:00"),  # Friday, still summer time
        (date(2024, 10, 28), "09:00"),  # Monday, winter time since Sunday 27 October
    ],
)
def test_nine_stays_nine_over_both_changes_of_the_clock(day: date, in_utc: str) -> None:
    assert f"{USUAL.moment(day):%H:%M}" == in_utc


@pytest.mark.parametrize(
    ("quiet", "first", "allowed", "refused"),
    [
        ((time(18), time(8)), time(9), "09:00", "08:30"),
        ((time(18), time(10)), time(10), "10:00", "09:30"),
        ((time(12), time(14)), time(9), "11:59", "12:00"),
        ((time(9), time(11)), time(11), "11:00", "10:59"),
        ((time(7), time(23)), time(9), "09:00", "09:01"),  # leaves no hour: the hour set stands
    ],
)
def test_quiet_hours_are_kept(
    quiet: tuple[time, time], first: time, allowed: str, refused: str
) -> None:
    hours = Hours(LONDON, ENGLAND, quiet_from=quiet[0], quiet_until=quiet[1])
    assert hours.first_hour() == first
    assert hours.allows(at(f"2023-10-02T{allowed}"))
    assert not hours.allows(at(f"2023-10-02T{refused}"))


def test_after_a_quiet_noon_the_day_goes_on() -> None:
    hours = Hours(LONDON, ENGLAND, quiet_from=time(12), quiet_until=time(14))
    assert hours.next_moment(at("2023-10-02T12:30")) == at("2023-10-02T14:00")


def test_an_hour_set_in_the_night_is_moved_to_the_morning() -> None:
    assert Hours(LONDON, ENGLAND, opens=time(1, 30)).first_hour() == EARLIEST
    assert Hours(LONDON, ENGLAND, opens=time(23)).first_hour() == LATEST


def test_a_school_is_closed_in_its_holidays() -> None:
    terms = term_holidays(None, around=date(2024, 8, 1))
    days = person_days(frozenset(), "01234", terms)
    assert date(2024, 7, 19) in days  # Friday, the last day of term
    assert date(2024, 8, 1) not in days
    assert days.on_or_after(date(2024, 8, 1)) == date(2024, 9, 2)


def test_a_week_without_a_day_counts_as_monday_to_friday() -> None:
    assert date(2023, 10, 2) in person_days(frozenset(), "", ())


HOURS = st.builds(
    Hours,
    zone=st.sampled_from(ZONES).map(ZoneInfo),
    days=st.sets(st.integers(0, 6), min_size=1).map(
        lambda days: person_days(frozenset(), "".join(map(str, sorted(days))), ())
    ),
    opens=st.times(),
    closes=st.times(),
    quiet_from=st.none() | st.times(),
    quiet_until=st.none() | st.times(),
)
INSTANTS = st.datetimes(
    datetime(2023, 1, 1),  # noqa: DTZ001 - hypothesis takes naive bounds
    datetime(2025, 12, 31),  # noqa: DTZ001
).map(lambda naive: naive.replace(tzinfo=UTC))


@given(hours=HOURS, now=INSTANTS)
def test_the_next_moment_is_allowed_and_never_before_now(hours: Hours, now: datetime) -> None:
    moment = hours.next_moment(now)
    assert moment >= now
    assert hours.allows(moment)
    assert moment - now < timedelta(days=21)


@given(hours=HOURS, now=INSTANTS)
def test_nobody_is_written_to_at_night_or_on_an_idle_day(hours: Hours, now: datetime) -> None:
    if hours.allows(now):
        local = now.astimezone(hours.zone)
        assert local.date() in hours.days
        assert EARLIEST <= local.time() <= LATEST

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.plan import Action
from models.states import Stage
from tests.scheduler.month import Month, london
from tests.world import World

OWNER = "Assessment Manager"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def due(*days: date) -> Callable[[World], None]:
    def build(world: World) -> None:
        owner = world.person(OWNER)
        for number, day in enumerate(days, 1):
            world.action(f"6.{number}", owner=owner, due=day)

    return build


@pytest.mark.parametrize(
    ("day", "wanted"),
    [
        # Friday 10 November: ten working days before is Friday 27 October, two is the Wednesday.
        (date(2023, 11, 10), ["Fri 27 Oct", "Wed 8 Nov", "Mon 13 Nov"]),
        # Wednesday 3 January over Christmas and New Year.
        (date(2024, 1, 3), ["Fri 15 Dec", "Fri 29 Dec", "Thu 4 Jan"]),
        # A due date on a Sunday.
        (date(2023, 11, 12), ["Mon 30 Oct", "Thu 9 Nov", "Mon 13 Nov"]),
        # Tuesday 2 April, the working day after Easter.
        (date(2024, 4, 2), ["Fri 15 Mar", "Wed 27 Mar", "Wed 3 Apr"]),
    ],
)
def test_ten_and_two_working_days_before_and_the_working_day_after(
    month: Month, day: date, wanted: list[str]
) -> None:
    month.build(due(day), boards=())
    month.clock.move_to(london(f"{day - timedelta(days=25)} 12:00"))
    month.go_on_until(f"{day + timedelta(days=5)} 12:00")
    assert [step.split(maxsplit=1)[1] for step in month.steps(OWNER)] == wanted


def test_two_dates_on_one_day_are_one_message(month: Month) -> None:
    month.build(due(date(2023, 11, 10), date(2023, 11, 10)), boards=())
    month.go_on_until("Friday 2023-10-27 12:00")
    assert month.steps(OWNER) == ["due_soon Fri 27 Oct"]
    assert "6.1 and 6.2 come due" in month.last("due_soon").notice


def test_what_is_delivered_is_not_reminded_of(month: Month) -> None:
    month.build(due(date(2023, 11, 10)), boards=())
    month.go_on_until("Thursday 2023-10-26 12:00")

    def deliver(session: Session) -> None:
        session.scalars(select(Action)).one().stage = Stage.DELIVERED

    month.change(deliver)
    month.go_on_until("Friday 2023-11-17 12:00")
    assert month.steps(OWNER) == []


def test_an_ask_of_the_day_that_names_it_takes_its_place(month: Month) -> None:
    month.build(due(date(2023, 10, 13)))
    month.go_on_until("Friday 2023-09-29 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]


def test_it_is_a_part_of_that_days_reminder_where_the_reminder_does_not_name_it(
    month: Month,
) -> None:
    month.build(due(date(2023, 10, 6), date(2024, 3, 28)))
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.1")
    month.go_on_until("Wednesday 2023-10-04 12:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Wed 4 Oct"]
    assert "6.1 comes due" in str(month.last("reminder"))


def test_a_moved_date_is_reminded_of_by_its_new_day(month: Month) -> None:
    month.build(due(date(2023, 11, 10)), boards=())
    month.go_on_until("Friday 2023-10-27 12:00")

    def move(session: Session) -> None:
        session.scalars(select(Action)).one().due = date(2023, 12, 1)

    month.change(move)
    month.go_on_until("Tuesday 2023-12-05 12:00")
    assert month.steps(OWNER) == [
        "due_soon Fri 27 Oct",
        "due_soon Fri 17 Nov",
        "due_soon Wed 29 Nov",
        "overdue Mon 4 Dec",
    ]


def test_who_works_on_other_days_is_told_on_their_last_day_before(month: Month) -> None:
    def part_time(world: World) -> None:
        owner = world.person(OWNER, weekdays="01")
        world.action("6.1", owner=owner, due=date(2023, 11, 10))

    month.build(part_time, boards=())
    month.go_on_until("Friday 2023-11-17 12:00")
    assert [step.split(maxsplit=1)[1] for step in month.steps(OWNER)] == [
        "Tue 24 Oct",
        "Tue 7 Nov",
        "Mon 13 Nov",
    ]


def test_a_day_without_a_tick_is_made_good_while_it_is_of_use(month: Month) -> None:
    month.build(due(date(2023, 11, 10), date(2023, 10, 12)), boards=())
    month.go_on_until("Thursday 2023-10-26 12:00")  # the machine stands still on Friday
    month.at("Monday 2023-10-30 09:00")
    assert month.steps(OWNER)[-1] == "due_soon Mon 30 Oct"


def test_what_lies_before_the_first_message_was_never_missed(month: Month) -> None:
    month.build(due(date(2023, 10, 10)), boards=())
    month.at("Wednesday 2023-09-27 12:30")  # ten working days before was Tuesday
    assert month.steps(OWNER) == []

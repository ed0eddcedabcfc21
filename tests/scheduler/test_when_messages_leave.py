from collections.abc import Callable
from datetime import date, time

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.tell import tell
from models.calendar import plan_cycle
from models.cycle import Cycle
from models.delivery import OccasionState, Step
from models.message import Message
from models.partnership import Partnership, Sending
from models.people import OrganisationKind, Person
from models.replan import replan
from models.states import Role
from models.store import transaction
from scheduler.simulate.reading import arg, buttons_in
from tests.scheduler.month import Month, london
from tests.world import World

OWNER = "Assessment Manager"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def one(**columns: object) -> Callable[[World], None]:
    def build(world: World) -> None:
        world.action("6.1", owner=world.person(OWNER, **columns), due=date(2025, 3, 28))

    return build


@pytest.mark.parametrize(
    ("columns", "sent"),
    [
        ({}, "ask Fri 29 Sep 09:00"),
        ({"send_at": time(11, 30)}, "ask Fri 29 Sep 11:30"),
        ({"quiet_from": time(18), "quiet_until": time(10)}, "ask Fri 29 Sep 10:00"),
        ({"time_zone": "Europe/Paris"}, "ask Fri 29 Sep 08:00"),
        ({"time_zone": "America/New_York"}, "ask Fri 29 Sep 14:00"),
        ({"weekdays": "0123"}, "ask Mon 2 Oct 09:00"),
    ],
)
def test_an_ask_leaves_at_the_persons_own_hour(
    month: Month, columns: dict[str, object], sent: str
) -> None:
    month.build(one(**columns))
    month.go_on_until("Tuesday 2023-10-03 08:00")
    assert month.steps(OWNER, hours=True) == [sent]


@pytest.mark.parametrize(
    ("board", "asked"),
    [
        (date(2024, 4, 24), "ask Wed 27 Mar 09:00"),  # winter time ends on Sunday 31 March
        (date(2023, 11, 22), "ask Fri 27 Oct 09:00"),  # summer time ends on Sunday 29 October
    ],
)
def test_nine_stays_nine_over_both_changes_of_the_clock(
    month: Month, board: date, asked: str
) -> None:
    month.build(one(), boards=(board,))
    planned = plan_cycle(board)
    month.clock.move_to(london(f"{planned.collection_opens.replace(day=20)} 12:00"))
    month.go_on_until(f"{planned.update_cut_off} 18:00")
    reminder = f"reminder {planned.first_reminder:%a} {planned.first_reminder.day}"
    steps = month.steps(OWNER, hours=True)
    assert steps[0] == asked
    assert steps[1] == f"{reminder} {planned.first_reminder:%b} 09:00"


def test_what_could_not_leave_in_the_night_leaves_in_the_morning(month: Month) -> None:
    month.build(one())
    month.plan_at("Friday 2023-09-29 17:55")
    month.clock.move_to(london("Friday 2023-09-29 18:30"))
    month.deliver()
    assert month.steps(OWNER) == []
    month.go_on_until("Monday 2023-10-02 09:00")
    assert month.steps(OWNER, hours=True) == ["ask Mon 2 Oct 09:00"]


def test_news_of_anothers_act_waits_for_the_receivers_hours(month: Month) -> None:
    month.build(one())
    month.clock.move_to(london("Saturday 2023-09-30 12:00"))

    def say(session: Session) -> None:
        officer = session.scalars(select(Person).where(Person.name == "Programme Officer")).one()
        tell(session, officer, Message("note", "6.1 is disputed."), key="x", now=month.clock.now())

    month.change(say)
    month.deliver()
    assert month.steps("Programme Officer") == []
    month.go_on_until("Monday 2023-10-02 10:00")
    assert month.steps("Programme Officer", hours=True) == ["note Mon 2 Oct 09:00"]


def test_nobody_gets_more_than_two_a_day(month: Month) -> None:
    def busy(world: World) -> None:
        lead = world.person("Area Lead")
        world.area("6", lead=lead)
        world.action("6.1", owner=lead)
        world.action("6.2", owner=world.person("Vacant Post", is_vacant=True))

    month.build(busy)
    month.clock.move_to(london("Friday 2023-09-29 08:00"))
    month.at("Friday 2023-09-29 09:00")
    sent = [s for s in month.courier.sent if s.to.conversation == "person:3"]
    assert [s.message.kind for s in sent] == ["first_contact", "ask"]
    month.go_on_until("Monday 2023-10-02 09:00")
    assert month.steps("Area Lead") == ["ask Fri 29 Sep", "vacant Mon 2 Oct"]


def test_the_limit_is_a_setting(engine: Engine) -> None:
    month = Month(engine, Partnership(sending=Sending(a_day=1)))
    month.build(one())
    month.clock.move_to(london("Friday 2023-09-29 08:00"))
    month.go_on_until("Tuesday 2023-10-03 10:00")
    assert [s.message.kind for s in month.courier.sent] == ["first_contact", "ask"]
    assert month.steps(OWNER) == ["ask Mon 2 Oct"]


def test_school_people_are_asked_before_the_end_of_term(month: Month) -> None:
    def school(world: World) -> None:
        there = world.organisation("Schools", OrganisationKind.SCHOOL)
        world.action("2.7", owner=world.person("Head Teacher", at=there))
        world.action("6.1", owner=world.person(OWNER))

    month.build(school, boards=(date(2024, 8, 28),))
    month.clock.move_to(london("Monday 2024-07-08 12:00"))
    month.go_on_until("Wednesday 2024-08-07 18:00")
    assert month.steps("Head Teacher") == ["ask Fri 12 Jul", "reminder Fri 19 Jul"]
    assert month.steps(OWNER)[0] == "ask Thu 1 Aug"


def test_two_cycles_that_are_open_at_once_keep_apart(month: Month) -> None:
    month.build(one(), boards=(date(2024, 3, 27), date(2024, 4, 24)))
    month.clock.move_to(london("Tuesday 2024-03-26 12:00"))
    month.at("Wednesday 2024-03-27 09:00")  # March's Board meets and April's collection opens
    assert month.steps(OWNER) == ["ask Wed 27 Mar"]
    (button, *_) = buttons_in(month.last("ask"), "update.rate")
    with transaction(month.engine) as session:
        april = session.scalars(select(Cycle.id).where(Cycle.code == "2024-04")).one()
    assert arg(button, "cycle") == str(april)


def test_december_opens_before_novembers_board_and_each_ask_is_its_own(month: Month) -> None:
    month.build(one(), boards=(date(2024, 11, 27), date(2024, 12, 18)))
    month.clock.move_to(london("Thursday 2024-10-31 12:00"))
    month.go_on_until("Friday 2024-11-29 18:00")
    assert [s for s in month.steps(OWNER) if s.startswith("ask")] == [
        "ask Fri 1 Nov",
        "ask Fri 22 Nov",
    ]


def test_a_board_that_moves_asks_nobody_twice(month: Month) -> None:
    month.build(one())
    month.go_on_until("Monday 2023-10-02 12:00")

    def move(session: Session) -> None:
        cycle = session.scalars(select(Cycle)).one()
        local = month.clock.now().astimezone(month.partnership.zone)
        days = plan_cycle(cycle.board_meeting)
        new = replan(days, date(2023, 11, 1), local.date(), at=local.time())
        for step, day in new.cycle.days().items():
            setattr(cycle, step, day)

    month.change(move)
    month.go_on_until("Wednesday 2023-10-18 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Wed 11 Oct"]
    assert month.steps("Programme Officer") == ["silence_office Tue 17 Oct"] or [
        s for s in month.steps("Programme Officer") if s.startswith("silence")
    ]


def test_a_collection_that_opened_while_the_machine_stood_still_is_made_good(
    month: Month,
) -> None:
    month.build(one())
    month.at("Monday 2023-10-02 10:15")
    assert month.steps(OWNER, hours=True) == ["ask Mon 2 Oct 10:15"]


def test_nothing_is_asked_once_the_cut_off_has_passed(month: Month) -> None:
    month.build(one())
    month.plan_at("Friday 2023-10-06 16:59")
    month.clock.move_to(london("Friday 2023-10-06 17:00"))
    month.deliver()
    (ask,) = month.occasions(Step.ASK)
    assert ask.state is OccasionState.CANCELLED
    assert ask.why == "The cut-off has passed."


def test_the_chair_is_told_to_sign_and_all_who_can_act_when_nobody_did(month: Month) -> None:
    def with_others(world: World) -> None:
        one()(world)
        world.role(world.person("Board Secretary"), Role.BOARD_SECRETARY)

    month.build(with_others)
    month.go_on_until("Tuesday 2023-10-17 11:00")
    assert month.steps("Independent Chair", hours=True)[-2:] == [
        "sign_off Mon 16 Oct 09:00",
        "not_signed Tue 17 Oct 10:00",
    ]
    assert month.steps("Programme Officer", hours=True)[-1] == "not_signed Tue 17 Oct 10:00"
    assert month.steps("Board Secretary", hours=True) == ["not_signed Tue 17 Oct 10:00"]

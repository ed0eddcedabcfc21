from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.silence import ledger
from models.cycle import Cycle, WhyNotAsked
from models.message import Message
from models.people import Absence, Person
from models.plan import Action
from models.states import Silence
from models.store import transaction
from tests.scheduler.month import Month, london
from tests.world import LONG_AGO, World

OWNER, DEPUTY, LEAD = "Assessment Manager", "Team Manager", "Area Lead"
OFFICE = "Programme Officer"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def with_deputy(world: World) -> None:
    world.area("6", lead=world.person(LEAD))
    deputy = world.person(DEPUTY)
    world.action("6.1", owner=world.person(OWNER), deputy_id=deputy.id)


def away(name: str, first: str, last: str, deputy: str | None = None) -> Callable[[Session], None]:
    def record(session: Session) -> None:
        people = {p.name: p for p in session.scalars(select(Person))}
        session.add(
            Absence(
                person_id=people[name].id,
                starts=date.fromisoformat(first),
                ends=date.fromisoformat(last),
                deputy_id=people[deputy].id if deputy else None,
                recorded_at=LONG_AGO,
            )
        )

    return record


def state(month: Month, ref: str = "6.1") -> Silence:
    with transaction(month.engine) as session:
        cycle = session.scalars(select(Cycle)).one()
        entries = ledger(session, cycle, now=month.clock.now(), partnership=month.partnership)
        return next(e.state for e in entries if e.action.ref == ref)


def test_the_deputy_is_asked_while_the_owner_is_away(month: Month) -> None:
    month.build(with_deputy)
    month.change(away(OWNER, "2023-09-25", "2023-10-13"))
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(OWNER) == []
    assert month.steps(DEPUTY) == ["ask Fri 29 Sep", "reminder Wed 4 Oct"]


def test_the_deputy_named_for_the_absence_comes_first(month: Month) -> None:
    def two_deputies(world: World) -> None:
        with_deputy(world)
        world.person("Cover")

    month.build(two_deputies)
    month.change(away(OWNER, "2023-09-25", "2023-10-13", "Cover"))
    month.go_on_until("Friday 2023-09-29 12:00")
    assert month.steps("Cover") == ["ask Fri 29 Sep"]
    assert month.steps(DEPUTY) == []


def test_the_deputy_is_asked_where_the_owner_has_gone_away_by_the_reminder(month: Month) -> None:
    month.build(with_deputy)
    month.go_on_until("Monday 2023-10-02 15:00")
    month.change(away(OWNER, "2023-10-03", "2023-10-20"))
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
    assert month.steps(DEPUTY) == ["ask Wed 4 Oct", "reminder Thu 5 Oct"]


def test_who_is_known_to_go_away_is_reminded_on_their_last_day_before(month: Month) -> None:
    month.build(with_deputy)
    month.change(away(OWNER, "2023-10-03", "2023-10-20"))
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep", "reminder Mon 2 Oct"]
    assert month.steps(DEPUTY) == ["ask Wed 4 Oct", "reminder Thu 5 Oct"]


def test_who_is_back_before_the_cut_off_and_has_no_deputy_is_asked_then(month: Month) -> None:
    month.build(lambda world: world.action("6.1", owner=world.person(OWNER)) and None)
    month.change(away(OWNER, "2023-09-25", "2023-10-02"))
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(OWNER) == ["ask Tue 3 Oct", "reminder Wed 4 Oct"]


def test_absent_is_not_late(month: Month) -> None:
    month.build(lambda world: world.action("6.1", owner=world.person(OWNER)) and None)
    month.change(away(OWNER, "2023-09-25", "2023-10-13"))
    month.go_on_until("Monday 2023-10-09 18:00")
    assert month.steps(OWNER) == []
    assert month.asked("6.1").why_not is WhyNotAsked.ABSENT
    assert state(month) is Silence.ABSENT


def test_away_since_the_ask_with_nobody_to_stand_in_is_absent_and_not_silence(
    month: Month,
) -> None:
    month.build(lambda world: world.action("6.1", owner=world.person(OWNER)) and None)
    month.change(away(OWNER, "2023-10-02", "2023-10-20"))
    month.go_on_until("Tuesday 2023-10-10 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
    assert month.asked("6.1").why_not is WhyNotAsked.ABSENT
    assert state(month) is Silence.ABSENT


def vacancy(world: World) -> None:
    world.area("6", lead=world.person(LEAD))
    world.action("6.1", owner=world.person(OWNER, is_vacant=True))
    world.action("6.2", owner=world.person("Other Owner"))


def test_a_vacant_post_is_told_to_the_area_lead_the_same_day(month: Month) -> None:
    month.build(vacancy)
    month.go_on_until("Friday 2023-09-29 12:00")
    assert month.steps(OWNER) == []
    assert month.steps(LEAD) == ["vacant Fri 29 Sep"]
    assert state(month) is Silence.VACANT
    assert "6.1" in month.last("vacant").notice


def test_a_vacancy_is_told_once_in_a_cycle(month: Month) -> None:
    month.build(vacancy)
    month.answer("6.2")
    month.go_on_until("Friday 2023-10-06 18:00")
    assert month.steps(LEAD) == ["vacant Fri 29 Sep"]


def test_a_post_that_falls_vacant_during_the_collection_is_told_on_its_day(month: Month) -> None:
    month.build(with_deputy)
    month.go_on_until("Friday 2023-09-29 12:00")

    def leave(session: Session) -> None:
        session.scalars(select(Person).where(Person.name == OWNER)).one().is_vacant = True

    month.clock.move_to(london("Sunday 2023-10-01 12:00"))
    month.change(leave)
    month.go_on_until("Thursday 2023-10-05 18:00")
    assert month.steps(LEAD) == ["vacant Mon 2 Oct"]
    assert month.asked("6.1").why_not is WhyNotAsked.VACANT


def test_an_action_that_changes_hands_is_asked_of_its_new_owner(month: Month) -> None:
    month.build(with_deputy)
    month.go_on_until("Friday 2023-09-29 12:00")

    def hand_over(session: Session) -> None:
        successor = session.scalars(select(Person).where(Person.name == DEPUTY)).one()
        session.scalars(select(Action)).one().owner_id = successor.id

    month.clock.move_to(london("Sunday 2023-10-01 12:00"))
    month.change(hand_over)
    month.go_on_until("Thursday 2023-10-05 18:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
    assert month.steps(DEPUTY) == ["ask Mon 2 Oct", "reminder Wed 4 Oct"]


def test_who_takes_over_after_their_ask_is_told_at_once(month: Month) -> None:
    def two_owners(world: World) -> None:
        with_deputy(world)
        world.action(
            "6.2", owner=world.session.scalars(select(Person).where(Person.name == DEPUTY)).one()
        )

    month.build(two_owners)
    month.go_on_until("Monday 2023-10-02 12:00")

    def hand_over(session: Session) -> None:
        successor = session.scalars(select(Person).where(Person.name == DEPUTY)).one()
        session.scalars(select(Action).where(Action.ref == "6.1")).one().owner_id = successor.id

    month.change(hand_over)
    month.at("Monday 2023-10-02 12:01")
    assert month.steps(DEPUTY) == ["ask Fri 29 Sep", "note Mon 2 Oct"]
    told: Message = month.last("now_yours")
    assert told.notice.startswith("6.1 is now yours to answer, by Friday 6 October")
    assert month.asked("6.1").delivered_at is not None


def test_a_disputed_action_is_asked_of_nobody(month: Month) -> None:
    month.build(with_deputy)

    def dispute(session: Session) -> None:
        action = session.scalars(select(Action)).one()
        action.disputed_by_id, action.disputed_at = action.owner_id, month.clock.now()

    month.change(dispute)
    month.go_on_until("Monday 2023-10-09 18:00")
    assert month.steps(OWNER) == month.steps(DEPUTY) == month.steps(LEAD) == []
    assert state(month) is Silence.DISPUTED

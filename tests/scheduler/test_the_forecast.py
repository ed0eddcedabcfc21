from datetime import date

import pytest
from sqlalchemy import Engine, func, select

from models.delivery import Occasion, OccasionState, Step
from models.people import Person
from models.store import transaction
from scheduler.forecast import Expected, forecast
from tests.scheduler.month import Month, london
from tests.world import World

START = "Wednesday 2023-09-27 12:00"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def a_few(world: World) -> None:
    lead = world.person("Area Lead")
    world.area("6", lead=lead)
    deputy = world.person("Team Manager")
    owner = world.person("Assessment Manager")
    world.action("6.1", owner=owner, due=date(2023, 10, 20), deputy_id=deputy.id)
    world.action("6.2", owner=lead, due=date(2023, 10, 11))
    world.action("6.3", owner=world.person("Vacant Post", is_vacant=True))
    world.action("6.4", owner=world.person("Paris Owner", time_zone="Europe/Paris"))
    world.away(owner, date(2023, 10, 3), date(2023, 10, 10))


def foreseen(month: Month, days: int = 30) -> list[Expected]:
    with transaction(month.engine) as session:
        return forecast(
            session,
            month.clock.now(),
            days=days,
            partnership=month.partnership,
            platforms={"local"},
        )


def said(month: Month) -> list[tuple[str, str, str]]:
    """What was sent: to whom, which step, when."""
    with transaction(month.engine) as session:
        rows = session.execute(
            select(Person.name, Occasion.step, Occasion.settled_at)
            .join(Person, Person.id == Occasion.person_id)
            .where(Occasion.state == OccasionState.SENT, Occasion.step != Step.REPLACE)
        ).all()
    return sorted((r.name, r.step.value, r.settled_at.isoformat()) for r in rows)


def test_what_is_foreseen_is_what_is_sent_when_nobody_answers(month: Month) -> None:
    month.build(a_few)
    expected = sorted(
        (e.person, e.step.value, e.at.astimezone(london(START).tzinfo).isoformat())
        for e in foreseen(month, days=24)
    )
    month.at(START)
    month.go_on_until("Saturday 2023-10-21 12:00")
    assert said(month) == expected


def test_foreseeing_writes_nothing(month: Month) -> None:
    month.build(a_few)
    foreseen(month)
    with transaction(month.engine) as session:
        assert session.scalar(select(func.count()).select_from(Occasion)) == 0


def test_each_line_says_to_whom_when_by_which_door_and_why(month: Month) -> None:
    month.build(a_few)
    ask = next(e for e in foreseen(month) if e.step is Step.ASK and e.person == "Paris Owner")
    assert ask.as_json() == {
        "person": "Paris Owner",
        "email": "paris-owner@council.example.org",
        "at": "2023-09-29T09:00:00+02:00",
        "cycle": "2023-10",
        "step": "ask",
        "door": "local",
        "why": "Collection for 2023-10 is open and 1 action waits for their answer.",
    }


def test_what_is_owed_and_waits_is_foreseen_as_well(month: Month) -> None:
    month.build(a_few)
    month.plan_at("Friday 2023-09-29 17:50")
    month.clock.move_to(london("Friday 2023-09-29 19:00"))
    month.deliver()
    expected = foreseen(month, days=3)
    asks = [e for e in expected if e.step is Step.ASK]
    assert [f"{e.at:%a %H:%M}" for e in asks] == ["Mon 09:00", "Mon 09:00", "Mon 09:00"]


def test_who_has_answered_is_foreseen_no_reminder(month: Month) -> None:
    month.build(a_few)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.answer("6.4")
    assert not [e for e in foreseen(month) if e.step is Step.REMINDER and e.person == "Paris Owner"]

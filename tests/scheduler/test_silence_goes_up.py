from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.ladder import Rung
from models.message import Message
from models.partnership import Ladder, Partnership
from models.people import Absence, Person
from models.states import Role
from scheduler.simulate.promises import days_in
from scheduler.simulate.reading import items_in
from tests.scheduler.month import Month
from tests.world import LONG_AGO, World

OWNER, LEAD = "Assessment Manager", "Area Lead"
OFFICE, CHAIR = "Programme Officer", "Independent Chair"
SENIOR = "Senior Responsible Officer"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def own_lead(world: World) -> None:
    """6.2 is its area lead's own, as in the sample."""
    lead = world.person(LEAD)
    world.area("6", lead=lead)
    world.action("6.1", owner=world.person(OWNER))
    world.action("6.2", owner=lead)


def test_nobody_hears_of_their_own_silence_the_list_goes_one_level_up(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Tuesday 2023-10-10 10:00")
    assert month.steps(LEAD)[-1] == "silence_area Mon 9 Oct"
    lists = {s.to.conversation: s.message for s in month.courier.sent
             if s.message.kind == "silence_area"}  # fmt: skip
    assert sorted(refs(message) for message in lists.values()) == [["6.1"], ["6.2"]]
    assert "silence_area Mon 9 Oct" in month.steps(OFFICE)


def refs(message: Message) -> list[str]:
    """The actions that a list names."""
    titles = ("".join(getattr(run, "text", "") for run in i.title) for i in items_in(message))
    return [title.split()[0] for title in titles]


def test_a_senior_responsible_officer_is_the_level_above_the_leads(month: Month) -> None:
    def with_senior(world: World) -> None:
        own_lead(world)
        world.role(world.person(SENIOR), Role.SENIOR_RESPONSIBLE_OFFICER)

    month.build(with_senior)
    month.go_on_until("Monday 2023-10-09 10:00")
    assert month.steps(SENIOR) == ["silence_area Mon 9 Oct"]
    assert month.steps(OFFICE) == []


def test_where_only_the_leads_hear_nothing_else_is_announced_or_sent(engine: Engine) -> None:
    month = Month(engine, Partnership(ladder=Ladder(hears=(Rung.AREA_LEAD,))))
    month.build(own_lead)
    month.go_on_until("Friday 2023-10-13 10:00")
    assert month.steps(LEAD)[-1] == "silence_area Mon 9 Oct"
    assert month.steps(CHAIR) == []
    asks = [str(s.message) for s in month.courier.sent if s.message.kind == "ask"]
    assert [ask for ask in asks if "goes on a list to the area lead." in ask]
    assert not [ask for ask in asks if "the chair" in ask]


def test_while_the_lead_is_away_their_stand_in_hears(month: Month) -> None:
    def cover(world: World) -> None:
        own_lead(world)
        world.person("Cover")

    month.build(cover)

    def leave(session: Session) -> None:
        people = {p.name: p.id for p in session.scalars(select(Person))}
        session.add(
            Absence(person_id=people[LEAD], starts=date(2023, 10, 9), ends=date(2023, 10, 12),
                    deputy_id=people["Cover"], recorded_at=LONG_AGO)
        )  # fmt: skip

    month.change(leave)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    assert "silence_area Mon 9 Oct" in month.steps("Cover")
    assert not [step for step in month.steps(LEAD) if "silence" in step]


def test_the_acting_chair_hears_while_the_chair_is_away(month: Month) -> None:
    def acting(world: World) -> None:
        own_lead(world)
        world.role(world.person("Vice Chair"), Role.ACTING_CHAIR, ends=date(2023, 12, 31))

    month.build(acting)

    def leave(session: Session) -> None:
        chair = session.scalars(select(Person.id).where(Person.name == CHAIR)).one()
        session.add(
            Absence(person_id=chair, starts=date(2023, 10, 9), ends=date(2023, 10, 20),
                    recorded_at=LONG_AGO)
        )  # fmt: skip

    month.change(leave)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    assert month.steps("Vice Chair") == ["silence_chair Wed 11 Oct"]
    assert month.steps(CHAIR) == []


def test_the_ask_announces_the_very_days_on_which_others_hear(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    asked = next(s.message for s in month.courier.sent if s.message.kind == "ask")
    assert {date(2023, 10, 4), date(2023, 10, 9)} <= days_in(asked)


def test_the_chairs_list_names_actions_and_no_people(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    told = str(month.last("silence_chair"))
    assert "6.1 and 6.2" in told
    assert OWNER not in told
    assert LEAD not in told


def test_a_list_that_is_empty_by_then_is_not_sent(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Sunday 2023-10-08 12:00")
    month.plan_at("Monday 2023-10-09 09:00")
    month.answer("6.1")
    month.answer("6.2")
    month.deliver()
    assert not [s for s in month.courier.sent if s.message.kind == "silence_area"]


def test_words_follow_the_voice_no_blame_in_any_list(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Wednesday 2023-10-11 10:00")
    for kind in ("silence_area", "silence_office", "silence_chair"):
        told = str(month.last(kind)).casefold()
        for blaming in ("failed", "failing", "overdue", "reminder!", "must", "please be advised"):
            assert blaming not in told


def test_a_list_counts_only_what_its_reader_is_told_of(month: Month) -> None:
    month.build(own_lead)
    month.go_on_until("Tuesday 2023-10-10 10:00")
    notices = [s.message.notice for s in month.courier.sent if s.message.kind == "silence_area"]
    assert notices == ["Area 6: updates for 1 of 1 action have not reached us."] * 2

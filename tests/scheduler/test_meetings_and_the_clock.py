"""What a meeting left is sent two working days later, reminded of, and an open one is told of."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.delivery import Occasion, Step
from models.meeting import ArisingState, Body, Meeting, MeetingAction, MeetingState
from models.people import Person
from models.plan import Plan
from models.states import Role
from models.store import transaction
from tests.scheduler.month import Month, london
from tests.world import World

OWNER = "Data Manager"
MET = "Friday 2023-10-13 11:00"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def with_an_owner(world: World) -> None:
    """A plan of one action, and somebody who owns none of it."""
    world.action("6.1", owner=world.person("Assessment Manager"))
    world.person(OWNER)
    world.role(world.person("Board Secretary"), Role.BOARD_SECRETARY)


def person(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def meets(session: Session, *, closed: bool = True) -> Meeting:
    """The delivery group meets on Friday 13 October, and two actions arise."""
    at, chair = london(MET), person(session, "Independent Chair")
    meeting = Meeting(
        plan_id=session.scalars(select(Plan.id)).one(),
        body=Body.PDG,
        held_on=date(2023, 10, 13),
        opened_by_id=chair.id,
        opened_at=at,
        state=MeetingState.CLOSED if closed else MeetingState.OPEN,
        closed_at=at + timedelta(hours=2) if closed else None,
        closed_by_id=chair.id if closed else None,
    )
    session.add(meeting)
    session.flush()
    return meeting


def minuted(
    session: Session,
    meeting: Meeting,
    *,
    due: date = date(2023, 11, 10),
    state: ArisingState = ArisingState.OFFERED,
    ref: str = "GA001",
    owner: str = OWNER,
) -> None:
    session.add(
        MeetingAction(
            plan_id=meeting.plan_id,
            ref=ref,
            meeting_id=meeting.id,
            words="Ask the academies for their data.",
            owner_id=person(session, owner).id,
            due=due,
            by_id=meeting.opened_by_id,
            at=meeting.opened_at,
            state=state,
        )
    )


def posted_to(month: Month, channel: str) -> list[str]:
    with transaction(month.engine) as session:
        rows = session.scalars(
            select(Occasion).where(Occasion.channel == channel, Occasion.step == Step.ARISING)
        )
        return [f"{row.state.value} {row.local_day:%a %-d %b}" for row in rows]


def test_two_working_days_later_each_owner_gets_theirs_and_the_list_is_posted(
    month: Month,
) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: minuted(session, meets(session)))
    month.go_on_until("Friday 2023-10-20 12:00")
    assert month.steps(OWNER) == ["arising Tue 17 Oct"]
    assert month.last("arising_list").notice == (
        "One action of the PDG's meeting of Friday 13 October is yours."
    )
    assert posted_to(month, "pdg") == ["sent Tue 17 Oct"]
    assert month.last("arising_posted").notice == (
        "The PDG's meeting of Friday 13 October: no decisions, and one action arose."
    )


def test_what_was_done_by_then_is_not_sent(month: Month) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: minuted(session, meets(session), state=ArisingState.DECLINED))
    month.go_on_until("Friday 2023-10-20 12:00")
    assert month.steps(OWNER) == []


def test_its_due_date_is_reminded_of_ten_and_two_days_before_and_the_day_after(
    month: Month,
) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: minuted(session, meets(session), state=ArisingState.ACCEPTED))
    month.go_on_until("Friday 2023-11-17 12:00")
    assert month.steps(OWNER) == [
        "arising Tue 17 Oct",
        "due_soon Fri 27 Oct",
        "due_soon Wed 8 Nov",
        "overdue Mon 13 Nov",
    ]
    assert month.last("overdue").notice == "GA001 was due before today: is it done?"


def test_what_is_done_or_only_offered_is_not_reminded_of(month: Month) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")

    def arise(session: Session) -> None:
        meeting = meets(session)
        minuted(session, meeting, ref="GA001", state=ArisingState.ACCEPTED)
        minuted(session, meeting, ref="GA002")

    month.change(arise)
    month.go_on_until("Monday 2023-10-30 12:00")
    month.change(_all_done)
    month.go_on_until("Friday 2023-11-17 12:00")
    assert month.steps(OWNER) == ["arising Tue 17 Oct", "due_soon Fri 27 Oct"]


def _all_done(session: Session) -> None:
    for row in session.scalars(select(MeetingAction)):
        row.state, row.closed_on = ArisingState.DONE, date(2023, 10, 30)


def test_its_date_is_merged_into_the_one_message_of_the_day(month: Month) -> None:
    def world(world: World) -> None:
        with_an_owner(world)
        world.action("6.2", owner=person(world.session, OWNER), due=date(2023, 11, 10))

    month.build(world, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: minuted(session, meets(session), state=ArisingState.ACCEPTED))
    month.go_on_until("Monday 2023-10-30 12:00")
    assert month.steps(OWNER) == ["arising Tue 17 Oct", "due_soon Fri 27 Oct"]
    read = repr(month.last("due_soon"))
    assert "6.2" in read
    assert "GA001" in read


def test_the_ask_lists_it_and_its_date_is_not_said_beside(month: Month) -> None:
    def world(world: World) -> None:
        with_an_owner(world)
        world.action("6.2", owner=person(world.session, OWNER))

    month.build(world)
    month.change(
        lambda session: minuted(
            session, meets(session), state=ArisingState.ACCEPTED, due=date(2023, 10, 13)
        )
    )
    month.go_on_until("Friday 2023-09-29 12:00")
    assert month.steps(OWNER) == ["ask Fri 29 Sep"]
    assert repr(month.last("ask")).count("GA001 Ask the academies") == 1


def test_a_meeting_that_nobody_closes_is_told_of_ever_more_seldom(month: Month) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: meets(session, closed=False))
    month.go_on_until("Friday 2023-11-17 12:00")
    expected = [f"meeting_open {day}" for day in ("Mon 16 Oct", "Tue 17 Oct", "Fri 20 Oct",
                                                  "Fri 27 Oct")]  # fmt: skip
    assert month.steps("Independent Chair") == expected
    assert month.steps("Programme Officer") == expected
    assert month.steps("Board Secretary") == []
    assert month.last("meeting_open").notice == (
        "The PDG's meeting of Friday 13 October is still open: close it, and what it left is sent"
        " out."
    )


def test_once_it_is_closed_nothing_more_is_said(month: Month) -> None:
    month.build(with_an_owner, boards=())
    month.go_on_until("Friday 2023-10-13 15:00")
    month.change(lambda session: meets(session, closed=False))
    month.go_on_until("Monday 2023-10-16 12:00")
    month.change(_close)
    month.go_on_until("Friday 2023-10-27 12:00")
    assert month.steps("Independent Chair") == ["meeting_open Mon 16 Oct"]


def _close(session: Session) -> None:
    meeting = session.scalars(select(Meeting)).one()
    meeting.state, meeting.closed_at = MeetingState.CLOSED, london("Monday 2023-10-16 11:00")
    meeting.closed_by_id = meeting.opened_by_id

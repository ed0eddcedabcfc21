"""A suspended action is told of once a month and on its day of review; an offer is reminded of."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.change import Handover, HandoverState
from models.people import Person
from models.plan import Action
from models.states import Stage
from tests.scheduler.month import Month, london
from tests.world import World

OWNER, COLLEAGUE = "Assessment Manager", "Tribunal Lead"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def resting(*reviews: date) -> Callable[[World], None]:
    """Suspended actions of one owner, with their days of review."""

    def build(world: World) -> None:
        owner = world.person(OWNER)
        for number, day in enumerate(reviews, 1):
            world.action(f"6.{number}", owner=owner, stage=Stage.SUSPENDED, review_on=day)

    return build


def test_one_word_a_month_about_all_of_them_and_none_on_the_way(month: Month) -> None:
    month.build(resting(date(2024, 6, 3), date(2024, 7, 1)), boards=())
    month.go_on_until("Friday 2023-12-29 12:00")
    assert month.steps(OWNER) == [
        "suspended Mon 2 Oct",
        "suspended Wed 1 Nov",
        "suspended Fri 1 Dec",
    ]
    assert month.last("suspended").notice == "Two actions are suspended. Nothing to do now."


def test_they_are_asked_for_in_no_cycle(month: Month) -> None:
    month.build(resting(date(2024, 6, 3)))
    month.go_on_until("Friday 2023-10-27 12:00")
    assert month.steps(OWNER) == ["suspended Mon 2 Oct"]


def test_on_the_day_of_review_it_is_asked_whether_it_can_go_on(month: Month) -> None:
    month.build(resting(date(2023, 10, 14)), boards=())
    month.go_on_until("Friday 2023-10-27 12:00")
    # The 14th is a Saturday.
    assert month.steps(OWNER) == ["suspended Mon 2 Oct", "suspended Mon 16 Oct"]
    assert month.last("suspended").notice == "6.1 was suspended until now. Can it go on?"


def test_what_goes_on_again_is_told_of_no_more(month: Month) -> None:
    month.build(resting(date(2023, 11, 14)), boards=())
    month.go_on_until("Tuesday 2023-10-03 12:00")
    month.change(_let_go_on)
    month.go_on_until("Friday 2023-12-01 12:00")
    assert month.steps(OWNER) == ["suspended Mon 2 Oct"]


def _let_go_on(session: Session) -> None:
    action = session.scalars(select(Action)).one()
    action.stage, action.review_on = Stage.IN_PROGRESS, None


def offered(session: Session) -> None:
    """6.1 is offered to a colleague on Wednesday 27 September."""
    world = session.scalars(select(Action)).one()
    colleague = session.scalars(select(Person).where(Person.name == COLLEAGUE)).one()
    session.add(
        Handover(
            action_id=world.id,
            from_id=world.owner_id,
            to_id=colleague.id,
            by_id=world.owner_id,
            at=london("Wednesday 2023-09-27 12:00"),
        )
    )


def with_colleague(world: World) -> None:
    world.action("6.1", owner=world.person(OWNER))
    world.person(COLLEAGUE)


def test_an_offer_is_reminded_of_two_and_five_working_days_later(month: Month) -> None:
    month.build(with_colleague, boards=())
    month.change(offered)
    month.go_on_until("Tuesday 2023-10-10 12:00")
    assert month.steps(COLLEAGUE) == ["note Fri 29 Sep", "note Wed 4 Oct"]
    assert month.last("handover").notice == "6.1 is still offered to you. Will you take it?"
    assert month.steps(OWNER) == []


def test_then_who_offered_it_is_told_that_no_answer_has_come(month: Month) -> None:
    month.build(with_colleague, boards=())
    month.change(offered)
    month.go_on_until("Friday 2023-10-27 12:00")
    assert month.steps(OWNER) == ["note Wed 11 Oct"]
    assert month.last("handover").notice == "No answer has come from the Tribunal Lead about 6.1."


def test_what_was_answered_is_not_reminded_of(month: Month) -> None:
    month.build(with_colleague, boards=())
    month.change(offered)
    month.go_on_until("Monday 2023-10-02 12:00")
    month.change(_accept)
    month.go_on_until("Friday 2023-10-20 12:00")
    assert month.steps(COLLEAGUE) == ["note Fri 29 Sep"]


def _accept(session: Session) -> None:
    session.scalars(select(Handover)).one().state = HandoverState.ACCEPTED

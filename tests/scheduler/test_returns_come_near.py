"""Two weeks before evidence is due, the office and the chair hear how ready it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.evidence import ReturnDate
from models.states import Stage
from tests.scheduler.month import Month
from tests.world import World

OFFICE, CHAIR = "Programme Officer", "Independent Chair"


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def with_return(due: date) -> Callable[[World], None]:
    """A return on a day, and one delivered action without evidence."""

    def build(world: World) -> None:
        owner = world.person("Assessment Manager")
        world.action("6.1", owner=owner, stage=Stage.DELIVERED, delivered_on=date(2023, 9, 1))
        world.session.add(
            ReturnDate(
                plan_id=world.plan.id, name="Six-month review", review_on=date(2023, 11, 15),
                evidence_due=due, added_at=datetime(2023, 9, 1, tzinfo=UTC),
            )
        )  # fmt: skip

    return build


def test_once_each_two_weeks_ahead(month: Month) -> None:
    month.build(with_return(date(2023, 11, 1)), boards=())
    month.go_on_until("Monday 2023-10-30 12:00")
    for who in (OFFICE, CHAIR):
        assert month.steps(who) == ["return_ready Wed 18 Oct"]
    notice = month.last("return").notice
    assert notice == (
        "Six-month review: evidence of 0 of 1 actions is ready, 0 per cent;"
        " due Wednesday 1 November 2023."
    )


def test_where_that_is_no_working_day_it_is_the_last_one_before(month: Month) -> None:
    month.build(with_return(date(2023, 11, 5)), boards=())
    month.go_on_until("Friday 2023-10-27 12:00")
    assert month.steps(OFFICE) == ["return_ready Fri 20 Oct"]


def test_a_return_that_is_cancelled_is_not_told_of(month: Month) -> None:
    month.build(with_return(date(2023, 11, 1)), boards=())

    def cancel(session: Session) -> None:
        session.scalars(select(ReturnDate)).one().cancelled_at = datetime(2023, 10, 2, tzinfo=UTC)

    month.change(cancel)
    month.go_on_until("Monday 2023-10-30 12:00")
    assert month.steps(OFFICE) == []

"""Boards in the calendar: added, moved, told."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models.cycle import Cycle
from models.delivery import Occasion
from models.states import Role
from tests.handlers.doing import do, notice
from tests.world import World


@pytest.fixture
def world(session: Session) -> World:
    """A plan with a programme officer, a chair and an owner."""
    built = World(session)
    built.role(built.person("Programme Officer"), Role.PROGRAMME_OFFICE)
    built.role(built.person("Chair"), Role.CHAIR)
    built.action("6.3", owner=built.person("Annual Review Manager"))
    return built


def the_cycle(world: World) -> Cycle:
    return world.session.scalars(select(Cycle)).one()


def test_a_board_is_added_with_all_its_days(world: World) -> None:
    reply = do(world.session, "cycle.add", board_on="2023-10-25")
    assert notice(reply).startswith("The Board of Wednesday 25 October 2023 is in the calendar")
    cycle = the_cycle(world)
    assert (cycle.code, cycle.collection_opens, cycle.update_cut_off) == (
        "2023-10", date(2023, 9, 29), date(2023, 10, 6),
    )  # fmt: skip


def test_the_same_board_is_added_once(world: World) -> None:
    do(world.session, "cycle.add", board_on="2023-10-25")
    assert "in the calendar already" in notice(
        do(world.session, "cycle.add", board_on="2023-10-25")
    )


def test_a_second_board_of_a_month_gets_a_letter(world: World) -> None:
    do(world.session, "cycle.add", board_on="2024-05-08")
    do(world.session, "cycle.add", board_on="2024-05-22")
    codes = world.session.scalars(select(Cycle.code).order_by(Cycle.board_meeting)).all()
    assert codes == ["2024-05", "2024-05b"]


def test_a_board_on_christmas_day_is_refused_with_the_nearest_days(world: World) -> None:
    reply = do(world.session, "cycle.add", board_on="2023-12-25")
    assert "bank holiday" in notice(reply)
    assert "Wednesday 27 December 2023" in notice(reply)


def test_a_board_that_is_moved_tells_whom_it_concerns(world: World) -> None:
    do(world.session, "cycle.add", board_on="2023-10-25")
    when = datetime(2023, 10, 2, 9, tzinfo=UTC)
    reply = do(world.session, "cycle.move", at=when, cycle="2023-10", board_on="2023-11-01")
    assert notice(reply) == (
        "The Board has moved from Wednesday 25 October 2023 to Wednesday 1 November 2023."
    )
    cycle = the_cycle(world)
    assert cycle.collection_opens == date(2023, 9, 29), "what has happened stays"
    assert cycle.board_meeting == date(2023, 11, 1)
    told = {o.person.name for o in world.session.scalars(select(Occasion)) if o.person}
    assert told == {"Programme Officer", "Chair", "Annual Review Manager"}


def test_a_board_that_has_met_cannot_be_moved(world: World) -> None:
    do(world.session, "cycle.add", board_on="2023-10-25")
    when = datetime(2023, 10, 26, 9, tzinfo=UTC)
    reply = do(world.session, "cycle.move", at=when, cycle="2023-10", board_on="2023-11-01")
    assert "cannot be moved" in notice(reply)


def test_an_unknown_cycle_is_answered_with_the_known_ones(world: World) -> None:
    do(world.session, "cycle.add", board_on="2023-10-25")
    reply = do(world.session, "cycle.move", cycle="2023-13", board_on="2023-11-01")
    assert notice(reply) == "There is no cycle '2023-13'; the latest are: 2023-10."

import pytest
from sqlalchemy import Engine

from tests.scheduler.month import Month
from tests.world import World


@pytest.fixture
def month(engine: Engine) -> Month:
    return Month(engine)


def one_owner(world: World) -> None:
    lead = world.person("Area Lead")
    world.area("6", lead=lead)
    owner = world.person("Assessment Manager")
    world.action("6.1", owner=owner)
    world.action("6.2", owner=owner)


def test_an_owner_is_greeted_asked_reminded_and_then_others_hear(month: Month) -> None:
    month.build(one_owner)
    for day in (
        "2023-09-27",
        "2023-09-28",
        "2023-09-29",
        "2023-10-02",
        "2023-10-03",
        "2023-10-04",
        "2023-10-05",
        "2023-10-06",
        "2023-10-09",
        "2023-10-10",
        "2023-10-11",
    ):
        month.at(f"{day} 12:00" if day == "2023-09-27" else f"{day} 09:00")
    assert month.steps("Assessment Manager") == [
        "first_contact 2023-09-28 09:00",
        "ask 2023-09-29 09:00",
        "reminder 2023-10-04 09:00",
    ]
    assert month.steps("Area Lead") == [
        "first_contact 2023-10-09 09:00",
        "silence_area 2023-10-09 09:00",
    ]
    assert month.steps("Programme Officer") == [
        "first_contact 2023-10-10 09:00",
        "silence_office 2023-10-10 09:00",
    ]
    assert month.steps("Independent Chair") == [
        "first_contact 2023-10-11 09:00",
        "silence_chair 2023-10-11 09:00",
    ]

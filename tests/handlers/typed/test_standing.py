"""What a person's line may be about: their own, as deputy, as lead, and while others are away."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from handlers.typed.standing import Standing, load_standings
from models.states import Stage
from tests.world import World

FRIDAY = date(2023, 10, 6)
MONDAY = date(2023, 10, 9)


def standing(session: Session, email: str, on: date = FRIDAY) -> Standing:
    found = load_standings(session).of(f"{email}@council.example.org", on)
    assert found is not None
    return found


def test_an_owner_is_asked_for_what_is_open_in_the_order_of_the_plan(session: Session) -> None:
    world = World(session)
    owner = world.person("Owner")
    world.action("1.10", owner=owner)
    world.action("1.9", owner=owner)
    world.action("1.2", owner=owner, stage=Stage.NOT_STARTED, start=FRIDAY)
    world.action("1.3", owner=owner, stage=Stage.NOT_STARTED, start=MONDAY)
    world.action("1.4", owner=owner, stage=Stage.DELIVERED)
    world.action("1.5", owner=owner, stage=Stage.SUSPENDED)
    world.action("1.6", owner=world.person("Somebody else"))
    found = standing(session, "owner")
    assert found.open_refs == ("1.2", "1.9", "1.10")
    assert found.own_refs == {"1.10", "1.9", "1.2", "1.3", "1.4", "1.5"}
    assert found.plan_refs == found.own_refs | {"1.6"}


def test_a_deputy_and_a_lead_count_as_the_owner_at_any_time(session: Session) -> None:
    world = World(session)
    owner, deputy, lead = (world.person(name) for name in ("Owner", "Deputy", "Lead"))
    world.area("1", lead=lead)
    world.action("1.1", owner=owner, deputy_id=deputy.id)
    world.action("1.2", owner=owner, accountable_id=deputy.id)
    assert standing(session, "deputy").own_refs == {"1.1", "1.2"}
    assert standing(session, "lead").own_refs == {"1.1"}


def test_the_deputy_named_by_an_absence_counts_at_any_time_and_is_asked_during_it(
    session: Session,
) -> None:
    world = World(session)
    owner, cover, deputy = (world.person(name) for name in ("Owner", "Cover", "Deputy"))
    world.action("1.1", owner=owner, deputy_id=deputy.id)
    world.action("1.2", owner=cover)
    world.away(owner, MONDAY, MONDAY, deputy=cover)
    assert standing(session, "cover", MONDAY).open_refs == ("1.1", "1.2")
    assert standing(session, "cover", FRIDAY).open_refs == ("1.2",)
    assert standing(session, "cover", FRIDAY).own_refs == {"1.1", "1.2"}


def test_an_absence_without_a_name_falls_to_the_plans_deputy(session: Session) -> None:
    world = World(session)
    owner, deputy = world.person("Owner"), world.person("Deputy")
    world.action("1.1", owner=owner, deputy_id=deputy.id)
    world.action("1.2", owner=deputy)
    world.away(owner, FRIDAY, FRIDAY)
    assert standing(session, "deputy").open_refs == ("1.1", "1.2")
    assert standing(session, "deputy", MONDAY).open_refs == ("1.2",)


def test_a_cancelled_absence_counts_for_nothing(session: Session) -> None:
    world = World(session)
    owner, cover = world.person("Owner"), world.person("Cover")
    world.action("1.1", owner=owner)
    away = world.away(owner, FRIDAY, MONDAY, deputy=cover)
    away.cancelled_at = owner_told = world.plan.versions[0].made_at
    session.flush()
    assert owner_told
    assert standing(session, "cover").own_refs == frozenset()


def test_who_owns_nothing_is_asked_as_deputy_then_as_lead(session: Session) -> None:
    world = World(session)
    owner, deputy, lead = (world.person(name) for name in ("Owner", "Deputy", "Lead"))
    world.area("1", lead=lead)
    world.action("1.1", owner=owner, deputy_id=deputy.id)
    world.action("1.2", owner=owner)
    assert standing(session, "deputy").open_refs == ("1.1",)
    assert standing(session, "lead").open_refs == ("1.1", "1.2")


def test_an_address_is_found_without_case_and_a_strange_one_is_nobody(session: Session) -> None:
    world = World(session)
    world.action("1.1", owner=world.person("Owner"))
    standings = load_standings(session)
    assert standings.of(" OWNER@council.example.org ", FRIDAY) is not None
    assert standings.of("nobody@council.example.org", FRIDAY) is None
    assert standings.refs_of() == {"1.1"}
    assert standings.refs_of(0) == frozenset()


def test_an_empty_database_has_no_references(session: Session) -> None:
    assert load_standings(session).refs_of() == frozenset()

"""People, absences, vacancies, roles and leavers."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import standing_of
from handlers.request import Request
from handlers.staffing.reach import ReachKind, check_reach
from models.audit import AuditEvent, first_fault
from models.people import Absence, OrganisationKind, Person
from models.plan import ActionChange
from models.states import Role, Stage
from tests.handlers.doing import NOW, asking, do, notice
from tests.world import World

TODAY = NOW.date()


@pytest.fixture
def world(session: Session) -> World:
    """A plan with a programme officer."""
    built = World(session)
    built.role(built.person("Programme Officer"), Role.PROGRAMME_OFFICE)
    return built


def officer(world: World) -> Person:
    return world.session.scalars(select(Person).where(Person.name == "Programme Officer")).one()


def test_the_programme_office_adds_a_person_in_chat(world: World) -> None:
    reply = do(
        world.session, "people.add", by=officer(world), name="Therapies Commissioner",
        email="Therapies@nhs.example.org", organisation="NHS Kent and Medway",
    )  # fmt: skip
    assert (
        notice(reply) == "Therapies Commissioner is added, reachable at therapies@nhs.example.org."
    )
    added = world.session.scalars(
        select(Person).where(Person.name == "Therapies Commissioner")
    ).one()
    assert added.organisation is not None
    assert added.organisation.kind is OrganisationKind.NHS


def test_an_owner_cannot_add_people_and_hears_who_can(world: World) -> None:
    owner = world.person("Annual Review Manager")
    reply = do(world.session, "people.add", by=owner, name="X", email="x@council.example.org")
    assert notice(reply) == (
        "Only the programme office or an administrator can change people and posts."
    )
    refusal = world.session.scalars(select(AuditEvent).where(AuditEvent.act == "refused")).one()
    assert refusal.actor == "Annual Review Manager"


def test_two_people_cannot_share_an_address(world: World) -> None:
    reply = do(
        world.session, "people.add", by=officer(world), name="Second",
        email="programme-officer@council.example.org",
    )  # fmt: skip
    assert "belongs to Programme Officer already" in notice(reply)


def test_a_bad_address_stands_beside_its_field(world: World) -> None:
    reply = do(world.session, "people.add", by=officer(world), name="Third", email="third@council")
    assert "found 'third@council'" in reply.errors["email"]


def test_a_form_with_two_faults_shows_both(world: World) -> None:
    reply = do(world.session, "people.add", by=officer(world), email="x", weekdays="funday")
    assert set(reply.errors) == {"name", "email", "weekdays"}


def test_a_person_says_themself_that_they_are_away(world: World) -> None:
    owner, deputy = world.person("Annual Review Manager"), world.person("Team Leader")
    reply = do(
        world.session, "people.away", by=owner, starts="2023-10-02", ends="6/10/2023",
        deputy="team leader",
    )  # fmt: skip
    assert notice(reply) == (
        "Annual Review Manager is away from Monday 2 October 2023 to Friday 6 October 2023."
        " Team Leader answers meanwhile."
    )
    absence = world.session.scalars(select(Absence)).one()
    assert (absence.starts, absence.ends, absence.deputy_id) == (
        date(2023, 10, 2), date(2023, 10, 6), deputy.id,
    )  # fmt: skip


def test_a_colleague_cannot_send_somebody_on_leave(world: World) -> None:
    owner, colleague = world.person("Annual Review Manager"), world.person("Colleague")
    reply = do(
        world.session, "people.away", by=colleague, person=owner.name,
        starts="2023-10-02", ends="2023-10-06",
    )  # fmt: skip
    assert notice(reply).startswith("Only the person themself, the area lead or the programme")


def test_an_area_lead_records_the_absence_of_an_owner_in_the_area(world: World) -> None:
    lead, owner = world.person("Assistant Director"), world.person("Annual Review Manager")
    world.area("6", lead=lead)
    world.action("6.3", owner=owner)
    reply = do(
        world.session, "people.away", by=lead, person=owner.name,
        starts="2023-10-02", ends="2023-10-06",
    )  # fmt: skip
    assert "is away from" in notice(reply)


def test_nobody_is_their_own_deputy(world: World) -> None:
    owner = world.person("Annual Review Manager")
    reply = do(
        world.session, "people.away", by=owner, starts="2023-10-02", ends="2023-10-06",
        deputy=owner.name,
    )  # fmt: skip
    assert "Somebody else has to answer" in reply.errors["deputy"]


def test_who_is_back_early_is_asked_again(world: World) -> None:
    owner = world.person("Annual Review Manager")
    world.away(owner, date(2023, 10, 1), date(2023, 10, 20))
    assert "is back" in notice(do(world.session, "people.back", by=owner))
    assert world.session.scalars(select(Absence)).one().cancelled_at == NOW


def test_a_leavers_actions_are_handed_over_in_one_act(world: World) -> None:
    leaver, successor = world.person("Leaver"), world.person("Successor")
    world.area("6", lead=leaver)
    owned = world.action("6.1", owner=leaver)
    deputised = world.action("6.2", owner=successor, deputy_id=leaver.id)
    done = world.action("6.3", owner=leaver, stage=Stage.VERIFIED)
    reply = do(
        world.session, "people.hand_over", by=officer(world), person="leaver", to="successor",
        last_day="2023-10-31",
    )  # fmt: skip
    assert notice(reply) == "2 actions go from Leaver to Successor: 6.1 and 6.2."
    assert owned.owner_id == successor.id
    assert deputised.deputy_id is None, "nobody is their own deputy"
    assert done.owner_id == leaver.id, "history keeps whose it was"
    assert owned.area.accountable_id == successor.id
    assert leaver.active_until == date(2023, 10, 31)
    assert len(world.session.scalars(select(ActionChange)).all()) == 2


def test_a_role_counts_from_its_first_day_to_its_last(world: World) -> None:
    person = world.person("Acting Chair")
    do(
        world.session, "people.grant", person=person.name, role="acting chair",
        from_="2023-10-03", to="2023-10-05",
    )  # fmt: skip
    held = {
        day: bool(standing_of(_request(world, person, day), action=None).roles)
        for day in (2, 3, 5, 6)
    }
    assert held == {2: False, 3: True, 5: True, 6: False}


def _request(world: World, person: Person, day: int) -> Request:
    return asking(world.session, person, at=NOW + timedelta(days=day - 2))


def test_a_role_that_is_ended_counts_no_more_at_once(world: World) -> None:
    chair = world.person("Chair")
    world.role(chair, Role.CHAIR)
    assert standing_of(_request(world, chair, 2)).roles == {Role.CHAIR}
    do(world.session, "people.end", person=chair.name, role="chair")
    assert standing_of(_request(world, chair, 2)).roles == set()


def test_the_programme_office_cannot_give_roles_alone(world: World) -> None:
    reply = do(
        world.session, "people.grant", by=officer(world), person="programme officer", role="chair"
    )
    assert "with a second person" in notice(reply)


def test_an_unknown_role_is_answered_with_the_known_ones(world: World) -> None:
    reply = do(world.session, "people.grant", person="programme officer", role="boss")
    assert "found 'boss'" in notice(reply)
    assert "programme_office" in notice(reply)


def test_a_misspelt_name_is_answered_with_who_is_meant(world: World) -> None:
    world.person("Annual Review Manager")
    reply = do(world.session, "people.grant", person="anual review manager", role="verifier")
    assert "Did you mean" in notice(reply)


def test_who_cannot_be_reached_is_known_before_the_cycle_opens(world: World) -> None:
    vacant = world.person("Vacant Post", is_vacant=True)
    silent = world.person("No Address")
    silent.email = None
    slip = world.person("McInnes")
    slip.email = "mcinnnes@council.example.org"
    gone = world.person("Gone", active_until=date(2023, 9, 30))
    owners = (vacant, silent, slip, gone, None)
    for number, owner in enumerate(owners, 1):
        world.action(f"4.{number}", owner=owner)
    world.session.flush()
    found = {f.kind: f for f in check_reach(world.session, TODAY)}
    assert found[ReachKind.VACANT].refs == ("4.1",)
    assert found[ReachKind.NO_ADDRESS].refs == ("4.2",)
    assert found[ReachKind.MISSPELT_ADDRESS].likely == "mcinnes@council.example.org"
    assert found[ReachKind.LEFT].refs == ("4.4",)
    assert found[ReachKind.NO_OWNER].refs == ("4.5",)
    assert found[ReachKind.NO_DEPUTY].refs == ("4.1", "4.2", "4.3", "4.4", "4.5")


def test_a_vacant_post_is_found_by_what_else_it_is_needed_for(world: World) -> None:
    lead, deputy = world.person("Area Lead"), world.person("Deputy")
    world.area("4", lead=lead)
    world.role(lead, Role.VERIFIER)
    world.action("4.1", owner=world.person("Owner"), deputy_id=deputy.id)
    assert check_reach(world.session, TODAY) == ()
    lead.is_vacant = deputy.is_vacant = True
    world.session.flush()
    vacant, lone = check_reach(world.session, TODAY)
    assert vacant.sentence == "The post Area Lead, which leads area 4 and is verifier, is vacant."
    assert (lone.kind, lone.refs) == (ReachKind.NO_DEPUTY, ("4.1",))
    lead.is_vacant, lead.email = False, None
    world.session.flush()
    assert check_reach(world.session, TODAY)[0].sentence == (
        "Area Lead, who leads area 4 and is verifier, has no address."
    )


def test_a_name_that_several_bear_wants_an_address(world: World) -> None:
    for email in ("a@council.example.org", "b@council.example.org"):
        world.person("Head of Casework", email=email)
    reply = do(world.session, "people.vacant", person="head of casework")
    assert notice(reply) == (
        "2 people are called 'head of casework'; write the address of the one that is meant:"
        " a@council.example.org or b@council.example.org."
    )
    assert "is vacant" in notice(do(world.session, "people.vacant", person="b@council.example.org"))


def test_every_act_about_people_stands_in_the_chain(world: World) -> None:
    person = world.person("Annual Review Manager")
    do(world.session, "people.grant", person=person.name, role="verifier")
    do(world.session, "people.vacant", person=person.name)
    do(world.session, "people.vacant", person=person.name, filled="yes")
    do(world.session, "people.end", person=person.name, role="verifier")
    events = world.session.scalars(select(AuditEvent).order_by(AuditEvent.seq)).all()
    assert [e.act for e in events] == ["role_granted", "post_vacant", "post_filled", "role_ended"]
    assert first_fault(events) is None

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session

from handlers.tell import tell
from models.courier import Courier, Later, Refused, Uncertain
from models.delivery import Occasion, OccasionState, Posted
from models.message import Message
from models.people import Identity, Person
from models.store import transaction
from scheduler.claiming import claim
from scheduler.leases import database_now
from scheduler.outbox import Outbox
from scheduler.outcomes import Sent
from scheduler.parcels import make_parcels
from scheduler.settle import settle
from tests.scheduler.couriers import LosesAnswers, Moody
from tests.scheduler.month import Month, london
from tests.world import World

OFFICE = "Programme Officer"
MORNING = "Monday 2023-10-02 09:00"


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_identity)
    month.clock.move_to(london(MORNING))
    return month


def _identity(world: World) -> None:
    for person in world.session.scalars(select(Person)):
        world.session.add(
            Identity(person_id=person.id, platform="slack", user_id=f"U{person.id}", tenant="T")
        )


def owe(month: Month, *notices: str, to: str = OFFICE) -> None:
    """Owe somebody notes, now."""
    with transaction(month.engine) as session:
        person = session.scalars(select(Person).where(Person.name == to)).one()
        for notice in notices:
            tell(session, person, Message("note", notice), key=notice, now=month.clock.now())


def send(month: Month, courier: Courier, *, threads: bool = False) -> Outbox:
    """Let what is due leave by one courier."""
    couriers = {courier.platform: courier}
    outbox = Outbox(month.engine, month.clock, couriers, month.partnership, threads=threads)
    asyncio.run(outbox.deliver())
    return outbox


def only(month: Month) -> Occasion:
    with transaction(month.engine) as session:
        row = session.scalars(select(Occasion)).one()
        session.expunge_all()
        return row


def test_what_was_sent_stands_with_the_platforms_id(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    send(month, Moody())
    assert only(month).state is OccasionState.SENT
    with transaction(month.engine) as session:
        posted = session.scalars(select(Posted)).one()
        assert (posted.platform, posted.platform_id) == ("slack", "U1/1")


def test_a_row_is_claimed_by_one_worker(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    with transaction(month.engine) as session:
        first = claim(session, now=month.clock.now(), leases=database_now)
        assert [row.state for row in first] == [OccasionState.CLAIMED]
    with transaction(month.engine) as session:
        assert not claim(session, now=month.clock.now(), leases=database_now)


def test_what_a_dead_worker_held_is_claimed_again_after_its_lease(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    with transaction(month.engine) as session:
        claim(session, now=month.clock.now(), leases=database_now)  # and the worker dies
    courier = month.courier
    send(month, courier)
    assert not courier.sent
    _lease_ends(month)
    send(month, courier)
    assert [s.message.notice for s in courier.sent] == ["6.1 is disputed."]
    assert only(month).attempts == 2


def _lease_ends(month: Month) -> None:
    with transaction(month.engine) as session:
        over = datetime(2020, 1, 1, tzinfo=UTC)
        session.execute(update(Occasion).values(lease_until=over))


def test_a_second_attempt_asks_the_platform_first_whether_it_arrived(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    courier = month.courier
    with transaction(month.engine) as session:
        claimed = claim(session, now=month.clock.now(), leases=database_now)
        (parcel,) = make_parcels(
            session,
            claimed,
            now=month.clock.now(),
            partnership=month.partnership,
            platforms={"local"},
        )
    asyncio.run(courier.send(parcel.places[0].address, parcel.message, key=parcel.key))
    _lease_ends(month)  # the worker died between sending and settling
    send(month, courier)
    assert len(courier.sent) == 1
    assert only(month).state is OccasionState.SENT


def test_a_platform_that_cannot_be_asked_holds_it_for_a_person_to_see(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    with transaction(month.engine) as session:
        claim(session, now=month.clock.now(), leases=database_now)
    _lease_ends(month)
    courier = Moody()
    send(month, courier)
    assert not courier.sent
    held = only(month)
    assert held.state is OccasionState.HELD
    assert "may have arrived" in held.why


def test_a_worker_that_slept_past_its_lease_settles_nothing(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    with transaction(month.engine) as session:
        claimed = claim(session, now=month.clock.now(), leases=database_now)
        (slept,) = make_parcels(
            session,
            claimed,
            now=month.clock.now(),
            partnership=month.partnership,
            platforms={"slack"},
        )
    _lease_ends(month)
    with transaction(month.engine) as session:
        claim(session, now=month.clock.now(), leases=database_now)
    with transaction(month.engine) as session:
        outcome = Sent(slept.places[0], "late")
        assert settle(session, [(slept, outcome)], now=month.clock.now()) == [slept]
    assert only(month).state is OccasionState.CLAIMED
    assert only(month).attempts == 2


def test_refused_is_final_and_an_event_of_the_record(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    outbox = send(month, Moody(moods=[Refused("They have left the workspace.")]))
    assert outbox.outcomes == {"refused": 1}
    refused = only(month)
    assert refused.state is OccasionState.REFUSED
    assert refused.why == "They have left the workspace."
    send(month, Moody())
    assert only(month).state is OccasionState.REFUSED


def test_the_next_way_to_reach_somebody_is_taken_where_the_first_refuses(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    slack, local = Moody(moods=[Refused("Not in the workspace.")]), month.courier
    outbox = Outbox(month.engine, month.clock, {"slack": slack, "local": local}, month.partnership)
    asyncio.run(outbox.deliver())
    assert [s.message.notice for s in local.sent] == ["6.1 is disputed."]
    assert only(month).state is OccasionState.SENT


def test_the_preferred_door_comes_first(month: Month) -> None:
    def prefer(session: Session) -> None:
        session.scalars(select(Person).where(Person.name == OFFICE)).one().preferred_door = "local"

    month.change(prefer)
    owe(month, "6.1 is disputed.")
    slack = Moody()
    outbox = Outbox(
        month.engine, month.clock, {"slack": slack, "local": month.courier}, month.partnership
    )
    asyncio.run(outbox.deliver())
    assert not slack.sent
    assert len(month.courier.sent) == 1


def test_who_no_door_reaches_is_shown_and_not_forgotten(month: Month) -> None:
    def lose(session: Session) -> None:
        session.execute(update(Identity).values(is_reachable=False))

    month.change(lose)
    owe(month, "6.1 is disputed.")
    send(month, Moody())
    refused = only(month)
    assert refused.state is OccasionState.REFUSED
    assert refused.why.startswith("No door leads there")


def test_later_is_due_again_and_no_attempt(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    courier = Moody(moods=[Later(30)])
    send(month, courier)
    waiting = only(month)
    assert waiting.state is OccasionState.OWED
    assert waiting.attempts == 0
    assert waiting.due_at == month.clock.now() + timedelta(seconds=30)
    send(month, courier)
    assert not courier.sent
    month.clock.advance(timedelta(seconds=31))
    send(month, courier)
    assert courier.sent == ["6.1 is disputed."]


def test_an_uncertain_send_is_held_where_it_cannot_be_read_back(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    courier = Moody(moods=[Uncertain("The answer was lost.")])
    send(month, courier)
    assert only(month).state is OccasionState.HELD
    send(month, courier)
    assert not courier.sent


def test_an_uncertain_send_is_read_back_after_its_lease_where_it_can_be(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    courier = month.courier
    lost = LosesAnswers(courier)
    send(month, lost)
    assert only(month).state is OccasionState.CLAIMED
    _lease_ends(month)
    send(month, courier)
    assert len(courier.sent) == 1
    assert only(month).state is OccasionState.SENT


def test_a_courier_that_breaks_loses_nothing_and_stops_nobody_else(month: Month) -> None:
    owe(month, "6.1 is disputed.")
    owe(month, "October's report is held.", to="Independent Chair")
    courier = Moody(moods=[RuntimeError("a bug")])
    send(month, courier)
    with transaction(month.engine) as session:
        states = [row.state for row in session.scalars(select(Occasion).order_by(Occasion.id))]
    assert states == [OccasionState.HELD, OccasionState.SENT]


def test_a_message_that_cannot_be_made_is_held_and_others_pass_it(month: Month) -> None:
    owe(month, "6.1 is disputed.", "6.2 is disputed.")
    with transaction(month.engine) as session:
        row = session.scalars(select(Occasion).order_by(Occasion.id)).first()
        assert row is not None
        row.message = {"is": "Hologram"}
    courier = Moody()
    send(month, courier)
    assert courier.sent == ["6.2 is disputed."]
    with transaction(month.engine) as session:
        held = session.scalars(select(Occasion).order_by(Occasion.id)).first()
        assert held is not None
        assert held.state is OccasionState.HELD


def test_what_is_said_to_one_person_leaves_in_its_order(month: Month) -> None:
    notices = [f"Note {n}." for n in range(45)]
    owe(month, *notices)
    courier = Moody()
    send(month, courier)
    assert courier.sent == notices


def test_the_database_may_be_waited_for_beside_the_event_loop(month: Month) -> None:
    owe(month, "6.1 is disputed.", "6.2 is disputed.")
    outbox = send(month, Moody(), threads=True)
    assert outbox.outcomes == {"sent": 2}


def test_what_could_not_be_delivered_is_shown_to_the_programme_office(month: Month) -> None:
    owe(month, "October's report is held.", to="Independent Chair")
    send(month, Moody(moods=[Refused("Not in the workspace.")]))
    month.at("Tuesday 2023-10-03 09:00")
    told = str(month.last("unsent"))
    assert "Independent Chair" in told
    assert "Not in the workspace." in told
    month.go_on_until("Thursday 2023-10-05 10:00")
    assert len([s for s in month.courier.sent if s.message.kind == "unsent"]) == 1

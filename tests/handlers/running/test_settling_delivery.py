"""What could not be delivered: seen in one list, and settled by a word of the programme office."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.running.deliveries import deliveries
from handlers.tell import tell
from handlers.wording.deliveries import Standing
from models.audit import AuditEvent
from models.delivery import Heard, Occasion, OccasionState, Posted
from models.message import Message
from models.message_json import to_json
from models.people import Person
from models.running import Pace
from models.states import Role
from models.store import transaction
from scheduler.simulate.reading import buttons_in
from tests.handlers.doing import NOW, do, notice
from tests.world import World

WHY = "Slack refused it: the account is closed. Ask the service desk for the new one."


@pytest.fixture
def office(session: Session) -> Person:
    return build(session)


def build(session: Session) -> Person:
    """An owner, and who runs the office."""
    world = World(session)
    world.person("Assessment Manager")
    person = world.person("Programme Officer")
    world.role(person, Role.PROGRAMME_OFFICE)
    return person


def stuck(session: Session, state: OccasionState, *, key: str = "a") -> Occasion:
    """A note to an owner that stands so."""
    owner = session.scalars(select(Person).where(Person.name == "Assessment Manager")).one()
    message = Message("note", "6.1 is disputed.")
    tell(session, owner, message, key=key, now=NOW)
    occasion = session.scalars(select(Occasion).where(Occasion.key == f"note:{key}")).one()
    occasion.state = state
    occasion.attempts = 1
    if state in {OccasionState.HELD, OccasionState.REFUSED}:
        occasion.why, occasion.settled_at = WHY, NOW
    if state is OccasionState.HELD:
        occasion.about = {"tried": {"platform": "teams", "conversation": "19:a", "thread_id": None}}
    session.flush()
    return occasion


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(AuditEvent.act).order_by(AuditEvent.seq)))


def test_the_card_names_whom_what_and_why_with_its_buttons(
    session: Session, office: Person
) -> None:
    stuck(session, OccasionState.HELD, key="a")
    stuck(session, OccasionState.REFUSED, key="b")
    stuck(session, OccasionState.OWED, key="c")
    (card,) = do(session, "delivery", by=office).say
    assert card.notice == (
        "One message waits to be sent. What needs you: 1 that may have arrived and 1 refused."
    )
    assert WHY in str(to_json(card))
    assert len(buttons_in(card, "delivery.arrived")) == 1
    assert len(buttons_in(card, "delivery.again")) == 2
    assert len(buttons_in(card, "delivery.cancel")) == 3


def test_who_is_not_in_the_office_sees_and_settles_nothing(session: Session) -> None:
    build(session)
    other = session.scalars(select(Person).where(Person.name == "Assessment Manager")).one()
    held = stuck(session, OccasionState.HELD)
    for verb in ("delivery", "delivery.arrived", "delivery.again", "delivery.cancel"):
        said = notice(do(session, verb, by=other, occasion=str(held.id)))
        assert said.startswith("Only the programme office or an administrator can"), said
    assert held.state is OccasionState.HELD


def test_what_arrived_counts_as_sent_and_stands_in_its_conversation(
    session: Session, office: Person
) -> None:
    held = stuck(session, OccasionState.HELD)
    said = notice(do(session, "delivery.arrived", by=office, occasion=str(held.id)))
    assert said == f"A note to the Assessment Manager (no. {held.id}) counts as arrived."
    assert held.state is OccasionState.SENT
    posted = session.get_one(Posted, held.posted_id)
    assert (posted.platform, posted.conversation, posted.platform_id) == ("teams", "19:a", "")
    assert acts(session)[-1] == "message_arrived"
    assert "is sent, not held" in notice(
        do(session, "delivery.arrived", by=office, occasion=str(held.id))
    )


@pytest.mark.parametrize("state", [OccasionState.HELD, OccasionState.REFUSED])
def test_what_failed_is_owed_again_by_a_word(
    session: Session, office: Person, state: OccasionState
) -> None:
    failed = stuck(session, state)
    do(session, "delivery.again", by=office, occasion=str(failed.id))
    assert (failed.state, failed.due_at, failed.why) == (OccasionState.OWED, NOW, "")
    assert acts(session)[-1] == "message_sent_again"


def test_what_is_being_sent_cannot_be_called_back(session: Session, office: Person) -> None:
    claimed = stuck(session, OccasionState.CLAIMED)
    said = notice(do(session, "delivery.cancel", by=office, occasion=str(claimed.id)))
    assert said.endswith("is claimed; nothing is changed.")


def test_a_cancelled_message_says_who_cancelled_it_and_why(
    session: Session, office: Person
) -> None:
    owed = stuck(session, OccasionState.OWED)
    do(session, "delivery.cancel", by=office, occasion=str(owed.id), reason="They rang.")
    assert owed.state is OccasionState.CANCELLED
    assert owed.why.startswith("Cancelled by Programme Officer: They rang.")


def test_what_was_put_aside_is_tried_again_or_left(session: Session, office: Person) -> None:
    for key in ("a", "b"):
        session.add(_dead(office, key))
    session.flush()
    first, second = session.scalars(select(Heard).order_by(Heard.id))
    do(session, "delivery.retry", by=office, heard=str(first.id))
    assert (first.dead_at, first.attempts) == (None, 0)
    do(session, "delivery.leave", by=office, heard=str(second.id))
    assert second.worked_at == NOW
    assert not deliveries(session, Standing.DEAD)
    assert acts(session)[-2:] == ["heard_tried_again", "heard_left"]


def test_words_that_were_dropped_cannot_be_tried_again(session: Session, office: Person) -> None:
    dead = _dead(office, "a")
    dead.body = None
    session.add(dead)
    session.flush()
    assert "were dropped" in notice(do(session, "delivery.retry", by=office, heard=str(dead.id)))


def _dead(person: Person, key: str) -> Heard:
    return Heard(
        key=key,
        platform="local",
        conversation=f"person:{person.id}",
        person_id=person.id,
        kind="line",
        body={"words": "6.1 green"},
        at=NOW - timedelta(hours=1),
        attempts=5,
        dead_at=NOW,
        why="It could not be read.",
    )


def test_a_closed_way_is_opened_by_a_word(session: Session, office: Person) -> None:
    session.add(
        Pace(way="slack/T1", free_at=NOW, closed_why="The token was revoked.", closed_at=NOW)
    )
    session.flush()
    (card,) = do(session, "delivery", by=office).say
    assert buttons_in(card, "delivery.open")
    said = notice(do(session, "delivery.open", by=office, way="slack/T1"))
    assert said == "The way slack/T1 is open again. What waited for it goes now."
    assert session.get_one(Pace, "slack/T1").closed_why is None


def test_a_long_list_is_turned_by_pages(engine: Engine) -> None:
    with transaction(engine) as session:
        office = build(session)
        for n in range(8):
            stuck(session, OccasionState.REFUSED, key=str(n))
        (first,) = do(session, "delivery", by=office).say
        (second,) = do(session, "delivery", by=office, page="1").say
        assert len(buttons_in(first, "delivery.again")) == 6
        assert len(buttons_in(second, "delivery.again")) == 2

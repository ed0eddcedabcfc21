"""A message that may have arrived: held, shown, sent again by a word, or superseded."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from handlers.tell import put_instead
from models.courier import Uncertain
from models.cycle import Ask
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message import Message
from models.people import Person
from models.store import transaction
from tests.handlers.doing import do
from tests.scheduler.couriers import Moody
from tests.scheduler.month import Month, london
from tests.scheduler.test_the_outbox import _identity, owe, send
from tests.world import World

OWNER, OFFICE = "Assessment Manager", "Programme Officer"
LOST = Uncertain("The answer was lost.")


@pytest.fixture
def month(engine: Engine) -> Month:
    month = Month(engine)
    month.build(_one)
    return month


def _one(world: World) -> None:
    world.area("6", lead=world.person("Area Lead"))
    world.action("6.1", owner=world.person(OWNER))
    _identity(world)


def settle(month: Month, verb: str, occasion_id: int) -> None:
    def act(session: Session) -> None:
        officer = session.scalars(select(Person).where(Person.name == OFFICE)).one()
        do(session, verb, by=officer, at=month.clock.now(), occasion=str(occasion_id))

    month.change(act)


def held_ask(month: Month) -> Occasion:
    """October's ask, of which nobody knows whether it arrived."""
    month.go_on_until("Thursday 2023-09-28 18:00")
    month.plan_at("Friday 2023-09-29 09:00")
    month.change(lambda s: _later(s, Step.ASK))
    send(month, Moody(moods=[LOST]))
    (ask,) = month.occasions(Step.ASK)
    assert ask.state is OccasionState.HELD
    return ask


def _later(session: Session, only: Step) -> None:
    """Let nothing but this step leave now."""
    for other in session.scalars(select(Occasion).where(Occasion.step != only)):
        if other.state is OccasionState.OWED:
            other.due_at += timedelta(days=60)


def test_what_is_sent_again_is_made_anew_and_leaves_once(month: Month) -> None:
    ask = held_ask(month)
    settle(month, "delivery.again", ask.id)
    courier = Moody()
    send(month, courier)
    send(month, courier)
    assert len(courier.sent) == 1
    (again,) = month.occasions(Step.ASK)
    assert again.state is OccasionState.SENT
    assert again.message is None


def test_what_arrived_delivers_the_asks_that_it_names(month: Month) -> None:
    ask = held_ask(month)
    settle(month, "delivery.arrived", ask.id)
    with transaction(month.engine) as session:
        assert session.scalars(select(Ask.delivered_at)).all() == [month.clock.now()]
        posted = session.scalars(select(Posted).where(Posted.kind == "ask")).one()
        assert (posted.platform, posted.platform_id) == ("slack", "")


def test_what_nobody_can_find_on_the_platform_is_never_edited(month: Month) -> None:
    ask = held_ask(month)
    settle(month, "delivery.arrived", ask.id)

    def change(session: Session) -> None:
        posted = session.scalars(select(Posted).where(Posted.kind == "ask")).one()
        put_instead(session, posted, Message("note", "New."), key="x", now=month.clock.now())

    month.change(change)
    courier = Moody()
    send(month, courier)
    assert courier.sent == []
    (edit,) = month.occasions(Step.REPLACE)
    assert edit.state is OccasionState.CANCELLED


def test_a_doubt_about_an_ask_ends_with_the_reminder(month: Month) -> None:
    held_ask(month)
    month.plan_at("Wednesday 2023-10-04 09:00")
    month.change(lambda s: _later(s, Step.REMINDER))
    courier = Moody()
    send(month, courier)
    (ask,) = month.occasions(Step.ASK)
    assert len(courier.sent) == 1
    assert ask.state is OccasionState.CANCELLED
    assert "says the same" in ask.why


def test_a_replacement_whose_answer_was_lost_is_simply_repeated(month: Month) -> None:
    month.clock.move_to(london("Monday 2023-10-02 09:00"))
    owe(month, "6.1 is disputed.", to=OFFICE)
    send(month, Moody())

    def change(session: Session) -> None:
        posted = session.scalars(select(Posted)).one()
        put_instead(session, posted, Message("note", "Settled."), key="x", now=month.clock.now())

    month.change(change)
    send(month, Moody(moods=[LOST]))
    (edit,) = month.occasions(Step.REPLACE)
    assert edit.state is OccasionState.CLAIMED  # its lease runs out, and it is done again

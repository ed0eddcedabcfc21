"""From what is owed to what stands in Slack, by the outbox, on both engines."""

import asyncio
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from bot.slack.calls import Caller
from bot.slack.courier import SlackCourier
from handlers.tell import tell
from models.delivery import Occasion, OccasionState, Posted, Step
from models.message import Message
from models.people import Identity, Person
from models.running import Pace
from models.store import transaction
from scheduler.leases import database_now
from scheduler.outbox import Outbox
from scheduler.ticker import Works, tick
from tests.fakes.slack_server.server import Slack, slack_process
from tests.scheduler.month import Month, london
from tests.world import World

OWNER = "Owner of 6.1"
OPENING = "Friday 2023-09-29 09:00"


@pytest.fixture(scope="module")
def process() -> Iterator[Slack]:
    """The chat server, in a process of its own."""
    with slack_process() as running:
        yield running


@pytest.fixture
def slack(process: Slack) -> Slack:
    process.tell("reset")
    process.tell("pace", speed=0)
    return process


@pytest.fixture
def month(engine: Engine, slack: Slack) -> Month:
    month = Month(engine)
    month.build(lambda world: _people(world, slack))
    month.clock.move_to(london(OPENING))
    return month


def _people(world: World, slack: Slack) -> None:
    world.action("6.1", owner=world.person(OWNER))
    for person in world.session.scalars(select(Person)):
        user_id = slack.person(person.name)
        world.session.add(
            Identity(person_id=person.id, platform="slack", user_id=user_id, tenant="T0ROLLCALL")
        )


def courier(month: Month, slack: Slack) -> SlackCourier:
    caller = Caller(slack.token, slack.api, timeout_seconds=2)
    return SlackCourier(caller, month.clock, ZoneInfo("Europe/London"), {"board": "C0BOARD"})


def send(month: Month, slack: Slack, *, later: timedelta = timedelta()) -> None:
    """Let what is due leave, as a process just started does; `later` is the leases' time."""

    def leases(session: Session) -> datetime:
        return database_now(session) + later

    couriers = {"slack": courier(month, slack)}
    outbox = Outbox(month.engine, month.clock, couriers, month.partnership, leases)
    asyncio.run(outbox.deliver())


def owe(month: Month, notice: str) -> None:
    with transaction(month.engine) as session:
        person = session.scalars(select(Person).where(Person.name == OWNER)).one()
        tell(session, person, Message("note", notice), key=notice, now=month.clock.now())


def states(month: Month) -> list[tuple[OccasionState, str]]:
    with transaction(month.engine) as session:
        rows = session.scalars(select(Occasion).order_by(Occasion.id)).all()
        return [(row.state, row.why) for row in rows]


def rows(month: Month) -> list[Posted]:
    with transaction(month.engine) as session:
        found = session.scalars(select(Posted).order_by(Posted.id)).all()
        session.expunge_all()
        return list(found)


def test_an_ask_stands_in_slack_and_the_record_knows_where(month: Month, slack: Slack) -> None:
    works = Works(month.engine, month.clock, {"slack": courier(month, slack)}, month.partnership)
    asyncio.run(tick(works))
    asks = [said for said in slack.messages() if "6.1" in str(said["blocks"])]
    (posted,) = [row for row in rows(month) if row.kind == "ask"]
    assert [(said["channel"], said["ts"]) for said in asks] == [
        (posted.conversation, posted.platform_id)
    ]
    with transaction(month.engine) as session:
        opened = session.scalars(
            select(Identity.conversation).where(Identity.person_id == posted.person_id)
        ).one()
    assert opened == posted.conversation


def test_somebody_whom_slack_never_met_is_found_by_their_address_and_kept(
    month: Month, slack: Slack
) -> None:
    with transaction(month.engine) as session:
        session.execute(delete(Identity))
        person = session.scalars(select(Person).where(Person.name == OWNER)).one()
        user = slack.tell("users", email=person.email)["id"]
    owe(month, "6.1 is disputed.")
    send(month, slack)
    with transaction(month.engine) as session:
        kept = session.scalars(select(Identity)).one()
        assert kept.person_id == person.id
        assert (kept.tenant, kept.user_id) == ("T0ROLLCALL", user)
        assert kept.conversation == slack.messages()[0]["channel"]
    owe(month, "6.1 is settled.")
    send(month, slack)
    assert slack.ask("counts")["users.lookupByEmail"] == 1
    assert len(slack.messages()) == 2


@pytest.mark.parametrize("does", ["drop", "status"])
def test_an_accepted_message_whose_answer_was_lost_is_found_and_not_sent_again(
    month: Month, slack: Slack, does: str
) -> None:
    owe(month, "6.1 is disputed.")
    slack.mood(does, accepts=True, status=502)
    send(month, slack)
    assert [state for state, _ in states(month)] == [OccasionState.CLAIMED]
    send(month, slack, later=timedelta(minutes=3))
    assert [state for state, _ in states(month)] == [OccasionState.SENT]
    (said,) = slack.messages()
    assert [row.platform_id for row in rows(month)] == [said["ts"]]
    assert slack.ask("counts")["chat.postMessage"] == 1


def test_a_message_that_slack_never_took_is_looked_for_and_sent_again(
    month: Month, slack: Slack
) -> None:
    owe(month, "6.1 is disputed.")
    slack.mood("drop")
    send(month, slack)
    send(month, slack, later=timedelta(minutes=3))
    assert slack.texts() == ["6.1 is disputed."]
    assert slack.ask("counts")["conversations.history"] == 1


def test_a_limit_is_waited_for_and_is_no_attempt(month: Month, slack: Slack) -> None:
    owe(month, "6.1 is disputed.")
    slack.mood("status", status=429, headers={"Retry-After": "3"})
    send(month, slack)
    assert slack.messages() == []
    month.clock.move_to(month.clock.now() + timedelta(minutes=1))
    send(month, slack, later=timedelta(minutes=1))
    assert slack.texts() == ["6.1 is disputed."]
    assert "conversations.history" not in slack.ask("counts")


def test_where_slack_cannot_be_reached_everything_waits_and_nothing_is_an_attempt(
    month: Month, slack: Slack
) -> None:
    owe(month, "6.1 is disputed.")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}"
        send(month, Slack(address))
    with transaction(month.engine) as session:
        row = session.scalars(select(Occasion)).one()
        assert (row.state, row.attempts) == (OccasionState.OWED, 0)
        rests = session.get_one(Pace, "slack").free_at - database_now(session)
        assert timedelta(seconds=10) < rests < timedelta(seconds=17)
    month.clock.move_to(month.clock.now() + timedelta(minutes=1))
    send(month, slack, later=timedelta(minutes=1))
    assert slack.texts() == ["6.1 is disputed."]


def test_what_slack_refuses_is_shown_with_what_to_do(month: Month, slack: Slack) -> None:
    with transaction(month.engine) as session:
        session.execute(update(Identity).values(user_id=Identity.user_id + "GONE"))
    owe(month, "6.1 is disputed.")
    send(month, slack)
    states_of = [(state, why) for state, why in states(month) if why]
    assert states_of[0][0] is OccasionState.REFUSED
    assert "Give them another address" in states_of[0][1]


def test_an_ask_is_replaced_where_it_stands(month: Month, slack: Slack) -> None:
    owe(month, "6.1 is disputed.")
    send(month, slack)
    (posted,) = rows(month)
    with transaction(month.engine) as session:
        person = session.scalars(select(Person).where(Person.name == OWNER)).one()
        session.add(
            Occasion(
                key="replace:1",
                opaque="opaque-1",
                step=Step.REPLACE,
                person_id=person.id,
                message=_message("It is settled."),
                posted_id=posted.id,
                local_day=month.clock.now().date(),
                due_at=month.clock.now(),
                made_at=month.clock.now(),
            )
        )
    send(month, slack)
    assert slack.texts() == ["It is settled."]
    assert "edited" in slack.messages()[0]


def _message(notice: str) -> dict[str, object]:
    from models.message_json import to_json

    found: dict[str, object] = to_json(Message("note", notice))
    return found

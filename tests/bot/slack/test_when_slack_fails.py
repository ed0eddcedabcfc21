"""Each way in which an answer fails to come: later where nothing was sent, else uncertain."""

import asyncio
import socket
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.slack.calls import Caller
from bot.slack.courier import SlackCourier
from models.courier import Address, Later, Uncertain
from models.pacing import Extent
from scheduler.clock import SetClock
from tests.bot.slack.conftest import NOW
from tests.fakes.slack_server.moods import HTML
from tests.fakes.slack_server.server import Slack
from tests.messages.examples import ASK, BARE

HTML_TYPE = {"content-type": "text/html"}
JSON_TYPE = {"content-type": "application/json"}
DATE = "Tue, 03 Oct 2023 08:00:00 GMT"


BODIES = (
    ("application/json", '{"ok": false, "error": "ratelimited"}'),
    ("application/json", ""),
    ("text/plain", "Slow down"),
    ("text/html", HTML),
)


def opened(courier: SlackCourier, slack: Slack) -> Address:
    return asyncio.run(courier.open(Address("slack", slack.person("Owner"))))


@pytest.fixture
def to(courier: SlackCourier, slack: Slack) -> Address:
    """An owner whose conversation is open."""
    return opened(courier, slack)


def send(courier: SlackCourier, to: Address) -> str:
    return asyncio.run(courier.send(to, ASK, key="k1"))


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry-After": "7"}, 7),
        ({"Retry-After": "0"}, 1),
        ({"Retry-After": "-5"}, 1),
        ({"Retry-After": "2.5"}, 2.5),
        ({}, 30),
        ({"Retry-After": "soon"}, 30),
        ({"Retry-After": "nan"}, 30),
        ({"Retry-After": "inf"}, 30),
        ({"Retry-After": "99999999"}, 86_400),
        ({"Retry-After": "Tue, 03 Oct 2023 08:01:30 GMT", "Date": DATE}, 90),
        ({"Retry-After": "Tue, 03 Oct 2023 07:59:00 GMT", "Date": DATE}, 1),
        ({"Retry-After": "Tue, 03 Oct 2023 08:01:30", "Date": DATE}, 30),
    ],
    ids=str,
)
def test_slack_is_waited_for_as_long_as_it_asks(
    courier: SlackCourier, slack: Slack, headers: dict[str, str], seconds: float
) -> None:
    to = opened(courier, slack)
    for kind, body in BODIES:
        slack.mood("status", status=429, headers={"content-type": kind, **headers}, body=body)
        with pytest.raises(Later) as later:
            send(courier, to)
        assert later.value.seconds == seconds
        assert later.value.extent is Extent.CONVERSATION
    assert slack.messages() == []


def test_a_limit_that_is_named_in_the_answer_alone_is_one(
    courier: SlackCourier, slack: Slack, to: Address
) -> None:
    slack.mood("refuse", error="ratelimited")
    with pytest.raises(Later):
        send(courier, to)


def test_the_servers_own_limits_are_met_and_named(
    courier: SlackCourier, slack: Slack, to: Address
) -> None:
    slack.tell("pace", speed=1)
    for _ in range(4):
        send(courier, to)
    with pytest.raises(Later) as later:
        send(courier, to)
    assert later.value.seconds == 1


FAILURES: dict[str, dict[str, Any]] = {
    "502 as HTML": {"does": "status", "status": 502, "headers": HTML_TYPE, "body": HTML},
    "503 and nothing": {"does": "status", "status": 503, "headers": JSON_TYPE},
    "500 as JSON": {
        "does": "status",
        "status": 500,
        "headers": JSON_TYPE,
        "body": '{"ok": false, "error": "internal_error"}',
    },
    "200 as HTML": {"does": "status", "headers": HTML_TYPE, "body": HTML},
    "200 as plain text": {
        "does": "status",
        "headers": {"content-type": "text/plain"},
        "body": "ok",
    },
    "200 and nothing": {"does": "status", "headers": JSON_TYPE},
    "broken JSON": {"does": "status", "headers": JSON_TYPE, "body": '{"ok": tr'},
    "JSON that is no object": {"does": "status", "headers": JSON_TYPE, "body": "[1]"},
    "JSON that says nothing": {"does": "status", "headers": JSON_TYPE, "body": "{}"},
    "ok without a place": {"does": "status", "headers": JSON_TYPE, "body": '{"ok": true}'},
    "403 by a proxy": {"does": "status", "status": 403, "headers": HTML_TYPE, "body": HTML},
    "a catastrophe": {"does": "refuse", "error": "fatal_error"},
    "a code that nobody knows": {"does": "refuse", "error": "gremlins"},
    "a closed socket": {"does": "drop"},
    "no answer in time": {"does": "answer", "seconds": 1.5},
}


@pytest.mark.parametrize("accepts", [True, False], ids=["accepted", "not accepted"])
@pytest.mark.parametrize("name", FAILURES)
def test_a_lost_answer_is_uncertain_and_the_message_is_looked_for(
    courier: SlackCourier, slack: Slack, to: Address, name: str, *, accepts: bool
) -> None:
    slack.mood(method="chat.postMessage", accepts=accepts, **FAILURES[name])
    with pytest.raises(Uncertain):
        send(courier, to)
    stands = slack.messages()
    assert len(stands) == accepts
    found = asyncio.run(courier.find(to, key="k1"))
    assert found == (stands[0]["ts"] if accepts else None)


@pytest.mark.parametrize("name", sorted(set(FAILURES) - {"ok without a place"}))
def test_a_read_that_fails_is_asked_again_later(
    courier: SlackCourier, slack: Slack, to: Address, name: str
) -> None:
    # aiohttp itself asks twice for what only reads, where the connection is closed at once.
    slack.mood(method="conversations.history", times=2, **FAILURES[name])
    with pytest.raises(Later):
        asyncio.run(courier.find(to, key="k1"))


def test_a_conversation_that_cannot_be_opened_now_leaves_nothing_behind(
    courier: SlackCourier, slack: Slack
) -> None:
    slack.mood("drop", "conversations.open", accepts=True)
    with pytest.raises(Later):
        send(courier, Address("slack", slack.person("Owner")))
    assert slack.messages() == []


def test_a_replacement_whose_answer_is_lost_is_uncertain_and_harmless_twice(
    courier: SlackCourier, slack: Slack, to: Address
) -> None:
    ts = send(courier, to)
    slack.mood("drop", "chat.update", accepts=True)
    with pytest.raises(Uncertain):
        asyncio.run(courier.replace(to, ts, BARE))
    asyncio.run(courier.replace(to, ts, BARE))
    assert slack.texts() == [BARE.notice]


def test_where_nobody_listens_nothing_was_sent(to: Address) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        caller = Caller("xoxb-x", f"http://127.0.0.1:{closed.getsockname()[1]}/api/")
        courier = SlackCourier(caller, SetClock(NOW), ZoneInfo("Europe/London"), {})
        with pytest.raises(Later) as later:
            send(courier, to)
    assert later.value.extent is Extent.PLATFORM


def test_nothing_is_ever_sent_twice_by_a_library(
    courier: SlackCourier, slack: Slack, to: Address
) -> None:
    slack.mood("drop", accepts=True)
    with pytest.raises(Uncertain):
        send(courier, to)
    assert slack.ask("counts")["chat.postMessage"] == 1


def test_many_leave_side_by_side(courier: SlackCourier, slack: Slack) -> None:
    people = [Address("slack", slack.person(f"Owner {n}")) for n in range(20)]

    async def all_of_them() -> None:
        await asyncio.gather(*(courier.send(to, BARE, key=f"k{n}") for n, to in enumerate(people)))

    asyncio.run(all_of_them())
    assert len(slack.messages()) == 20

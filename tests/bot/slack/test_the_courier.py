"""The way out to Slack, over real HTTP: what arrives, what is found again, what is not sent."""

import asyncio
from dataclasses import replace

import pytest

from bot.slack.courier import SlackCourier
from bot.slack.posted import JOINT
from models.courier import Address, Known, Later, ReadsBack, Refused, Uncertain
from models.message import Item, Items, Message, text
from models.pacing import Extent
from tests.fakes.slack_server.server import Slack
from tests.messages.examples import ASK, BARE, CARD, UPDATE_FORM

BOARD = Address("slack", "channel:board")
LONG = Message(
    "list", "A long list.", (Items(tuple(Item(text(f"Action {n}")) for n in range(120))),)
)


def owner(slack: Slack, **more: bool) -> Address:
    return Address("slack", slack.person("Owner", **more))


def send(courier: SlackCourier, to: Address, message: Message = ASK, key: str = "k1") -> str:
    return asyncio.run(courier.send(to, message, key=key))


def find(courier: SlackCourier, to: Address, key: str = "k1") -> str | None:
    return asyncio.run(courier.find(to, key=key))


def test_it_can_say_whether_a_message_arrived(courier: SlackCourier) -> None:
    assert isinstance(courier, ReadsBack)


def test_a_message_to_a_person_opens_their_conversation_once(
    courier: SlackCourier, slack: Slack
) -> None:
    to = owner(slack)
    first, second = send(courier, to), send(courier, to, BARE, "k2")
    assert [said["ts"] for said in slack.messages()] == [first, second]
    assert {said["with"] for said in slack.messages()} == {to.conversation}
    assert slack.ask("counts")["conversations.open"] == 1


def test_a_person_is_found_by_their_address_once(courier: SlackCourier, slack: Slack) -> None:
    user = slack.person("Owner")
    to = Address("slack", "owner@example.org")
    send(courier, to)
    send(courier, to, BARE, "k2")
    assert {said["with"] for said in slack.messages()} == {user}
    assert asyncio.run(courier.open(to)).known == Known(user, "T0ROLLCALL")
    assert slack.ask("counts")["users.lookupByEmail"] == 1


def test_an_address_that_slack_does_not_know_is_refused_with_what_to_do(
    courier: SlackCourier, slack: Slack
) -> None:
    with pytest.raises(Refused, match="no account for this person"):
        send(courier, Address("slack", "nobody@example.org"))
    slack.person("Leaver", deleted=True)
    with pytest.raises(Refused, match="users_not_found"):
        send(courier, Address("slack", "leaver@example.org"))


@pytest.mark.parametrize("method", ["users.lookupByEmail", "conversations.open"])
@pytest.mark.parametrize("body", ["{}", '{"ok": true}', '{"ok": true, "user": []}'])
def test_an_answer_without_what_was_asked_for_is_asked_for_again(
    courier: SlackCourier, slack: Slack, method: str, body: str
) -> None:
    slack.person("Owner")
    slack.mood("status", method, headers={"content-type": "application/json"}, body=body)
    with pytest.raises(Later):
        send(courier, Address("slack", "owner@example.org"))


def test_a_message_carries_its_key_and_nothing_that_can_be_read(
    courier: SlackCourier, slack: Slack
) -> None:
    send(courier, owner(slack))
    (said,) = slack.messages()
    assert said["metadata"] == {
        "event_type": "rollcall_message",
        "event_payload": {"key": "k1", "part": 1, "of": 1},
    }
    assert said["text"] == ASK.notice


def test_the_boards_channel_is_named_by_the_settings(courier: SlackCourier, slack: Slack) -> None:
    send(courier, BOARD, CARD)
    assert [said["channel"] for said in slack.messages()] == ["C0BOARD"]
    opened = asyncio.run(courier.open(BOARD))
    assert opened == Address("slack", "channel:C0BOARD")
    assert asyncio.run(courier.open(opened)) == opened


def test_a_channel_that_no_setting_names_is_refused_with_what_to_set(
    courier: SlackCourier,
) -> None:
    with pytest.raises(Refused, match=r"\[channels.slack\].*area_1"):
        send(courier, Address("slack", "channel:area_1"))


def test_a_reminder_stands_in_the_asks_thread_and_is_found_there(
    courier: SlackCourier, slack: Slack
) -> None:
    to = owner(slack)
    ask = send(courier, to)
    under = replace(to, thread=ask)
    reminder = send(courier, under, BARE, "k2")
    assert slack.messages()[1]["thread_ts"] == ask
    assert find(courier, under, "k2") == reminder
    assert find(courier, to, "k2") is None
    assert find(courier, under, "k3") is None


def test_a_message_is_found_among_hundreds_of_others(courier: SlackCourier, slack: Slack) -> None:
    to = owner(slack)
    wanted = send(courier, to, BARE)
    for n in range(450):
        send(courier, to, BARE, f"other {n}")
    assert find(courier, to) == wanted
    assert slack.ask("counts")["conversations.history"] == 3


def test_a_thread_that_is_gone_holds_nothing(courier: SlackCourier, slack: Slack) -> None:
    assert find(courier, replace(owner(slack), thread="1.2")) is None


def test_a_message_is_replaced_in_its_place(courier: SlackCourier, slack: Slack) -> None:
    to = owner(slack)
    ts = send(courier, to)
    asyncio.run(courier.replace(to, ts, BARE))
    (said,) = slack.messages()
    assert (said["ts"], said["text"]) == (ts, BARE.notice)
    assert "edited" in said


def test_a_long_message_comes_in_parts_and_is_replaced_part_for_part(
    courier: SlackCourier, slack: Slack
) -> None:
    to = owner(slack)
    posted = send(courier, to, LONG)
    parts = slack.messages()
    assert posted == JOINT.join(said["ts"] for said in parts)
    assert len(parts) == 3
    assert find(courier, to) == posted
    asyncio.run(courier.replace(to, posted, BARE))
    assert slack.texts() == [BARE.notice, "This is said above.", "This is said above."]
    reminder = send(courier, replace(to, thread=posted), BARE, "k2")
    assert find(courier, replace(to, thread=posted), "k2") == reminder


def test_only_the_parts_that_are_missing_are_sent_again(
    courier: SlackCourier, slack: Slack
) -> None:
    to = owner(slack)
    slack.mood("answer", times=1)
    slack.mood("refuse", error="internal_error", times=1)
    with pytest.raises(Uncertain):
        send(courier, to, LONG)
    assert find(courier, to) is None
    posted = send(courier, to, LONG)
    assert posted == JOINT.join(said["ts"] for said in slack.messages())
    assert len(slack.messages()) == 3
    assert find(courier, to) == posted


def test_the_rest_of_a_long_message_waits_a_moment_where_slack_asks_for_it(
    courier: SlackCourier, slack: Slack
) -> None:
    slack.mood("answer")
    slack.mood("status", status=429, headers={"Retry-After": "1"})
    send(courier, owner(slack), LONG)
    assert len(slack.messages()) == 3


def test_the_rest_of_a_long_message_is_uncertain_where_the_wait_is_long(
    courier: SlackCourier, slack: Slack
) -> None:
    slack.mood("answer")
    slack.mood("status", status=429, headers={"Retry-After": "60"})
    with pytest.raises(Uncertain):
        send(courier, owner(slack), LONG)


def test_a_slow_slack_does_not_keep_a_long_message_past_its_lease(
    courier: SlackCourier, slack: Slack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.slack.courier.SEND_SECONDS", 0.2)
    slack.mood("answer", times=-1, seconds=0.3)
    with pytest.raises(Uncertain, match="the rest is still to come"):
        send(courier, owner(slack), LONG)
    assert len(slack.messages()) == 1


def test_a_form_opens_for_who_clicked_and_only_once(courier: SlackCourier, slack: Slack) -> None:
    to = owner(slack)
    trigger = slack.tell("triggers")["trigger_id"]
    asyncio.run(courier.ask(to, UPDATE_FORM, trigger=trigger))
    assert [view["title"]["text"] for view in slack.ask("views")] == ["Update 9.1"]
    with pytest.raises(Refused, match="press its button again"):
        asyncio.run(courier.ask(to, UPDATE_FORM, trigger=trigger))


def test_somebody_without_an_account_is_refused_with_what_to_do(
    courier: SlackCourier, slack: Slack
) -> None:
    with pytest.raises(Refused, match=r"no account .* another address.*\(Slack: user_not_found\)"):
        send(courier, Address("slack", "U404"))
    with pytest.raises(Refused, match="user_disabled") as refused:
        send(courier, owner(slack, deleted=True))
    assert refused.value.extent is Extent.CONVERSATION


@pytest.mark.parametrize(
    ("channel", "said"),
    [({"is_member": False}, "Invite Rollcall"), ({"is_archived": True}, "archived")],
)
def test_a_channel_that_takes_nothing_is_refused(
    courier: SlackCourier, slack: Slack, channel: dict[str, bool], said: str
) -> None:
    slack.channel("board", kind="group", id="C0BOARD", **channel)
    with pytest.raises(Refused, match=said):
        send(courier, BOARD)


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive", "invalid_auth"])
def test_a_token_that_holds_no_more_speaks_of_the_whole_workspace(
    courier: SlackCourier, slack: Slack, code: str
) -> None:
    to = asyncio.run(courier.open(owner(slack)))
    slack.tell("tokens", token=slack.token, error=code)
    with pytest.raises(Refused, match="ROLLCALL_SLACK_BOT_TOKEN") as refused:
        send(courier, to)
    assert refused.value.extent is Extent.TENANT
    with pytest.raises(Later) as later:
        find(courier, to)
    assert later.value.extent is Extent.TENANT


def test_where_it_may_not_read_a_person_has_to_look(courier: SlackCourier, slack: Slack) -> None:
    to = asyncio.run(courier.open(owner(slack)))
    slack.tell("tokens", token=slack.token, scopes=["chat:write"])
    with pytest.raises(Uncertain, match="every scope") as uncertain:
        find(courier, to)
    assert uncertain.value.can_ask is False


def test_a_channel_that_it_was_removed_from_cannot_be_asked(
    courier: SlackCourier, slack: Slack
) -> None:
    send(courier, BOARD)
    slack.channel("board", kind="group", id="C0BOARD", is_member=False)
    with pytest.raises(Uncertain) as uncertain:
        find(courier, BOARD)
    assert uncertain.value.can_ask is False

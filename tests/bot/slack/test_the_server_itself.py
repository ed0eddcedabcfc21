"""The chat server refuses what Slack would, so that the tests above mean something."""

import httpx
import pytest

from tests.fakes.slack_server.faults import message_faults, view_faults
from tests.fakes.slack_server.server import Slack, slack_process

PLAIN = {"type": "plain_text", "text": "Go"}
BUTTON = {"type": "button", "text": PLAIN, "action_id": "a"}


def section(words: str) -> dict[str, object]:
    return {"type": "section", "text": {"type": "plain_text", "text": words}}


@pytest.mark.parametrize(
    "blocks",
    [
        [section("x" * 3001)],
        [section("")],
        [{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}],
        [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}],
        [{"type": "actions", "elements": []}],
        [{"type": "actions", "elements": [BUTTON] * 26}],
        [{"type": "actions", "elements": [{**BUTTON, "value": "x" * 2001}]}],
        [{"type": "actions", "elements": [{**BUTTON, "colour": "red"}]}],
        [{"type": "actions", "elements": [BUTTON, BUTTON]}],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "1"}]] * 101}],
        [{"type": "table", "rows": [[{"type": "raw_text", "text": "1"}]]}] * 2,
        [{"type": "marquee"}],
        [None],
        [section("x")] * 51,
        [section("x" * 3000)] * 4,
    ],
    ids=lambda blocks: str(blocks)[:40],
)
def test_it_refuses_blocks_that_slack_refuses(blocks: list[object]) -> None:
    assert message_faults({"text": "x", "blocks": blocks})


@pytest.mark.parametrize(
    "change",
    [
        {"title": {"type": "plain_text", "text": "x" * 25}},
        {"private_metadata": "x" * 3001},
        {"blocks": [section("x")] * 101},
        {"blocks": [{"type": "input", "label": PLAIN, "element": {"type": "datepicker"}}]},
        {"submit": "Go"},
    ],
    ids=str,
)
def test_it_refuses_views_that_slack_refuses(change: dict[str, object]) -> None:
    good = {"type": "modal", "title": PLAIN, "blocks": [section("x")]}
    assert view_faults(good) == []
    assert view_faults({**good, **change})


def call(slack: Slack, method: str, token: str, **args: object) -> dict[str, object]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    answer = httpx.post(f"{slack.api}{method}", json=args, headers=headers)
    found: dict[str, object] = answer.json()
    return found


def test_it_knows_who_may_do_what(slack: Slack) -> None:
    channel = slack.channel("board")
    said = {"channel": channel, "text": "x"}
    slack.tell("tokens", token="reader", scopes=["channels:history"])
    assert call(slack, "chat.postMessage", "", **said)["error"] == "not_authed"
    assert call(slack, "chat.postMessage", "stranger", **said)["error"] == "invalid_auth"
    assert call(slack, "chat.postMessage", "reader", **said)["error"] == "missing_scope"
    assert call(slack, "chat.postMessage", slack.token, **said)["ok"] is True
    assert call(slack, "chat.postMessage", slack.token, text="x")["error"] == "channel_not_found"
    assert call(slack, "chat.shout", slack.token)["error"] == "unknown_method"
    wrong = call(slack, "chat.postMessage", slack.token, **said, volume=11)
    assert wrong["error"] == "invalid_arg_name"


def test_markup_in_a_text_is_refused_here_though_slack_would_read_it(slack: Slack) -> None:
    channel = slack.channel("board")
    said = call(slack, "chat.postMessage", slack.token, channel=channel, text="<!channel> x")
    assert said["error"] == "invalid_arguments"


def test_metadata_is_shown_to_who_asks_for_it(slack: Slack) -> None:
    channel = slack.channel("board")
    metadata = {"event_type": "e", "event_payload": {"key": "k"}}
    call(slack, "chat.postMessage", slack.token, channel=channel, text="x", metadata=metadata)
    headers = {"Authorization": f"Bearer {slack.token}"}
    for asked, shown in (("true", True), ("false", False)):
        params = {"channel": channel, "include_all_metadata": asked}
        answer = httpx.get(f"{slack.api}conversations.history", params=params, headers=headers)
        assert ("metadata" in answer.json()["messages"][0]) is shown


def test_in_a_process_of_its_own_it_ends_even_while_somebody_waits() -> None:
    with slack_process() as slack:
        slack.mood("hang", "auth.test")
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{slack.api}auth.test", timeout=0.3)

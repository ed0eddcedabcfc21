import pytest

from bot.config import read_settings
from bot.local_mode import loopback, require_local
from handlers.request import RefusedError


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]"])
def test_the_local_platform_listens_on_this_machine(host: str) -> None:
    assert loopback(host)


EVERYWHERE = "0.0.0.0"  # noqa: S104 - what must be refused


@pytest.mark.parametrize(
    "host", [EVERYWHERE, "::", "192.168.1.4", "10.0.0.1", "example.org", "", "localhost.a.org"]
)
def test_the_local_platform_refuses_to_be_reached_by_others(host: str) -> None:
    with pytest.raises(RefusedError, match="this machine only"):
        loopback(host)


@pytest.mark.parametrize(
    ("name", "platform"),
    [
        ("ROLLCALL_SLACK_BOT_TOKEN", "Slack"),
        ("ROLLCALL_SLACK_SIGNING_SECRET", "Slack"),
        ("ROLLCALL_TEAMS_CLIENT_ID", "Microsoft Teams"),
    ],
)
def test_the_local_platform_refuses_to_run_beside_a_real_one(
    name: str, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "set")
    with pytest.raises(RefusedError, match=platform):
        require_local(read_settings())


def test_a_test_may_run_it_beside_a_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_SLACK_BOT_TOKEN", "set")
    monkeypatch.setenv("ROLLCALL_LOCAL_BESIDE_REAL", "true")
    require_local(read_settings())


def test_it_can_be_turned_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_LOCAL", "false")
    with pytest.raises(RefusedError, match="turned off"):
        require_local(read_settings())


def test_an_empty_token_is_no_real_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROLLCALL_SLACK_BOT_TOKEN", "")
    require_local(read_settings())

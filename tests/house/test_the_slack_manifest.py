import copy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.house.slack_manifest import EVENT_SCOPES, SCOPES, faults

FILE = Path(__file__).parents[2] / "app_manifest.yaml"


@pytest.fixture
def manifest() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(FILE.read_text())
    return read


def test_slack_would_take_the_manifest(manifest: dict[str, Any]) -> None:
    assert faults(manifest) == []


def test_it_asks_for_nothing_that_it_does_not_use(manifest: dict[str, Any]) -> None:
    assert manifest["oauth_config"]["scopes"] == {"bot": sorted(SCOPES)}


def test_every_scope_says_in_the_file_what_it_is_for(manifest: dict[str, Any]) -> None:
    comments = [line for line in FILE.read_text().splitlines() if line.startswith("#")]
    for scope in manifest["oauth_config"]["scopes"]["bot"]:
        assert any(line.startswith(f"#   {scope} ") for line in comments), scope


def test_it_may_hear_every_event_that_it_subscribes_to(manifest: dict[str, Any]) -> None:
    events = manifest["settings"]["event_subscriptions"]["bot_events"]
    needed = {scope for event in events if (scope := EVENT_SCOPES[event])}
    assert needed <= set(manifest["oauth_config"]["scopes"]["bot"])


def test_it_needs_no_address_that_the_internet_can_reach(manifest: dict[str, Any]) -> None:
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert "request_url" not in str(manifest)
    assert "url" not in manifest["features"]["slash_commands"][0]


def test_people_can_type_to_it_and_press_its_buttons(manifest: dict[str, Any]) -> None:
    home = manifest["features"]["app_home"]
    assert home["messages_tab_enabled"]
    assert not home["messages_tab_read_only_enabled"]
    assert manifest["settings"]["interactivity"]["is_enabled"]


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("display_information", "name"), "R" * 36, "1 to 35"),
        (("display_information", "long_description"), "Too short", "175 to 4000"),
        (("display_information", "background_color"), "black", "not of the form"),
        (("display_information", "colour"), "#000000", "no key"),
        (("settings", "socket_mode_enabled"), "yes", "is a bool"),
        (("settings", "interactivity"), {}, "is_enabled is missing"),
        (("features", "slash_commands"), [{"command": "rollcall"}], "not of the form"),
        (("features", "slash_commands"), [{"command": "/rollcall"}], "description is missing"),
    ],
)
def test_the_check_finds_what_slack_refuses(
    manifest: dict[str, Any], path: tuple[str, str], value: object, fault: str
) -> None:
    wrong = copy.deepcopy(manifest)
    wrong[path[0]][path[1]] = value
    assert any(fault in found for found in faults(wrong))

"""What Slack takes in an app's manifest, as far as ours uses it, and what each scope is for.

Source of the keys and their limits: slackapi/manifest-schema at c50cfa8 (schema 2.0.0, release
0.5.0 of 2026-06-30). Source of the scopes: slack-ruby/slack-api-ref at f4837c0 (2026-08-20).
"""

import re
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Key:
    """What may stand at one path: its type, its least and most length, its pattern."""

    kind: type
    least: int = 0
    most: int | None = None
    pattern: str | None = None
    required: bool = False


HTTPS = r"^https?://"
KEYS = {
    "display_information": Key(dict, required=True),
    "display_information.name": Key(str, 1, 35, required=True),
    "display_information.description": Key(str, 1, 140),
    "display_information.long_description": Key(str, 175, 4000),
    "display_information.background_color": Key(str, 4, 7, r"^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    "features": Key(dict),
    "features.app_home": Key(dict),
    "features.app_home.home_tab_enabled": Key(bool),
    "features.app_home.messages_tab_enabled": Key(bool),
    "features.app_home.messages_tab_read_only_enabled": Key(bool),
    "features.bot_user": Key(dict),
    "features.bot_user.display_name": Key(str, 1, 80, required=True),
    "features.bot_user.always_online": Key(bool),
    "features.slash_commands": Key(list, 1, 50),
    "features.slash_commands[]": Key(dict),
    "features.slash_commands[].command": Key(str, 2, 32, r"^/", required=True),
    "features.slash_commands[].description": Key(str, 1, 2000, required=True),
    "features.slash_commands[].usage_hint": Key(str, 1, 1000),
    "features.slash_commands[].should_escape": Key(bool),
    "features.slash_commands[].url": Key(str, 0, 3000, HTTPS),
    "features.shortcuts": Key(list, 1, 10),
    "features.shortcuts[]": Key(dict),
    "features.shortcuts[].name": Key(str, 1, 24, required=True),
    "features.shortcuts[].type": Key(str, required=True, pattern=r"^(message|global)$"),
    "features.shortcuts[].callback_id": Key(str, 1, 255, required=True),
    "features.shortcuts[].description": Key(str, 1, 150, required=True),
    "oauth_config": Key(dict),
    "oauth_config.redirect_urls": Key(list, 0, 1000),
    "oauth_config.redirect_urls[]": Key(str, 0, 2500),
    "oauth_config.scopes": Key(dict),
    "oauth_config.scopes.bot": Key(list, 0, 255),
    "oauth_config.scopes.bot[]": Key(str, 0, 50),
    "settings": Key(dict),
    "settings.event_subscriptions": Key(dict),
    "settings.event_subscriptions.request_url": Key(str, 0, 3500, HTTPS),
    "settings.event_subscriptions.bot_events": Key(list, 0, 100),
    "settings.event_subscriptions.bot_events[]": Key(str, 0, 50),
    "settings.interactivity": Key(dict),
    "settings.interactivity.is_enabled": Key(bool, required=True),
    "settings.interactivity.request_url": Key(str, 0, 3500, HTTPS),
    "settings.org_deploy_enabled": Key(bool),
    "settings.socket_mode_enabled": Key(bool),
    "settings.token_rotation_enabled": Key(bool),
}

SCOPES = {
    "channels:history": "conversations.history and conversations.replies, of public channels",
    "chat:write": "chat.postMessage, chat.update",
    "commands": "features.slash_commands",
    "files:read": "files.info, and the bytes of a file dropped on the bot",
    "files:write": "files.getUploadURLExternal, files.completeUploadExternal",
    "groups:history": "conversations.history and conversations.replies, of private channels",
    "im:history": "the event message.im; conversations.history and conversations.replies",
    "im:write": "conversations.open",
    "users:read": "users.info, and required beside users:read.email",
    "users:read.email": "users.lookupByEmail",
}
EVENT_SCOPES = {
    "app_home_opened": None,
    "app_uninstalled": None,
    "message.im": "im:history",
    "tokens_revoked": None,
}


def faults(found: Any, path: str = "") -> list[str]:
    """What Slack would refuse in a manifest, each with its path; empty for a good one."""
    own = _own_faults(found, path) if path else []
    if isinstance(found, dict):
        names = {f"{path}.{name}".lstrip("."): value for name, value in found.items()}
        missing = [
            f"{key} is missing"
            for key, rule in KEYS.items()
            if rule.required and key.rpartition(".")[0] == path and key not in names
        ]
        return (
            own + missing + [fault for key, value in names.items() for fault in faults(value, key)]
        )
    if isinstance(found, list):
        return own + [fault for item in found for fault in faults(item, f"{path}[]")]
    return own


def _own_faults(found: Any, path: str) -> list[str]:
    rule = KEYS.get(path)
    if rule is None:
        return [f"{path} is no key of a manifest"]
    if type(found) is not rule.kind:
        return [f"{path} is a {rule.kind.__name__}, found {found!r}"]
    if rule.kind in {str, list} and not rule.least <= len(found) <= (rule.most or len(found)):
        return [f"{path} has {rule.least} to {rule.most} characters or items, found {len(found)}"]
    if rule.pattern and not re.search(rule.pattern, found):
        return [f"{path} is not of the form {rule.pattern}"]
    return []

"""The methods that the server answers: what they take, what they need, and how often.

Source: slack-ruby/slack-api-ref at f4837c0 (MIT, 2026-08-20); the tiers' figures from
docs.slack.dev/apis/web-api/rate-limits. Those of `chat.postMessage` are Slack's words ("about one a
second a channel", "several hundred a minute a workspace") as numbers of ours.
"""

from dataclasses import dataclass

TIER_2, TIER_3, TIER_4 = 20, 50, 100
SPECIAL = 600


@dataclass(frozen=True, slots=True)
class Method:
    """What one method takes: arguments, those it must have, scopes of which it needs one."""

    args: frozenset[str]
    required: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    a_minute: int = TIER_3


def method(args: str, *, required: str = "", scopes: str = "", a_minute: int = TIER_3) -> Method:
    return Method(frozenset(args.split()), tuple(required.split()), tuple(scopes.split()), a_minute)


HISTORY = "channels:history groups:history im:history mpim:history"
PAGED = "channel cursor include_all_metadata inclusive latest limit oldest"
SAID = "attachments blocks link_names markdown_text metadata parse reply_broadcast text"
METHODS = {
    "auth.test": method("", a_minute=SPECIAL),
    "chat.postMessage": method(
        f"{SAID} channel icon_emoji icon_url mrkdwn thread_ts unfurl_links unfurl_media username",
        required="channel",
        scopes="chat:write",
        a_minute=300,
    ),
    "chat.update": method(
        f"{SAID} channel ts file_ids as_user", required="channel ts", scopes="chat:write"
    ),
    "conversations.history": method(PAGED, required="channel", scopes=HISTORY),
    "conversations.replies": method(f"{PAGED} ts", required="channel ts", scopes=HISTORY),
    "conversations.join": method("channel", required="channel", scopes="channels:join"),
    "conversations.open": method(
        "channel prevent_creation return_im users",
        scopes="channels:manage groups:write im:write mpim:write",
    ),
    "users.lookupByEmail": method("email", required="email", scopes="users:read.email"),
    "views.open": method("trigger_id interactivity_pointer view", required="view", a_minute=TIER_4),
}
CHANNEL_A_SECOND = 1.0
CHANNEL_BURST = 4

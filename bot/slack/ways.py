"""How often Slack lets something leave, and by which ways.

Source: docs.slack.dev/apis/web-api/rate-limits. A message a second in a conversation, with short
bursts above it; "several hundred" a minute in a workspace, for which 300 are taken; 50 a minute of
what is in the third tier (chat.update, conversations.open), of each method in a workspace.
"""

from __future__ import annotations

from models.pacing import Extent, Limit, Way

_PLATFORM = Way("slack", Limit(50.0, burst=50), Extent.PLATFORM)
"""All of Slack: it rests where no connection to it comes about."""
WORKSPACE = "slack/workspace"
"""One installation has one bot token, hence one workspace."""
_WORKSPACE = Way(WORKSPACE, Limit(5.0, burst=10), Extent.TENANT)
_TIER_3 = Limit(50 / 60, burst=20)
_CONVERSATION = Limit(1.0, burst=3)
_UPDATES = Way(f"{WORKSPACE}/chat.update", _TIER_3, Extent.CONVERSATION)
_OPENINGS = Way(f"{WORKSPACE}/conversations.open", _TIER_3, Extent.CONVERSATION)


def ways_to(conversation: str, *, is_open: bool, replaces: bool) -> tuple[Way, ...]:
    """The ways to a conversation, the widest first; one that is not open yet has to be opened."""
    if replaces:
        return (_PLATFORM, _WORKSPACE, _UPDATES)
    there = Way(f"{WORKSPACE}/{conversation}", _CONVERSATION, Extent.CONVERSATION)
    wide = (_PLATFORM, _WORKSPACE)
    return (*wide, there) if is_open else (*wide, _OPENINGS, there)

"""What the chair asks of the plan, for the gallery: every question, its lists, and the channel."""

from __future__ import annotations

from bot.gallery.player import Player
from models.states import Role

ASKED = (
    "what can I ask?",
    "summary",
    "how are the areas?",
    "whats changed since the last board",
    "what is red and why",
    "due in 60 days",
    "who hasnt answered",
    "what waits for me",
    "what waits on 7.7",
    "how has 6.1 moved",
    "KPIs",
    "evidence missing",
    "dates moved",
    "how reliable are our forecasts",
    "brief me",
    "what was red on 6 October",
)
"""As they are typed, some in haste."""


def ask_anything(player: Player) -> None:
    """Each question once; a list behind a number, a past action, and the briefing to copy."""
    chair = player.holder(Role.CHAIR)
    for words in ASKED:
        player.say(chair, words)
    player.press(chair, "inquiry.list")
    player.press(chair, "brief.text")


def ask_in_the_channel(player: Player) -> None:
    """Where others read along, what is published is told there and the rest to who asked."""
    chair = player.holder(Role.CHAIR)
    channel = player.demo.living.partnership.board_channel
    for words in ("summary", "what do you know about 6.1", "my actions"):
        player.say(chair, words, channel=channel)

"""What the chair and the office do after the cut-off: moderate, challenge, nudge."""

from __future__ import annotations

from bot.gallery.player import Player
from models.states import Role

ASKED, TAKEN_BACK = "2.5", "7.4"
"""Actions about which the chair asks something."""


def moderate_and_challenge(player: Player) -> None:
    """Everything that moderation, challenges and nudges say."""
    decide_at_once(player)
    set_another_rating(player)
    ask_a_question(player)
    take_one_back(player)
    nudge_the_silent(player)


def decide_at_once(player: Player) -> None:
    """The office keeps a rating; the chair, a moment later, is told so."""
    chair, office = player.holder(Role.CHAIR), player.holder(Role.PROGRAMME_OFFICE)
    for person in (chair, office):
        player.say(person, "moderation queue")
    late = player.stands(chair, "moderation.keep")
    player.press(office, "moderation.keep")
    player.press_this(chair, *late)


def set_another_rating(player: Player) -> None:
    """A rating that is not the owner's: the owner is told, and answers."""
    chair = player.holder(Role.CHAIR)
    player.say(chair, "moderation queue for the PDG")
    form = player.press(chair, "moderation.set")
    player.fill(chair, form, rating="red", reason="No way back is named (PDG, item 4).")
    owner = player.who_has("moderation.answer")
    answer = player.press(owner, "moderation.answer")
    player.fill(owner, answer, words="Two officers start on 6 November; the plan is attached.")
    player.press(chair, "moderation.item")


def ask_a_question(player: Player) -> None:
    """A question for the paper, answered in place."""
    chair, owner = player.holder(Role.CHAIR), player.owner(ASKED)
    player.say(chair, f"challenge {ASKED}")
    form = player.press(chair, "challenge.open")
    player.fill(chair, form, question="How do families notice it?", for_paper="yes")
    answer = player.press(owner, "challenge.answer")
    player.fill(
        owner, answer, words="The forum has asked 40 of them; 31 say that calls are shorter."
    )


def take_one_back(player: Player) -> None:
    """A question that is withdrawn before anybody has answered."""
    chair = player.holder(Role.CHAIR)
    player.say(chair, f"challenge {TAKEN_BACK}: what stops the second scorecard?")
    player.say(chair, "open challenges")
    player.press(chair, "challenge.withdraw")


def nudge_the_silent(player: Player) -> None:
    """Everybody whose update is missing: shown first, then sent."""
    chair = player.holder(Role.CHAIR)
    player.say(chair, "nudge everybody silent: the paper is written on Monday")
    player.press(chair, "nudge.send")

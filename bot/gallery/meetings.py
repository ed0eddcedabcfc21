"""The delivery group meets: decided, noted, minuted, put off; what an owner asks of the Board."""

from __future__ import annotations

from datetime import date

from bot.gallery.player import Player
from models.message import Button, args
from models.states import Role

ASKED, MINUTED, TAKEN_BACK = "6.1", "2.5", "7.4"
"""Whose owners ask the Board, are given an action, and take back what they asked."""


def ask_the_board(player: Player) -> None:
    """By a line, and by the form; one of them is taken back."""
    player.say(player.owner(ASKED), f"ask the board about {ASKED}: may we recruit two officers?")
    owner = player.owner(TAKEN_BACK)
    about = args(action=player.action_id(TAKEN_BACK))
    form = player.press_this(owner, Button("Ask", "board.ask_form", about), None)
    player.fill(owner, form, words="Who pays for the second year?")
    player.press(owner, "board.withdraw")


def meet(player: Player) -> None:
    """Opened by the chair on the day, run from the card, handed to the office; nobody closes it."""
    player.go_to(date(2023, 10, 13))
    chair, office = player.holder(Role.CHAIR), player.holder(Role.PROGRAMME_OFFICE)
    player.say(chair, "meetings")
    player.press(chair, "meeting.open")
    player.press(chair, "meeting.item")
    decide(player, chair)
    minute(player, chair)
    player.say(chair, "agenda")
    adding = player.press(chair, "meeting.add_form")
    player.fill(chair, adding, title="Staffing over Christmas", ref="")
    noting = player.press(chair, "meeting.note_form")
    player.fill(chair, noting, words="The rota is published in November.")
    player.press(chair, "meeting.show")
    handing = player.press(chair, "meeting.hand_over_form")
    player.fill(chair, handing, person=player.email(office))


def decide(player: Player, chair: int) -> None:
    """A decision in words, which reaches the owner; and its correction."""
    deciding = player.press(chair, "meeting.decide_form")
    player.fill(chair, deciding, words="Agency cover is agreed until March.")
    correcting = player.press(chair, "meeting.correct_form")
    player.fill(chair, correcting, words="Agency cover is agreed until May.")


def minute(player: Player, chair: int) -> None:
    """Given to an owner, declined, given again, accepted; reported as open."""
    owner, other = player.owner(MINUTED), player.owner(ASKED)
    minuting = player.press(chair, "meeting.minute_form")
    to = player.email(owner)
    player.fill(
        chair, minuting, words="Ask the trusts for their dates.", owner=to, due="2023-11-10"
    )
    declining = player.press(owner, "arising.decline_form")
    player.fill(owner, declining, reason="The trusts answer to the commissioner.")
    offering = player.press(chair, "arising.offer_form")
    player.fill(chair, offering, owner=player.email(other))
    player.press(other, "arising.accept")
    still = player.press(other, "arising.still_form")
    player.fill(other, still, words="Two of four have answered.")


def close_late(player: Player) -> None:
    """On the next working day it is still open: the office closes it, and the log is there."""
    player.press(player.holder(Role.PROGRAMME_OFFICE), "meeting.close")

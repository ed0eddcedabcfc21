"""The plan is changed: dates, a new owner, a suspension; asked for, returned, decided, told."""

from __future__ import annotations

from bot.gallery.player import Player
from models.message import Button, args
from models.states import Role

LATE, GIVEN, RESTING, LONG = "3.5", "1.3", "8.1", "7.7"
"""Actions whose date, owner and stage are asked to change."""


def change_the_plan(player: Player) -> None:
    """Everything that a change can become."""
    decide_a_date(player)
    find_a_new_owner(player)
    let_one_rest(player)
    open_the_other_forms(player)


def decide_a_date(player: Player) -> None:
    """Returned, handed in again, recommended, granted by the group, agreed outside."""
    owner, office = player.owner(LATE), player.holder(Role.PROGRAMME_OFFICE)
    chair = player.holder(Role.CHAIR)
    asked = {"topic": "due", "ref": LATE, "to": "2024-09-27", "delay_reason": "procurement"}
    player.do(owner, "change.save", **asked, reason="The supplier is late.")
    number = _newest(player, office)
    player.say(office, "change requests")
    returning = player.do(office, "change.return_form", request=number)
    player.fill(office, returning, reason="Which supplier, and who has said so?")
    player.press(owner, "change.show")
    answering = player.press(owner, "change.resubmit_form")
    player.fill(
        owner,
        answering,
        to="2024-08-30",
        reason="The supplier starts in January and needs ten weeks.",
        impact="Two boards get their figures by hand until then.",
    )
    player.do(office, "change.recommend", request=number)
    deciding = player.press(chair, "change.decide_form")
    player.fill(chair, deciding, decision="approve", minute="PDG, 13 October, item 4")
    outside = player.do(office, "change.external_form", request=number)
    player.fill(office, outside, decision="agree", source="Letter of 2 October")


def _newest(player: Player, office: int) -> str:
    """The number of the request that was made last, as the list has it."""
    player.do(office, "change.list")
    button, _ = player.all_of(office, "change.show")[-1]
    return dict(button.args)["request"]


def find_a_new_owner(player: Player) -> None:
    """Asked for by the owner, offered by the lead, declined; then offered again."""
    owner, office = player.owner(GIVEN), player.holder(Role.PROGRAMME_OFFICE)
    player.say(owner, f"ask for a change of {GIVEN}")
    for button, posted_id in player.all_of(owner, "change.form"):
        player.press_this(owner, button, posted_id)
    asked = {"topic": "owner", "ref": GIVEN, "person": player.email(player.owner("1.2"))}
    player.do(owner, "change.save", **asked, reason="She leads the team now.")
    number = _newest(player, office)
    lead = player.who_has("change.decide_form")
    player.do(lead, "change.decide", request=number, level="area_lead", decision="approve")
    new = player.who_has("change.accept")
    declining = player.press(new, "change.decline_form")
    player.fill(new, declining, reason="Not before May.")


def let_one_rest(player: Player) -> None:
    """The Board suspends an action; its owner hears of it once a month."""
    owner, office = player.owner(RESTING), player.holder(Role.PROGRAMME_OFFICE)
    secretary = player.holder(Role.BOARD_SECRETARY)
    player.do(
        owner,
        "change.save",
        topic="suspend",
        ref=RESTING,
        review_on="2023-11-06",
        reason="The national guidance is awaited.",
        impact="Families wait for the new form.",
    )
    number = _newest(player, office)
    minute = "Board, 3 October, item 2"
    player.do(
        secretary,
        "change.decide",
        request=number,
        level="board",
        decision="approve",
        minute=minute,
    )


def open_the_other_forms(player: Player) -> None:
    """Each kind of change has its own form."""
    office = player.holder(Role.PROGRAMME_OFFICE)
    action = str(player.action_id(LONG))
    for topic in ("due", "scope", "withdraw", "split", "merge", "monitoring"):
        button = Button("Open", "change.form", args(action=action, topic=topic))
        player.press_this(office, button, None)
    player.press_this(office, Button("Open", "change.form", args(topic="add")), None)

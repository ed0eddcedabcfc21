"""What is played for the gallery: a few months in which everything is said at least once."""

from __future__ import annotations

from datetime import date, time

from bot.demo.stage import bring_boards, bring_measures, bring_plan
from bot.gallery.asking import ask_anything, ask_in_the_channel
from bot.gallery.changes import change_the_plan
from bot.gallery.evidence import judge_evidence
from bot.gallery.faults import break_down
from bot.gallery.meetings import ask_the_board, close_late, meet
from bot.gallery.oversight import moderate_and_challenge
from bot.gallery.player import Player
from bot.gallery.running import run_it
from models.message import Button
from models.states import Role

QUESTIONS = (
    "help",
    "what is mine?",
    "what do you know about 2.5",
    "why is 2.5 green",
    "when is the next Board?",
    "stop asking me",
    "thank you",
    "I am away next week",
    "is anybody there who could tell me more about that?",
    "9.99 green",
    "what do you know about 9.99",
    "6.1 green",
    "2.5 amber " + "and so on " * 1200,
)
A, B, C, D, E, F = "2.5", "7.4", "1.3", "3.5", "6.1", "1.5"
"""Actions of owners who are played."""
LAST_OF_OCTOBER = date(2023, 10, 26)
"""Until then everybody plays; afterwards only who is needed."""
DEAD = "9.4"
"""An action whose owner no message reaches."""


def play(player: Player) -> None:
    """Everything, in the order of the months."""
    bring_it_all_in(player)
    player.courier.dead.add(f"person:{player.owner(DEAD)}")
    for ref in (A, B, C, D, E, F):
        player.demo.living.played.add(player.owner(ref))
    player.demo.living.played.add(player.holder(Role.CHAIR))
    player.go_to(date(2023, 10, 3))
    ask_and_be_answered(player)
    answer_and_take_back(player)
    be_the_wrong_one(player)
    keep_the_office(player)
    change_the_plan(player)
    judge_evidence(player)
    break_down(player)
    old = let_the_reminder_come(player)
    moderate_and_challenge(player)
    ask_anything(player)
    ask_the_board(player)
    meet(player)
    sign_late(player)
    ask_in_the_channel(player)
    press_an_old_button(player, old)
    sign_and_think_again(player)
    say_nothing_new_again(player)
    run_it(player)


def bring_it_all_in(player: Player) -> None:
    """The plan as a file that is dropped, its measures, and the Boards."""
    living = player.demo.living
    bring_plan(living.seats)
    bring_measures(player.demo.engine, living.partnership, living.clock.now())
    bring_boards(player.demo.engine, living.partnership, living.clock.now())


def ask_and_be_answered(player: Player) -> None:
    """Questions in words, and words that are none."""
    owner = player.owner(A)
    for words in QUESTIONS:
        player.say(owner, words)
    player.press(owner, "office.send")
    player.say(player.holder(Role.VERIFIER), "9.99 green")


def answer_and_take_back(player: Player) -> None:
    """Answers by button, form and line; corrected, undone, read back, dropped and confirmed."""
    owner = player.owner(A)
    player.press(owner, "update.rate", ref=A)
    player.press(owner, "update.undo", ref=A)
    player.say(owner, f"{A} red")
    player.say(owner, f"{A} delivered")
    confirm, posted = player.stands(owner, "reading.confirm")
    player.press(owner, "reading.drop")
    player.press_this(owner, confirm, posted)
    player.say(owner, f"{A} delivered")
    player.press(owner, "reading.confirm")
    player.say(player.owner(F), f"{F} delivered")
    other = player.owner(B)
    player.press(other, "update.more", ref=B)
    asked = player.press(other, "update.more_time", ref=B)
    player.fill(other, asked, requested_due="2024-03-28", reason="The supplier starts in January.")
    player.press(other, "update.no_change_others")
    done = player.press(other, "update.delivered", ref=B)
    player.fill(other, done, words="It is in use.", evidence="https://example.org/scorecard")


def be_the_wrong_one(player: Player) -> None:
    """Not mine, mine after all, not me; a new owner."""
    owner, office = player.owner(C), player.holder(Role.PROGRAMME_OFFICE)
    player.press(owner, "update.more", ref=C)
    player.press(owner, "update.not_mine", ref=C)
    player.press(owner, "update.mine_after_all", ref=C)
    player.say(owner, f"{C} not mine")
    why = player.press(office, "dispute.keep", ref=C)
    player.fill(office, why, reason="It came with the post in May.")
    player.say(owner, f"{C} not mine")
    player.do(office, "action.assign", ref=C, person=player.email(owner), reason="It was agreed.")
    player.press(owner, "not_me")


def keep_the_office(player: Player) -> None:
    """What the programme office sees and does."""
    office = player.holder(Role.PROGRAMME_OFFICE)
    player.say(office, "desk")
    for button, posted_id in player.all_of(office, "desk.open"):
        player.press_this(office, button, posted_id)
    for words in ("who is late?", "who gets what and when"):
        player.say(office, words)
    for verb in ("roles", "cycle.list", "forecast", "silence", "on_behalf"):
        player.do(office, verb)
    player.do(office, "cycle.add", board_on="2025-01-22")
    player.do(office, "cycle.move", cycle="2023-10", board_on="2023-10-26", reason="A room.")
    player.do(office, "cycle.move", cycle="2023-10", board_on="2023-10-25", reason="Another room.")
    player.do(office, "rating.moderate", ref=A, rating="amber", reason="Two trusts are missing.")
    player.do(office, "people.vacant", person=player.email(player.owner("8.5")))
    player.do(office, "people.check")
    player.do(
        office,
        "people.hand_over",
        person=player.email(player.owner(E)),
        to=player.email(player.owner("6.2")),
        last_day="2023-10-03",
    )
    correction = {"ref": "5.1", "field": "due", "value": "2023-11-30", "source": "Letter, page 4"}
    player.do(office, "action.correct", **correction)
    player.press(player.who_has("second.confirm"), "second.confirm")


def let_the_reminder_come(player: Player) -> tuple[Button, int]:
    """A reminder that is put off; what is silent goes to the leads, the office and the chair."""
    owner = player.owner(D)
    player.go_to(date(2023, 10, 4))
    player.press(owner, "update.snooze")
    old = player.stands(owner, "update.rate")
    player.go_to(date(2023, 10, 9))
    lead = player.who_has("update.form", ref=D)
    answer = player.press(lead, "update.form", ref=D)
    player.fill(lead, answer, rating="green", words="Said at the meeting.", source="meeting")
    player.go_to(date(2023, 10, 12))
    return old


def sign_late(player: Player) -> None:
    """Not signed in time; then signed, and it goes out at once."""
    chair = player.holder(Role.CHAIR)
    player.go_to(date(2023, 10, 16))
    close_late(player)
    player.go_to(date(2023, 10, 17), time(11))
    player.press(chair, "report.draft")
    player.press(chair, "report.sign")


def press_an_old_button(player: Player, old: tuple[Button, int]) -> None:
    """A button of October's message, when November's is open; the others rest from here on."""
    player.demo.living.played |= player.everybody()
    player.go_to(date(2023, 10, 30))
    player.press_this(player.owner(D), *old)
    player.press(player.owner(B), "update.no_change_others")


def sign_and_think_again(player: Player) -> None:
    """Signed in time, held and released; reopened by the office, which makes another version."""
    chair, office = player.holder(Role.CHAIR), player.holder(Role.PROGRAMME_OFFICE)
    player.go_to(date(2023, 11, 13))
    player.press(chair, "report.draft")
    player.press(chair, "report.sign")
    player.do(chair, "report.hold", reason="One figure is checked.")
    player.do(chair, "report.release")
    player.do(chair, "report.issue")
    player.do(office, "report.reopen", reason="An answer came late.")


def say_nothing_new_again(player: Player) -> None:
    """The third "no change" running needs words."""
    for day in (date(2023, 11, 24), date(2023, 11, 27)):
        player.go_to(day)
    player.press(player.owner(B), "update.no_change_others")

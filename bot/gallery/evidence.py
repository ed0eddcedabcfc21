"""Evidence is returned, sent again, accepted by two, proven, embedded, reopened; a return."""

from __future__ import annotations

from bot.gallery.player import Player
from models.states import Role

CLAIMED, UNSURE = "2.5", "3.5"
"""An action that its owner reported delivered, and one whose owner drops a file without a word."""
LINK = "https://example.org/transition-charter"
PDF = b"%PDF-1.7 minutes of the working group"


def judge_evidence(player: Player) -> None:
    """Everything that evidence can become."""
    return_and_send_again(player)
    accept_by_two(player)
    last_and_fail(player)
    make_ready_for_a_return(player)
    take_words_out(player)


def return_and_send_again(player: Player) -> None:
    """A verifier finds nothing; the owner delivers again, with a link and a file."""
    verifier, owner = player.holder(Role.VERIFIER), player.owner(CLAIMED)
    player.say(verifier, "evidence to review")
    player.press(verifier, "evidence.show", ref=CLAIMED)
    returning = player.press(verifier, "evidence.return", ref=CLAIMED)
    player.fill(verifier, returning, reason="No charter has come. Please send the signed one.")
    again = player.press(owner, "update.delivered", ref=CLAIMED)
    player.fill(owner, again, words="Signed by all settings.", evidence=LINK)
    player.drop(owner, f"{CLAIMED} minutes.pdf", PDF)
    player.drop(player.owner(UNSURE), "minutes.pdf", PDF)
    player.say(owner, f"evidence of {CLAIMED}")
    player.press(owner, "evidence.attach", ref=CLAIMED)


def accept_by_two(player: Player) -> None:
    """Formal monitoring needs two; then the chair marks it."""
    chair = player.holder(Role.CHAIR)
    for verifier in player.holders(Role.VERIFIER):
        player.say(verifier, f"evidence of {CLAIMED}")
        while player.all_of(verifier, "evidence.accept"):
            player.press(verifier, "evidence.accept")
    player.press(chair, "evidence.show", ref=CLAIMED)
    player.press(chair, "evidence.prove", ref=CLAIMED)


def last_and_fail(player: Player) -> None:
    """Its effect is shown; somebody finds that it does not hold; it is opened again."""
    chair, office = player.holder(Role.CHAIR), player.holder(Role.PROGRAMME_OFFICE)
    embedding = player.press(chair, "evidence.embed", ref=CLAIMED)
    player.fill(
        chair,
        embedding,
        words="Pupils who move in year 7 are known to their new school before they come.",
        why_no_figure="It is measured once a year, in July.",
    )
    player.say(office, f"evidence of {CLAIMED}")
    doubting = player.press(office, "evidence.reopen", ref=CLAIMED)
    player.fill(office, doubting, reason="Four schools say that nothing has reached them.")
    player.press(chair, "evidence.show", ref=CLAIMED)
    opening = player.press(chair, "evidence.reopen", ref=CLAIMED)
    player.fill(chair, opening, reason="The group heard four schools: it does not hold yet.")


def make_ready_for_a_return(player: Player) -> None:
    """A return comes near; the office looks at what is ready."""
    office = player.holder(Role.PROGRAMME_OFFICE)
    player.do(office, "return.add", name="Six-month review", review_on="2023-11-15")
    player.say(office, "returns")
    player.say(office, f"history of {CLAIMED}")


def take_words_out(player: Player) -> None:
    """Words that should not be there are blanked, under two roles."""
    office = player.holder(Role.PROGRAMME_OFFICE)
    words = {"text": "Four schools say that nothing has reached them."}
    player.do(office, "audit.redact", **words, reason="It could be traced to a family.")
    player.press(player.who_has("second.confirm"), "second.confirm")

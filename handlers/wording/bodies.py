"""The bodies as a partnership calls them, where a sentence says "the PDG" or "the Board"."""

from __future__ import annotations

from handlers.wording.phrases import begun
from models.partnership import Bodies


def in_their_words(sentence: str, bodies: Bodies) -> str:
    """A sentence of ours with the partnership's own names of its bodies.

    It is never given what a person typed.
    """
    group, board = f"the {bodies.delivery_group_short}", bodies.board_short
    for ours, theirs in (("the PDG", group), ("the Board", board)):
        sentence = sentence.replace(ours, theirs).replace(begun(ours), begun(theirs))
    return sentence

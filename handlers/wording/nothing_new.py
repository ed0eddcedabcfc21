"""What is said where "no change" has been said twice running: the third needs a line of words."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.wording.phrases import refs
from models.message import Button, Buttons, Message, Note, Paragraph, Strong, args, text


def third_time(actions: Sequence[tuple[int, str]], place: str) -> Message:
    """Which actions need a line, and the way to write it."""
    names = refs(ref for _, ref in actions)
    head = f"One line is needed for {names}: “no change” has stood there twice running."
    return Message(
        "third_no_change",
        head,
        (
            Paragraph((Strong(head),)),
            Note(text("The Board cannot tell standing still from silence. One line settles it.")),
            Buttons(
                tuple(
                    Button(
                        f"Write it for {ref}",
                        "update.no_change",
                        args(action=action_id, cycle=place),
                    )
                    for action_id, ref in actions
                )
            ),
        ),
    )

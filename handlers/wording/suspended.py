"""What is said of suspended actions: once a month, and on the day of review."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.phrases import counted, short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Strong,
    Weight,
    args,
    text,
)


@dataclass(frozen=True, slots=True)
class Suspended:
    """One suspended action."""

    action_id: int
    ref: str
    title: str
    review_on: date | None


def month_of(actions: tuple[Suspended, ...]) -> Message:
    """The month's word: what is suspended and until when; nothing is wanted."""
    refs = actions[0].ref if len(actions) == 1 else counted(len(actions), "action")
    is_one = len(actions) == 1
    head = f"{refs[:1].upper()}{refs[1:]} {'is' if is_one else 'are'} suspended. Nothing to do now."
    return Message(
        "suspended",
        head,
        (
            Paragraph((Strong(head),)),
            Items(tuple(_item(action) for action in actions)),
            Note(text("You hear of it once a month, and on the day of review.")),
        ),
    )


def _item(action: Suspended) -> Item:
    until = ("Until ", Moment(action.review_on), ".") if action.review_on else ("No day is set.",)
    return Item(
        title=(Strong(f"{action.ref} {short_title(action.title)}"),),
        body=text(*until),
        buttons=(
            Button(
                "It can go on",
                "change.form",
                args(action=action.action_id, topic="resume"),
                speak=f"It can go on, for {action.ref}",
            ),
        ),
    )


def review_of(action: Suspended, *, group: str) -> Message:
    """On the day of review: can it go on, or for how long does it rest?"""
    head = f"{action.ref} was suspended until now. Can it go on?"
    here = args(action=action.action_id)
    blocks: tuple[Block, ...] = (
        Paragraph((Strong(head),)),
        Paragraph(
            text(f"{action.ref} {short_title(action.title)}. The {group} confirms that it goes on.")
        ),
        Buttons(
            (
                Button("It can go on", "change.form", (*here, ("topic", "resume")), Weight.PRIMARY),
                Button("It needs longer", "change.form", (*here, ("topic", "suspend"))),
                Button("Withdraw it", "change.form", (*here, ("topic", "withdraw"))),
            )
        ),
    )
    return Message("suspended", head, blocks)

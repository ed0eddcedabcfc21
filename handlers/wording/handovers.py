"""An action that is offered to a new owner."""

from __future__ import annotations

from datetime import date

from handlers.wording.phrases import short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    Weight,
    args,
    text,
)


def handover_card(
    handover_id: int,
    ref: str,
    title: str,
    *,
    owner: str,
    by: str,
    due: date | None,
    original_due: date | None,
    reason: str,
    again: bool,
) -> Message:
    """To the new owner: what the action is, and Accept or Decline; the old one stays until then."""
    head = f"Will you take {ref}? The {by.removeprefix('the ')} offers it to you."
    if again:
        head = f"{ref} is still offered to you. Will you take it?"
    here = args(handover=handover_id)
    stays = f"Until you accept, it stays with the {owner}, who is asked about it as before."
    if not owner:
        stays = "Until you accept, it has no owner."
    blocks: list[Block] = [
        Paragraph((Strong(head),)),
        Paragraph(text(f"{ref} {short_title(title)}. ", *_due(due, original_due))),
    ]
    if reason:
        blocks.append(Paragraph(text("Why: ", Quote(reason))))
    accept = Button(f"Accept {ref}", "change.accept", here, Weight.PRIMARY)
    blocks += [
        Buttons((accept, Button(f"Decline {ref}", "change.decline_form", here))),
        Note(text(stays)),
    ]
    return Message("handover", head, tuple(blocks))


def _due(due: date | None, original_due: date | None) -> Text:
    if due is None:
        return text("It has no due date.")
    if original_due is None or original_due == due:
        return text("Due ", Moment(due), ".")
    return text("Due ", Moment(due), ", first agreed for ", Moment(original_due), ".")


def unanswered(handover_id: int, ref: str, *, to: str) -> Message:
    """To who offered an action: no answer has come; it stays where it is meanwhile."""
    head = f"No answer has come from the {to} about {ref}."
    back = Button("Take it back", "change.take_offer_back", args(handover=handover_id))
    more = "It stays with its owner meanwhile. Ask them, or take it back and offer it anew."
    blocks: tuple[Block, ...] = (
        Paragraph((Strong(head),)),
        Paragraph(text(more)),
        Buttons((back,)),
    )
    return Message("handover", head, blocks)

"""Whose an action is, once its owner has said "not mine": both ways on, and what each is told."""

from __future__ import annotations

from handlers.wording.answer_fields import LONGEST
from handlers.wording.phrases import short_title
from models.message import (
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Paragraph,
    Quote,
    Strong,
    Weight,
    args,
    text,
)
from models.plan import Action


def not_mine_for_office(action: Action, *, by: str, hint: str, place: str) -> Message:
    """To the programme office: an action that its owner says is not theirs, and both ways on."""
    head = f"{action.ref}: the {by} says that it is not theirs. Whose is it?"
    said = (Paragraph(text("They wrote: ", Quote(hint))),) if hint else ()
    here = args(action=action.id, cycle=place)
    name = Button("Name the owner", "dispute.assign", here, Weight.PRIMARY)
    keep = Button("It stays theirs", "dispute.keep", here)
    return Message(
        "disputed",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(
                text(
                    f"{short_title(action.title)}. Nobody is asked about it until this is settled."
                )
            ),
            *said,
            Buttons((name, keep) if action.owner_id else (name,)),
        ),
    )


def keep_form(action: Action, place: str) -> Form:
    """Why an action stays with its owner."""
    assert action.owner is not None
    return Form(
        title=f"{action.ref} stays with the {action.owner.name}",
        verb="dispute.save_keep",
        args=args(action=action.id, cycle=place),
        fields=(
            Field(
                "reason",
                "Why is it theirs?",
                FieldKind.WORDS,
                hint="The owner reads it, and it stands in the record.",
                required=True,
                max_length=LONGEST,
            ),
        ),
        send="Tell them",
        intro=text(action.title),
    )


def kept(ref: str, owner: str) -> Message:
    """To who settled it: what was done, in the place of the question."""
    head = f"{ref} stays with the {owner}, who has been told why."
    return Message("dispute_settled", head, (Paragraph(text(head)),))


def kept_for_owner(action: Action, *, by: str, reason: str, place: str) -> Message:
    """To who said that it is not theirs: it is, and why."""
    head = f"{action.ref} stays with you, says the {by}."
    here = args(action=action.id, cycle=place)
    return Message(
        "dispute_kept",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text("They wrote: ", Quote(reason))),
            Paragraph(text("It is asked for as before. How does it stand?")),
            Buttons(
                (
                    Button("Write it", "update.form", here, speak=f"Write it, for {action.ref}"),
                    Button("Show my actions", "mine"),
                    Button("Write to the programme office", "office.write", here),
                )
            ),
        ),
    )

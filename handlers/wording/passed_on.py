"""Words of one person passed on to another: quoted, with the way to answer."""

from __future__ import annotations

from handlers.wording.answer_fields import LONGEST, PRIVACY
from models.message import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Note,
    Paragraph,
    Quote,
    Strong,
    args,
    text,
)


def passed_on(words: str, *, by: str, writer_id: int, ref: str) -> Message:
    """To whom it is for: who wrote, about which action, and their words."""
    about = f" about {ref}" if ref else ""
    head = f"The {by} writes to you{about}."
    blocks: list[Block] = [
        Paragraph((Strong(head),)),
        Paragraph((Quote(words),)),
        Note(text("Nothing was recorded from it.")),
        Buttons((Button("Answer", "person.write", args(person=writer_id)),)),
    ]
    return Message("passed_on", head, tuple(blocks))


def to_whom(named: str) -> Message:
    """To who wrote: where their words have gone."""
    head = f"Sent to {named}. They answer you here."
    return Message("sent_on", head, (Paragraph(text(head)),))


def note_form(
    verb: str, asks: str, *, action_id: int | None = None, person_id: int | None = None
) -> Form:
    """One field of words."""
    about = {"action": action_id, "person": person_id}
    return Form(
        title="A line to pass on",
        verb=verb,
        args=args(**{name: value for name, value in about.items() if value is not None}),
        send="Send",
        fields=(
            Field(
                "words",
                asks,
                FieldKind.WORDS,
                hint=PRIVACY,
                required=True,
                max_length=LONGEST,
            ),
        ),
    )

"""What people are told of evidence, and the forms that ask about it."""

from __future__ import annotations

from datetime import date

from handlers.wording.phrases import cut_words, short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Field,
    FieldKind,
    Form,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Strong,
    Weight,
    args,
    text,
)

LINE, WORDS, CHOICE, LINKS = FieldKind.LINE, FieldKind.WORDS, FieldKind.CHOICE, FieldKind.LINKS


def return_form(
    action_id: int, ref: str, *, item: str, seen: str, count: int, expected: str
) -> Form:
    """Asks why evidence is returned."""
    what = "this item" if item else "what came" if count else "the claim; no evidence came"
    return Form(
        f"Return {ref} to its owner",
        "evidence.save_return",
        (*args(action=action_id, seen=seen), *((("item", item),) if item else ())),
        (
            Field(
                "reason",
                "What is missing",
                WORDS,
                hint="The owner reads it, and it stands in the record",
                required=True,
            ),
        ),
        send="Return it",
        intro=text(
            f"You return {what}. {ref} is in progress again until its owner delivers anew.",
            f" Expected was: {cut_words(expected, 300)}" if expected else "",
        ),
    )


def returned_to_owner(
    action_id: int, ref: str, title: str, *, by: str, reason: str, expected: str, place: str
) -> Message:
    """To the owner: what is missing, and what they can do."""
    head = f"The evidence of {ref} was returned: something is missing."
    here = args(action=action_id, cycle=place)
    blocks: list[Block] = [
        Paragraph((Strong(head),)),
        Paragraph(text(f"{short_title(title)}. The {by} writes: ", Quote(reason))),
    ]
    if expected:
        blocks.append(Paragraph(text("Expected: ", expected)))
    blocks.append(
        Buttons(
            (
                Button("Deliver it again", "update.delivered", here, Weight.PRIMARY),
                Button("Say how it stands", "update.form", here),
            )
        )
    )
    said = "It is in progress again. Once you deliver it anew, it is looked at anew."
    return Message("evidence_returned", head, (*blocks, Note(text(said))))


def ready_to_prove(action_id: int, ref: str, title: str) -> Message:
    """To the chair: the verifiers have accepted it."""
    head = f"The evidence of {ref} is accepted. It can be marked as proven."
    here = args(action=action_id)
    return Message(
        "ready_to_prove",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text(f"{short_title(title)}. Look at what came, then decide.")),
            Buttons((Button("Look at it", "evidence.show", here, Weight.PRIMARY),)),
            Note(text("It turns Blue once you mark it.")),
        ),
    )


def proven(ref: str, title: str, *, by: str, word: str) -> Message:
    """To the owner: it is proven."""
    head = f"{ref} is proven: its evidence is accepted."
    said = f"{short_title(title)}. Marked by the {by}. The Board reads it as {word}."
    return Message("proven", head, (Paragraph((Strong(head),)), Paragraph(text(said))))


def embedded(ref: str, title: str, *, by: str, impact: str) -> Message:
    """To the owner: it has lasted."""
    head = f"{ref} is embedded: its effect is shown."
    blocks = (
        Paragraph((Strong(head),)),
        Paragraph(text(f"{short_title(title)}. The {by} recorded: ", Quote(impact))),
    )
    return Message("embedded", head, blocks)


def reopened(action_id: int, ref: str, title: str, *, by: str, reason: str, place: str) -> Message:
    """To the owner: it did not last."""
    head = f"{ref} is open again: it was found not to hold."
    here = args(action=action_id, cycle=place)
    return Message(
        "reopened",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text(f"{short_title(title)}. The {by} writes: ", Quote(reason))),
            Buttons((Button("Say how it stands", "update.form", here, Weight.PRIMARY),)),
            Note(text("It is asked for again each month. Earlier evidence stays in the record.")),
        ),
    )


def reopening_recommended(action_id: int, ref: str, title: str, *, by: str, reason: str) -> Message:
    """To the chair and the office: somebody thinks that it did not last."""
    head = f"The {by} recommends that {ref} is reopened."
    look = Button("Look at it", "evidence.show", args(action=action_id), Weight.PRIMARY)
    return Message(
        "reopening_recommended",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text(f"{short_title(title)}. They write: ", Quote(reason))),
            Buttons((look,)),
            Note(text("Nothing has changed by it.")),
        ),
    )


def attach_form(action_id: int, ref: str, *, expected: str, files: bool) -> Form:
    """Asks for the addresses of evidence."""
    said = " You can also drop a file here in chat." if files else ""
    return Form(
        f"Evidence for {ref}",
        "evidence.save_attached",
        args(action=action_id),
        (
            Field(
                "evidence",
                "Where it is",
                LINKS,
                hint="Addresses that begin with https://, one a line",
                required=True,
            ),
            Field("title", "What it is", LINE, hint="Such as: minutes of 12 October"),
        ),
        send="Attach",
        intro=text(
            f"Expected: {cut_words(expected, 300)} " if expected else "",
            f"No personal data of children or families.{said}",
        ),
    )


def embed_form(
    action_id: int, ref: str, *, figures: tuple[Option, ...], since: date | None
) -> Form:
    """Asks what has changed, and for the figure that shows it."""
    chosen = (
        Field(
            "figure",
            "The figure that shows it",
            CHOICE,
            hint="Figures of its measures after delivery",
            options=(Option("", "None of these"), *figures),
        ),
    )
    why = Field(
        "why_no_figure",
        "Why there is no figure",
        WORDS,
        hint="Needed where none is chosen",
        needed_when="where no figure is chosen",
    )
    del since
    return Form(
        f"Mark {ref} as embedded",
        "evidence.save_embedded",
        args(action=action_id),
        (
            Field(
                "words",
                "What is different for families now",
                WORDS,
                hint="The Board reads it",
                required=True,
            ),
            *(chosen if figures else ()),
            why,
        ),
        send="Mark as embedded",
    )


def reopen_form(action_id: int, ref: str, *, recommends: bool) -> Form:
    """Asks why a proven action is open again, or should be."""
    return Form(
        f"Recommend to reopen {ref}" if recommends else f"Reopen {ref}",
        "evidence.save_reopened",
        args(action=action_id),
        (
            Field(
                "reason",
                "What was found",
                WORDS,
                hint="It stands in the record and in the Board's paper",
                required=True,
            ),
        ),
        send="Recommend it" if recommends else "Reopen it",
    )


def kept(ref: str, names: tuple[str, ...], *, asked: bool, warn: str = "") -> Message:
    """To who attached evidence: it is kept, and what happens next."""
    what = names[0] if len(names) == 1 else f"{len(names)} items"
    head = f"Kept as evidence for {ref}: {cut_words(what, 100)}."
    then = (
        "The verifier is told."
        if asked
        else "It is looked at once the action is reported delivered."
    )
    blocks: list[Block] = [Paragraph((Strong(head),))]
    if warn:
        blocks.append(Paragraph(text(warn)))
    return Message("evidence_kept", head, (*blocks, Note(text(then))))


def more_evidence(
    action_id: int, ref: str, title: str, names: tuple[str, ...], *, by: str
) -> Message:
    """To a verifier: something came for an action that waits for them."""
    what = names[0] if len(names) == 1 else f"{len(names)} items"
    head = f"More evidence of {ref} came: {cut_words(what, 100)}."
    look = Button("Look at it", "evidence.show", args(action=action_id), Weight.PRIMARY)
    return Message(
        "more_evidence",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text(f"{short_title(title)}. From the {by}.")),
            Buttons((look,)),
        ),
    )


def which_action(heard_id: int, name: str, found: tuple[tuple[int, str, str], ...]) -> Message:
    """To who dropped a file: for which action it is."""
    head = f"For which action is {cut_words(name, 80)} evidence?"
    buttons = tuple(
        Button(
            f"{ref} {short_title(title, 50)}",
            "evidence.take",
            args(action=action_id, heard=heard_id),
        )
        for action_id, ref, title in found
    )
    said = "Nothing is kept until you choose. You can also drop it again and name the action."
    return Message(
        "evidence_which", head, (Paragraph((Strong(head),)), Buttons(buttons), Note(text(said)))
    )

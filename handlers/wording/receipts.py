"""Receipts: what was recorded, the sentence that the Board will read, and the way to change it."""

from __future__ import annotations

from handlers.wording.lines import Receipt, receipt_buttons, receipt_item, receipt_text
from handlers.wording.phrases import begun, counted, refs
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Strong,
    Text,
    Weight,
    args,
    text,
)


def receipt(receipts: tuple[Receipt, ...], *, open_still: tuple[str, ...] = ()) -> Message:
    """One receipt for what was just recorded; names what is still open for the reader."""
    if len(receipts) == 1:
        return _of_one(receipts[0], open_still)
    head = f"{begun(counted(len(receipts), 'answer'))} recorded: {refs(r.ref for r in receipts)}."
    blocks: list[Block] = [
        Heading(head),
        Items(tuple(receipt_item(each) for each in receipts)),
        Note((*changeable(receipts[0]), *_open(open_still))),
    ]
    return Message("receipt", head, tuple(blocks))


def _of_one(one: Receipt, open_still: tuple[str, ...]) -> Message:
    head = f"{one.ref} recorded: {one.said}."
    return Message(
        "words_wanted" if one.awaits_words else "receipt",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(receipt_text(one)),
            Note((*changeable(one), *_open(open_still))),
            Buttons(receipt_buttons(one)),
        ),
    )


def changeable(one: Receipt) -> Text:
    """Until when the answer can be changed, and what becomes of it."""
    if one.until is not None:
        return text("You can change this until ", Moment(one.until), ".")
    if one.place:
        return text("Answers have closed. A change now is taken as a late answer.")
    return text(
        "No Board is being reported to at present: I ask whether it is still right next time."
    )


def _open(open_still: tuple[str, ...]) -> Text:
    if not open_still:
        return ()
    verb = "is" if len(open_still) == 1 else "are"
    return text(f" {refs(open_still)} {verb} still open.")


def taken_back(ref: str, *, now: Receipt | None, action_id: int, place: str) -> Message:
    """An answer was undone: what stands now, or that the action is open again."""
    if now is not None:
        head = f"{ref}: taken back. The answer before it stands: {now.said}."
        blocks: tuple[Block, ...] = (
            Paragraph((Strong(head),)),
            Paragraph(receipt_text(now)),
            Buttons(receipt_buttons(now)),
        )
        return Message("taken_back", head, blocks)
    head = f"{ref}: taken back. It is open again, and nothing is recorded for it."
    here = args(action=action_id, cycle=place)
    return Message(
        "taken_back",
        head,
        (
            Paragraph((Strong(head),)),
            Buttons((Button("Write it", "update.form", here, Weight.PRIMARY),)),
        ),
    )


def for_the_owner(one: Receipt, *, by: str, source: str, place: str) -> Message:
    """To the owner: somebody answered for them, what the Board will read, and how to change it."""
    head = f"{one.ref}: the {by} has answered for you: {one.said}."
    here = args(action=one.action_id, cycle=place, update=one.update_id)
    change = (Button("Change", "update.change", here, speak=f"Change {one.ref}"),)
    return Message(
        "answered_for_you",
        head,
        (
            Paragraph((Strong(head),)),
            Paragraph(text(source, " " if source else "", *receipt_text(one))),
            Note(text("If it is not right, change it: your own answer counts. ", *changeable(one))),
            Buttons(change),
        ),
    )

"""To a verifier: an action is reported as delivered, and its evidence waits to be looked at."""

from __future__ import annotations

from datetime import date

from handlers.wording.phrases import short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Link,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    WrongMessageError,
    args,
    text,
)


def evidence_to_look_at(
    ref: str,
    title: str,
    *,
    by: str,
    on: date,
    links: tuple[str, ...],
    expected: str,
    words: str,
    nobody_verifies: bool,
    action_id: int,
) -> Message:
    """What was claimed, what came, and what was expected."""
    head = f"{ref} is reported delivered. Its evidence waits to be looked at."
    blocks: list[Block] = [
        Paragraph((Strong(head),)),
        Paragraph(
            text(f"{short_title(title)}. The {by} reports it delivered on ", Moment(on), ".")
        ),
    ]
    if words:
        blocks.append(Paragraph(text("They wrote: ", Quote(words))))
    if expected:
        blocks.append(Paragraph(text("Expected: ", expected, ".")))
    blocks += [Paragraph((as_link(link),)) for link in links]
    if not links:
        blocks.append(Paragraph(text("No evidence has come yet.")))
    here = args(action=action_id)
    look = Button("Look at it", "evidence.show", here, speak=f"Look at it: the evidence of {ref}")
    blocks.append(Buttons((look,)))
    told = "It turns Blue only once somebody other than the owner has accepted the evidence."
    if nobody_verifies:
        told = f"Nobody holds the role of verifier for it at present. {told}"
    return Message("delivered", head, (*blocks, Note(text(told))))


def as_link(address: str) -> Link | Quote:
    """An address to open; as words where it cannot be one."""
    try:
        return Link(address, address)
    except WrongMessageError:
        return Quote(address)

"""The list of what is missing, for who may answer for others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.lines import Line, due_of
from handlers.wording.phrases import begun, counted, short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Items,
    Message,
    Note,
    Quote,
    Strong,
    args,
    text,
)
from models.spoken import MONTHS


@dataclass(frozen=True, slots=True)
class MissingFacts:
    """A page of what is missing."""

    place: str
    total: int
    lines: tuple[Line, ...]
    page: int
    pages: int
    today: date


def missing_card(facts: MissingFacts, *, only: str = "") -> Message:
    """Each action with whose it is, and the form to answer for them."""
    verb = "is" if facts.total == 1 else "are"
    head = f"{begun(counted(facts.total, 'answer'))} {verb} still missing that you can give."
    if not facts.total:
        head = "Nothing is missing that you could answer for others."
    if only:
        head = f"Answer for {only}: where did you hear it, and what was said?"
    if not facts.lines:
        return Message("on_behalf", head, (Heading(head),))
    blocks: list[Block] = [Heading(head), Items(tuple(_item(line) for line in facts.lines))]
    if facts.pages > 1:
        blocks.append(Buttons(_turns(facts)))
    first = facts.lines[0].ref
    day = f"{facts.today.day} {MONTHS[facts.today.month - 1][:3]}"
    blocks.append(
        Note(
            text(
                "Each is recorded as yours on the owner's behalf, and the owner gets the receipt."
                " Or type it: ",
                Quote(f"phone, {day}: {first} amber, waiting for data"),
                ".",
            )
        )
    )
    return Message("on_behalf", head, tuple(blocks))


def _item(line: Line) -> Item:
    whose = f"The {line.owner} · " if line.owner else "Nobody in post · "
    return Item(
        title=(Strong(f"{line.ref} {short_title(line.title, 60)}"),),
        tag=line.tag,
        tone=line.tone,
        body=text(whose, *due_of(line)),
        buttons=(
            Button(
                f"Answer for {line.ref}",
                "update.form",
                args(action=line.action_id, cycle=line.place),
            ),
        ),
    )


def _turns(facts: MissingFacts) -> tuple[Button, ...]:
    buttons = []
    if facts.page:
        earlier = args(cycle=facts.place, page=facts.page - 1)
        buttons.append(Button("Those before", "on_behalf", earlier))
    if facts.page + 1 < facts.pages:
        later = args(cycle=facts.place, page=facts.page + 1)
        buttons.append(Button("Those after", "on_behalf", later))
    return tuple(buttons)

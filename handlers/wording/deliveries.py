"""What waits to leave and what could not, in words: the card of the programme office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from handlers.wording.phrases import begun, counted
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
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
from models.spoken import list_in_words


class Standing(StrEnum):
    """How a thing of the lists stands, the most urgent first."""

    CLOSED = "closed"
    """A whole way out that waits for a person: a token was revoked."""
    HELD = "held"
    """It may have arrived or not."""
    REFUSED = "refused"
    DEAD = "dead"
    """Something that was sent to us and could not be worked on."""
    OWED = "owed"


TITLES = {
    Standing.CLOSED: "Ways that are closed",
    Standing.HELD: "May have arrived",
    Standing.REFUSED: "Refused",
    Standing.DEAD: "Came in and could not be worked on",
    Standing.OWED: "Waiting to be sent",
}
WAY_IN = {"line": "a typed line", "click": "a press", "form": "a form", "file": "a file"}
A_PAGE = 6


@dataclass(frozen=True, slots=True)
class Thing:
    """One message, incoming event or way."""

    number: int
    standing: Standing
    to: str
    what: str
    at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """All of it, with how many there are of each."""

    counts: Mapping[Standing, int]
    things: tuple[Thing, ...]


def delivery_card(lists: Lists, *, page: int = 0) -> Message:
    """What needs a person first, then what waits; a few of it at a time."""
    first = page * A_PAGE
    shown = lists.things[first : first + A_PAGE]
    head = delivery_head(lists.counts)
    blocks: list[Block] = [Heading("Delivery"), Paragraph(text(head))]
    for standing in Standing:
        items = tuple(_item(thing) for thing in shown if thing.standing is standing)
        if items:
            blocks += [Heading(TITLES[standing]), Items(items)]
    more = len(lists.things) - first - len(shown)
    if more > 0:
        blocks.append(
            Buttons(
                (Button(f"Show the next {min(more, A_PAGE)}", "delivery", args(page=page + 1)),)
            )
        )
    blocks.append(Note(text("Each act is recorded. Nothing is sent twice unless you say so.")))
    return Message("delivery", head, tuple(blocks))


def delivery_head(counts: Mapping[Standing, int]) -> str:
    """How it stands in a sentence: "3 messages wait to be sent; 1 needs you."."""
    needs = {s: counts.get(s, 0) for s in Standing if s is not Standing.OWED}
    owed = counts.get(Standing.OWED, 0)
    waits = "waits" if owed == 1 else "wait"
    head = f"{begun(counted(owed, 'message'))} {waits} to be sent"
    if not any(needs.values()):
        return f"{head}, and nothing needs you."
    named = [f"{count} {_SHORT[s]}" for s, count in needs.items() if count]
    return f"{head}. What needs you: {list_in_words(named)}."


_SHORT = {
    Standing.CLOSED: "closed",
    Standing.HELD: "that may have arrived",
    Standing.REFUSED: "refused",
    Standing.DEAD: "that came in and could not be worked on",
}


def _item(thing: Thing) -> Item:
    if thing.standing is Standing.CLOSED:
        title = f"{begun(thing.to)} is closed"
    elif thing.standing is Standing.DEAD:
        title = f"No. {thing.number}: {thing.what} from {thing.to}"
    else:
        title = f"No. {thing.number}: {thing.what} to {thing.to}"
    return Item(
        title=(Strong(title),),
        body=text(f"{thing.why} " if thing.why else "", _SINCE[thing.standing], Moment(thing.at)),
        buttons=_buttons(thing),
    )


_SINCE = {
    Standing.CLOSED: "Closed since ",
    Standing.HELD: "Since ",
    Standing.REFUSED: "Since ",
    Standing.DEAD: "Put aside on ",
    Standing.OWED: "Due on ",
}


def _buttons(thing: Thing) -> tuple[Button, ...]:
    here = args(occasion=thing.number)
    again = Button("Send again", "delivery.again", here, speak=f"Send again: no. {thing.number}")
    drop = Button("Cancel", "delivery.cancel", here, speak=f"Cancel no. {thing.number}")
    match thing.standing:
        case Standing.CLOSED:
            return (Button("It is mended", "delivery.open", args(way=thing.to), Weight.PRIMARY),)
        case Standing.HELD:
            label = "It arrived"
            arrived = Button(
                label, "delivery.arrived", here, speak=f"It arrived: no. {thing.number}"
            )
            return (arrived, again, drop)
        case Standing.REFUSED:
            return (again, drop)
        case Standing.DEAD:
            came = args(heard=thing.number)
            tried = f"Try no. {thing.number} again"
            return (
                Button("Try again", "delivery.retry", came, speak=tried),
                Button("Leave it", "delivery.leave", came, speak=f"Leave no. {thing.number}"),
            )
        case Standing.OWED:
            return (drop,)


def way_is_closed(way: str, why: str) -> Message:
    """To who can mend it: nothing leaves by a way until they have."""
    head = f"Nothing leaves by {way} until somebody mends it."
    return Message(
        "way_closed",
        head,
        (
            Heading(head),
            Paragraph(text(why)),
            Note(
                text(
                    "What is for people there waits, or goes another way to who has one. It is"
                    " tried again by itself every quarter of an hour."
                )
            ),
            Buttons((Button("See what waits", "delivery", (), Weight.PRIMARY),)),
        ),
    )

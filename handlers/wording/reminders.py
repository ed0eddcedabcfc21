"""The reminder: in the thread of the ask, only to who has not answered, only what is open."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlers.wording.lines import (
    IN_THE_WAY,
    UNNAMED,
    Line,
    Receipt,
    Waiting,
    due_of,
    rating_buttons,
)
from handlers.wording.phrases import begun, counted, number, refs, short_title
from models.message import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    Items,
    Message,
    Note,
    Paragraph,
    Plain,
    Strong,
    Text,
    Weight,
    args,
    text,
)
from models.scheme import DEFAULT_SCHEME, Scheme


@dataclass(frozen=True, slots=True)
class StillOpen:
    """What one person's reminder in one cycle says."""

    place: str
    until: str
    """The cut-off as it reads; "" where none lies ahead."""
    lines: tuple[Line, ...] = ()
    wanting: tuple[Receipt, ...] = ()
    """Recorded, but their words are awaited."""
    waiting: tuple[Waiting, ...] = ()
    done: tuple[str, ...] = ()
    """The references that are in."""
    next_steps: tuple[Text, ...] = ()
    later: date | None = None
    """The day to which the reader may put it off; None where none is left before the cut-off."""
    later_said: str = ""
    scheme: Scheme = field(default_factory=lambda: DEFAULT_SCHEME)


def reminder(facts: StillOpen) -> Message:
    """In the thread of the ask, only to who has not answered, and only what is open."""
    head = _reminder_head(facts)
    blocks: list[Block] = [Heading(head)]
    if facts.done:
        verb = "is" if len(facts.done) == 1 else "are"
        blocks.append(Paragraph(text(f"{refs(facts.done)} {verb} in, thank you.")))
    items = (
        *(short_item(line, facts.scheme) for line in facts.lines),
        *(_wanting_item(receipt) for receipt in facts.wanting),
        *(_waiting_item(waiting) for waiting in facts.waiting),
    )
    blocks.append(Items(items))
    if facts.lines:
        blocks.append(Paragraph(text("Nothing new? One tap says so.")))
    blocks.append(Buttons(_reminder_buttons(facts)))
    if facts.next_steps:
        blocks.append(Note(tuple(run for step in facts.next_steps for run in (*step, Plain(" ")))))
    return Message(kind_of_reminder(facts), head, tuple(blocks))


def kind_of_reminder(facts: StillOpen) -> str:
    """The message's name: what it is about in the first place."""
    if facts.lines:
        return "reminder"
    return "words_awaited" if facts.wanting else "confirm"


def _reminder_head(facts: StillOpen) -> str:
    by = f", by {facts.until}" if facts.until else ""
    if facts.lines:
        names = refs(line.ref for line in facts.lines)
        verb = "is" if len(facts.lines) == 1 else "are"
        count = begun(counted(len(facts.lines), "action"))
        if len(facts.lines) > MOST_NAMED:
            return f"{count} {verb} still open{by}."
        return f"{count} {verb} still open: {names}{by}."
    if facts.wanting:
        names = refs(receipt.ref for receipt in facts.wanting)
        return f"One line is still wanted for {names}{by}."
    names = refs(w.refs for w in facts.waiting if w.refs != UNNAMED)
    what = f"Your answer for {names}" if names else UNNAMED
    return f"{what} waits for your word{by}."


MOST_NAMED = 8
"""References that a first line can hold and still be read at a glance."""


def short_item(line: Line, scheme: Scheme) -> Item:
    """An action in two lines, with the buttons that answer it."""
    return Item(
        title=(Strong(f"{line.ref} {short_title(line.title, 60)}"),),
        tag=line.tag,
        tone=line.tone,
        body=text(*due_of(line), *(f" · for the {line.owner}",) * bool(line.owner)),
        buttons=rating_buttons(line, scheme),
    )


def _wanting_item(receipt: Receipt) -> Item:
    here = args(action=receipt.action_id, cycle=receipt.place, update=receipt.update_id)
    return Item(
        title=(Strong(f"{receipt.ref} is recorded: {receipt.said}."),),
        tone=receipt.tone,
        body=text(f"{receipt.needs_reason or IN_THE_WAY} One line is enough."),
        buttons=(
            Button("Write it", "update.form", here, Weight.PRIMARY, f"Write it, for {receipt.ref}"),
        ),
    )


def _waiting_item(waiting: Waiting) -> Item:
    return Item(
        title=(Strong(f"{waiting.refs}: not recorded yet."),),
        body=text(waiting.asks),
        buttons=(
            Button(
                "Show it again",
                "reading.show",
                args(reading=waiting.reading_id),
                Weight.PRIMARY,
                f"Show it again, for {waiting.refs}",
            ),
        ),
    )


def _reminder_buttons(facts: StillOpen) -> tuple[Button, ...]:
    here = args(cycle=facts.place)
    buttons: list[Button] = []
    match len(facts.lines):
        case 0:
            pass
        case 1:
            label = f"No change for {facts.lines[0].ref}"
            buttons.append(Button(label, "update.no_change_others", here))
        case 2:
            buttons.append(Button("No change for both", "update.no_change_others", here))
        case count:
            label = f"No change for all {number(count)}"
            buttons.append(Button(label, "update.no_change_others", here))
    if facts.later is not None:
        buttons.append(
            Button(
                f"Ask me on {facts.later_said}",
                "update.snooze",
                (*here, ("until", facts.later.isoformat())),
            )
        )
    buttons.append(Button("Show the whole message", "ask.show", here))
    return tuple(buttons)


def all_in(place: str) -> Message:
    """What a reminder becomes when nothing is left of what it asked for."""
    head = "Nothing is open any more: all of yours are in, thank you."
    show = Button("Show the whole message", "ask.show", args(cycle=place))
    return Message("reminder", head, (Paragraph((Strong(head),)), Buttons((show,))))

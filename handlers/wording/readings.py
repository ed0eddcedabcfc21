"""Asking back, and reading back before it counts: one question, its answers as buttons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.phrases import cut_words
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
    Quote,
    Strong,
    Text,
    Weight,
    args,
    text,
)
from models.spoken import list_in_words


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question, as the person would say it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class ReadBack:
    """One reading that waits: what is asked, and the answers that a button can give."""

    reading_id: int
    head: str
    """The question in one sentence."""
    ref: str = ""
    """The action that it is about; "" while that is in doubt."""
    body: Text = ()
    choices: tuple[Choice, ...] = ()
    confirm: str = ""
    """The label of the button that says yes; "" where something else is asked first."""
    other: str = ""
    """The label of the button that opens a form for another answer."""
    can_change: bool = True
    pass_on: str = ""
    """The inbox's number of the line, where it can be sent to the programme office instead."""


def read_backs(found: tuple[ReadBack, ...], *, recorded: bool) -> Message:
    """What is asked of one typed line; `recorded` says that the rest of it is in."""
    if len(found) == 1:
        return _of_one(found[0], recorded=recorded)
    head = f"Is this right? {'The rest is recorded. ' if recorded else ''}".strip()
    blocks: list[Block] = [
        Heading(head),
        Items(
            tuple(
                Item(title=(Strong(each.head),), body=each.body, buttons=_buttons(each))
                for each in found
            )
        ),
    ]
    sure = [each for each in found if each.confirm]
    if len(sure) > 1:
        ids = ",".join(str(each.reading_id) for each in sure)
        label = "Yes, all of these" if len(sure) == len(found) else "Yes to all that are clear"
        blocks.append(
            Buttons((Button(label, "reading.confirm", args(reading=ids), Weight.PRIMARY),))
        )
    return Message("reading", f"{head} {found[0].head}", tuple(blocks))


def _of_one(one: ReadBack, *, recorded: bool) -> Message:
    body: Text = one.body
    if recorded:
        body = (*body, *text(" " if body else "", "The rest is recorded."))
    return Message(
        "reading",
        one.head,
        (
            Paragraph((Strong(one.head),)),
            *((Paragraph(body),) if body else ()),
            Buttons(_buttons(one)),
        ),
    )


def _buttons(one: ReadBack) -> tuple[Button, ...]:
    here = args(reading=one.reading_id)
    buttons = [
        _said(one, choice.label, "reading.choose", (*here, ("choice", choice.value)))
        for choice in one.choices
    ]
    if one.confirm:
        buttons.insert(0, Button(one.confirm, "reading.confirm", here, Weight.PRIMARY))
    if one.other:
        buttons.append(_said(one, one.other, "reading.other", here))
    if one.can_change:
        buttons.append(_said(one, "Change", "reading.change", here))
    if one.pass_on:
        label = "Send this to the programme office"
        buttons.append(Button(label, "office.send", args(heard=one.pass_on)))
    buttons.append(_said(one, "Leave it", "reading.drop", here))
    return tuple(buttons)


def _said(one: ReadBack, label: str, verb: str, about: tuple[tuple[str, str], ...]) -> Button:
    return Button(label, verb, about, speak=f"{label}, for {one.ref}" if one.ref else "")


def dropped(refs: str) -> Message:
    """A reading was let go."""
    about = f" for {refs}" if refs else ""
    head = f"Left: nothing is recorded{about} from that line."
    return Message(
        "reading_dropped",
        head,
        (Paragraph(text(head)), Buttons((Button("Show my actions", "mine"),))),
    )


def settled_already(refs: str, how: str) -> Message:
    """A button of a reading that is settled by now."""
    head = f"That question{f' about {refs}' if refs else ''} is settled: {how}."
    return Message(
        "reading_settled",
        head,
        (Paragraph(text(head)), Buttons((Button("Show my actions", "mine"),))),
    )


def which_day_said(span: str, choices: tuple[date, ...], said: tuple[str, ...]) -> Text:
    """Why the words are in doubt: "“next Friday” could be 6 or 13 October."."""
    if not span:
        return ()
    if len(choices) > 1:
        return text(Quote(cut_words(span, 60)), f" could be {list_in_words(said, 'or')}.")
    return text(Quote(cut_words(span, 60)), " does not name a day.")


def too_long() -> Note:
    """That a line was read only to its limit."""
    return Note(
        text("That was a long message: I read the first 10,000 characters and left the rest.")
    )

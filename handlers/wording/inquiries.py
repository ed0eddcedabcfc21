"""What is answered to a question about the plan: one card that stands alone, and lists behind it.

Every answer has the same parts: what it comes to in a sentence, its numbers (each opens the list
behind it), at most a few lines (each opens its action), and as at when it is told.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.wording.paging import Page, page_at
from handlers.wording.phrases import begun, short_title
from models.message import (
    MAX_LABEL,
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Strong,
    Text,
    Tone,
    args,
    text,
)
from models.spoken import count_in_words

A_FEW = 3
"""Lines that an answer shows at a time, under its numbers: a screen of a phone."""
A_PAGE = 5
"""Lines that a list shows at a time."""
Args = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: an action, a measure, something that happened."""

    title: str
    body: Text = ()
    tag: str = ""
    tone: Tone = Tone.NONE
    action_id: int | None = None
    ref: str = ""
    buttons: tuple[Button, ...] = ()
    """Besides the one that opens the action."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of an answer, with the list that it opens."""

    key: str
    name: str
    """How it stands on the card: "Red, off track"."""
    entries: tuple[Entry, ...]
    label: str = ""
    """How its button says it behind the count: "off track"; the name where it is empty."""
    of: int | None = None
    value: str = ""
    """What is read in place of the count: "24 days"; its entries are what it was reckoned from."""
    lists: tuple[str, str] = ("action", "actions")
    """What it counts, one and many."""

    @property
    def said(self) -> str:
        """As it is read: "7 of 56", "7", "24 days"."""
        count = len(self.entries)
        return self.value or (f"{count:,}" if self.of is None else f"{count:,} of {self.of:,}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question comes to."""

    question: str
    """The verb that asked it."""
    head: str
    numbers: tuple[Number, ...] = ()
    shown: str = ""
    """The number whose list stands on the card itself."""
    notes: tuple[Text, ...] = ()
    ways: tuple[Button, ...] = ()
    heading: str = ""
    """What stands over the lines on the card."""
    is_own: bool = False
    """Whether it is about who asks, and not about a part of the plan."""
    lead: Text = ()
    """What stands under the head."""
    hidden: tuple[Number, ...] = ()
    """Lists that a line opens and that no number on the card stands for."""

    def number(self, key: str) -> Number | None:
        """One of its numbers."""
        return next((n for n in (*self.numbers, *self.hidden) if n.key == key), None)


@dataclass(frozen=True, slots=True)
class Told:
    """From where an answer is read: as at when, from which source, and what it was asked with."""

    at: datetime
    asked: dict[str, str]
    """What the question was about, as the arguments of every button; "at" holds the instant."""
    scope: Text = ()
    """What it covers where that is not the whole plan as it stands."""
    page: int = 0
    is_past: bool = False
    in_channel: bool = False
    can_publish: bool = False
    """Whether the same can be asked of what is published."""


def card(answer: Answer, told: Told) -> Message:
    """The answer as one card."""
    if answer.is_own:
        told = replace(told, scope=(), can_publish=False)
    shown = answer.number(answer.shown)
    entries = shown.entries if shown else ()
    page = page_at(told.page, size=A_FEW, total=len(entries))
    blocks: list[Block] = [
        Heading(answer.head),
        *(Paragraph(words) for words in (answer.lead, told.scope) if words),
        *_facts(answer.numbers),
    ]
    if entries:
        blocks += [Heading(answer.heading)] if answer.heading else []
        blocks.append(Items(tuple(_item(entry, told) for entry in page.of(entries))))
        blocks += _turning(page, answer.question, told)
    blocks += [Paragraph(note) for note in answer.notes]
    blocks += _rows(_number_buttons(answer, told), (*answer.ways, *_others(answer, told)))
    return Message(kind_of(answer.question), answer.head, (*blocks, Note(_as_at(told))))


def kind_of(question: str) -> str:
    """The name of a question's card in the gallery and the log."""
    return f"inquiry_{question}"


def list_card(answer: Answer, number: Number, told: Told) -> Message:
    """What stands behind one number of an answer."""
    count = count_in_words(len(number.entries), *number.lists)
    head = f"{begun(number.name)}: {number.value or count}."
    page = page_at(told.page, size=A_PAGE, total=len(number.entries))
    blocks: list[Block] = [Heading(head), *([Paragraph(told.scope)] if told.scope else [])]
    if number.entries:
        blocks.append(Items(tuple(_item(entry, told) for entry in page.of(number.entries))))
    else:
        blocks.append(Paragraph(text("There is nothing on this list.")))
    behind = {**told.asked, "question": answer.question, "of": number.key}
    blocks += _turning(page, "inquiry.list", replace(told, asked=behind))
    ways = [Button("Back to the answer", answer.question, args(**told.asked))]
    blocks += _rows((), (*ways, *_again("inquiry.list", behind, told)))
    return Message("inquiry_list", head, (*blocks, Note(_as_at(told))))


def _facts(numbers: tuple[Number, ...]) -> list[Block]:
    if not numbers:
        return []
    return [Facts(tuple(Fact(begun(number.name), text(number.said)) for number in numbers))]


def _item(entry: Entry, told: Told) -> Item:
    opens: tuple[Button, ...] = ()
    if entry.action_id is not None:
        kept = {k: v for k, v in told.asked.items() if k in {"at", "scope"}}
        about = args(action=entry.action_id, **kept)
        opens = (Button(f"About {entry.ref}", "about", about),)
    return Item(
        title=(Strong(short_title(entry.title)),),
        tag=entry.tag,
        tone=entry.tone,
        body=entry.body,
        buttons=(*opens, *entry.buttons),
    )


def _turning(page: Page, verb: str, told: Told) -> list[Block]:
    if page.is_whole:
        return []
    buttons = page.turns(verb, **told.asked)
    return [Note(text(f"These are {page.said}.")), Buttons(buttons)]


def _number_buttons(answer: Answer, told: Told) -> tuple[Button, ...]:
    labels = {
        number.key: f"{len(number.entries)} {number.label or _small(number.name)}"[:MAX_LABEL]
        for number in answer.numbers
        if number.entries
    }
    return tuple(
        Button(
            label,
            "inquiry.list",
            args(**told.asked, question=answer.question, of=key),
            speak=f"{label}: show the list",
        )
        for key, label in labels.items()
    )


def _small(name: str) -> str:
    """A name in running text: "due in 30 days"."""
    return name[:1].lower() + name[1:]


def _others(answer: Answer, told: Told) -> tuple[Button, ...]:
    """The same of what is published, in private, or as things stand now."""
    ways: list[Button] = []
    if told.can_publish:
        about = args(**{**told.asked, "scope": "published"})
        ways.append(Button("The whole plan, as published", answer.question, about))
    if told.in_channel:
        kept = {k: v for k, v in told.asked.items() if k not in {"scope", "at"} or told.is_past}
        about = args(**{**kept, "question": answer.question})
        ways.append(Button("Tell me alone what I may see", "inquiry.private", about))
    return (*ways, *_again(answer.question, told.asked, told))


def _again(verb: str, asked: dict[str, str], told: Told) -> tuple[Button, ...]:
    if not told.is_past:
        return ()
    kept = {name: said for name, said in asked.items() if name != "at"}
    return (Button("As it stands now", verb, args(**kept)),)


def _rows(*rows: tuple[Button, ...]) -> list[Block]:
    return [Buttons(row) for row in rows if row]


def _as_at(told: Told) -> Text:
    return text("As at ", Moment(told.at), ".")

"""What time causes besides asks and reminders: the first contact, due dates, a vacant post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from handlers.wording.lines import Line, due_of, rating_buttons
from handlers.wording.phrases import begun, counted, refs, short_title
from models.message import (
    Button,
    Buttons,
    Divider,
    Heading,
    Item,
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
from models.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the first contact says of a person's part."""

    count: int
    plan: str
    board: str
    office: str
    contact: str
    first_ask: date | None
    replaces: str = "the e-mails you used to get"


def _titled(contact: str) -> str:
    """Whom one can ask, without the article that a body's name brings: "programme office"."""
    return contact.removeprefix("the ")


def first_contact(facts: Welcome) -> Message:
    """Privately, once: what this is, what becomes of what is said, who is behind it."""
    purpose = _purpose(facts)
    return Message(
        "first_contact",
        f"Hello. I am Rollcall: {purpose[:1].lower()}{purpose[1:]}",
        (
            Paragraph(
                (
                    Strong(
                        f"Hello. I am Rollcall, the assistant of {facts.office}"
                        f" for the {facts.plan}."
                    ),
                )
            ),
            Paragraph(text(f"{purpose} {_effort(facts)}")),
            Paragraph(
                text(
                    *_when(facts),
                    f"What you tell me is an official record. It goes to {facts.board} and may be"
                    " published or disclosed under the Freedom of Information Act."
                    " Please leave out anything about a child or family.",
                )
            ),
            Paragraph(text(f"Set up by the {_titled(facts.contact)}, whom you can ask anything.")),
            Buttons(
                (
                    Button("My actions", "mine", (), Weight.PRIMARY),
                    Button("This is not me", "not_me"),
                )
            ),
        ),
    )


def _purpose(facts: Welcome) -> str:
    if not facts.count:
        return "Once a month I ask the owners of actions where they stand."
    if facts.count == 1:
        return "Once a month I ask where your action stands."
    return f"Once a month I ask where your {counted(facts.count, 'action')} stand."


def _effort(facts: Welcome) -> str:
    if not facts.count:
        return "You hear from me when something needs you: a list, a report, a decision."
    return f"It takes about two minutes and replaces {facts.replaces}."


def _when(facts: Welcome) -> Text:
    if facts.first_ask is None:
        return ()
    return text("The first time is ", Moment(facts.first_ask), ". ")


def due_soon(lines: tuple[Line, ...], *, today: date, scheme: Scheme) -> Message:
    """Deadlines of the actions themselves: what comes due, and what has passed its date."""
    coming = tuple(line for line in lines if line.due is not None and line.due >= today)
    passed = tuple(line for line in lines if line.due is not None and line.due < today)
    head = _due_head(coming, passed)
    return Message(
        "due_soon" if coming else "overdue",
        head,
        (
            Heading(head),
            Items(tuple(_due_item(line, scheme) for line in (*passed, *coming))),
            Note(
                text(
                    "If the date will not hold, say what you expect."
                    " If more time is needed, ask for it: More… and then More time."
                )
            ),
        ),
    )


def _due_head(coming: tuple[Line, ...], passed: tuple[Line, ...]) -> str:
    said = []
    if passed:
        verb = "was" if len(passed) == 1 else "were"
        said.append(f"{refs(line.ref for line in passed)} {verb} due before today")
    if coming:
        verb = "comes" if len(coming) == 1 else "come"
        said.append(f"{refs(line.ref for line in coming)} {verb} due soon")
    return f"{begun(', and '.join(said))}: is it done, or when do you expect it?"


def _due_item(line: Line, scheme: Scheme) -> Item:
    return Item(
        title=(Strong(f"{line.ref} {short_title(line.title)}"),),
        tag=line.tag,
        tone=line.tone,
        body=text(*due_of(line)),
        buttons=(
            Button(
                "It is delivered",
                "update.delivered",
                args(action=line.action_id, cycle=line.place),
                speak=f"It is delivered: {line.ref}",
            ),
            *rating_buttons(line, scheme),
        ),
    )


def vacant(lines: tuple[Line, ...], *, post: str, until: str, scheme: Scheme) -> Message:
    """To the area lead, the same day: a post is vacant, so nobody has been asked."""
    names = refs(line.ref for line in lines)
    head = f"Nobody can be asked about {names}: the post of {post} is vacant."
    return Message(
        "vacant",
        f"{head} Answers close on {until}.",
        (
            Heading(head),
            Paragraph(text(f"Answers close on {until}. You can answer for them yourself.")),
            Items(
                tuple(
                    Item(
                        title=(Strong(f"{line.ref} {short_title(line.title)}"),),
                        tag=line.tag,
                        tone=line.tone,
                        body=text(*due_of(line)),
                        buttons=rating_buttons(line, scheme),
                    )
                    for line in lines
                )
            ),
            Buttons(
                (
                    Button(
                        "Say who to ask",
                        "office.write",
                        args(action=lines[0].action_id, about="who_to_ask"),
                    ),
                )
            ),
        ),
    )


def merged(first: Message, *others: Message) -> Message:
    """Several messages to one person on one day as one, under the first one's name."""
    blocks = list(first.blocks)
    for other in others:
        blocks += [Divider(), *other.blocks]
    return Message(first.kind, first.notice, tuple(blocks))

"""Nudges in words: who would get what, who is left out and why, and the nudge itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from handlers.wording.lines import Line
from handlers.wording.phrases import begun, counted, few, refs
from handlers.wording.reminders import short_item
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Heading,
    Items,
    Message,
    Note,
    Paragraph,
    Quote,
    Strong,
    Weight,
    args,
    text,
)
from models.scheme import DEFAULT_SCHEME, Scheme

MOST_NAMED = 12


@dataclass(frozen=True, slots=True)
class Would:
    """What one person would get."""

    name: str
    refs: tuple[str, ...]
    when: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A nudge before it is sent."""

    group: str
    people: tuple[Would, ...]
    left_out: Mapping[str, Sequence[str]]
    about: tuple[tuple[str, str], ...]
    says: str = ""


def preview(facts: Preview) -> Message:
    """Who would get what and when, who is left out and why; nothing is sent yet."""
    if not facts.people:
        notice = f"Nobody is left to nudge: {facts.group}."
        return Message("nudge_preview", notice, (Paragraph((Strong(notice),)), *_left_out(facts)))
    count = counted(len(facts.people), "person", "people")
    actions = counted(sum(len(each.refs) for each in facts.people), "action")
    notice = f"{begun(count)} would be nudged about {actions}: {facts.group}. Nothing is sent yet."
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    if facts.says:
        blocks.append(Paragraph(text("You say to them: ", Quote(facts.says))))
    blocks.append(Facts(tuple(_would(each) for each in facts.people[:MOST_NAMED])))
    if len(facts.people) > MOST_NAMED:
        more = counted(len(facts.people) - MOST_NAMED, "person", "people")
        blocks.append(Note(text(f"And {more} more.")))
    blocks += _left_out(facts)
    blocks.append(Buttons((_send(facts),)))
    return Message("nudge_preview", notice, tuple(blocks))


def _would(would: Would) -> Fact:
    return Fact(would.name, text(f"{refs(would.refs)}, {would.when}"))


def _send(facts: Preview) -> Button:
    count = len(facts.people)
    label = "Send 1 nudge" if count == 1 else f"Send {count} nudges"
    return Button(label, "nudge.send", facts.about, Weight.PRIMARY)


def _left_out(facts: Preview) -> list[Block]:
    if not facts.left_out:
        return []
    told = tuple(Fact(begun(why), text(few(list(names)))) for why, names in facts.left_out.items())
    return [Heading("Left out"), Facts(told)]


def sent(facts: Preview) -> Message:
    """What takes the preview's place once it is sent."""
    if not facts.people:
        notice = "Nobody is left to nudge, so nothing was sent."
        return Message("nudge_sent", notice, (Paragraph((Strong(notice),)), *_left_out(facts)))
    count = "One nudge is" if len(facts.people) == 1 else f"{len(facts.people)} nudges are"
    notice = f"{count} on the way: {facts.group}."
    return Message(
        "nudge_sent",
        notice,
        (
            Paragraph((Strong(notice),)),
            Facts(tuple(_would(each) for each in facts.people[:MOST_NAMED])),
            *_left_out(facts),
            Note(text("Whoever answers before theirs has left gets none.")),
        ),
    )


def not_read(unknown: Sequence[str]) -> str:
    """That words of the line were not understood."""
    said = refs(f"“{word}”" for word in unknown[:3])
    return (
        f"I could not place {said}, so nothing is prepared. You could write: nudge red and silent"
        " in area 6, or nudge everybody silent."
    )


@dataclass(frozen=True, slots=True)
class Nudged:
    """What one person is nudged about."""

    place: str
    lines: tuple[Line, ...]
    until: str
    """The cut-off as it reads."""
    is_late: bool
    asked_by: str
    """In whose name: "the chair"."""
    says: str = ""
    scheme: Scheme = field(default_factory=lambda: DEFAULT_SCHEME)


def nudge(facts: Nudged) -> Message:
    """To one person: what is still open of what was nudged about, with its buttons."""
    names = refs(line.ref for line in facts.lines)
    verb = "is" if len(facts.lines) == 1 else "are"
    until = f"answers closed on {facts.until}, and a late one counts" if facts.is_late else (
        f"by {facts.until}"
    )  # fmt: skip
    head = f"{names} {verb} still open: {until}."
    blocks: list[Block] = [Heading(head)]
    if facts.says:
        blocks.append(Paragraph(text(f"{begun(facts.asked_by)} writes: ", Quote(facts.says))))
    else:
        blocks.append(Paragraph(text(f"{begun(facts.asked_by)} asks how it stands.")))
    blocks.append(Items(tuple(short_item(line, facts.scheme) for line in facts.lines)))
    only = len(facts.lines) == 1
    label = f"No change for {facts.lines[0].ref}" if only else "No change for the others"
    here = args(cycle=facts.place)
    blocks.append(
        Buttons(
            (
                Button(label, "update.no_change_others", here),
                Button("Show the whole message", "ask.show", here),
            )
        )
    )
    blocks.append(Note(text("One tap or one line is enough.")))
    return Message("nudge", head, tuple(blocks))

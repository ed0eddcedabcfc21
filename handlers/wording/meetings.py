"""A meeting in words: its agenda, one item at a time, its decisions, and how it ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from handlers.wording.bodies import in_their_words
from handlers.wording.paging import page_at
from handlers.wording.phrases import begun, counted
from models.meeting_states import ItemKind, ItemState
from models.message import (
    Block,
    Button,
    Buttons,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    Text,
    Weight,
    args,
    text,
)
from models.partnership import Bodies

A_PAGE = 8
KINDS: Mapping[ItemKind, str] = {
    ItemKind.EXCEPTION: "Exception",
    ItemKind.OWNER_TO_ATTEND: "Owner to attend",
    ItemKind.CHANGE_REQUEST: "Change to decide",
    ItemKind.CHALLENGE: "Open question",
    ItemKind.BOARD_ASK: "Asked of the Board",
    ItemKind.EARLIER_ACTION: "Action from an earlier meeting",
    ItemKind.OTHER: "Other business",
}
STATES: Mapping[ItemState, str] = {
    ItemState.OPEN: "open",
    ItemState.DECIDED: "decided",
    ItemState.NOTED: "noted",
    ItemState.DEFERRED: "deferred",
}


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """One meeting as it is said; `said` is "the PDG's meeting of Friday 13 October"."""

    id: int
    name: str
    said: str
    bodies: Bodies
    held_on: date
    is_open: bool
    lead: str
    minutes: str = ""
    """Who was handed the minutes."""
    closed_by: str = ""
    closed_on: date | None = None
    arising_on: date | None = None
    """When the actions are sent to their owners."""
    may_write: bool = False
    may_lead: bool = False

    @property
    def here(self) -> tuple[tuple[str, str], ...]:
        """The meeting as a button's argument."""
        return args(meeting=self.id)


@dataclass(frozen=True, slots=True)
class Row:
    """One item in the agenda's list."""

    id: int
    position: int
    kind: ItemKind
    title: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision or note: "PDG 2023-10 / 3"."""

    id: int
    name: str
    words: str
    by: str
    is_note: bool = False
    replaced_by: str = ""
    replaces: str = ""
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Arising:
    """One action that arose, as a line."""

    ref: str
    words: str
    owner: str
    due: date
    state: str


@dataclass(frozen=True, slots=True)
class Looked:
    """One item of the agenda with all that is known of it."""

    row: Row
    total: int
    seen: int
    """The newest decision about it; 0 where there is none."""
    details: tuple[Block, ...] = ()
    decided: tuple[Decided, ...] = ()
    arising: tuple[Arising, ...] = ()
    action_id: int | None = None
    ref: str = ""
    next_position: int | None = None


def agenda_card(meeting: MeetingFacts, rows: tuple[Row, ...], page: int, lead: str = "") -> Message:
    """The whole agenda, a line for each item, with the way into it."""
    left = sum(row.state is ItemState.OPEN for row in rows)
    notice = lead or _agenda_head(meeting, len(rows), left)
    shown = page_at(page, size=A_PAGE, total=len(rows))
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    if lead:
        blocks.append(Paragraph(text(_agenda_head(meeting, len(rows), left))))
    if not shown.is_whole:
        blocks.append(Note(text(f"Items {shown.said}.")))
    blocks.append(Items(tuple(_line(meeting, row) for row in shown.of(rows))))
    turns = shown.turns("meeting.show", meeting=meeting.id)
    blocks += [Buttons(turns)] if turns else []
    if first := next((row for row in rows if row.state is ItemState.OPEN), None):
        start = Button(
            f"Take item {first.position}",
            "meeting.item",
            args(meeting=meeting.id, at=first.position),
            Weight.PRIMARY,
        )
        blocks.append(Buttons((start,)))
    blocks += running(meeting)
    return Message("meeting", notice, tuple(blocks))


def _agenda_head(meeting: MeetingFacts, total: int, left: int) -> str:
    if not total:
        return f"{begun(meeting.said)}: nothing stands on the agenda yet."
    return f"{begun(meeting.said)}: {counted(total, 'item')}, {left or 'none'} still to take."


def _line(meeting: MeetingFacts, row: Row) -> Item:
    at = args(meeting=meeting.id, at=row.position)
    return Item(
        title=text(Strong(f"{row.position}. "), row.title),
        body=text(_why(meeting, row)),
        buttons=(Button("Open", "meeting.item", at, speak=f"Open item {row.position}"),),
    )


def _why(meeting: MeetingFacts, row: Row) -> str:
    """Why it stands on the agenda, and what became of it."""
    return f"{in_their_words(KINDS[row.kind], meeting.bodies)}, {STATES[row.state]}."


def item_card(meeting: MeetingFacts, looked: Looked, lead: str = "") -> Message:
    """One item: what it is about, what was decided of it, and what can be done now."""
    row = looked.row
    head = f"{meeting.name}, item {row.position} of {looked.total}: {row.title}"
    notice = lead or head
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    if lead:
        blocks.append(Paragraph(text(head)))
    blocks.append(Note(text(_why(meeting, row))))
    blocks += looked.details
    blocks += [Paragraph(decided_line(each)) for each in looked.decided]
    blocks += [Paragraph(arising_line(each)) for each in looked.arising]
    if meeting.is_open and meeting.may_write:
        blocks.append(Buttons(_acts(meeting, looked)))
    blocks.append(Buttons(_ways(meeting, looked)))
    return Message("meeting", notice, tuple(blocks))


def decided_line(each: Decided) -> Text:
    """A decision or a note with its name, who recorded it, and what it replaces."""
    said = "noted" if each.is_note else "decided"
    replaced = f" Replaced by {each.replaced_by}." if each.replaced_by else ""
    instead = f" It replaces {each.replaces}." if each.replaces else ""
    return text(Strong(f"{each.name}, {said}: "), Quote(each.words),
                f" Recorded by the {each.by}.{instead}{replaced}")  # fmt: skip


def arising_line(each: Arising) -> Text:
    """An action that arose: what, whose, by when, and how far it has come."""
    return text(Strong(f"{each.ref}: "), Quote(each.words), f" {each.owner}, due ",
                Moment(each.due), f", {each.state}.")  # fmt: skip


def _acts(meeting: MeetingFacts, looked: Looked) -> tuple[Button, ...]:
    row = looked.row
    about = args(meeting=meeting.id, item=row.id, seen=looked.seen)
    of = f"item {row.position}"
    minute = Button(
        "Minute an action", "meeting.minute_form", about, speak=f"Minute an action for {of}"
    )
    if row.state in {ItemState.DECIDED, ItemState.NOTED} and looked.decided:
        newest = args(meeting=meeting.id, decision=looked.decided[-1].id)
        correct = Button("Correct it", "meeting.correct_form", newest, speak=f"Correct it: {of}")
        return (minute, correct)
    return (
        Button("Decide", "meeting.decide_form", about, Weight.PRIMARY, f"Decide {of}"),
        Button("Note", "meeting.note_form", about, speak=f"Note something of {of}"),
        minute,
        Button("Defer", "meeting.defer", about, speak=f"Defer {of}"),
    )


def _ways(meeting: MeetingFacts, looked: Looked) -> tuple[Button, ...]:
    ways = []
    if looked.next_position is not None:
        at = args(meeting=meeting.id, at=looked.next_position)
        ways.append(Button("Next", "meeting.item", at, speak=f"Next: item {looked.next_position}"))
    ways.append(Button("Agenda", "meeting.show", meeting.here))
    if looked.action_id is not None:
        about = args(action=looked.action_id)
        ways.append(Button(f"All about {looked.ref}", "about", about))
    return tuple(ways)


def running(meeting: MeetingFacts) -> list[Block]:
    """What keeps a meeting going: a late item, the minutes, its end; and who writes."""
    if not meeting.is_open:
        return []
    ways = []
    if meeting.may_write:
        ways += [
            Button("Add an item", "meeting.add_form", meeting.here),
            Button("Bring up to date", "meeting.refresh", meeting.here),
        ]
    if meeting.may_lead:
        if meeting.minutes:
            ways.append(Button("Take the minutes back", "meeting.take_back", meeting.here))
        else:
            ways.append(Button("Hand over the minutes", "meeting.hand_over_form", meeting.here))
    ways.append(Button("Decisions so far", "meeting.log", meeting.here))
    if meeting.may_lead or meeting.may_write:
        ways.append(Button("Close the meeting", "meeting.close", meeting.here, Weight.DANGER))
    who = "Only who leads the meeting writes in it."
    if meeting.minutes:
        who = f"The {meeting.minutes} writes the minutes; who leads the meeting can, too."
    return [
        Buttons(tuple(ways)),
        Note(text(f"Opened by the {meeting.lead}. {who}")),
    ]

"""What a meeting decided and left to do, the meetings on record, and one that nobody has closed."""

from __future__ import annotations

from handlers.wording.meetings import (
    Arising,
    Decided,
    MeetingFacts,
    arising_line,
    decided_line,
)
from handlers.wording.phrases import begun, counted
from models.message import (
    Block,
    Button,
    Buttons,
    Download,
    Downloads,
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
    text,
)

FORMATS = (("docx", "Log (Word)"), ("pdf", "Log (PDF)"), ("html", "Log (web page)"))


def log_card(
    meeting: MeetingFacts,
    decided: tuple[Decided, ...],
    arising: tuple[Arising, ...],
    lead: str = "",
) -> Message:
    """What a meeting decided, noted and left to do, with the log as papers."""
    made = sum(not (each.is_note or each.replaced_by) for each in decided)
    count = f"{counted(made, 'decision')}, {counted(len(arising), 'action')}"
    notice = lead or f"{begun(meeting.said)}: {count}."
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    if lead:
        blocks.append(Paragraph(text(f"{begun(count)}.")))
    if decided:
        blocks.append(Heading("Decisions and notes"))
        blocks += [Paragraph(decided_line(each)) for each in decided]
    if arising:
        blocks.append(Heading("Actions"))
        blocks += [Paragraph(arising_line(each)) for each in arising]
    blocks.append(
        Downloads(tuple(Download(label, f"meeting/{meeting.id}.{kind}") for kind, label in FORMATS))
    )
    blocks.append(Note(_ends(meeting)))
    if meeting.is_open:
        blocks.append(Buttons((Button("Agenda", "meeting.show", meeting.here),)))
    return Message("meeting_log", notice, tuple(blocks))


def _ends(meeting: MeetingFacts) -> Text:
    if meeting.is_open:
        return text("The meeting is open, so more may come.")
    when = text(" Each owner is sent theirs on ", Moment(meeting.arising_on), ".") if (
        meeting.arising_on
    ) else ()  # fmt: skip
    closed = text(f"Closed by the {meeting.closed_by}.") if meeting.closed_by else text("Closed.")
    return (*closed, *when)


def meetings_card(meetings: tuple[MeetingFacts, ...], openings: tuple[Button, ...]) -> Message:
    """The meetings on record, the newest first, and the ones that can be opened."""
    notice = (
        f"{begun(counted(len(meetings), 'meeting'))} on record."
        if meetings
        else "No meeting is on record yet."
    )
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    if meetings:
        blocks.append(Items(tuple(_meeting(each) for each in meetings)))
    if openings:
        blocks.append(Buttons(openings))
    return Message("meetings", notice, tuple(blocks))


def _meeting(each: MeetingFacts) -> Item:
    verb, label = ("meeting.show", "Agenda") if each.is_open else ("meeting.log", "Decisions")
    return Item(
        title=text(Strong(f"{each.name} "), Moment(each.held_on)),
        body=text("Open." if each.is_open else "Closed."),
        buttons=(Button(label, verb, each.here, speak=f"{label} of {each.name}"),),
    )


def still_open_card(meeting: MeetingFacts, left: int) -> Message:
    """That a meeting was never closed, and what closing it brings."""
    notice = f"{begun(meeting.said)} is still open: close it, and what it left is sent out."
    items = f"{begun(counted(left, 'item'))} was not taken." if left == 1 else (
        f"{begun(counted(left, 'item'))} were not taken." if left else "All items were taken."
    )  # fmt: skip
    return Message(
        "meeting_open",
        notice,
        (
            Paragraph((Strong(notice),)),
            Paragraph(text(f"{items} Until it is closed, no other can be opened.")),
            Buttons(
                (
                    Button("Close the meeting", "meeting.close", meeting.here, Weight.PRIMARY),
                    Button("Agenda", "meeting.show", meeting.here),
                )
            ),
        ),
    )

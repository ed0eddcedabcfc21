"""What is said of the record itself: the history of an action, and words that were taken out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from handlers.wording.phrases import counted, refs
from models.message import (
    Block,
    Button,
    Buttons,
    Fact,
    Facts,
    Field,
    FieldKind,
    Form,
    Item,
    Items,
    Message,
    Moment,
    Note,
    Paragraph,
    Quote,
    Strong,
    args,
    text,
)

LINE, WORDS = FieldKind.LINE, FieldKind.WORDS


def redact_form() -> Form:
    """What is to go, and why."""
    only = "Fill in one of these four"
    return Form(
        "Take words out of the record",
        "audit.redact",
        (),
        (
            Field("text", "The words themselves", WORDS, hint=f"{only}; blanked wherever they are"),
            Field("update", "An answer's number", LINE, hint=f"{only}; such as 2023-10/014"),
            Field("event", "An event's number", LINE, hint=f"{only}; as the history shows it"),
            Field("item", "The number of an item of evidence", LINE, hint=only),
            Field(
                "reason",
                "Why",
                LINE,
                hint="It stays in the record: without the words themselves",
                required=True,
            ),
        ),
        send="Ask a second person",
        intro=text(
            "A second person of another role confirms it. Then the words, and everything that was"
            " said in one breath with them, cannot be brought back."
        ),
    )


TABLES = {
    "audit_event": "Events of the record",
    "status_update": "Answers",
    "evidence_item": "Items of evidence",
    "occasion": "Messages on their way or sent",
    "posted": "Messages as they stand",
    "heard": "What was typed or sent",
    "reading": "Lines as they were understood",
    "pending_act": "Acts that waited for a second person",
}
"""Where words stand, as it is said; other tables by their own names."""


def redacted_card(
    number: int,
    places: Mapping[str, int],
    reports: list[str],
    *,
    by: str,
    second: str,
    reason: str,
) -> Message:
    """What was blanked, by whom and why, and which reports still hold it."""
    count = sum(places.values())
    stood = "1 place" if count == 1 else f"{count:,} places"
    notice = f"Redaction {number}: the words are blanked in {stood}."
    facts = [Fact("Asked by", text(by)), Fact("Confirmed by", text(second))]
    facts.append(Fact("Why", text(Quote(reason))))
    facts += [
        Fact(TABLES.get(table, table.replace("_", " ").capitalize()), text(f"{places[table]:,}"))
        for table in sorted(places)
    ]
    blocks: list[Block] = [Paragraph((Strong(notice),)), Facts(tuple(facts))]
    if reports:
        said = (
            f"Still in {refs(reports)}: a signed report is not changed. Reopen it to make a version"
            " without these words, and see to the copies that have gone out."
        )
        blocks.append(Paragraph(text(said)))
    blocks.append(Note(text("The chain of the record still holds, and says that this was done.")))
    return Message("redacted", notice, tuple(blocks))


@dataclass(frozen=True, slots=True)
class Event:
    """One event as it is read."""

    seq: int
    at: datetime
    who: str
    act: str
    says: str
    is_blank: bool


def history_card(
    action_id: int, ref: str, events: tuple[Event, ...], *, count: int, before: int | None
) -> Message:
    """The history of one action, the newest first, as far as one screen goes.

    Args:
        action_id: the action.
        ref: its reference.
        events: these, the newest first.
        count: how many there are in all.
        before: the number of the event that comes next further back; None where there is none.
    """
    notice = f"The record holds {counted(count, 'event')} of {ref}."
    items = tuple(
        Item(
            (Strong(f"{event.act}, {event.who}"),),
            body=text(Moment(event.at), f", no. {event.seq}. {event.says}".rstrip()),
        )
        for event in events
    )
    blocks: list[Block] = [Paragraph((Strong(notice),))]
    blocks += [Items(items)] if items else []
    if before is not None:
        named = args(action=action_id, before=before)
        blocks.append(Buttons((Button("Earlier", "audit.history", named, speak="Earlier events"),)))
    blocks.append(Note(text("The newest comes first. Nothing of it can be changed.")))
    return Message("history", notice, tuple(blocks))

"""What is said of the Board's calendar: a cycle's days, and what a moved Board changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models.calendar import CyclePlan
from models.message import Fact, Facts, Heading, Message, Note, Paragraph, Table, text
from models.partnership import Partnership
from models.replan import Moved
from models.spoken import day_in_words, hour_in_words, month_in_words

STEP_NAMES = {
    "collection_opens": "Updates are asked for",
    "first_reminder": "Reminder to who has not answered",
    "update_cut_off": "Cut-off for updates",
    "escalation_to_area_lead": "Area leads hear what is missing",
    "escalation_to_programme_office": "The programme office hears what is missing",
    "escalation_to_chair": "The chair hears what is missing",
    "moderation_complete": "Moderation is done",
    "pdg_meeting": "The PDG meets",
    "chair_sign_off": "The chair signs off",
    "papers_issued": "Papers go to the Board",
    "board_meeting": "The Board meets",
    "actions_arising_issued": "Actions from the meeting are sent",
}
"""How each step of a cycle is said."""


def cycle_card(cycle: CyclePlan, partnership: Partnership) -> Message:
    """A cycle with all its days."""
    board = day_in_words(cycle.board_meeting)
    facts = tuple(
        Fact(STEP_NAMES[step], text(day_in_words(day) + _hour(cycle, step)))
        for step, day in cycle.days().items()
    )
    notes = (Note(text(cycle.note + ".")),) if cycle.note else ()
    return Message(
        "cycle",
        f"The Board of {board} is in the calendar: {cycle.code}."
        f" Updates are asked for on {day_in_words(cycle.collection_opens)}.",
        (
            Heading(f"{month_in_words(cycle.board_meeting)}: the days that lead to the Board"),
            Paragraph(text(f"{partnership.bodies.board}, cycle {cycle.code}.")),
            Facts(facts),
            *notes,
        ),
    )


def _hour(cycle: CyclePlan, step: str) -> str:
    match step:
        case "update_cut_off":
            return f", {hour_in_words(cycle.cut_off_at)}"
        case "papers_issued":
            return f", {hour_in_words(cycle.papers_at)}"
        case _:
            return ""


def moved_message(code: str, moved: Sequence[Moved], *, findings: Sequence[str] = ()) -> Message:
    """What a moved Board changes for the reader."""
    board = next((m for m in moved if m.step == "board_meeting"), None)
    if board is not None:
        notice = f"The Board has moved from {day_in_words(board.was)} to {day_in_words(board.now)}."
    else:
        notice = f"The Board of {code} has moved, and with it some of your days."
    facts = tuple(
        Fact(STEP_NAMES[m.step], text(f"{day_in_words(m.now)}, was {day_in_words(m.was)}"))
        for m in moved
    )
    return Message(
        "board_moved",
        notice,
        (
            Paragraph(text(notice)),
            Facts(facts),
            *(Note(text(finding)) for finding in findings),
            Note(text("What has happened already stays as it is. Answers given so far count.")),
        ),
    )


def boards_card(planned: Sequence[CyclePlan], today: date) -> Message:
    """The Boards that lie ahead, the next one first."""
    first = planned[0]
    board = day_in_words(first.board_meeting, seen_from=today)
    notice = f"The next Board meets on {board}."
    rows = tuple(
        (
            cycle.code,
            day_in_words(cycle.collection_opens, seen_from=today),
            day_in_words(cycle.update_cut_off, seen_from=today),
            day_in_words(cycle.papers_issued, seen_from=today),
            day_in_words(cycle.board_meeting, seen_from=today),
        )
        for cycle in planned
    )
    head = ("Cycle", "Asked from", "Cut-off", "Papers", "Board")
    table = Table("The Boards ahead", head, rows)
    return Message("boards", notice, (Paragraph(text(notice)), table))

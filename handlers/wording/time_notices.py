"""Notices that the clock causes around the Board's report, and about what could not be sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from handlers.wording.lines import Line, open_item
from handlers.wording.phrases import begun, counted, refs
from models.message import (
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
    Text,
    Weight,
    args,
    text,
)
from models.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Signing:
    """A report that waits for its signature."""

    code: str
    month: str
    """The Board's month: "October"."""
    by: date
    posts_at: datetime
    answered: int
    asked: int


def sign_off_due(facts: Signing) -> Message:
    """To the chair, on the day of the signature."""
    head = f"{facts.month}'s report is ready for you to read and sign today."
    return Message(
        "sign_off",
        head,
        (
            Heading(head),
            Paragraph(
                text(
                    f"{facts.answered} of {facts.asked} answers are in. Once signed it goes to the"
                    " Board's channel on ",
                    Moment(facts.posts_at),
                    ". Without a signature nothing goes out.",
                )
            ),
            Buttons((_read(facts),)),
        ),
    )


def not_signed(facts: Signing) -> Message:
    """To those who can act, at the hour at which it should have gone."""
    head = f"{facts.month}'s report is not signed, so nothing has gone to the Board."
    return Message(
        "not_signed",
        head,
        (
            Heading(head),
            Paragraph(
                text(
                    "It was to go on ",
                    Moment(facts.posts_at),
                    ". The chair, or the acting chair by name and date, can sign it now; it goes"
                    " at once then.",
                )
            ),
            Buttons((_read(facts),)),
        ),
    )


def _read(facts: Signing) -> Button:
    return Button("Read the draft", "report.draft", args(cycle=facts.code), Weight.PRIMARY)


@dataclass(frozen=True, slots=True)
class Unsent:
    """A message that was refused or is held: to whom, what, and why."""

    to: str
    what: str
    why: str


STEP_WORDS = {
    "first_contact": "the first message",
    "ask": "the ask",
    "reminder": "the reminder",
    "words_awaited": "the question for a line of words",
    "confirm": "the question for a confirmation",
    "due_soon": "the reminder of a due date",
    "overdue": "the reminder of a date that has passed",
    "vacant": "the note about a vacant post",
    "silence_area": "the list of missing updates",
    "silence_office": "the list of missing updates",
    "silence_chair": "the list of missing updates",
    "sign_off": "the report to sign",
    "not_signed": "the note that the report is not signed",
    "board": "the Board's report",
    "nudge": "a nudge",
    "arising": "what a meeting left for them",
    "meeting_open": "the note about an open meeting",
    "suspended": "the word about suspended actions",
    "return_ready": "how ready a return is",
    "note": "a note",
    "replace": "a change to a message that stands",
}
"""How each step is named to the programme office."""


def unsent(failures: Sequence[Unsent]) -> Message:
    """To the programme office: what did not arrive, why, and what to do."""
    count = len(failures)
    head = f"{begun(counted(count, 'message'))} could not be delivered."
    items = tuple(
        Item(title=(Strong(f"{begun(f.what)} to {f.to}"),), body=text(f.why)) for f in failures
    )
    return Message(
        "unsent",
        head,
        (
            Heading(head),
            Items(items),
            Note(
                text(
                    "Nobody is reported as silent who was not reached. Mend how they are reached,"
                    " then send it again; or say that it arrived."
                )
            ),
            Buttons(
                (
                    Button("Settle these", "delivery", (), Weight.PRIMARY),
                    Button("Who cannot be reached", "people.check"),
                )
            ),
        ),
    )


def now_yours(
    lines: Sequence[Line],
    *,
    until: str,
    next_steps: Sequence[Text],
    contact: str,
    today: date,
    scheme: Scheme,
) -> Message:
    """Actions that came to somebody after their ask had left."""
    names = refs(line.ref for line in lines)
    verb = "is" if len(lines) == 1 else "are"
    head = f"{names} {verb} now yours to answer, by {until}."
    return Message(
        "now_yours",
        head,
        (
            Heading(head),
            Items(tuple(open_item(line, today=today, scheme=scheme) for line in lines)),
            *(Note(step) for step in next_steps),
            Note(text(f"Questions: {contact}.")),
        ),
    )

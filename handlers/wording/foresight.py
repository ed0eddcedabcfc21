"""Who gets what and when, as a card: by day, the most that can come."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from handlers.wording.phrases import counted
from models.message import Block, Fact, Facts, Heading, Message, Note, Text, text
from models.spoken import day_in_words, hour_in_words

STEPS = {
    "first_contact": "the first contact",
    "ask": "the ask",
    "reminder": "the reminder",
    "words_awaited": "a line that is still wanted",
    "confirm": "a question that waits",
    "due_soon": "a due date coming",
    "overdue": "a due date passed",
    "nudge": "a nudge",
    "vacant": "a vacant post",
    "silence_area": "what is missing in an area",
    "silence_office": "what is missing in the plan",
    "silence_chair": "what is missing, for the chair",
    "sign_off": "a report to sign",
    "not_signed": "a report not signed",
    "board": "the report, to the Board",
    "note": "a note",
}
MOST_DAYS = 12
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Coming:
    """One message that would be sent."""

    at: datetime
    step: str
    person: str
    cycle: str


def forecast_card(
    coming: tuple[Coming, ...], *, days: int, everybody: bool, today: date
) -> Message:
    """Each day with what leaves on it and to whom; counts where there are many."""
    whose = "go out" if everybody else "come to you"
    head = f"In the next {days} days {counted(len(coming), 'message')} {whose}."
    if len(coming) == 1:
        head = f"In the next {days} days one message {'goes out' if everybody else 'comes to you'}."
    by_day: dict[date, list[Coming]] = {}
    for each in coming:
        by_day.setdefault(each.at.date(), []).append(each)
    shown = list(by_day.items())[:MOST_DAYS]
    blocks: list[Block] = [Heading(head)]
    if shown:
        blocks.append(Facts(tuple(_day(day, each, today) for day, each in shown)))
    if len(by_day) > len(shown):
        left = len(by_day) - len(shown)
        blocks.append(Note(text(f"And {counted(left, 'day')} more after that.")))
    blocks.append(
        Note(text("This is the most that can come: each answer that arrives makes it less."))
    )
    return Message("forecast", head, tuple(blocks))


def _day(day: date, coming: list[Coming], today: date) -> Fact:
    steps = Counter(each.step for each in coming)
    parts: list[str] = []
    for step, count in steps.items():
        people = [each.person for each in coming if each.step == step]
        named = list(dict.fromkeys(p.removeprefix("channel:") for p in people))
        who = ", ".join(named) if len(named) <= MOST_NAMED else f"{count} people"
        parts.append(f"{STEPS.get(step, step)} to {who}")
    hour = hour_in_words(coming[0].at.time())
    said: Text = text(f"from {hour}: {'; '.join(parts)}.")
    return Fact(day_in_words(day, seen_from=today), said)

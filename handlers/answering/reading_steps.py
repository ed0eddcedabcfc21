"""What becomes of a reading when a question about it is answered: asked on, or recorded.

A choice takes the place of the words in doubt, and the line is read again: so an answer by button
and one that is typed are understood by the same rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.answering.behalf import SOURCES
from handlers.answering.held import amend, settle
from handlers.answering.reading_for import Talk
from handlers.answering.readings_of import Understood, Want, understood_of, wants
from handlers.answering.recording import Behalf
from handlers.answering.understood import Recorded, record_understood
from handlers.typed.reading import Reading as Read
from models.plan import Action
from models.spoken import MONTHS
from models.states import Rating, Stage
from models.update import Reading, ReadingState

_ASKS_FOR_TIME = ("need", "time", "exten", "push", "move", "until", "till", "new date")


@dataclass(frozen=True, slots=True)
class Step:
    """A reading after an answer: recorded, or waiting for the next one."""

    reading: Reading
    recorded: Recorded | None = None


def needs_confirming(understood: Understood, action: Action, *, on_behalf: bool) -> bool:
    """Whether a line is read back even where nothing in it is in question."""
    reopens = action.stage is Stage.DELIVERED and understood.rating is not None
    asks = understood.requested_due is not None
    return understood.delivered or asks or on_behalf or reopens


def advance(talk: Talk, reading: Reading) -> Step:
    """Record a reading if nothing more is wanted of it; else it waits for the next answer."""
    if wants(talk.seen, reading) is not Want.WORD:
        return Step(reading)
    action = talk.seen.session.get_one(Action, reading.action_ids[0])
    understood = understood_of(reading)
    if needs_confirming(understood, action, on_behalf=bool(reading.understood.get("behalf"))):
        return Step(reading)
    return Step(reading, confirm(talk, reading))


def confirm(talk: Talk, reading: Reading) -> Recorded:
    """Record a reading as its sender confirmed it."""
    action = talk.seen.session.get_one(Action, reading.action_ids[0])
    settle(talk.request, reading, ReadingState.CONFIRMED)
    return record_understood(
        talk.request,
        action,
        talk.cycle,
        understood_of(reading),
        behalf=_behalf(reading, action),
    )


def _behalf(reading: Reading, action: Action) -> Behalf | None:
    heard = reading.understood.get("behalf")
    if not heard:
        return None
    return Behalf(action.owner, heard["source"], date.fromisoformat(heard["on"]))


def choose_date(talk: Talk, reading: Reading, day: date) -> None:
    """Put a day in the place of the words that named none."""
    said = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    if _read_again(talk, reading, said, Want.DATE, day):
        return
    updates = dict(reading.understood["updates"][0])
    text = reading.said.lower()
    field = "requested_due" if any(word in text for word in _ASKS_FOR_TIME) else "forecast"
    _amend(talk, reading, {**updates, field: day.isoformat()}, Want.DATE)


def choose_rating(talk: Talk, reading: Reading, rating: Rating) -> None:
    """Put a rating in the place of the words that could mean several."""
    if not _read_again(talk, reading, rating.value, Want.RATING):
        updates = dict(reading.understood["updates"][0])
        _amend(talk, reading, {**updates, "rating": rating.value}, Want.RATING)


def choose_words(talk: Talk, reading: Reading, words: str) -> None:
    """Take the line of words that was wanted: a reason, or what is happening."""
    updates = dict(reading.understood["updates"][0])
    _amend(talk, reading, {**updates, "text": words}, None)


def choose_source(talk: Talk, reading: Reading, source: str, on: date) -> None:
    """Take where it was heard, and when."""
    assert source in SOURCES
    understood = {**reading.understood, "behalf": {"source": source, "on": on.isoformat()}}
    amend(talk.request, reading, understood, reading.said)


def line_about(reading: Reading, ref: str) -> str:
    """The line with the action that was meant: in the place of the words in doubt, or before it."""
    questions = reading.understood.get("questions") or []
    span = str(questions[0]["span"]) if questions else ""
    is_ref = bool(questions) and questions[0]["kind"] == Want.ACTION.value and questions[0]["ref"]
    if is_ref and span in reading.said:
        return reading.said.replace(span, ref, 1)
    return f"{ref} {reading.said}"


def _read_again(
    talk: Talk, reading: Reading, said: str, want: Want, day: date | None = None
) -> bool:
    """Read the line with the answer in the place of the words in doubt; False if that fails."""
    question = next(q for q in reading.understood["questions"] if q["kind"] == want.value)
    span = str(question["span"])
    if not span or span not in reading.said:
        return False
    line = reading.said.replace(span, said, 1)
    read = talk.read(line)
    found = read.updates[0] if len(read.updates) == 1 else None
    still = {q.kind.value for q in read.questions}
    if found is None or want.value in still or found.ref != understood_of(reading).ref:
        return False
    if day is not None and day not in {found.forecast, found.requested_due}:
        return False
    amend(talk.request, reading, {**reading.understood, **_as_understood(read)}, line)
    return True


def _as_understood(read: Read) -> dict[str, Any]:
    parsed = read.as_json()
    return {"updates": parsed["updates"], "questions": parsed["questions"]}


def _amend(talk: Talk, reading: Reading, update: dict[str, Any], answered: Want | None) -> None:
    questions = [
        q
        for q in reading.understood.get("questions") or []
        if answered is None or q["kind"] != answered.value
    ]
    understood = {**reading.understood, "updates": [update], "questions": questions}
    amend(talk.request, reading, understood, reading.said)

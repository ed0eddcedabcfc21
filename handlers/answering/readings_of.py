"""Readings that wait for their sender's word, and what each of them still wants.

A reading holds one update of the reply contract as it was understood (`understood`), or none where
the action itself is in doubt. It is recorded only when nothing is wanted any more.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from handlers.answering.answers import MAY_STAND, no_changes_running
from handlers.answering.own_words import own_words
from handlers.asking.lines_of import Seen
from handlers.wording.lines import UNNAMED, Waiting
from handlers.wording.phrases import begun
from models.plan import Action
from models.spoken import day_in_words
from models.states import Rating
from models.update import Reading


class Want(StrEnum):
    """What a reading needs before it is recorded, in the order in which it is asked."""

    ACTION = "which_action"
    RATING = "which_rating"
    DATE = "which_date"
    REASON = "reason"
    WORDS = "words"
    SOURCE = "source"
    WORD = "confirm"


@dataclass(frozen=True, slots=True)
class Understood:
    """One stored update, with the days as days."""

    ref: str = ""
    rating: Rating | None = None
    delivered: bool = False
    no_change: bool = False
    not_mine: bool = False
    forecast: date | None = None
    requested_due: date | None = None
    evidence: tuple[str, ...] = ()
    text: str = ""

    @property
    def words(self) -> str:
        """What the line says besides its rating, dates and links."""
        return own_words(
            self.text,
            rating=self.rating,
            delivered=self.delivered,
            no_change=self.no_change,
            dated=self.requested_due or self.forecast,
            evidence=self.evidence,
        )


def understood_of(reading: Reading) -> Understood:
    """The update that a reading holds; a blank one where its action is in doubt."""
    updates = reading.understood.get("updates") or []
    return from_json(updates[0]) if updates else Understood()


def from_json(update: dict[str, Any]) -> Understood:
    """An update of the reply contract, as stored."""
    return Understood(
        ref=update["ref"],
        rating=Rating(update["rating"]) if update["rating"] else None,
        delivered=update["delivered"],
        no_change=update["no_change"],
        not_mine=update["not_mine"],
        forecast=_day(update["forecast"]),
        requested_due=_day(update["requested_due"]),
        evidence=tuple(update["evidence"]),
        text=update["text"],
    )


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def span_of(reading: Reading) -> str:
    """The words in doubt."""
    questions = reading.understood.get("questions") or []
    return str(questions[0]["span"]) if questions else ""


def wants(seen: Seen, reading: Reading) -> Want:
    """What is asked next of the reading's sender."""
    for question in reading.understood.get("questions") or []:
        if question["kind"] in set(Want):
            return Want(question["kind"])
    understood = understood_of(reading)
    if understood.requested_due is not None and not understood.words:
        return Want.REASON
    if understood.no_change and not understood.words and _said_too_often(seen, reading):
        return Want.WORDS
    if reading.understood.get("behalf") and not reading.understood["behalf"].get("source"):
        return Want.SOURCE
    return Want.WORD


def _said_too_often(seen: Seen, reading: Reading) -> bool:
    action = seen.session.get(Action, reading.action_ids[0]) if reading.action_ids else None
    if action is None:
        return False
    return no_changes_running(seen.session, action, seen.cycle) >= MAY_STAND


def waiting_words(seen: Seen, reading: Reading) -> Waiting:
    """A waiting reading as a line: which action, and what is asked."""
    understood = understood_of(reading)
    return Waiting(reading.id, understood.ref or UNNAMED, question_of(seen, reading))


def question_of(seen: Seen, reading: Reading) -> str:
    """What is asked, in a sentence or two."""
    span = span_of(reading)
    match wants(seen, reading):
        case Want.ACTION:
            return "Which action is it about?"
        case Want.RATING:
            return f"How does it stand? I could not tell it from “{span}”."
        case Want.DATE:
            return f"Which date did you mean by “{span}”?" if span else "Until which date?"
        case Want.REASON:
            return "What is the reason? A new date is decided by its reason."
        case Want.WORDS:
            return "“No change” has been said twice running. What is happening? One line is enough."
        case Want.SOURCE:
            return "How did you hear it: by phone, by e-mail or at a meeting?"
        case Want.WORD:
            return f"{begun(heard_as(understood_of(reading), seen))} Is that right?"


def heard_as(understood: Understood, seen: Seen) -> str:
    """An update as it was understood, as the second half of a sentence: "delivered."."""
    scheme = seen.partnership.scheme
    parts = []
    if understood.delivered:
        parts.append("delivered")
    if understood.no_change:
        parts.append("no change")
    if understood.not_mine:
        parts.append("not yours")
    if understood.rating is not None:
        parts.append(scheme.said(understood.rating))
    if understood.forecast is not None:
        parts.append(f"expected {day_in_words(understood.forecast, seen_from=seen.today)}")
    if understood.requested_due is not None:
        asked = day_in_words(understood.requested_due, seen_from=seen.today)
        parts.append(f"a new due date of {asked} is asked for")
    return f"{', '.join(parts) if parts else 'your words'}."

"""What a typed reply was read as: the values of the reply contract, and their JSON."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.states import Rating

LONGEST_SPAN = 200
"""Characters of the words in doubt that are given back; a question quotes, it does not repeat."""


class QuestionKind(StrEnum):
    """What must be asked back."""

    WHICH_ACTION = "which_action"
    UNKNOWN_REF = "unknown_ref"
    NOT_YOURS = "not_yours"
    WHICH_DATE = "which_date"
    WHICH_RATING = "which_rating"
    NOTHING_FOUND = "nothing_found"


@dataclass(frozen=True, slots=True)
class Question:
    """One doubt: its kind, the action that it is about (where one is), and the words in doubt."""

    kind: QuestionKind
    ref: str | None
    span: str

    def as_json(self) -> dict[str, object]:
        """For machines, in the contract's order."""
        return {"kind": self.kind.value, "ref": self.ref, "span": self.span}


@dataclass(frozen=True, slots=True)
class Update:
    """What was said about one action; it may hold nothing but words."""

    ref: str
    rating: Rating | None = None
    delivered: bool = False
    no_change: bool = False
    not_mine: bool = False
    forecast: date | None = None
    """When the sender expects to finish."""
    requested_due: date | None = None
    """The new due date that the sender asks for."""
    evidence: tuple[str, ...] = ()
    text: str = ""
    """The sender's words for the record."""

    def as_json(self) -> dict[str, object]:
        """For machines, in the contract's order."""
        return {
            "ref": self.ref,
            "rating": self.rating and self.rating.value,
            "delivered": self.delivered,
            "no_change": self.no_change,
            "not_mine": self.not_mine,
            "forecast": self.forecast and self.forecast.isoformat(),
            "requested_due": self.requested_due and self.requested_due.isoformat(),
            "evidence": list(self.evidence),
            "text": self.text,
        }


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole message: its updates in the order of the message, and what must be asked back."""

    updates: tuple[Update, ...]
    questions: tuple[Question, ...]
    truncated: bool
    """Whether the message was longer than what is read (rule 11)."""

    def as_json(self) -> dict[str, object]:
        """The object of the reply contract."""
        return {
            "updates": [update.as_json() for update in self.updates],
            "questions": [question.as_json() for question in self.questions],
            "truncated": self.truncated,
        }


def quoted(words: str) -> str:
    """Words as a question gives them back: on one line, and not longer than a line or two."""
    return " ".join(words.split())[:LONGEST_SPAN]

"""The fields of an answer: how it stands, what the Board asks of amber and red, what comes next."""

from __future__ import annotations

from datetime import date

from handlers.answering.answers import Answer
from handlers.wording.phrases import begun
from models.message import Field, FieldKind, Option
from models.scheme import Scheme
from models.spoken import list_in_words
from models.states import Rating

LONGEST = 3000
"""Characters that a field of words takes."""
NOT_GREEN = (Rating.AMBER.value, Rating.RED.value)
PRIVACY = "Nothing about a child or family, please: it may be published."


def rating_options(scheme: Scheme) -> tuple[Option, ...]:
    """On track, at risk, off track, each with its colour's word."""
    shown = (Rating.GREEN, Rating.AMBER, Rating.RED)
    return tuple(
        Option(r.value, f"{begun(scheme.ratings[r].phrase)} ({scheme.ratings[r].word})")
        for r in shown
    )


def standing_fields(
    filled: Answer, scheme: Scheme, delay_reasons: dict[str, str], wants_reason: str
) -> tuple[Field, ...]:
    """The rating, and what the Board asks of one that is not green.

    Args:
        filled: what they hold when the form opens.
        scheme: the words of the ratings.
        delay_reasons: what it may mostly be, by key.
        wants_reason: why even On track needs a reason, where the rule gives worse; else "".
    """
    phrases = [scheme.ratings[Rating(value)].phrase for value in NOT_GREEN]
    needed = f"needed when {list_in_words(phrases, 'or')}"
    everywhere = ("green", *NOT_GREEN) if wants_reason else NOT_GREEN
    hint = wants_reason or "The Board asks this of everything that is at risk or off track."
    return (
        Field(
            "rating",
            "How does it stand?",
            FieldKind.CHOICE,
            value=filled.rating.value if filled.rating else "",
            options=rating_options(scheme),
            required=True,
        ),
        Field(
            "words",
            "What has moved?",
            FieldKind.WORDS,
            hint=f"Two lines are plenty. {PRIVACY}",
            value=filled.words,
            max_length=LONGEST,
        ),
        Field(
            "reason",
            "What is in the way?" if not wants_reason else "What is in the way, or what helps?",
            FieldKind.WORDS,
            hint=hint,
            value=filled.reason,
            shown_when=("rating", everywhere),
            needed_when=needed,
            max_length=LONGEST,
        ),
        Field(
            "delay_reason",
            "Which of these is it mostly?",
            FieldKind.CHOICE,
            value=filled.delay_reason or "",
            options=tuple(Option(key, label) for key, label in delay_reasons.items()),
            shown_when=("rating", NOT_GREEN),
        ),
        Field(
            "recovery",
            "What gets it back on track?",
            FieldKind.WORDS,
            value=filled.recovery,
            shown_when=("rating", NOT_GREEN),
            needed_when=needed,
            max_length=LONGEST,
        ),
        Field(
            "forecast",
            "When do you expect it to be finished?",
            FieldKind.DAY,
            hint="It does not change the due date.",
            value=iso(filled.forecast),
            needed_when=needed,
        ),
    )


def story_fields(filled: Answer) -> tuple[Field, ...]:
    """What comes next, the help that is needed, and the proof."""
    return (
        Field(
            "next_steps",
            "What happens next, and when?",
            FieldKind.WORDS,
            value=filled.next_steps,
            max_length=LONGEST,
        ),
        Field(
            "help_needed",
            "What help do you need, and from whom?",
            FieldKind.WORDS,
            value=filled.help_needed,
            max_length=LONGEST,
        ),
        Field(
            "ask_board",
            "Ask the Board for it",
            FieldKind.CHOICE,
            hint="It stands on the Board's agenda, and the answer comes back to you",
            value="no",
            options=(Option("no", "No, it stands in the update"), Option("yes", "Yes")),
        ),
        evidence_field(filled.evidence),
    )


def evidence_field(links: tuple[str, ...] = ()) -> Field:
    """Addresses of proof, one a line."""
    return Field(
        "evidence",
        "Links to evidence",
        FieldKind.LINKS,
        hint="One address a line, each beginning with https://.",
        value="\n".join(links),
        max_length=LONGEST,
    )


def iso(day: date | None) -> str:
    """A day as a date field holds it; "" where there is none."""
    return day.isoformat() if day else ""

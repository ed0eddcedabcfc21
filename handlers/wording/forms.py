"""The forms that an owner fills in: how it stands, delivered, more time, a line of words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from handlers.answering.answers import Answer
from handlers.wording.answer_fields import (
    LONGEST,
    PRIVACY,
    evidence_field,
    iso,
    standing_fields,
    story_fields,
)
from handlers.wording.phrases import short_title
from models.message import Field, FieldKind, Form, Option, Text, args, text
from models.scheme import Scheme
from models.spoken import day_in_words


@dataclass(frozen=True, slots=True)
class FormOf:
    """Which action in which cycle a form is about, and what stands with it."""

    action_id: int
    place: str
    ref: str
    title: str
    due: Text
    delay_reasons: dict[str, str]
    scheme: Scheme

    @property
    def head(self) -> str:
        """The form's title."""
        return f"{self.ref} {short_title(self.title, 60)}"


def update_form(
    of: FormOf,
    filled: Answer,
    *,
    intro: str = "",
    wants_reason: str = "",
    for_somebody: tuple[Field, ...] = (),
    verb: str = "update.save",
) -> Form:
    """All that an answer can hold, filled with the last one.

    Args:
        of: what it is about.
        filled: what its fields hold when it opens.
        intro: a sentence before the fields.
        wants_reason: why even On track needs a reason, where the rule gives worse; else "".
        for_somebody: the fields that say for whom and where it was heard.
        verb: what sending it does.
    """
    told: Text = (*text(intro, " "),) * bool(intro)
    return Form(
        title=of.head,
        verb=verb,
        args=args(action=of.action_id, cycle=of.place),
        intro=(*told, *of.due),
        fields=(
            *for_somebody,
            *standing_fields(filled, of.scheme, of.delay_reasons, wants_reason),
            *story_fields(filled),
        ),
    )


def delivered_form(
    of: FormOf, filled: Answer, *, on: date, expected: str, open_milestones: tuple[str, ...]
) -> Form:
    """When it was delivered, and the proof; milestones still open are asked about."""
    proof = f"Expected: {expected}." if expected else "What shows that it is done."
    steps: tuple[Field, ...] = ()
    if open_milestones:
        steps = (
            Field(
                "milestones",
                "These steps are not marked as done. How do they stand?",
                FieldKind.CHOICE,
                hint="; ".join(open_milestones),
                options=(
                    Option("done", "All of them are done"),
                    Option("waived", "They are no longer needed; I say why below"),
                ),
                required=True,
            ),
        )
    return Form(
        title=of.head,
        verb="update.save_delivered",
        args=args(action=of.action_id, cycle=of.place),
        intro=text(
            "The verifier will be asked to look at your evidence."
            " It turns Blue once that is accepted."
        ),
        send="Report as delivered",
        fields=(
            Field(
                "delivered_on",
                "When was it delivered?",
                FieldKind.DAY,
                value=iso(filled.delivered_on or on),
                required=True,
            ),
            *steps,
            Field(
                "words",
                "What was delivered, and what is different now?",
                FieldKind.WORDS,
                hint=PRIVACY,
                value=filled.words,
                max_length=LONGEST,
            ),
            replace(
                _with_hint(evidence_field(filled.evidence), proof),
                needed_when="needed, or the day below",
            ),
            Field(
                "evidence_by",
                "If the evidence is not to hand: when will you send it?",
                FieldKind.DAY,
                needed_when="needed without a link",
            ),
        ),
    )


def more_time_form(
    of: FormOf,
    *,
    asked: date | None,
    reason: str,
    today: date,
    impact: str = "",
    intro: Text = (),
    for_somebody: tuple[Field, ...] = (),
) -> Form:
    """A new due date is asked for, with its reason and impact; others decide."""
    return Form(
        title=of.head,
        verb="update.save_more_time",
        args=args(action=of.action_id, cycle=of.place),
        intro=intro or (*of.due, *text(". The due date stands until the request is decided.")),
        send="Ask for this date",
        fields=(
            *for_somebody,
            Field(
                "requested_due",
                "Until when?",
                FieldKind.DAY,
                hint=f"A date you can keep; today is {day_in_words(today)}.",
                value=iso(asked),
                required=True,
            ),
            Field(
                "reason",
                "Why is more time needed?",
                FieldKind.WORDS,
                hint=f"It is decided by this reason. {PRIVACY}",
                value=reason,
                required=True,
                max_length=LONGEST,
            ),
            Field(
                "delay_reason",
                "Which of these is it mostly?",
                FieldKind.CHOICE,
                options=tuple(Option(key, label) for key, label in of.delay_reasons.items()),
            ),
            Field(
                "impact",
                "What does it mean for others?",
                FieldKind.WORDS,
                hint="For children and families, and for the actions that wait for it.",
                value=impact,
                max_length=LONGEST,
            ),
        ),
    )


def no_change_form(of: FormOf, *, too_often: bool, for_somebody: tuple[Field, ...] = ()) -> Form:
    """That nothing has changed; the third time running needs a line of words."""
    told = "“No change” has stood twice running. The third needs a line of words."
    return Form(
        title=of.head,
        verb="update.save_no_change",
        args=args(action=of.action_id, cycle=of.place),
        intro=text(told) if too_often else of.due,
        fields=(
            *for_somebody,
            Field(
                "words",
                "What is happening?",
                FieldKind.WORDS,
                hint=PRIVACY,
                required=too_often,
                max_length=LONGEST,
            ),
        ),
    )


def _with_hint(field: Field, hint: str) -> Field:
    return replace(field, hint=f"{hint} {field.hint}")

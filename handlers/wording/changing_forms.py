"""The forms of change control: one for each kind of change, and those of each step."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from handlers.wording.answer_fields import LONGEST, PRIVACY
from handlers.wording.changing import TOPICS
from handlers.wording.phrases import begun
from models.change_states import ChangeTopic
from models.message import Field, FieldKind, Form, Moment, Option, Text, args, text

LINE, WORDS, DAY, CHOICE = FieldKind.LINE, FieldKind.WORDS, FieldKind.DAY, FieldKind.CHOICE
WHO = "E-mail address, or the title of the post"
WANT_IMPACT = frozenset(
    {
        *(ChangeTopic.SCOPE, ChangeTopic.SUSPEND, ChangeTopic.WITHDRAW),
        *(ChangeTopic.SPLIT, ChangeTopic.MERGE),
    }
)
"""Changes that nobody decides without knowing what they mean for others."""


def reason_field(label: str = "Why?", hint: str = "It is decided by this reason.") -> Field:
    """Why it is asked for."""
    return _words("reason", label, hint=f"{hint} {PRIVACY}", required=True)


def impact_field(*, required: bool = False) -> Field:
    """What it means for others."""
    hint = "For children and families, for other actions, for the plan"
    return _words("impact", "What does it mean for others?", hint=hint, required=required)


def _words(
    name: str, label: str, *, hint: str = "", value: str = "", required: bool = False
) -> Field:
    return Field(name, label, WORDS, hint=hint, value=value, required=required, max_length=LONGEST)


def change_form(
    topic: ChangeTopic,
    *,
    action_id: int | None,
    of: str,
    intro: Text,
    filled: Mapping[str, str],
    delay_reasons: Mapping[str, str],
    again: int | None = None,
    seen: int = 0,
) -> Form:
    """The form that asks for one kind of change, filled with what stands now.

    `again` is the request that is handed in again.
    """
    title = f"{of}: {TOPICS[topic].small}" if of else begun(TOPICS[topic].small)
    fields = (*_fields(topic, filled, delay_reasons), _reason(topic, filled))
    if topic not in {ChangeTopic.ADD, ChangeTopic.RESUME, ChangeTopic.MONITORING}:
        impact = impact_field(required=topic in WANT_IMPACT)
        fields = (*fields, _with_value(impact, filled))
    about = args(action=action_id) if action_id else ()
    if again is not None:
        about = (*about, *args(request=again, seen=seen))
    verb = "change.save" if again is None else "change.resubmit"
    return Form(title, verb, (*about, ("topic", topic.value)), fields, "Ask for it", intro)


def _reason(topic: ChangeTopic, filled: Mapping[str, str]) -> Field:
    labels = {
        ChangeTopic.DUE: "Why is more time needed?",
        ChangeTopic.RESUME: "What has changed, so that it can go on?",
        ChangeTopic.OWNER: "Why this person?",
    }
    return _with_value(reason_field(labels.get(topic, "Why?")), filled)


def _with_value(field: Field, filled: Mapping[str, str]) -> Field:
    if not filled.get(field.name):
        return field
    return Field(
        field.name,
        field.label,
        field.kind,
        hint=field.hint,
        value=filled[field.name],
        options=field.options,
        required=field.required,
        max_length=field.max_length,
    )


def _fields(
    topic: ChangeTopic, filled: Mapping[str, str], delay_reasons: Mapping[str, str]
) -> tuple[Field, ...]:
    if topic is ChangeTopic.DUE:
        reasons = tuple(Option(key, label) for key, label in delay_reasons.items())
        fields: tuple[Field, ...] = (
            Field("to", "Until when?", DAY, hint="A date you can keep", required=True),
            Field("delay_reason", "Which of these is it mostly?", CHOICE, options=reasons),
        )
    else:
        fields = FIELDS[topic]
    return tuple(_with_value(field, filled) for field in fields)


FIELDS: Mapping[ChangeTopic, tuple[Field, ...]] = {
    ChangeTopic.SCOPE: (
        Field("title", "Title", LINE, max_length=400),
        _words("success_measure", "Success measure"),
        _words("evidence_expected", "Evidence expected"),
    ),
    ChangeTopic.OWNER: (Field("person", "New owner", LINE, hint=WHO, required=True),),
    ChangeTopic.SUSPEND: (Field("review_on", "When is it looked at again?", DAY, required=True),),
    ChangeTopic.RESUME: (),
    ChangeTopic.WITHDRAW: (),
    ChangeTopic.SPLIT: (
        _words(
            "parts",
            "Into which actions?",
            hint="One a line: reference; title; owner; due date. Owner and date may be left out:"
            " they stay as they are. Such as: 2.4a; Train the first cohort; ; 2024-03-28",
            required=True,
        ),
    ),
    ChangeTopic.MERGE: (
        Field("refs", "With which actions?", LINE, hint="Such as 2.5, 2.6", required=True),
        Field("new_ref", "Reference of the new action", LINE, hint="Such as 2.10", required=True),
        Field("title", "Title of the new action", LINE, required=True, max_length=400),
    ),
    ChangeTopic.ADD: (
        Field("area", "Area", LINE, hint="Its number, such as 2", required=True),
        Field("ref", "Reference", LINE, hint="Such as 2.10", required=True),
        Field("title", "Title", LINE, required=True, max_length=400),
        Field("person", "Owner", LINE, hint=WHO, required=True),
        Field("start", "Starts on", DAY, hint="Left empty: on the day it is agreed"),
        Field("to", "Due on", DAY, required=True),
        _words("success_measure", "Success measure", required=True),
        _words("evidence_expected", "Evidence expected"),
    ),
    ChangeTopic.MONITORING: (
        Field(
            "to",
            "Level of monitoring",
            CHOICE,
            options=(
                Option("formal", "Formal"),
                Option("local", "Local"),
                Option("closed", "Closed"),
            ),
            required=True,
        ),
    ),
}


def which_form() -> Form:
    """Which action is to change: from the desk, where none is named yet."""
    fields = (
        Field("ref", "Action", LINE, hint="Such as 2.4; left empty: a new action is asked for"),
    )
    return Form("Ask for a change", "change.request", (), fields, send="Go on")


def return_form(request_id: int, seen: int, of: str) -> Form:
    """Why a request is returned, and what is missing."""
    fields = (reason_field("What is missing?", "Who asked reads it and can answer."),)
    about = args(request=request_id, seen=seen)
    return Form(f"{of}: return the request", "change.return", about, fields, send="Return it")


def decide_form(
    request_id: int, seen: int, of: str, *, bodies: Mapping[str, str], intro: Text
) -> Form:
    """Approve or refuse, as which body, and where it is written."""
    meets = tuple(body for body in bodies if body in {"pdg", "board"})
    fields = (
        Field(
            "level",
            "Who has decided?",
            CHOICE,
            options=tuple(Option(value, label) for value, label in bodies.items()),
            value=next(iter(bodies), ""),
            required=True,
        ),
        Field(
            "decision",
            "What is decided?",
            CHOICE,
            options=(Option("approve", "Approved"), Option("refuse", "Refused")),
            required=True,
        ),
        *(
            Field(
                "minute",
                "Where is the decision written?",
                LINE,
                hint="Such as “PDG, 13 October, item 4”",
                needed_when="needed for a decision of a meeting",
            ),
        )
        * bool(meets),
        Field(
            "reason",
            "In words",
            WORDS,
            hint=f"Who asked reads it. {PRIVACY}",
            needed_when="needed where it is refused",
            max_length=LONGEST,
        ),
    )
    about = args(request=request_id, seen=seen)
    return Form(f"{of}: decide", "change.decide", about, fields, send="Record it", intro=intro)


def external_form(request_id: int, seen: int, of: str, *, body: str, today: date) -> Form:
    """What the external body has said, when, and where that is written."""
    fields = (
        Field("body", "Who has answered?", LINE, value=body, required=True),
        Field(
            "decision",
            "What do they say?",
            CHOICE,
            options=(Option("agree", "They agree"), Option("refuse", "They do not agree")),
            required=True,
        ),
        Field("on", "On which day?", DAY, value=today.isoformat(), required=True),
        Field("source", "Where is it written?", LINE, hint="Such as a letter", required=True),
        Field(
            "reason",
            "In words",
            WORDS,
            hint=PRIVACY,
            needed_when="needed where they do not agree",
            max_length=LONGEST,
        ),
    )
    about = args(request=request_id, seen=seen)
    return Form(f"{of}: external agreement", "change.external", about, fields, send="Record it")


def decline_form(handover_id: int, ref: str) -> Form:
    """Why an action is not taken."""
    fields = (reason_field("Why not?", "Who offered it reads it."),)
    about = args(handover=handover_id)
    return Form(f"{ref}: decline", "change.decline", about, fields, send="Decline")


def due_intro(due: date | None, first: date | None, moves: str, past: str) -> Text:
    """What stands when another date is asked for; after a move also how dates have held so far."""
    parts: list[str | Moment] = ["Due ", Moment(due)] if due else ["It has no due date"]
    if first is not None and first != due:
        parts += [", first agreed for ", Moment(first)]
    parts.append(f", {moves}. " if moves else ". ")
    parts.append("The due date stands until the request is decided.")
    if moves:
        parts.append(" It has moved before, so ask for a date that you are sure to keep.")
    if past:
        parts.append(f" {past}")
    return text(*parts)

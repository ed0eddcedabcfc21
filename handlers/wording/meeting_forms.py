"""The forms of a meeting: a decision, a note, an action, a late item, whom the minutes go to."""

from __future__ import annotations

from datetime import date

from handlers.wording.answer_fields import LONGEST, PRIVACY
from models.message import Field, FieldKind, Form, Option, Text, text

LINE, WORDS, CHOICE, DAY = FieldKind.LINE, FieldKind.WORDS, FieldKind.CHOICE, FieldKind.DAY
About = tuple[tuple[str, str], ...]
WHO = "E-mail address, or the title of the post"


def decide_form(about: About, title: str, *, intro: Text = ()) -> Form:
    """A decision in words."""
    return Form(
        "Decide",
        "meeting.decide",
        about,
        (_decided("What was decided"),),
        send="Record the decision",
        intro=intro or text(title),
    )


def request_form(about: About, title: str, *, intro: Text = ()) -> Form:
    """A decision on a request: it binds, so it is approved or refused."""
    return Form(
        "Decide a change of the plan",
        "meeting.decide",
        about,
        (
            Field("decision", "The decision", CHOICE, required=True,
                  options=(Option("", "Choose"), Option("approve", "Approved"),
                           Option("refuse", "Refused"))),
            _decided("In words", required=False, hint="Needed for a refusal; who asked reads it."),
        ),
        send="Record the decision",
        intro=intro or text(title),
    )  # fmt: skip


def earlier_form(about: About, title: str) -> Form:
    """A decision about an action of an earlier meeting, and what becomes of it."""
    return Form(
        "Decide",
        "meeting.decide",
        about,
        (
            _decided("What was decided"),
            Field("becomes", "The action", CHOICE, value="stays",
                  options=(Option("stays", "Stays as it is"), Option("done", "Is done"),
                           Option("dropped", "Is not wanted any more"))),
        ),
        send="Record the decision",
        intro=text(title),
    )  # fmt: skip


def note_form(about: About, title: str) -> Form:
    """What is noted, with nothing decided."""
    field = Field("words", "What was noted", WORDS, hint=PRIVACY, required=True, max_length=LONGEST)
    return Form("Note", "meeting.note", about, (field,), send="Record the note",
                intro=text(title))  # fmt: skip


def correct_form(about: About, name: str, words: str, *, binds: bool) -> Form:
    """A decision said again; the earlier one stays readable as replaced."""
    field = Field("words", "What was really decided", WORDS, hint=PRIVACY, value=words,
                  required=True, max_length=LONGEST)  # fmt: skip
    intro = f"It replaces {name}, which stays readable."
    if binds:
        intro += " What the plan changed by it stays: to change that, ask for another change."
    return Form(f"Correct {name}", "meeting.correct", about, (field,), send="Record the correction",
                intro=text(intro))  # fmt: skip


def minute_form(about: About, *, due: date | None, ref: str) -> Form:
    """An action that arises: what, who, by when."""
    return Form(
        "Minute an action",
        "meeting.minute",
        about,
        (
            Field("words", "What is to be done", WORDS, hint=PRIVACY, required=True,
                  max_length=LONGEST),
            Field("owner", "By whom", LINE, hint=WHO, required=True),
            Field("due", "By when", DAY, required=True, value=due.isoformat() if due else ""),
            Field("ref", "About action", LINE, hint="Such as 6.1; left empty: none", value=ref),
        ),
        send="Minute it",
    )  # fmt: skip


def add_form(about: About) -> Form:
    """A late item."""
    return Form(
        "Add an item",
        "meeting.add",
        about,
        (
            Field("title", "What it is about", LINE, required=True, max_length=160),
            Field("ref", "Action", LINE, hint="Such as 6.1; left empty: none"),
        ),
        send="Add it",
    )


def hand_over_form(about: About) -> Form:
    """Whom the minutes go to."""
    return Form(
        "Hand over the minutes",
        "meeting.hand_over",
        about,
        (Field("person", "Who writes", LINE, hint=WHO, required=True),),
        send="Hand over",
    )


def _decided(label: str, *, required: bool = True, hint: str = PRIVACY) -> Field:
    return Field("words", label, WORDS, hint=hint, required=required, max_length=LONGEST)

"""Answering on somebody's behalf: always labelled, with where it was heard and when."""

from __future__ import annotations

from datetime import date

from handlers.answering.pressed import Pressed
from handlers.answering.recording import Behalf
from handlers.fields import day_of, given
from handlers.request import Request
from models.message import Field, FieldKind, Option
from models.spoken import day_in_words

SOURCES = {"phone": "By phone", "e-mail": "By e-mail", "meeting": "At a meeting"}


def behalf_fields(today: date) -> tuple[Field, ...]:
    """Where it was heard, and when."""
    return (
        Field(
            "source",
            "How did you hear it?",
            FieldKind.CHOICE,
            hint="It is recorded as yours on the owner's behalf, and the owner gets the receipt.",
            options=tuple(Option(value, label) for value, label in SOURCES.items()),
            required=True,
        ),
        Field("source_on", "On which day?", FieldKind.DAY, value=today.isoformat(), required=True),
    )


def behalf_of(request: Request, pressed: Pressed, errors: dict[str, str]) -> Behalf | None:
    """For whom the answer is given; None where the person answers for themselves."""
    if not pressed.verdict.on_behalf:
        return None
    source = given(request, "source").lower().replace("email", "e-mail")
    if source not in SOURCES:
        found = f"found {source[:20]!r}" if source else "nothing is chosen"
        errors["source"] = f"Choose phone, e-mail or meeting; {found}."
    on = day_of(request, "source_on", errors, "the day you heard it")
    if on is not None and on > request.today:
        errors["source_on"] = f"Give the day you heard it; {day_in_words(on)} is still to come."
    if on is None or "source" in errors:
        return None
    return Behalf(pressed.action.owner, source, on)

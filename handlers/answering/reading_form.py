"""The form of a reading that is changed: what was understood, in the fields that it is about."""

from __future__ import annotations

from datetime import date

from handlers.answering.answers import Answer
from handlers.answering.behalf import behalf_fields
from handlers.answering.delivered import open_milestones
from handlers.answering.readings_of import understood_of
from handlers.answering.update_form import form_of
from handlers.asking.lines_of import Seen
from handlers.wording.forms import delivered_form, more_time_form, update_form
from models.message import Field, FieldKind, Form, args
from models.plan import Action
from models.update import Reading


def reading_form(seen: Seen, reading: Reading, action: Action, *, today: date) -> Form:
    """Open what was understood; recording it settles the reading."""
    understood = understood_of(reading)
    of = form_of(seen, action, str(reading.cycle_id or ""))
    filled = Answer(
        rating=understood.rating,
        words=understood.words,
        forecast=understood.forecast,
        evidence=understood.evidence,
        delivered_on=None,
    )
    fields = behalf_fields(today) if reading.understood.get("behalf") else ()
    if understood.delivered:
        steps = tuple(m.title for m in open_milestones(action))
        expected = action.evidence_expected
        return delivered_form(of, filled, on=today, expected=expected, open_milestones=steps)
    if understood.requested_due is not None:
        return more_time_form(
            of,
            asked=understood.requested_due,
            reason=understood.words,
            today=today,
            for_somebody=fields,
        )
    return update_form(of, filled, for_somebody=fields)


def other_answer_form(reading_id: int, title: str, *, is_date: bool) -> Form:
    """Another date than the choices, or the line of words that is wanted."""
    field = (
        Field("day", "Which date?", FieldKind.DAY, required=True)
        if is_date
        else Field("words", "In your words", FieldKind.WORDS, required=True)
    )
    return Form(title=title, verb="reading.save", args=args(reading=reading_id), fields=(field,))

"""A waiting reading as what is asked of its sender: the next want, with its answers as buttons."""

from __future__ import annotations

from datetime import date, timedelta

from handlers.answering.answers import answer_in
from handlers.answering.behalf import SOURCES
from handlers.answering.date_choices import date_choices
from handlers.answering.readings_of import (
    Understood,
    Want,
    heard_as,
    question_of,
    span_of,
    understood_of,
    wants,
)
from handlers.asking.asked import asked_of
from handlers.asking.lines_of import Seen
from handlers.changing.past_dates import moved_before
from handlers.wording.asks import examples
from handlers.wording.lines import SHOWN_RATINGS
from handlers.wording.phrases import begun, cut_words, short_title
from handlers.wording.readings import Choice, ReadBack, which_day_said
from models.message import Quote, Text, text
from models.people import Person
from models.plan import Action
from models.spoken import MONTHS, day_in_words
from models.states import Stage
from models.update import Reading

MOST_ACTIONS = 8
"""So many actions fit as buttons."""
BLUE_LATER = (
    "The verifier will be asked to look at your evidence; it turns Blue once that is accepted."
)
DATE_STANDS = "The due date stays as it is until the request is decided."


def read_back(seen: Seen, reading: Reading, person: Person) -> ReadBack:
    """What is asked next of a reading."""
    understood, want = understood_of(reading), wants(seen, reading)
    match want:
        case Want.WORD:
            return _is_this_right(seen, reading, understood)
        case Want.DATE:
            return _which_date(seen, reading, understood)
        case Want.RATING:
            return ReadBack(
                reading.id,
                f"How does {understood.ref} stand?",
                understood.ref,
                body=text("I could not tell it from ", Quote(cut_words(span_of(reading), 60)), "."),
                choices=tuple(
                    Choice(begun(seen.partnership.scheme.ratings[r].phrase), r.value)
                    for r in SHOWN_RATINGS
                ),
            )
        case Want.ACTION:
            return _which_action(seen, reading, person)
        case Want.SOURCE:
            return ReadBack(
                reading.id,
                f"{understood.ref}: how did you hear it?",
                understood.ref,
                body=text(
                    begun(heard_as(understood, seen)), " It is recorded on the owner's behalf."
                ),
                choices=tuple(Choice(label, value) for value, label in SOURCES.items()),
            )
        case Want.REASON | Want.WORDS:
            question = question_of(seen, reading)
            first, _, rest = question.partition("? ")
            return ReadBack(
                reading.id,
                f"{understood.ref}: {first[:1].lower()}{first[1:]}{'?' if rest else ''}",
                understood.ref,
                body=text(f"{rest} You can just type it." if rest else "You can just type it."),
                other="Write it",
                can_change=False,
            )


def _is_this_right(seen: Seen, reading: Reading, understood: Understood) -> ReadBack:
    notes: list[str] = []
    if understood.delivered:
        notes.append(BLUE_LATER)
        if not (understood.evidence or _has_evidence(seen, reading)):
            notes.append("No link to the evidence came with it yet.")
    if understood.requested_due is not None:
        notes.append(DATE_STANDS)
    action = seen.session.get_one(Action, reading.action_ids[0])
    if understood.requested_due is not None:
        notes.append(moved_before(seen.session, action, seen.person, seen.today))
    if action.stage is Stage.DELIVERED and understood.rating is not None:
        notes.append("It is reported as delivered; this takes that back.")
    behalf = reading.understood.get("behalf")
    if behalf:
        on = day_in_words(date.fromisoformat(behalf["on"]), seen_from=seen.today)
        heard = SOURCES[behalf["source"]].lower()
        notes.append(f"Recorded on the owner's behalf, heard {heard} on {on}.")
    said = heard_as(understood, seen)
    words: Text = ()
    if understood.words:
        words = text("Your words: ", Quote(cut_words(understood.words)), ". ")
    return ReadBack(
        reading.id,
        f"Is this right? {understood.ref}: {said}",
        understood.ref,
        body=(*words, *_joined(notes)),
        confirm=_yes(understood),
    )


def _joined(notes: list[str]) -> Text:
    said = " ".join(note for note in notes if note)
    return text(said) if said else ()


def _yes(understood: Understood) -> str:
    if understood.delivered:
        return f"Yes, {understood.ref} is delivered"
    if understood.requested_due is not None:
        return f"Yes, ask for that date for {understood.ref}"
    return f"Yes, record that for {understood.ref}"


def _has_evidence(seen: Seen, reading: Reading) -> bool:
    """Whether an answer of this cycle brought a link already."""
    ids = reading.action_ids[:1]
    answers = (answer_in(seen.session, action_id, reading.cycle_id) for action_id in ids)
    return any(answer.evidence for answer in answers if answer is not None)


def _which_date(seen: Seen, reading: Reading, understood: Understood) -> ReadBack:
    span = span_of(reading)
    found = date_choices(span, _said_on(seen, reading), seen.partnership.days)
    choices = tuple(
        Choice(day_in_words(day, seen_from=seen.today), day.isoformat()) for day in found
    )
    years = {day.year for day in found}
    said = tuple(_short(day) + f" {day.year}" * (len(years) > 1) for day in found)
    return ReadBack(
        reading.id,
        f"Which date did you mean for {understood.ref}?",
        understood.ref,
        body=which_day_said(span, found, said),
        choices=choices,
        other="Another date" if choices else "Choose the date",
        can_change=False,
    )


def _short(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"


def _said_on(seen: Seen, reading: Reading) -> date:
    return reading.at.astimezone(seen.partnership.zone).date()


def _which_action(seen: Seen, reading: Reading, person: Person) -> ReadBack:
    asked = asked_of(seen, person)
    ids = [*asked.open, *(i for i in asked.everything if i not in asked.open)][:MOST_ACTIONS]
    actions = [seen.session.get_one(Action, action_id) for action_id in ids]
    first, second = examples(tuple(a.ref for a in actions), seen.today + timedelta(weeks=2))
    could_type = text("You could also type ", Quote(first), " or ", Quote(second), ".")
    question = reading.understood["questions"][0]
    unknown = f"There is no action {cut_words(question['span'], 30)} in the plan. "
    return ReadBack(
        reading.id,
        f"{unknown if question['ref'] else ''}Which action is it about?",
        body=text("You wrote: ", Quote(cut_words(reading.said)), ". ", *could_type),
        choices=tuple(Choice(f"{a.ref} {short_title(a.title, 40)}", str(a.id)) for a in actions),
        can_change=False,
        pass_on=str(reading.understood.get("heard") or ""),
    )

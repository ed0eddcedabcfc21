"""What a form for a change opens with: what stands now, and how the dates have held so far."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from handlers.changing.past_dates import past_dates
from handlers.changing.seeing import doubts_of
from handlers.changing.sides import MONITORING_WORDS, SCOPE_WORDS
from handlers.changing.weighing import moves_of
from handlers.request import Request
from handlers.wording.changing_forms import due_intro
from models.change import ChangeRequest, ChangeTopic
from models.message import Moment, Text, text
from models.people import Person
from models.plan import Action, Area
from models.spoken import count_in_words, day_in_words


def filled_with(topic: ChangeTopic, action: Action | None) -> dict[str, str]:
    """The fields that stand already."""
    if action is None or topic is not ChangeTopic.SCOPE:
        return {}
    return {name: str(getattr(action, name)) for name in SCOPE_WORDS}


def as_typed(session: Session, asked: ChangeRequest) -> dict[str, str]:
    """The fields of a request as they were sent, so that nothing typed is lost."""
    said = {"reason": asked.reason, "impact": asked.impact}
    return said | {"delay_reason": asked.delay_reason or ""} | _asked(session, asked)


def _asked(session: Session, asked: ChangeRequest) -> dict[str, str]:
    after = asked.after
    match asked.topic:
        case ChangeTopic.DUE | ChangeTopic.MONITORING:
            return {"to": str(after)}
        case ChangeTopic.OWNER:
            return {"person": _who(session, after["person"])}
        case ChangeTopic.SUSPEND:
            return {"review_on": str(after["review_on"])}
        case ChangeTopic.SPLIT:
            return {"parts": "\n".join(_part(session, part) for part in after["parts"])}
        case ChangeTopic.MERGE:
            merged = {"refs": ", ".join(after["refs"]), "new_ref": str(after["ref"])}
            return {**_plain(after, "title"), **merged}
        case ChangeTopic.ADD:
            area = session.get(Area, int(after["area"]))
            words = ("ref", "title", "start", "success_measure", "evidence_expected")
            more = {"area": area.number if area else "", "to": str(after["due"])}
            return {**_plain(after, *words), **more, "person": _who(session, after["owner"])}
        case _:
            return _plain(after, *SCOPE_WORDS) if isinstance(after, dict) else {}


def _plain(after: dict[str, Any], *names: str) -> dict[str, str]:
    return {name: str(after[name]) for name in names if after.get(name)}


def _part(session: Session, part: dict[str, Any]) -> str:
    owner = _who(session, part.get("owner"))
    return f"{part['ref']}; {part['title']}; {owner}; {part.get('due') or ''}"


def _who(session: Session, person_id: Any) -> str:
    person = session.get(Person, int(person_id)) if person_id else None
    return (person.email or person.name) if person else ""


def intro_of(request: Request, topic: ChangeTopic, action: Action | None) -> Text:
    """What the form says before its fields."""
    if action is None:
        return text("The Board decides. It is in the plan once that is recorded.")
    if topic is ChangeTopic.DUE:
        return date_intro(request, action)
    if topic is ChangeTopic.MONITORING:
        level = MONITORING_WORDS[action.monitoring or action.area.monitoring]
        return text(f"Its monitoring is {level} now. An external body has to agree to another.")
    if topic is ChangeTopic.OWNER:
        owner = f"the {action.owner.name}" if action.owner else "nobody"
        return text(f"Its owner is {owner}. That stays so until the new one accepts.")
    if topic is ChangeTopic.RESUME and action.review_on is not None:
        return text("It is suspended until ", Moment(action.review_on), ".")
    return text("Nothing changes until the request is decided.")


def date_intro(request: Request, action: Action) -> Text:
    """Both dates, the number of moves, and after a move how the owner's dates have held."""
    moves = moves_of(request.session, action)
    owner = action.owner
    is_theirs = owner is not None and request.person is not None and owner.id == request.person.id
    past = ""
    if moves and owner is not None:
        past = past_dates(request.session, owner, request.today, to_them=is_theirs)
    said = f"moved {count_in_words(moves, 'time')}" if moves else ""
    return due_intro(action.due, action.original_due, said, past)


def unrealistic(request: Request, action: Action, due: date) -> str:
    """Why a further extension to that day is not realistic, in a sentence; "" where it may be.

    The first extension is taken as it is asked for. From the second on the date may not lie before
    the day on which the owner expects to finish.
    """
    if not moves_of(request.session, action):
        return ""
    own = next((day for ref, day in doubts_of(request, action, due) if not ref), None)
    if own is None:
        return ""
    return (
        f"The date has moved before, and the owner expects {day_in_words(own)}; ask for that day or"
        " a later one."
    )

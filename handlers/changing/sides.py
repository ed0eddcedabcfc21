"""What stands and what is asked for, of each kind of change, as named facts side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from handlers.changing.weighing import moves_of
from models.change import ChangeRequest, ChangeTopic
from models.message import Fact, Moment, Text, text
from models.people import Person
from models.plan import Action, Area
from models.spoken import count_in_words, list_in_words
from models.states import MonitoringLevel

SCOPE_WORDS = {
    "title": "Title",
    "success_measure": "Success measure",
    "evidence_expected": "Evidence expected",
}
MONITORING_WORDS = {
    MonitoringLevel.FORMAL: "formal",
    MonitoringLevel.LOCAL: "local",
    MonitoringLevel.CLOSED: "closed",
}


def sides_of(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    """Before and after of a request; of a date also the one first agreed and its moves."""
    return SIDES[request.topic](session, request)


def _owner(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    new = _named(session, request.after["person"], organisation=True)
    return (
        Fact("Owner now", text(_named(session, request.before))),
        Fact("New owner", text(new)),
    )


def _suspend(_session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    until = Fact("Suspended until", _day(request.after["review_on"]))
    return (*_due(request.action), until)


def _resume(_session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    return (*_due(request.action), Fact("Suspended until", _day(request.before, "no day is set")))


def _withdraw(_session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    asked = Fact("Asked for", text("It leaves the plan, and stays in reports as withdrawn"))
    return (*_due(request.action), asked)


def _split(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    parts = request.after["parts"]
    into = (Fact(f"Into {part['ref']}", _part(session, part)) for part in parts)
    return (*_due(request.action), *into)


def _merge(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    after = request.after
    return (
        *_due(request.action),
        Fact("Merged with", text(list_in_words(after["refs"]))),
        Fact(f"Into {after['ref']}", _part(session, after)),
    )


def _monitoring(_session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    return (
        Fact("Monitoring now", text(MONITORING_WORDS[MonitoringLevel(request.before)])),
        Fact("Asked for", text(MONITORING_WORDS[MonitoringLevel(request.after)])),
    )


def _dates(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    action = request.action
    assert action is not None
    moves = moves_of(session, action)
    return (
        Fact("Due when it was asked", _day(request.before)),
        Fact("Asked for", _day(request.after)),
        Fact("First agreed", _day(action.original_due)),
        Fact("Moved so far", text(count_in_words(moves, "time") if moves else "never")),
    )


def _due(action: Action | None) -> tuple[Fact, ...]:
    if action is None or action.due is None:
        return ()
    first = action.original_due
    dates: Text = text(Moment(action.due))
    if first is not None and first != action.due:
        dates = text(Moment(action.due), ", first agreed for ", Moment(first))
    return (Fact("Due", dates),)


def _scope(_session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    before, after, found = request.before, request.after, list[Fact]()
    for name, asked in after.items():
        said = SCOPE_WORDS.get(name, name)
        found.append(Fact(f"{said} now", text(before.get(name) or "not said")))
        found.append(Fact(f"{said} asked for", text(asked)))
    return tuple(found)


def _part(session: Session, part: Mapping[str, Any]) -> Text:
    due = ("; due ", Moment(date.fromisoformat(part["due"]))) if part.get("due") else ()
    return text(f"{part['title']}; owner: {_named(session, part.get('owner'))}", *due)


def _added(session: Session, request: ChangeRequest) -> tuple[Fact, ...]:
    after = request.after
    area = session.get(Area, int(after["area"]))
    rows = [
        Fact("Area", text(f"{area.number} {area.short_title}" if area else "not known")),
        Fact("Reference", text(after["ref"])),
        Fact("Title", text(after["title"])),
        Fact("Owner", text(_named(session, after["owner"], organisation=True))),
        Fact("Due", _day(after["due"])),
        Fact("Success measure", text(after["success_measure"])),
    ]
    if after.get("evidence_expected"):
        rows.append(Fact("Evidence expected", text(after["evidence_expected"])))
    return tuple(rows)


def _day(iso: Any, otherwise: str = "no date") -> Text:
    if iso is None:
        return text(otherwise)
    return text(Moment(iso if isinstance(iso, date) else date.fromisoformat(iso)))


def _named(session: Session, person_id: Any, *, organisation: bool = False) -> str:
    person = session.get(Person, int(person_id)) if person_id else None
    if person is None:
        return "nobody"
    if organisation and person.organisation is not None:
        return f"{person.name}, {person.organisation.name}"
    return person.name


SIDES: Mapping[ChangeTopic, Callable[[Session, ChangeRequest], tuple[Fact, ...]]] = {
    ChangeTopic.DUE: _dates,
    ChangeTopic.SCOPE: _scope,
    ChangeTopic.OWNER: _owner,
    ChangeTopic.SUSPEND: _suspend,
    ChangeTopic.RESUME: _resume,
    ChangeTopic.WITHDRAW: _withdraw,
    ChangeTopic.SPLIT: _split,
    ChangeTopic.MERGE: _merge,
    ChangeTopic.ADD: _added,
    ChangeTopic.MONITORING: _monitoring,
}
"""The facts of each kind of change; a test holds that none is missing."""

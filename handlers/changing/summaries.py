"""A change of the plan in one sentence: as it was carried out, and as a body is asked to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from sqlalchemy.orm import Session

from handlers.changing.sides import MONITORING_WORDS, SCOPE_WORDS
from models.change import ChangeRequest, ChangeTopic
from models.people import Person
from models.spoken import day_in_words, list_in_words
from models.states import MonitoringLevel

Sentence = Callable[[Session, ChangeRequest], str]


def ref_of(asked: ChangeRequest) -> str:
    """The reference that a request is about, or that a new action is to have."""
    return asked.action.ref if asked.action else str(asked.after["ref"])


def summary_of(session: Session, asked: ChangeRequest) -> str:
    """What an agreed request has changed: "7.4 is suspended until …"."""
    return DONE[asked.topic](session, asked)


def decision_of(session: Session, asked: ChangeRequest) -> str:
    """What a body is asked to decide: "Suspend 7.4 until …"."""
    return ASKED[asked.topic](session, asked)


def _day(iso: object) -> str:
    return day_in_words(date.fromisoformat(str(iso)))


def _due(_session: Session, asked: ChangeRequest) -> str:
    action = asked.action
    words = action.due_words if action else None
    was = _day(asked.before) if asked.before else words or "no date"
    return f"{ref_of(asked)}: the due date moves from {was} to {_day(asked.after)}."


def _scope(asked: ChangeRequest) -> str:
    named = [SCOPE_WORDS[name].lower() for name in asked.after if name in SCOPE_WORDS]
    return list_in_words(named)


def _parts(asked: ChangeRequest) -> str:
    return list_in_words(str(part["ref"]) for part in asked.after["parts"])


def _merged(asked: ChangeRequest) -> str:
    return list_in_words([ref_of(asked), *asked.after["refs"]])


def _owner(session: Session, asked: ChangeRequest) -> str:
    person = session.get(Person, int(asked.after["person"]))
    return f"the {person.name}" if person else "another owner"


def _level(asked: ChangeRequest) -> str:
    return MONITORING_WORDS[MonitoringLevel(asked.after)]


DONE: Mapping[ChangeTopic, Sentence] = {
    ChangeTopic.DUE: _due,
    ChangeTopic.SCOPE: lambda _s, r: f"{ref_of(r)}: the {_scope(r)} changes.",
    ChangeTopic.OWNER: lambda s, r: f"{ref_of(r)} goes to {_owner(s, r)}.",
    ChangeTopic.SUSPEND: lambda _s, r: (
        f"{ref_of(r)} is suspended until it is looked at again on {_day(r.after['review_on'])}."
    ),
    ChangeTopic.RESUME: lambda _s, r: f"{ref_of(r)} goes on.",
    ChangeTopic.WITHDRAW: lambda _s, r: f"{ref_of(r)} is withdrawn from the plan.",
    ChangeTopic.SPLIT: lambda _s, r: f"{ref_of(r)} is split into {_parts(r)}.",
    ChangeTopic.MERGE: lambda _s, r: f"{_merged(r)} are merged into {r.after['ref']}.",
    ChangeTopic.ADD: lambda _s, r: f"{ref_of(r)} is a new action of the plan.",
    ChangeTopic.MONITORING: lambda _s, r: (
        f"{ref_of(r)}: its monitoring is {_level(r)} from now on."
    ),
}
ASKED: Mapping[ChangeTopic, Sentence] = {
    ChangeTopic.DUE: lambda _s, r: f"Move {ref_of(r)} to {_day(r.after)}.",
    ChangeTopic.SCOPE: lambda _s, r: f"Change the {_scope(r)} of {ref_of(r)}.",
    ChangeTopic.OWNER: lambda s, r: f"Give {ref_of(r)} to {_owner(s, r)}.",
    ChangeTopic.SUSPEND: lambda _s, r: f"Suspend {ref_of(r)} until {_day(r.after['review_on'])}.",
    ChangeTopic.RESUME: lambda _s, r: f"Let {ref_of(r)} go on.",
    ChangeTopic.WITHDRAW: lambda _s, r: f"Withdraw {ref_of(r)} from the plan.",
    ChangeTopic.SPLIT: lambda _s, r: f"Split {ref_of(r)} into {_parts(r)}.",
    ChangeTopic.MERGE: lambda _s, r: f"Merge {_merged(r)} into {r.after['ref']}.",
    ChangeTopic.ADD: lambda _s, r: f"Add {ref_of(r)}: {r.after['title']}.",
    ChangeTopic.MONITORING: lambda _s, r: f"Make the monitoring of {ref_of(r)} {_level(r)}.",
}
"""Tests hold that no kind of change is missing in either."""

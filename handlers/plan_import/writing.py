"""Writing what a file says into the plan: new actions, and changes that may be applied.

A date that is set, a vanished action, and whatever people have said since are left as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from handlers.plan_import.area_writing import area_key, write_areas
from handlers.plan_import.cast import Cast
from handlers.plan_import.diff import Difference
from handlers.plan_import.entry import Entry
from handlers.plan_import.fields import Field
from handlers.plan_import.history import first_words
from handlers.plan_import.links import write_links
from handlers.plan_import.reading import ReadAction, natural, ref_key
from handlers.plan_import.record import Record
from models.people import Person
from models.plan import Action, Area
from models.states import Stage

_PLAIN = {
    Field.TITLE: "title",
    Field.START: "start",
    Field.DUE: "due",
    Field.ORIGINAL_DUE: "original_due",
    Field.EVIDENCE_EXPECTED: "evidence_expected",
    Field.SUCCESS_MEASURE: "success_measure",
    Field.DELIVERED_ON: "delivered_on",
    Field.VERIFIED_ON: "verified_on",
}
"""Fields that are one column of the action."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Whom an action belongs to, and where."""

    area: Area
    owner: Person | None
    deputy: Person | None
    lead: Person | None
    co_owners: list[str]

    @property
    def own_lead_id(self) -> int | None:
        """The action's own accountable lead, where it is not the area's."""
        lead_id = self.lead.id if self.lead else None
        return None if lead_id == self.area.accountable_id else lead_id


def write_actions(
    entry: Entry, record: Record, actions: Sequence[ReadAction], changes: Difference
) -> None:
    """Write new actions and the changes that importing may apply; references are distinct."""
    places = _places(entry, record, actions)
    lines: dict[str, set[Field]] = {}
    for change in changes.changed:
        if not change.waits:
            lines.setdefault(ref_key(change.ref), set()).add(change.field)
    written = dict(record.actions)
    added = [read for read in actions if read.key not in record.actions]
    written.update({read.key: _action(entry, read, places[read.key]) for read in added})
    entry.session.flush()
    for read in added:
        _tell(entry, written[read.key], read, places[read.key])
    for read in actions:
        if read.key in lines and read.key in record.actions:
            _change(entry, written[read.key], read, places[read.key], lines[read.key])
    for position, action in enumerate(_in_order(written.values()), start=1):
        action.position = position
    write_links(entry, record, actions, written)


def _in_order(actions: Iterable[Action]) -> list[Action]:
    return sorted(actions, key=lambda action: natural(action.ref))


def _places(entry: Entry, record: Record, actions: Sequence[ReadAction]) -> dict[str, _Place]:
    """Each action's people and area; owners first, whose addresses tell which body is whose."""
    cast = Cast(entry.request, record, actions)
    owners = {a.key: cast.person(a.owner, cast.organisation(a.organisation)) for a in actions}
    for named in (named for action in actions for named in action.co_owners if named.email):
        cast.person(named)
    deputies = {action.key: cast.person(action.deputy) for action in actions}
    leads = {action.key: cast.person(action.accountable) for action in actions}
    areas = write_areas(entry, record, actions, leads)
    return {
        a.key: _Place(
            areas[area_key(a)],
            owners[a.key],
            deputies[a.key],
            leads[a.key],
            [cast.name(named) for named in a.co_owners],
        )
        for a in actions
    }


def _action(entry: Entry, read: ReadAction, place: _Place) -> Action:
    """A new action, added and not flushed yet."""
    stage = read.stage or _stage_by_start(read.start, entry.as_of)
    action = Action(
        plan_id=entry.plan.id,
        area_id=place.area.id,
        ref=read.ref,
        ref_key=read.key,
        position=0,
        title=read.title,
        owner_id=_id(place.owner),
        deputy_id=_id(place.deputy),
        accountable_id=place.own_lead_id,
        co_owners=place.co_owners,
        start=read.start,
        original_due=read.original_due,
        due=read.due,
        due_words=read.due_words,
        stage=stage,
        delivered_on=read.delivered_on or (entry.as_of if stage is Stage.DELIVERED else None),
        verified_on=read.verified_on,
        evidence_expected=read.evidence_expected,
        success_measure=read.success_measure,
        extra=dict(read.extra),
    )
    entry.session.add(action)
    return action


def _tell(entry: Entry, action: Action, read: ReadAction, place: _Place) -> None:
    """The first history of a new action, and its event."""
    entry.history(action, "stage", None, action.stage.value)
    after = {
        "title": read.title,
        "owner": place.owner.name if place.owner else None,
        "due": read.due,
        "original_due": read.original_due,
        "stage": action.stage.value,
    }
    entry.event("action_added", "action", action.ref, None, after)
    first_words(entry, action, read)


def _id(person: Person | None) -> int | None:
    return person.id if person else None


def _stage_by_start(start: date | None, as_of: date) -> Stage:
    return Stage.NOT_STARTED if start is not None and start > as_of else Stage.IN_PROGRESS


def _change(
    entry: Entry, action: Action, read: ReadAction, place: _Place, fields: set[Field]
) -> None:
    """Apply the changed fields of an action."""
    wanted: dict[str, Any] = {
        column: getattr(read, column) for name, column in _PLAIN.items() if name in fields
    }
    if Field.DUE in fields:
        wanted["due_words"] = read.due_words
        if action.original_due is None:
            wanted["original_due"] = read.original_due
    if Field.EXTRA in fields:
        wanted["extra"] = dict(read.extra)
    if fields & {Field.AREA, Field.AREA_NO}:
        wanted["area_id"] = place.area.id
    if Field.STAGE in fields and read.stage is not None:
        wanted["stage"] = read.stage
    entry.change(action, wanted | _changed_people(place, fields))
    if "area_id" in wanted:
        action.area = place.area  # whoever looks in this transaction sees it move
    if fields & {Field.RATING, Field.PROGRESS}:
        first_words(entry, action, read)


def _changed_people(place: _Place, fields: set[Field]) -> dict[str, Any]:
    wanted: dict[str, Any] = {}
    if fields & {Field.OWNER, Field.OWNER_EMAIL} and place.owner is not None:
        wanted["owner_id"] = place.owner.id
    if fields & {Field.DEPUTY, Field.DEPUTY_EMAIL}:
        wanted["deputy_id"] = _id(place.deputy)
    if fields & {Field.ACCOUNTABLE, Field.ACCOUNTABLE_EMAIL}:
        wanted["accountable_id"] = place.own_lead_id
    if Field.CO_OWNER in fields:
        wanted["co_owners"] = place.co_owners
    return wanted

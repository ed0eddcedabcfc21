"""The areas of a plan, made or brought up to date by an import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from handlers.plan_import.areas import bare_title
from handlers.plan_import.entry import Entry
from handlers.plan_import.reading import ReadAction, ReadArea, natural
from handlers.plan_import.record import GONE, Record
from models.people import Person
from models.plan import Area

_LONGEST_SHORT_TITLE = 60


def area_key(action: ReadAction) -> str:
    """What an action's area is known by: its number, else its title, else the reference's head."""
    area = action.area
    if area is not None:
        return area.number or bare_title(area).casefold()
    head, dot, _ = action.ref.partition(".")
    return head if dot else ""


def write_areas(
    entry: Entry,
    record: Record,
    actions: Sequence[ReadAction],
    leads: Mapping[str, Person | None],
) -> dict[str, Area]:
    """The areas of all actions by their key; `leads` are the actions' leads by reference key."""
    by_number = {area.number: area for area in record.areas}
    by_title = {area.title.casefold(): area for area in record.areas}
    found: dict[str, Area] = {}
    for action in actions:
        key = area_key(action)
        if key in found:
            continue
        stored = by_number.get(key) or by_title.get(key)
        lead = _lead_of(key, stored, record, actions, leads)
        if stored is None:
            stored = _add_area(entry, key, action.area, lead, by_number)
            by_number[stored.number] = stored
        else:
            _change_area(entry, stored, action.area, lead)
        found[key] = stored
    for position, number in enumerate(sorted(by_number, key=natural), start=1):
        by_number[number].position = position
    return found


def _lead_of(
    key: str,
    stored: Area | None,
    record: Record,
    actions: Sequence[ReadAction],
    leads: Mapping[str, Person | None],
) -> Person | None:
    """The lead of most of a new area's actions; None leaves an area's lead as it is.

    An area that has a lead gets another only where the file holds all of its actions and they all
    name the same one.
    """
    of_area = [action for action in actions if area_key(action) == key]
    named = Counter(lead for action in of_area if (lead := leads[action.key]) is not None)
    if not named:
        return None
    [(lead, count), *others] = named.most_common()
    if stored is None or stored.accountable_id is None:
        return lead
    keys = {action.key for action in of_area}
    missing = [
        action
        for action in record.actions.values()
        if action.area_id == stored.id and action.stage not in GONE and action.ref_key not in keys
    ]
    return None if others or missing or count < len(of_area) else lead


def _add_area(
    entry: Entry,
    key: str,
    area: ReadArea | None,
    lead: Person | None,
    taken: Mapping[str, Area],
) -> Area:
    number = (area.number if area else key) or _free_number(taken)
    title = bare_title(area) if area else f"Area {number}" if key else "The plan"
    added = Area(
        plan_id=entry.plan.id,
        number=number,
        position=len(taken) + 1,
        title=title,
        short_title=_short(area, title),
        accountable_id=lead.id if lead else None,
    )
    entry.session.add(added)
    entry.session.flush()
    after = {"title": title, "accountable": lead.name if lead else None}
    entry.event("area_added", "area", number, None, after)
    return added


def _free_number(taken: Mapping[str, Area]) -> str:
    numbers = (str(number) for number in range(1, len(taken) + 2))
    return next(number for number in numbers if number not in taken)


def _short(area: ReadArea | None, title: str) -> str:
    if area is not None and area.short_title:
        return area.short_title
    if len(title) <= _LONGEST_SHORT_TITLE:
        return title
    return title[:_LONGEST_SHORT_TITLE].rsplit(" ", 1)[0] + "…"


def _change_area(entry: Entry, area: Area, read: ReadArea | None, lead: Person | None) -> None:
    wanted: dict[str, Any] = {}
    if read is not None and read.title != read.number:
        wanted["title"] = bare_title(read)
    if read is not None and read.short_title:
        wanted["short_title"] = read.short_title
    if lead is not None:
        wanted["accountable_id"] = lead.id
    changes = {name: value for name, value in wanted.items() if getattr(area, name) != value}
    if not changes:
        return
    before = {name: getattr(area, name) for name in changes}
    for name, value in changes.items():
        setattr(area, name, value)
    entry.session.flush()
    entry.event("area_changed", "area", area.number, before, changes)

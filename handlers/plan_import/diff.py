"""What a file would change in the plan that is stored: pure, field by field.

A due date that moved and an action that vanished are never applied by importing: their lines wait
for a person. So does whatever people have said since: stage, rating and progress are taken from a
file only when an action is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from handlers.plan_import.fields import Field
from handlers.plan_import.reading import PlanReading, natural, ref_key

_NAMES = frozenset({Field.OWNER, Field.DEPUTY, Field.ACCOUNTABLE, Field.OWNER_ORGANISATION})
"""Fields in which letter case says nothing."""


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one action, from what to what."""

    ref: str
    field: Field
    before: str
    after: str
    waits: bool = False

    def as_json(self) -> dict[str, Any]:
        """The line of the contract, and whether it waits for a person."""
        return {
            "ref": self.ref,
            "field": str(self.field),
            "from": self.before or None,
            "to": self.after or None,
            "waits": self.waits,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """What is new, gone, the same and changed, in the natural order of references."""

    added: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    unchanged: int = 0
    changed: tuple[Change, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The lines that wait for a person, in words: "1.2 due", "2.3 vanished"."""
        moved = (f"{change.ref} {change.field}" for change in self.changed if change.waits)
        return (*moved, *(f"{ref} vanished" for ref in self.vanished))

    def as_json(self) -> dict[str, Any]:
        """The contract's part, and which of its lines wait for a person."""
        return {
            "added": list(self.added),
            "vanished": list(self.vanished),
            "unchanged": self.unchanged,
            "changed": [change.as_json() for change in self.changed],
            "waiting": list(self.waiting),
        }


@dataclass(frozen=True, slots=True)
class Stored:
    """One stored action: its reference, and each field as text for comparing."""

    ref: str
    fields: Mapping[Field, str] = field(default_factory=dict)
    waiting: frozenset[Field] = frozenset()
    """Fields that importing does not change: their lines wait for a person."""
    gone: bool = False
    """Withdrawn or replaced: it may be missing from a file without being missed."""


def difference(
    reading: PlanReading, stored: Iterable[Stored], told: Mapping[str, Mapping[Field, str]]
) -> Difference:
    """What the file would change.

    Args:
        reading: the file.
        stored: the actions of the record.
        told: by reference key, each field that the file holds, as text for comparing.
    """
    before = {ref_key(action.ref): action for action in stored}
    keys = {ref_key(ref): ref for ref in reading.refs}
    changed: list[Change] = []
    unchanged = 0
    for key, ref in keys.items():
        if key not in before:
            continue
        lines = list(_changes(ref, before[key], told.get(key, {})))
        changed.extend(lines)
        unchanged += not lines
    vanished = [a.ref for key, a in before.items() if key not in keys and not a.gone]
    return Difference(
        added=tuple(ref for key, ref in keys.items() if key not in before),
        vanished=tuple(sorted(vanished, key=natural)),
        unchanged=unchanged,
        changed=tuple(changed),
    )


def _changes(ref: str, stored: Stored, told: Mapping[Field, str]) -> Iterable[Change]:
    for name, after in told.items():
        now = stored.fields.get(name, "")
        if not _same(name, now, after):
            yield Change(ref, name, now, after, waits=name in stored.waiting)


def _same(name: Field, now: str, after: str) -> bool:
    if name in _NAMES:
        return ref_key(now) == ref_key(after)
    return now == after

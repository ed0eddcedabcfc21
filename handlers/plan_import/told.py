"""What a file tells of each action, as text, for comparing it with the record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from handlers.plan_import.areas import bare_title
from handlers.plan_import.fields import Field
from handlers.plan_import.owners import Named
from handlers.plan_import.reading import PlanReading, ReadAction
from handlers.plan_import.record import Record, extra_text, iso, joined
from models.states import Rating

Told = Mapping[Field, str]


@dataclass(frozen=True, slots=True)
class Names:
    """One name for each address: a file that spells a post two ways means one person."""

    by_address: Mapping[str, str]

    def of(self, named: Named | None) -> str:
        """The name of somebody; empty for nobody."""
        if named is None:
            return ""
        return self.by_address.get(named.email or "", named.name)


def names_in(actions: Iterable[ReadAction]) -> Names:
    """The first name that the file gives each address."""
    found: dict[str, str] = {}
    for action in actions:
        for named in (action.owner, *action.co_owners, action.deputy, action.accountable):
            if named is not None and named.email:
                found.setdefault(named.email, named.name)
    return Names(found)


def told(reading: PlanReading, record: Record) -> dict[str, Told]:
    """What the file tells of each action that is stored already, by reference key.

    Only what the file has a column for; of a row with errors only what could be read.
    """
    names = names_in(reading.actions)
    areas = {action.key: action for action in reversed(reading.actions)}
    return {key: _told(action, names) for key, action in areas.items() if key in record.actions}


def _told(action: ReadAction, names: Names) -> Told:
    texts = _texts(action, names)
    wanted = set(action.held)
    if Field.OWNER in wanted:
        wanted |= {Field.CO_OWNER, Field.OWNER_EMAIL}
    if action.area is not None:
        wanted.add(Field.AREA)
    if Field.RATING in wanted:
        wanted.add(Field.STAGE)
    held = {name: texts[name] for name in texts if name in wanted}
    silent = _SILENT if action.valid else frozenset(held)
    if not action.valid and action.due is None:
        held.pop(Field.DUE, None)
    return {name: text for name, text in held.items() if text or name not in silent}


def _texts(action: ReadAction, names: Names) -> dict[Field, str]:
    area = action.area
    rating = None if action.rating is Rating.BLUE else action.rating
    return {
        Field.TITLE: action.title,
        Field.AREA: bare_title(area) if area else "",
        Field.AREA_NO: (area.number if area else None) or "",
        Field.OWNER: names.of(action.owner),
        Field.OWNER_EMAIL: _email(action.owner),
        Field.OWNER_ORGANISATION: action.organisation or "",
        Field.CO_OWNER: "; ".join(names.of(person) for person in action.co_owners),
        Field.DEPUTY: names.of(action.deputy),
        Field.DEPUTY_EMAIL: _email(action.deputy),
        Field.ACCOUNTABLE: names.of(action.accountable),
        Field.ACCOUNTABLE_EMAIL: _email(action.accountable),
        Field.START: iso(action.start),
        Field.DUE: iso(action.due) or action.due_words or "",
        Field.ORIGINAL_DUE: iso(action.original_due),
        Field.EVIDENCE_EXPECTED: action.evidence_expected,
        Field.SUCCESS_MEASURE: action.success_measure,
        Field.KPI_REFS: joined(action.kpi_refs),
        Field.DEPENDS_ON: joined(action.depends_on),
        Field.STAGE: action.stage.value if action.stage else "",
        Field.RATING: rating.value if rating else "",
        Field.PROGRESS: action.progress,
        Field.DELIVERED_ON: iso(action.delivered_on),
        Field.VERIFIED_ON: iso(action.verified_on),
        Field.EXTRA: extra_text(dict(action.extra)),
    }


_SILENT = frozenset(
    {
        Field.AREA,
        Field.AREA_NO,
        Field.OWNER_EMAIL,
        Field.OWNER_ORGANISATION,
        Field.DEPUTY_EMAIL,
        Field.ACCOUNTABLE_EMAIL,
        Field.STAGE,
        Field.PROGRESS,
        Field.RATING,
        Field.DELIVERED_ON,
        Field.VERIFIED_ON,
    }
)
"""A blank cell of these says nothing: what is known stays."""


def _email(named: Named | None) -> str:
    return (named.email if named else None) or ""

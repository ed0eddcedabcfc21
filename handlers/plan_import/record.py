"""What is stored of the plan, as an import reads it: actions with all that is compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.plan_import.diff import Stored
from handlers.plan_import.fields import Field
from handlers.plan_import.reading import natural
from models.kpi import ActionKpi
from models.people import Organisation, Person
from models.plan import Action, ActionChange, Area, ChangeKind, Dependency, Plan
from models.states import Stage
from models.update import Update, UpdateKind

GONE = frozenset({Stage.WITHDRAWN, Stage.SUPERSEDED})


@dataclass(slots=True)
class Record:
    """The stored plan; empty where none was imported yet."""

    plan: Plan | None = None
    actions: dict[str, Action] = field(default_factory=dict)
    """By reference key."""
    areas: list[Area] = field(default_factory=list)
    people: dict[int, Person] = field(default_factory=dict)
    organisations: list[Organisation] = field(default_factory=list)
    needs: dict[int, list[str]] = field(default_factory=dict)
    kpis: dict[int, list[str]] = field(default_factory=dict)
    imported: dict[int, Update] = field(default_factory=dict)
    """What the last file said of an action's progress and rating, by the action's id."""
    answered: set[int] = field(default_factory=set)
    """Actions of which somebody has said something since."""
    staged: dict[int, str] = field(default_factory=dict)
    """The stage that the last file gave an action."""

    @property
    def known_people(self) -> dict[str, str]:
        """Address → name."""
        return {person.email: person.name for person in self.people.values() if person.email}

    @property
    def known_domains(self) -> frozenset[str]:
        """The domains of the organisations."""
        return frozenset(d for body in self.organisations for d in body.email_domains)

    def person(self, person_id: int | None) -> Person | None:
        """A person by id."""
        return None if person_id is None else self.people[person_id]


def read_record(session: Session) -> Record:
    """The stored plan with everything that an import compares, in a few queries."""
    plan = session.scalar(select(Plan).order_by(Plan.id).limit(1))
    record = Record(
        plan=plan,
        people={person.id: person for person in session.scalars(select(Person))},
        organisations=list(session.scalars(select(Organisation).order_by(Organisation.id))),
    )
    if plan is None:
        return record
    record.areas = list(
        session.scalars(select(Area).where(Area.plan_id == plan.id).order_by(Area.position))
    )
    rows = session.scalars(
        select(Action).where(Action.plan_id == plan.id).order_by(Action.position, Action.id)
    )
    record.actions = {action.ref_key: action for action in rows}
    _read_links(session, record)
    _read_history(session, record)
    return record


def _read_links(session: Session, record: Record) -> None:
    refs = {action.id: action.ref for action in record.actions.values()}
    needs: dict[int, list[str]] = defaultdict(list)
    for dependency in session.scalars(select(Dependency)):
        if dependency.action_id in refs and dependency.needs_id in refs:
            needs[dependency.action_id].append(refs[dependency.needs_id])
    record.needs = dict(needs)
    kpis: dict[int, list[str]] = defaultdict(list)
    for link in session.scalars(select(ActionKpi)):
        kpis[link.action_id].append(link.kpi_ref)
    record.kpis = dict(kpis)


def _read_history(session: Session, record: Record) -> None:
    """What files said, and who has spoken since; newest last."""
    for update in session.scalars(select(Update).order_by(Update.id)):
        if update.kind is UpdateKind.IMPORT:
            record.imported[update.action_id] = update
        else:
            record.answered.add(update.action_id)
    staged = select(ActionChange).where(
        ActionChange.kind == ChangeKind.IMPORT, ActionChange.field == "stage"
    )
    for change in session.scalars(staged.order_by(ActionChange.id)):
        record.staged[change.action_id] = change.after


def stored_actions(record: Record) -> list[Stored]:
    """Every stored action with its fields as text, as `told` gives those of a file."""
    return [
        Stored(
            action.ref, _texts(action, record), _waiting(action, record), gone=action.stage in GONE
        )
        for action in record.actions.values()
    ]


def _waiting(action: Action, record: Record) -> frozenset[Field]:
    """What importing leaves alone: dates that are set, and whatever people have said since."""
    is_set = {
        Field.DUE: action.due,
        Field.ORIGINAL_DUE: action.original_due,
        Field.DELIVERED_ON: action.delivered_on,
        Field.VERIFIED_ON: action.verified_on,
    }
    waiting = {name for name, day in is_set.items() if day is not None}
    moved_on = action.stage.value != record.staged.get(action.id, action.stage.value)
    if moved_on or action.id in record.answered:
        waiting |= {Field.STAGE, Field.RATING, Field.PROGRESS}
    return frozenset(waiting)


def _texts(action: Action, record: Record) -> Mapping[Field, str]:
    owner = record.person(action.owner_id)
    deputy = record.person(action.deputy_id)
    lead = record.person(action.accountable_id or action.area.accountable_id)
    body = owner.organisation if owner else None
    imported = record.imported.get(action.id)
    return {
        Field.REF: action.ref,
        Field.TITLE: action.title,
        Field.AREA: action.area.title,
        Field.AREA_NO: action.area.number,
        Field.OWNER: owner.name if owner else "",
        Field.OWNER_EMAIL: (owner.email if owner else None) or "",
        Field.OWNER_ORGANISATION: body.name if body else "",
        Field.CO_OWNER: "; ".join(action.co_owners),
        Field.DEPUTY: deputy.name if deputy else "",
        Field.DEPUTY_EMAIL: (deputy.email if deputy else None) or "",
        Field.ACCOUNTABLE: lead.name if lead else "",
        Field.ACCOUNTABLE_EMAIL: (lead.email if lead else None) or "",
        Field.START: iso(action.start),
        Field.DUE: iso(action.due) or action.due_words or "",
        Field.ORIGINAL_DUE: iso(action.original_due),
        Field.EVIDENCE_EXPECTED: action.evidence_expected,
        Field.SUCCESS_MEASURE: action.success_measure,
        Field.KPI_REFS: joined(record.kpis.get(action.id, [])),
        Field.DEPENDS_ON: joined(record.needs.get(action.id, [])),
        Field.STAGE: record.staged.get(action.id, action.stage.value),
        Field.RATING: imported.rating.value if imported and imported.rating else "",
        Field.PROGRESS: imported.words if imported else "",
        Field.DELIVERED_ON: iso(action.delivered_on),
        Field.VERIFIED_ON: iso(action.verified_on),
        Field.EXTRA: extra_text(action.extra),
    }


def iso(day: date | None) -> str:
    """A day as text; empty where there is none."""
    return day.isoformat() if day else ""


def joined(refs: list[str] | tuple[str, ...]) -> str:
    """References as one text, in their natural order."""
    return "; ".join(sorted(refs, key=natural))


def extra_text(extra: Mapping[str, str]) -> str:
    """Extra fields as one text, by their headers."""
    return "; ".join(f"{header}: {extra[header]}" for header in sorted(extra))

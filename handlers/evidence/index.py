"""The index of evidence for a formal return: numbered items, action by action, in plain values.

Papers are a function of these values, so that the same index has the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.evidence.missing import needed_for_return
from handlers.evidence.proof import Proof, proofs_of
from models.evidence import EvidenceItem, EvidenceKind, ReturnDate
from models.evidence_need import Lacks, readiness
from models.evidence_rules import accepters
from models.people import Person
from models.plan import Action, Area, Plan


class ItemJson(TypedDict):
    """One numbered item."""

    no: str
    title: str
    kind: str
    link: str
    sha256: str | None
    size: int | None
    by: str | None
    at: str
    state: str
    accepted_by: list[str]


class ActionJson(TypedDict):
    """One action of which evidence is needed; `need` says what it lacks."""

    ref: str
    title: str
    stage: str
    need: str
    due: str | None
    delivered_on: str | None
    expected: str
    items: list[ItemJson]


class AreaJson(TypedDict):
    """One area with how ready it is."""

    no: str
    title: str
    short_title: str
    ready: int
    needed: int
    per_cent: int
    actions: list[ActionJson]


class IndexJson(TypedDict):
    """The whole index."""

    plan: str
    title: str
    zone: str
    name: str
    review_on: str
    evidence_due: str
    as_at: str
    areas: list[AreaJson]


def index_of(session: Session, wanted: ReturnDate, at: datetime) -> IndexJson:
    """The index for a return as the record stands at an instant."""
    plan = session.get_one(Plan, wanted.plan_id)
    needed = needed_for_return(session, plan.id, at, wanted.evidence_due)
    ids = [each.action.id for each in needed]
    rows = session.scalars(select(Action).where(Action.id.in_(ids)))
    proofs = {p.action.id: p for p in proofs_of(session, rows, at)}
    names = {person.id: person.name for person in session.scalars(select(Person))}
    areas = {area.id: area for area in session.scalars(select(Area))}
    return {
        "plan": plan.code,
        "title": plan.title,
        "zone": plan.time_zone,
        "name": wanted.name,
        "review_on": wanted.review_on.isoformat(),
        "evidence_due": wanted.evidence_due.isoformat(),
        "as_at": at.astimezone(UTC).isoformat(),
        "areas": [
            {
                "no": areas[ready.area_id].number,
                "title": areas[ready.area_id].title,
                "short_title": areas[ready.area_id].short_title,
                "ready": ready.ready,
                "needed": ready.needed,
                "per_cent": ready.per_cent,
                "actions": [
                    _action(each, proofs[each.action.id], names)
                    for each in needed
                    if each.action.area_id == ready.area_id
                ],
            }
            for ready in readiness(needed)
        ],
    }


def _action(each: Lacks, proof: Proof, names: dict[int, str]) -> ActionJson:
    action = each.action
    return {
        "ref": action.ref,
        "title": action.title,
        "stage": action.stage.value,
        "need": each.need.value,
        "due": action.due.isoformat() if action.due else None,
        "delivered_on": action.delivered_on.isoformat() if action.delivered_on else None,
        "expected": action.expected,
        "items": [
            _item(f"{action.ref}/{number}", proof, item, names)
            for number, item in enumerate(proof.items, start=1)
        ],
    }


def _item(no: str, proof: Proof, item: EvidenceItem, names: dict[int, str]) -> ItemJson:
    is_file = item.kind is EvidenceKind.FILE
    accepted = sorted(accepters(proof.offered[item.id], proof.claim))
    return {
        "no": no,
        "title": item.title,
        "kind": item.kind.value,
        "link": "" if is_file else item.link,
        "sha256": item.sha256,
        "size": item.size,
        "by": names.get(item.by_id) if item.by_id else None,
        "at": item.at.astimezone(UTC).isoformat(),
        "state": proof.state(item).value,
        "accepted_by": [names[person] for person in accepted],
    }

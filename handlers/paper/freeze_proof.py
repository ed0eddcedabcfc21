"""The evidence of each action, as the snapshot keeps it: as it stood when the figures closed."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, select

from handlers.evidence.proof import RETURNED, Proof, proofs_of
from handlers.paper.freeze_actions import reported_standings
from handlers.paper.view import View
from models.evidence import EvidenceItem, EvidenceKind, ImpactNote
from models.evidence_rules import accepters
from models.kpi import Kpi, KpiObservation
from models.plan import Action, ActionChange, ChangeKind
from models.snapshot_proof import ImpactFacts, OfferedFacts, ProofFacts, SaidFacts
from models.spoken import day_in_words
from models.states import Stage


def freeze_proofs(view: View) -> list[ProofFacts]:
    """Of every action that is done, was returned or was reopened since the report before."""
    rows = {a.id: a for a in view.session.scalars(select(Action).where(_of_plan(view)))}
    stages = {s.action.id: s.action.stage for s in reported_standings(view)}
    changes = _changes(view)
    actions = [
        rows[i]
        for i, stage in stages.items()
        if (stage is not None and stage.is_done)
        or any(_is_set_back(c) and _is_new(view, c.at) for c in changes.get(i, ()))
    ]
    return [
        _facts(view, proof, changes.get(proof.action.id, []))
        for proof in proofs_of(view.session, actions, view.closed_at)
    ]


def _is_set_back(change: ActionChange) -> bool:
    return change.kind is ChangeKind.REOPENED or change.reason.startswith(RETURNED)


def _of_plan(view: View) -> ColumnElement[bool]:
    return Action.plan_id == view.cycle.plan_id


def _changes(view: View) -> dict[int, list[ActionChange]]:
    found: dict[int, list[ActionChange]] = {}
    rows = view.session.scalars(
        select(ActionChange)
        .where(ActionChange.field == "stage", ActionChange.at <= view.closed_at)
        .order_by(ActionChange.id)
    )
    for change in rows:
        found.setdefault(change.action_id, []).append(change)
    return found


def _facts(view: View, proof: Proof, changes: list[ActionChange]) -> ProofFacts:
    marked = [c for c in changes if c.after == Stage.VERIFIED.value]
    reopened = [c for c in changes if c.kind is ChangeKind.REOPENED]
    accepted = [accepters(offered, proof.claim) for offered in proof.offered.values()]
    names = (view.name(person) for person in sorted(frozenset().union(*accepted)))
    return {
        "ref": proof.action.ref,
        "items": [_item(view, proof, item) for item in proof.items],
        "accepted_by": [name for name in names if name],
        "marked_by": view.name(marked[-1].by_id) if marked else None,
        "needed": proof.needed,
        "returned": _returns(view, changes),
        "reopened": [_said(view, c.at, c.by_id, c.reason) for c in reopened if _is_new(view, c.at)],
        "reopened_in_all": len(reopened),
        "impact": _impact(view, proof.action),
    }


def _item(view: View, proof: Proof, item: EvidenceItem) -> OfferedFacts:
    is_file = item.kind is EvidenceKind.FILE
    return {
        "what": item.title or item.link,
        "link": "" if is_file else item.link,
        "at": item.at.astimezone(UTC).isoformat(),
        "by": view.name(item.by_id),
        "state": proof.state(item).value,
    }


def _returns(view: View, changes: list[ActionChange]) -> list[SaidFacts]:
    """Each return since the report before: what sent a delivered action back to its owner."""
    return [
        _said(view, c.at, c.by_id, c.reason.removeprefix(RETURNED))
        for c in changes
        if c.reason.startswith(RETURNED) and _is_new(view, c.at)
    ]


def _said(view: View, at: datetime, by_id: int | None, reason: str) -> SaidFacts:
    return {"at": at.astimezone(UTC).isoformat(), "by": view.name(by_id), "reason": reason}


def _is_new(view: View, at: datetime) -> bool:
    """Whether it came after the figures of the report before had closed."""
    if view.before_snapshot is None:
        return True
    return at > datetime.fromisoformat(view.before_snapshot["closed_at"])


def _impact(view: View, action: Action) -> ImpactFacts | None:
    row = view.session.scalar(
        select(ImpactNote)
        .where(ImpactNote.action_id == action.id, ImpactNote.at <= view.closed_at)
        .order_by(ImpactNote.id.desc())
        .limit(1)
    )
    if row is None:
        return None
    figure = ""
    if row.observation_id is not None:
        shown = view.session.get_one(KpiObservation, row.observation_id)
        kpi = view.session.get_one(Kpi, shown.kpi_id)
        value = f"{shown.value.normalize():f} {kpi.unit.replace('_', ' ')}"
        figure = f"{kpi.ref} {kpi.name}: {value}, {day_in_words(shown.period_end)}"
    return {"words": row.words, "figure": figure, "why_none": row.why_no_figure}

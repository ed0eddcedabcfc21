"""Freezing the record into a report's snapshot: read once, then every rendition is made from it."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select

from handlers.cycles import plan_of
from handlers.moderating.looking import unmoderated
from handlers.paper.freeze_actions import freeze_actions, freeze_areas, freeze_late
from handlers.paper.freeze_dates import freeze_changes, freeze_dates, freeze_decisions
from handlers.paper.freeze_kpis import freeze_kpis
from handlers.paper.freeze_meetings import freeze_earlier
from handlers.paper.freeze_moderated import freeze_moderated
from handlers.paper.freeze_proof import freeze_proofs
from handlers.paper.view import View, view_of
from handlers.silence import Entry
from handlers.wording.reopened import differences
from models.audit import head
from models.plan import Plan, PlanVersion
from models.report import Report
from models.silence import IN, NOT_EXPECTED
from models.snapshot import (
    FORMAT,
    AgreedVersion,
    LedgerFacts,
    OrganisationFacts,
    PlanFacts,
    SchemeRow,
    Snapshot,
    load,
)
from models.snapshot_signed import PreviousFacts
from models.states import Mark, Rating, Silence, Stage


def freeze(view: View, *, version: int, replaces: Report | None = None) -> Snapshot:
    """The snapshot of a cycle's report as the record stands at the view's instant.

    Args:
        view: the cycle, its figures and the report before, read by `view_of`.
        version: the version that it will be.
        replaces: the version of the same report that it replaces.
    """
    seq, last_hash = head(view.session)
    made = Snapshot(
        format=FORMAT,
        report={"kind": "board", "cycle": view.cycle.code, "version": version},
        plan=_plan(view),
        bodies=view.partnership.bodies.model_dump(),
        zone=view.partnership.time_zone,
        closed_at=_instant(view.closed_at),
        frozen_at=_instant(view.now),
        days=_days(view),
        scheme=_scheme(view),
        words=_words(view),
        areas=freeze_areas(view),
        actions=freeze_actions(view),
        kpis=freeze_kpis(view),
        organisations=_organisations(view.ledger),
        ledger=_ledger(view),
        dates=freeze_dates(view),
        decisions=freeze_decisions(view),
        changes=freeze_changes(view),
        proofs=freeze_proofs(view),
        earlier=freeze_earlier(view),
        late=[answer for _, answer in freeze_late(view)],
        late_refs=[ref for ref, _ in freeze_late(view)],
        unmoderated=_unmoderated(view),
        moderated=freeze_moderated(view),
        previous=_named(view.before),
        replaces=_named(replaces),
        reopened_because=replaces.reopen_reason if replaces else "",
        differs=[],
        audit_seq=seq,
        audit_head=last_hash,
    )
    if replaces is not None:
        made["differs"] = list(differences(load(replaces.snapshot), made))
    return made


__all__ = ["View", "freeze", "view_of"]


def _unmoderated(view: View) -> list[str]:
    """The exceptions on which nobody has decided by now, the worst first."""
    return list(
        unmoderated(
            view.session,
            view.cycle,
            now=view.now,
            partnership=view.partnership,
            plan=view.standings,
        )
    )


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _plan(view: View) -> PlanFacts:
    plan = view.session.get_one(Plan, view.cycle.plan_id)
    return {
        "code": plan.code,
        "title": plan.title,
        "classification": plan.classification,
        "version": _agreed(view),
    }


def _agreed(view: View) -> AgreedVersion | None:
    found = view.session.scalar(
        select(PlanVersion)
        .where(PlanVersion.plan_id == view.cycle.plan_id, PlanVersion.made_at <= view.now)
        .order_by(PlanVersion.number.desc())
        .limit(1)
    )
    if found is None:
        return None
    return {
        "number": found.number,
        "agreed_by": found.agreed_by,
        "agreed_on": found.agreed_on.isoformat() if found.agreed_on else None,
        "source": found.source,
        "summary": found.summary,
    }


def _days(view: View) -> dict[str, str]:
    planned = plan_of(view.cycle, view.partnership)
    hours = {
        "cut_off_at": planned.cut_off_at.isoformat(timespec="minutes"),
        "papers_at": planned.papers_at.isoformat(timespec="minutes"),
    }
    return {step: day.isoformat() for step, day in planned.days().items()} | hours


def _scheme(view: View) -> list[SchemeRow]:
    return [
        {
            "rating": rating.value,
            "word": word.word,
            "letter": word.letter,
            "phrase": word.phrase,
            "meaning": word.meaning,
            "colour": word.colour,
        }
        for rating in Rating
        for word in (view.partnership.scheme.ratings[rating],)
    ]


def _words(view: View) -> dict[str, str]:
    scheme = view.partnership.scheme
    said = {f"stage.{stage.value}": scheme.stages[stage] for stage in Stage}
    said |= {f"mark.{mark.value}": scheme.marks[mark] for mark in Mark}
    said |= {f"ledger.{state.value}": state.value.replace("_", " ") for state in Silence}
    return said | {"not_rated": scheme.not_rated}


def _organisations(ledger: list[Entry]) -> list[OrganisationFacts]:
    rows: dict[str, OrganisationFacts] = {}
    for entry in ledger:
        row = rows.setdefault(
            entry.organisation,
            {"name": entry.organisation, "asked": 0, "answered": 0, "late": 0, "not_expected": 0},
        )
        if entry.state in NOT_EXPECTED or entry.state is Silence.NOT_DELIVERED:
            row["not_expected"] += 1
            continue
        row["asked"] += 1
        is_in = entry.state in IN
        row["late"] += is_in and entry.is_late
        row["answered"] += is_in and not entry.is_late
    return [rows[name] for name in sorted(rows)]


def _ledger(view: View) -> list[LedgerFacts]:
    return [
        {"ref": e.action.ref, "state": e.state.value, "organisation": e.organisation}
        for e in view.ledger
    ]


def _named(report: Report | None) -> PreviousFacts | None:
    if report is None:
        return None
    signed = report.signature
    return {
        "cycle": report.cycle.code,
        "version": report.version,
        "sha256": report.sha256,
        "signed_by": signed.who if signed else None,
        "signed_at": _instant(signed.at) if signed else None,
    }

"""Each action, each area and each late answer, as the snapshot keeps them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlalchemy import select

from handlers.challenging.asked import asked_in_name_of, for_paper
from handlers.paper.view import View
from models.board_reads import board_reads
from models.evidence import EvidenceItem
from models.kpi import ActionKpi
from models.plan import Area
from models.rating_view import rate_area, ratings_json
from models.snapshot import (
    ActionFacts,
    AnswerFacts,
    AreaFacts,
    BeforeFacts,
    ChallengeFacts,
)
from models.standing import Standing
from models.states import Stage
from models.update import Update, UpdateKind

DROPPED = frozenset({Stage.DRAFT, Stage.SUPERSEDED})
"""Stages that are not in the plan that the Board reads."""


def reported_standings(view: View) -> list[Standing]:
    """The actions that the Board reads of, in the order of their references."""
    return [s for s in view.standings.values() if s.action.stage not in DROPPED]


def freeze_areas(view: View) -> list[AreaFacts]:
    """The areas, each with its own rating by the rule that is never an average."""
    found = []
    for area in view.session.scalars(
        select(Area).where(Area.plan_id == view.cycle.plan_id).order_by(Area.position)
    ):
        inside = [s for s in reported_standings(view) if s.action.area_id == area.id]
        rated = rate_area(
            [(s.ratings, s.facts.monitoring) for s in inside], scheme=view.partnership.scheme
        )
        found.append(
            AreaFacts(
                no=area.number,
                title=area.title,
                short_title=area.short_title,
                lead=view.name(area.accountable_id),
                rating=rated.value.value if rated.value else None,
                reason=rated.reason,
            )
        )
    return found


def freeze_actions(view: View) -> list[ActionFacts]:
    """Every action that the Board reads of."""
    kpis = _kpis(view)
    evidence = _evidence(view)
    ledger = {entry.action.id: entry.state.value for entry in view.ledger}
    before = _before(view)
    challenges = _challenges(view)
    areas = {
        area.id: area
        for area in view.session.scalars(select(Area).where(Area.plan_id == view.cycle.plan_id))
    }
    return [
        _action(
            view,
            standing,
            area=areas[standing.action.area_id],
            kpis=kpis.get(standing.action.id, []),
            evidence=evidence.get(standing.action.id, []),
            ledger=ledger.get(standing.action.id),
            before=before.get(standing.action.ref),
            challenges=challenges.get(standing.action.id, []),
        )
        for standing in reported_standings(view)
    ]


def _action(
    view: View,
    standing: Standing,
    *,
    area: Area,
    kpis: list[str],
    evidence: list[str],
    ledger: str | None,
    before: BeforeFacts | None,
    challenges: list[ChallengeFacts],
) -> ActionFacts:
    action, ratings = standing.action, standing.ratings
    owner = view.people[action.owner_id] if action.owner_id is not None else None
    organisation = owner.organisation.name if owner and owner.organisation else None
    brag = view.partnership.scheme.brag(ratings.stage, ratings.value)
    return {
        "start": _iso(action.start),
        "original_due": _iso(action.original_due),
        "due": _iso(action.due),
        "delivered_on": _iso(action.delivered_on),
        "verified_on": _iso(action.verified_on),
        "embedded_on": _iso(action.embedded_on),
        "ref": action.ref,
        "title": action.title,
        "area": area.number,
        "owner": view.name(action.owner_id),
        "organisation": organisation,
        "deputy": view.name(action.deputy_id),
        "accountable": view.name(action.accountable_id or area.accountable_id),
        "stage": ratings.stage.value,
        "due_words": action.due_words,
        "moves": action.moves,
        "forecast": _iso(standing.facts.forecast),
        "monitoring": standing.facts.monitoring.value,
        "evidence_expected": action.evidence_expected,
        "success_measure": action.success_measure,
        "kpis": kpis,
        "depends_on": list(standing.facts.needs),
        "marks": [mark.value for mark in ratings.marks],
        "ratings": ratings_json(ratings),
        "reported_is": ratings.whose.value if ratings.whose else None,
        "label": brag.label,
        "sentence": _sentence(view, standing),
        "answer": freeze_answer(view, standing.newest) if standing.newest else None,
        "evidence": evidence,
        "ledger": ledger,
        "before": before,
        "challenges": challenges,
    }


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def _sentence(view: View, standing: Standing) -> str:
    """The sentence that the owner was shown, with why the rating is another where it is."""
    said, ratings = standing.newest, standing.ratings
    if said is None:
        return ratings.reported.reasons[-1] if ratings.reported else ""
    return board_reads(view.session, standing, said, on=view.today, partnership=view.partnership)


def freeze_answer(view: View, update: Update) -> AnswerFacts:
    """One answer."""
    reasons = view.partnership.delay_reasons
    return {
        "number": update.number,
        "at": _instant(update.received_at),
        "by": view.name(update.author_id) or "the plan's file",
        "on_behalf_of": view.name(update.on_behalf_of_id),
        "cycle": update.series if update.cycle_id is not None else None,
        "in_cycle": update.cycle_id == view.cycle.id,
        "late": update.late,
        "rating": update.rating.value if update.rating else None,
        "delivered": update.delivered,
        "no_change": update.no_change,
        "words": update.words,
        "next_steps": update.next_steps,
        "reason": update.reason,
        "delay_reason": reasons.get(update.delay_reason or "", update.delay_reason),
        "recovery": update.recovery,
        "forecast": _iso(update.forecast),
        "help_needed": update.help_needed,
        "evidence": list(update.evidence),
    }


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def freeze_late(view: View) -> list[tuple[str, AnswerFacts]]:
    """The answers that came after the figures closed, with their actions' references."""
    return [
        (standing.action.ref, freeze_answer(view, update))
        for standing in view.later.values()
        for update in standing.answers
        if view.closed_at < update.received_at <= view.now and update.kind is not UpdateKind.IMPORT
    ]


def _kpis(view: View) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in view.session.scalars(select(ActionKpi).order_by(ActionKpi.kpi_ref)):
        found.setdefault(row.action_id, []).append(row.kpi_ref)
    return found


def _evidence(view: View) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for row in view.session.scalars(
        select(EvidenceItem).where(EvidenceItem.at <= view.closed_at).order_by(EvidenceItem.id)
    ):
        found.setdefault(row.action_id, []).append(row.link)
    return found


def _challenges(view: View) -> dict[int, list[ChallengeFacts]]:
    """The questions of this cycle that are marked for the paper, with the answers until now."""
    found: dict[int, list[ChallengeFacts]] = {}
    for row in for_paper(view.session, view.cycle, view.now):
        found.setdefault(row.action_id, []).append(
            {
                "asked_by": asked_in_name_of(row),
                "by": row.by.name,
                "at": _instant(row.at),
                "question": row.question,
                "replies": [
                    {"at": _instant(r.at), "by": r.by.name if r.by else "", "words": r.words}
                    for r in row.replies
                    if r.at <= view.now
                ],
            }
        )
    return found


def _before(view: View) -> dict[str, BeforeFacts]:
    """How each action stood in the report before; empty at the first report."""
    if view.before_snapshot is None:
        return {}
    return {
        action["ref"]: {
            "rating": _value(action),
            "stage": action["stage"],
            "due": action["due"],
        }
        for action in view.before_snapshot["actions"]
    }


def _value(action: ActionFacts) -> str | None:
    reported = action["ratings"]["reported"]
    return reported["value"] if reported else None

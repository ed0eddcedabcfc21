"""Everything about one action, with its history, as it was known at an instant.

Plain JSON values: the command's `--json`, the terminal and the chat's card all show this.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.challenge import Challenge, ChallengeState
from models.change import ChangeRequest, Handover, HandoverState, Succession
from models.cycle import Ask, Cycle
from models.evidence import EvidenceItem, ImpactNote
from models.kpi import ActionKpi
from models.partnership import Partnership
from models.people import Person
from models.plan import Action, ActionChange, Milestone
from models.rating_view import ratings_json
from models.standing import Standing, standings
from models.update import Moderation, Update

Json = dict[str, Any]


def dossier(
    session: Session, action: Action, at: datetime, partnership: Partnership
) -> Json | None:
    """The action's dossier at an instant; None where it was not in the plan then."""
    plan = standings(session, action.plan_id, at, partnership)
    standing = plan.get(action.id)
    if standing is None:
        return None
    names = _Names(session)
    return {
        **_fields(action, standing, names),
        "as_at": at.isoformat(),
        "kpis": list(
            session.scalars(
                select(ActionKpi.kpi_ref)
                .where(ActionKpi.action_id == action.id)
                .order_by(ActionKpi.kpi_ref)
            )
        ),
        "depends_on": list(standing.facts.needs),
        "needed_by": [s.action.ref for s in plan.values() if action.ref in s.facts.needs],
        "marks": [mark.value for mark in standing.ratings.marks],
        "ratings": ratings_json(standing.ratings),
        "reported_is": standing.ratings.whose.value if standing.ratings.whose else None,
        "milestones": [
            {"title": m.title, "due": _iso(m.due), "done_on": _iso(m.done_on)}
            for m in session.scalars(
                select(Milestone).where(Milestone.action_id == action.id).order_by(Milestone.id)
            )
        ],
        "answers": [_answer(u, names) for u in _rows(session, Update, action, "received_at", at)],
        "moderations": [
            {"at": _iso(m.at), "level": m.level.value, "rating": m.rating.value,
             "reason": m.reason, "by": names.of(m.by_id), "cycle": names.cycle(m.cycle_id),
             "kept": m.kept, "answers": _replies(m.replies, at, names)}
            for m in _rows(session, Moderation, action, "at", at)
        ],
        "challenges": [
            _challenge(c, at, names) for c in _rows(session, Challenge, action, "at", at)
        ],
        "evidence": [
            _evidence(e, at, names) for e in _rows(session, EvidenceItem, action, "at", at)
        ],
        "impact": [
            {"at": _iso(n.at), "by": names.of(n.by_id), "words": n.words,
             "figure": n.observation_id, "why_no_figure": n.why_no_figure}
            for n in _rows(session, ImpactNote, action, "at", at)
        ],
        "change_requests": [
            _request(r, at, names) for r in _rows(session, ChangeRequest, action, "at", at)
        ],
        "handovers": [
            _handover(h, at, names) for h in _rows(session, Handover, action, "at", at)
        ],
        "replaced_by": _successors(session, action, at),
        "asks": [_ask(ask, names) for ask in _rows(session, Ask, action, "made_at", at)],
        "changes": [_change(c, names) for c in _rows(session, ActionChange, action, "at", at)],
    }  # fmt: skip


class _Names:
    """The names of people and cycles, read once each."""

    def __init__(self, session: Session) -> None:
        self._people = {p.id: p for p in session.scalars(select(Person))}
        self._cycles = {c.id: c.code for c in session.scalars(select(Cycle))}

    def of(self, person_id: int | None) -> str | None:
        """The person's name."""
        return self._people[person_id].name if person_id is not None else None

    def person(self, person_id: int | None) -> Json | None:
        """The person with address and organisation."""
        if person_id is None:
            return None
        person = self._people[person_id]
        organisation = person.organisation.name if person.organisation else None
        return {"name": person.name, "email": person.email, "organisation": organisation}

    def cycle(self, cycle_id: int | None) -> str | None:
        """The cycle's code."""
        return self._cycles.get(cycle_id) if cycle_id is not None else None


def _evidence(item: EvidenceItem, at: datetime, names: _Names) -> Json:
    """An item with what verifiers had said of it by then."""
    return {
        "id": item.id, "kind": item.kind.value, "link": item.link, "title": item.title,
        "sha256": item.sha256, "by": names.of(item.by_id), "at": _iso(item.at),
        "reviews": [
            {"at": _iso(r.at), "by": names.of(r.by_id), "decision": r.decision.value,
             "reason": r.reason}
            for r in item.reviews
            if r.at <= at
        ],
    }  # fmt: skip


def _iso(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def _rows(session: Session, table: Any, action: Action, when: str, at: datetime) -> list[Any]:
    moment = getattr(table, when)
    return list(
        session.scalars(
            select(table).where(table.action_id == action.id, moment <= at).order_by(table.id)
        )
    )


def _fields(action: Action, standing: Standing, names: _Names) -> Json:
    then, newest = standing.action, standing.newest
    return {
        "ref": action.ref,
        "title": then.title,
        "area": {"no": action.area.number, "title": action.area.title},
        "owner": names.person(then.owner_id),
        "deputy": names.person(then.deputy_id),
        "accountable": names.person(then.accountable_id or action.area.accountable_id),
        "co_owners": action.co_owners,
        "stage": then.stage.value if then.stage else None,
        "start": _iso(then.start),
        "original_due": _iso(then.original_due),
        "due": _iso(then.due),
        "due_words": then.due_words,
        "moves": then.moves,
        "forecast": _iso(newest.forecast) if newest else None,
        "delivered_on": _iso(then.delivered_on),
        "verified_on": _iso(then.verified_on),
        "embedded_on": _iso(then.embedded_on),
        "monitoring": standing.facts.monitoring.value,
        "disputed_by": names.of(then.disputed_by_id),
        "evidence_expected": then.evidence_expected,
        "success_measure": then.success_measure,
        "extra": action.extra,
    }


def _answer(update: Update, names: _Names) -> Json:
    return {
        "number": update.number,
        "kind": update.kind.value,
        "at": _iso(update.received_at),
        "cycle": names.cycle(update.cycle_id),
        "by": names.of(update.author_id),
        "on_behalf_of": names.of(update.on_behalf_of_id),
        "source": update.source,
        "source_on": _iso(update.source_on),
        "door": update.door,
        "rating": update.rating.value if update.rating else None,
        "delivered": update.delivered,
        "no_change": update.no_change,
        "words": update.words,
        "next_steps": update.next_steps,
        "reason": update.reason,
        "delay_reason": update.delay_reason,
        "recovery": update.recovery,
        "forecast": _iso(update.forecast),
        "help_needed": update.help_needed,
        "evidence": update.evidence,
        "late": update.late,
    }


def _ask(ask: Ask, names: _Names) -> Json:
    return {
        "cycle": names.cycle(ask.cycle_id),
        "asked": names.of(ask.asked_id),
        "owner": names.of(ask.owner_id),
        "why_not": ask.why_not.value if ask.why_not else None,
        "delivered_at": _iso(ask.delivered_at),
        "opened_at": _iso(ask.opened_at),
    }


def _replies(rows: list[Any], at: datetime, names: _Names) -> list[Json]:
    """What was answered by then, the oldest first."""
    return [
        {"at": _iso(row.at), "by": names.of(row.by_id), "words": row.words}
        for row in rows
        if row.at <= at
    ]


def _challenge(challenge: Challenge, at: datetime, names: _Names) -> Json:
    answers = _replies(challenge.replies, at, names)
    settled = challenge.settled_at is not None and challenge.settled_at <= at
    state = challenge.state if settled else ChallengeState.OPEN
    return {
        "at": _iso(challenge.at),
        "by": names.of(challenge.by_id),
        "level": challenge.level.value,
        "to": names.of(challenge.to_id),
        "question": challenge.question,
        "about": challenge.update_id,
        "for_paper": challenge.for_paper,
        "state": state.value,
        "answers": answers,
    }


def _change(change: ActionChange, names: _Names) -> Json:
    is_person = change.field.endswith("_id") and change.field != "area_id"
    before, after = change.before, change.after
    return {
        "at": _iso(change.at),
        "kind": change.kind.value,
        "field": change.field.removesuffix("_id"),
        "from": names.of(before) if is_person else before,
        "to": names.of(after) if is_person else after,
        "by": names.of(change.by_id),
        "second": names.of(change.second_id),
        "reason": change.reason,
    }


def _request(asked: ChangeRequest, at: datetime, names: _Names) -> Json:
    """A request with the steps that it had taken by then."""
    steps = [step for step in asked.steps if step.at <= at]
    return {
        "id": asked.id,
        "at": _iso(asked.at),
        "by": names.of(asked.by_id),
        "topic": asked.topic.value,
        "from": asked.before,
        "to": asked.after,
        "reason": asked.reason,
        "delay_reason": asked.delay_reason,
        "impact": asked.impact,
        "state": steps[-1].state.value if steps else asked.state.value,
        "steps": [
            {
                "at": _iso(step.at),
                "state": step.state.value,
                "level": step.level.value if step.level else None,
                "by": names.of(step.by_id),
                "reason": step.reason,
                "minute": step.minute,
                "external_body": step.external_body,
                "external_on": _iso(step.external_on),
            }
            for step in steps
        ],
    }


def _handover(offered: Handover, at: datetime, names: _Names) -> Json:
    """An offer to a new owner, as it stood then."""
    is_settled = offered.settled_at is not None and offered.settled_at <= at
    return {
        "at": _iso(offered.at),
        "from": names.of(offered.from_id),
        "to": names.of(offered.to_id),
        "by": names.of(offered.by_id),
        "state": (offered.state if is_settled else HandoverState.OFFERED).value,
        "answer": offered.answer if is_settled else "",
    }


def _successors(session: Session, action: Action, at: datetime) -> list[str]:
    """The actions that took its place by then."""
    refs = session.scalars(
        select(Action.ref)
        .join(Succession, Succession.successor_id == Action.id)
        .where(Succession.action_id == action.id, Succession.at <= at)
        .order_by(Action.position)
    )
    return list(refs)

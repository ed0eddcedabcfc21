"""A cycle's actions as a moderator looks at them: three ratings side by side, words, flags.

The figures are those of the paper: as they closed at the cut-off, with every moderation until now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from handlers.cycle_of import cut_off_of
from handlers.moderating.item import Item
from handlers.moderating.past_reports import Reported, reported_before
from handlers.paper.measuring import (
    MeasuredOn,
    measures_by_action,
    measures_of,
    observations,
    seen_of,
)
from models.cycle import Cycle
from models.evidence import EvidenceItem
from models.flags import FlagFacts, Words, flags_of, urgency
from models.kpi_trend import ActionSeen, KpiSeen, reading_note
from models.partnership import Partnership
from models.rating import needed
from models.rating_facts import Needed
from models.standing import Standing, standings
from models.states import LIVE, EvidenceDecision, Rating, Stage
from models.update import Moderation, Update, UpdateKind

MODERATED_STAGES = LIVE | {Stage.DELIVERED}
"""What is proven, put aside or not agreed yet has no rating that anybody could set."""


@dataclass(frozen=True, slots=True)
class _Look:
    session: Session
    cycle: Cycle
    partnership: Partnership
    now: datetime
    closed_at: datetime
    plan: dict[int, Standing]
    by_ref: dict[str, Standing]

    @property
    def today(self) -> date:
        return self.now.astimezone(self.partnership.zone).date()

    def day(self, at: datetime) -> date:
        return at.astimezone(self.partnership.zone).date()


def looked_at(
    session: Session,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    plan: dict[int, Standing] | None = None,
) -> list[Item]:
    """Every action of a cycle that can be moderated, the worst and most flagged first.

    `plan` is how it stands as the figures closed, where that has been read already.
    """
    closed_at = min(now, cut_off_of(session, cycle, partnership))
    if plan is None:
        plan = standings(session, cycle.plan_id, closed_at, partnership, moderated_until=now)
    by_ref = {standing.action.ref: standing for standing in plan.values()}
    look = _Look(session, cycle, partnership, now, closed_at, plan, by_ref)
    past = reported_before(session, cycle, partnership.flags.greens_running)
    measures, evidence = _measures(look), _evidence(look)
    moderations, late = _moderations(look), _late(look)
    items = [
        _item(
            look,
            standing,
            past=[report[standing.action.ref] for report in past if standing.action.ref in report],
            measures=measures.get(standing.action.id, ()),
            evidence=evidence.get(standing.action.id, 0),
            moderations=moderations.get(standing.action.id, []),
            late=late.get(standing.action.id),
        )
        for standing in plan.values()
        if standing.ratings.stage in MODERATED_STAGES
    ]
    return sorted(
        items, key=lambda i: (*urgency(i.standing.ratings, i.flags), i.standing.action.position)
    )


def unmoderated(
    session: Session,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    plan: dict[int, Standing] | None = None,
) -> tuple[str, ...]:
    """The references of the exceptions on which nobody has decided yet, the worst first.

    Who signs a report over these overrides the moderation in their own name.
    """
    items = looked_at(session, cycle, now=now, partnership=partnership, plan=plan)
    return tuple(item.ref for item in items if item.wants_word)


def _item(
    look: _Look,
    standing: Standing,
    *,
    past: Sequence[Reported],
    measures: Sequence[str],
    evidence: int,
    moderations: list[Moderation],
    late: Update | None,
) -> Item:
    before = past[-1] if past else None
    in_force = max(moderations, key=lambda m: (m.level.rank, m.at, m.id), default=None)
    said, said_before = _words(look, standing)
    facts = FlagFacts(
        standing.ratings,
        look.today,
        past=tuple(report.rating for report in past) or (_of_the_plan(standing),),
        due=standing.action.due,
        was_moved=before is not None and before.due != standing.action.due,
        forecast=standing.facts.forecast,
        forecast_before=before.forecast if before else None,
        said=said,
        said_before=said_before,
        fresh_on=said.on if said else None,
        needs=_needs(look, standing),
        evidence=evidence,
        measures=tuple(measures),
        policy=look.partnership.flags,
        scheme=look.partnership.scheme,
    )
    return Item(
        standing,
        flags_of(facts),
        last=before.rating if before else _of_the_plan(standing),
        is_first=before is None,
        evidence=evidence,
        late=late,
        decided=in_force,
        newest=moderations[-1] if moderations else None,
    )


def _of_the_plan(standing: Standing) -> Rating | None:
    """The rating that came with the plan's file."""
    imported = (u.rating for u in standing.answers if u.kind is UpdateKind.IMPORT)
    return next(imported, None)


def _words(look: _Look, standing: Standing) -> tuple[Words | None, Words | None]:
    """What was said last, "no change" apart, and what was said for the report before."""
    told = [u for u in standing.answers if not (u.no_change and not u.words)]
    newest = told[-1] if told else None
    before = None
    if newest is not None and newest.cycle_id == look.cycle.id:
        earlier = (u for u in reversed(told) if u.cycle_id != look.cycle.id)
        before = next(earlier, None)
    return _said(look, newest) if newest else None, _said(look, before) if before else None


def _said(look: _Look, update: Update) -> Words:
    return Words(
        look.day(update.received_at),
        update.words,
        update.reason or (update.delay_reason or ""),
        update.recovery or update.next_steps,
        update.rating,
    )


def _needs(look: _Look, standing: Standing) -> tuple[Needed, ...]:
    found = (look.by_ref.get(ref) for ref in standing.facts.needs)
    return tuple(needed(other.facts, other.ratings) for other in found if other is not None)


def _measures(look: _Look) -> dict[int, list[str]]:
    """For each action the sentences in which a measure disagrees with it."""
    here = look.partnership
    on = MeasuredOn(look.session, look.cycle.plan_id, look.today, here.zone, here.scheme)
    rows = observations(look.session)
    seen = {kpi.ref: seen_of(on, kpi, rows[kpi.id]) for kpi in measures_of(on)}
    found: dict[int, list[str]] = {}
    for action_id, refs in measures_by_action(look.session).items():
        if (standing := look.plan.get(action_id)) is not None:
            kpis = [seen[ref] for ref in refs if ref in seen]
            found[action_id] = _disagreements(standing, kpis, here)
    return found


def _disagreements(standing: Standing, kpis: list[KpiSeen], here: Partnership) -> list[str]:
    ratings = standing.ratings
    action = ActionSeen(standing.action.ref, ratings.stage, ratings.value)
    return [note for kpi in kpis if (note := reading_note(kpi, [action], scheme=here.scheme))]


def _evidence(look: _Look) -> dict[int, int]:
    """How many items of evidence each action has that no verifier has returned."""
    found: dict[int, int] = defaultdict(int)
    items = select(EvidenceItem).where(EvidenceItem.at <= look.now)
    for item in look.session.scalars(items.options(selectinload(EvidenceItem.reviews))):
        last = {review.by_id: review.decision for review in item.reviews}
        found[item.action_id] += EvidenceDecision.RETURNED not in last.values()
    return found


def _moderations(look: _Look) -> dict[int, list[Moderation]]:
    """What was decided for this report, by action, the oldest first."""
    found: dict[int, list[Moderation]] = defaultdict(list)
    rows = select(Moderation).where(Moderation.cycle_id == look.cycle.id, Moderation.at <= look.now)
    for row in look.session.scalars(rows.order_by(Moderation.id)):
        found[row.action_id].append(row)
    return found


def _late(look: _Look) -> dict[int, Update]:
    """The answers that came after the figures had closed: they count in the next report."""
    rows = look.session.scalars(
        select(Update)
        .where(Update.received_at > look.closed_at, Update.received_at <= look.now)
        .order_by(Update.id)
    )
    return {row.action_id: row for row in rows if row.kind is not UpdateKind.WITHDRAWN}

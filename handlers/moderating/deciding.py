"""One moderation, whichever way it came: checked, appended, recorded, told to the owner.

Both ratings stay and both are shown. A later level wins over an earlier one, whoever is quicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.allowed import require, standing_of
from handlers.audience import absence_of
from handlers.moderating.item import Item
from handlers.reporting.reports import newest as newest_report
from handlers.request import RefusedError, Request
from handlers.tell import tell
from handlers.wording.moderated import Decided, ToOwner, owner_told
from models.audit import record
from models.cycle import Cycle
from models.message import Button
from models.people import Person
from models.permissions import Act
from models.plan import Action
from models.rating_sides import LEVEL_WORDS
from models.report import ReportState
from models.spoken import MONTHS, day_in_words, list_in_words, moment_in_words
from models.states import Level, Rating
from models.update import Moderation, Update


@dataclass(frozen=True, slots=True)
class Decision:
    """What somebody decides about one action for one report."""

    action: Action
    cycle: Cycle
    level: Level
    rating: Rating
    reason: str = ""
    kept: bool = False
    update_id: int | None = None
    """The answer that was looked at."""
    meeting_id: int | None = None


def decide(request: Request, decision: Decision) -> Moderation:
    """Append a decision, with its event; the owner of a rating that is set is told.

    Raises:
        RefusedError: they may not, not at this level, or not for this report any more.
    """
    action, cycle = decision.action, decision.cycle
    require(request, Act.MODERATE, action=action)
    if request.person is None:
        raise RefusedError("A rating is moderated by a person, in chat.")
    _refuse_level(request, decision)
    _refuse_past(cycle, decision.level, request.today)
    row = Moderation(
        action_id=action.id,
        cycle_id=cycle.id,
        level=decision.level,
        rating=decision.rating,
        reason=decision.reason,
        kept=decision.kept,
        update_id=decision.update_id,
        meeting_id=decision.meeting_id,
        by=request.person,
        at=request.now,
    )
    request.session.add(row)
    request.session.flush()
    record(
        request.session,
        request.actor,
        "rating_kept" if decision.kept else "rating_moderated",
        at=request.now,
        entity="action",
        entity_id=action.ref,
        after={"rating": decision.rating, "level": decision.level, "cycle": cycle.code},
        reason=decision.reason or None,
    )
    if not decision.kept:
        _tell_owner(request, action, row)
    return row


def lock(session: Session, action: Action) -> None:
    """Queue behind whoever decides on the same action, until the transaction ends."""
    session.execute(select(Action.id).where(Action.id == action.id).with_for_update())


def levels_of(request: Request, action: Action | None = None) -> tuple[Level, ...]:
    """The levels at which who asks may decide, their own first, then the meetings' they record."""
    levels = request.partnership.policy.levels(standing_of(request, action=action))
    own = [level for level in levels if level in {Level.PROGRAMME_OFFICE, Level.CHAIR}]
    return (*reversed(own), *(level for level in levels if level not in own))


def own_level(request: Request, action: Action | None = None) -> Level:
    """The level at which who asks decides if they say nothing else.

    Raises:
        RefusedError: they may not moderate at all.
    """
    levels = levels_of(request, action)
    if not levels:
        require(request, Act.MODERATE, action=action)
        raise RefusedError(request.partnership.policy.who_can(Act.MODERATE))
    return levels[0]


def _refuse_level(request: Request, decision: Decision) -> None:
    levels = levels_of(request, decision.action)
    if decision.level not in levels:
        mine = list_in_words((LEVEL_WORDS[level] for level in levels), "or")
        raise RefusedError(
            f"You can decide as {mine}, not as {LEVEL_WORDS[decision.level]}, so nothing is"
            " recorded.",
            act=Act.MODERATE.value,
        )


def _refuse_past(cycle: Cycle, level: Level, today: date) -> None:
    """A report is moderated until its Board has met; the Board's own word may follow."""
    last = cycle.actions_arising_issued if level is Level.BOARD else cycle.board_meeting
    month = MONTHS[cycle.board_meeting.month - 1]
    if today > last:
        met = day_in_words(cycle.board_meeting, seen_from=today)
        raise RefusedError(
            f"{month}'s Board met on {met}, so its ratings stand. What has changed since goes into"
            " the next report.",
            ways=(Button("Show today's queue", "moderation"),),
        )
    if today < cycle.collection_opens:
        opens = day_in_words(cycle.collection_opens, seen_from=today)
        raise RefusedError(f"{month}'s collection opens on {opens}; there is nothing to moderate.")


def in_force(session: Session, action_id: int, cycle_id: int | None) -> Moderation | None:
    """What counts for a report: of the highest level, then the newest."""
    rows = moderations_of(session, action_id, cycle_id)
    return max(rows, key=lambda m: (m.level.rank, m.at, m.id), default=None)


def moderations_of(session: Session, action_id: int, cycle_id: int | None) -> list[Moderation]:
    """Every decision about an action for a report, the oldest first."""
    return list(
        session.scalars(
            select(Moderation)
            .where(Moderation.action_id == action_id, Moderation.cycle_id == cycle_id)
            .order_by(Moderation.id)
        )
    )


def decided_words(request: Request, row: Moderation) -> str:
    """A decision as one sentence."""
    return decided_of(request, row).sentence(request.partnership.scheme)


def decided_of(request: Request, row: Moderation) -> Decided:
    """A decision in words."""
    on = moment_in_words(row.at, request.partnership.zone, seen_from=request.today)
    return Decided(row.by.name, row.level, row.rating, row.reason, row.kept, on)


def outcome(request: Request, item: Item, row: Moderation) -> str:
    """What came of a decision, for who made it, and what counts now."""
    said = request.partnership.scheme.said(row.rating)
    did = f"{item.ref}: {said}, kept." if row.kept else f"{item.ref}: set to {said}."
    return f"{did} {overruled(request, row)}".strip()


def overruled(request: Request, row: Moderation) -> str:
    """That a later level has decided already, where it has."""
    stands = in_force(request.session, row.action_id, row.cycle_id)
    if stands is None or stands.id == row.id:
        return ""
    return (
        f"{request.partnership.scheme.said(stands.rating)} by {LEVEL_WORDS[stands.level]} still"
        " counts: a later level wins."
    )


def signed_words(request: Request, cycle: Cycle) -> str:
    """That the report is signed, so that what is decided now waits for the next version."""
    report = newest_report(request.session, cycle)
    if report is None or report.state is ReportState.DRAFT:
        return ""
    return (
        f"Version {report.version} of this report is signed and stays as it is. What you decide"
        " now counts once the report is reopened."
    )


def _tell_owner(request: Request, action: Action, row: Moderation) -> None:
    """Tell the owner privately; while they are away, their deputy."""
    person = _whom(request, action)
    if person is None or (request.person is not None and person.id == request.person.id):
        return
    scheme = request.partnership.scheme
    stands = in_force(request.session, action.id, row.cycle_id) or row
    told = ToOwner(
        action.ref,
        row.id,
        decided_of(request, row),
        goes_as=scheme.said(stands.rating),
        is_in_force=stands.id == row.id,
        own=_own(request, row),
    )
    tell(
        request.session,
        person,
        owner_told(told, scheme),
        key=f"moderated:{row.id}",
        now=request.now,
        cycle_id=row.cycle_id,
    )


def _whom(request: Request, action: Action) -> Person | None:
    owner = request.session.get(Person, action.owner_id or 0)
    if owner is None or owner.is_vacant:
        return action.accountable
    absence = absence_of(request.session, owner.id, request.today)
    if absence is None:
        return owner
    return absence.deputy or request.session.get(Person, action.deputy_id or 0) or owner


def _own(request: Request, row: Moderation) -> str:
    update = request.session.get(Update, row.update_id or 0)
    if update is None or update.rating is None:
        return ""
    return request.partnership.scheme.said(update.rating)

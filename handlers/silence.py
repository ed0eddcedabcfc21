"""The ledger of silence: for each person and action of a cycle how far its answer has come.

From it come the lists that go upwards after the cut-off, the rates by organisation, and what
`rollcall silence` prints. There is no league table of names.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from models.cycle import Ask, Cycle, WhyNotAsked
from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.people import Absence, Person
from models.plan import Action
from models.states import Silence
from models.update import Reading, ReadingState, Update, UpdateKind

ANSWERED = frozenset({Silence.ANSWERED, Silence.LATE, Silence.WORDS_AWAITED})
"""What counts as an answer in the rates."""
NOT_EXPECTED = frozenset({Silence.ABSENT, Silence.VACANT, Silence.DISPUTED})
"""What nobody can be expected to have answered: not counted as asked in the rates."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in one cycle."""

    action: Action
    owner: Person | None
    asked: Person | None
    state: Silence
    asked_at: datetime | None = None
    reminded_at: datetime | None = None
    opened_at: datetime | None = None
    answered_at: datetime | None = None
    snoozed_until: date | None = None
    away_until: date | None = None
    is_late: bool = False
    why: str = ""
    """Why the ask did not arrive, in the courier's words."""

    @property
    def organisation(self) -> str:
        """Whose answer it is, by the owner's organisation."""
        found = self.owner.organisation if self.owner else None
        return found.name if found else "No organisation"

    @property
    def is_missing(self) -> bool:
        """Whether there is no answer, whatever the reason."""
        return self.state not in ANSWERED


@dataclass(frozen=True, slots=True)
class _Record:
    """What the ledger reads, by action or by person."""

    answers: Mapping[int, Update]
    waiting: Collection[int]
    away: Mapping[int, Absence]
    said: Mapping[tuple[int | None, Step], Occasion]


def ledger(
    session: Session, cycle: Cycle, *, now: datetime, partnership: Partnership
) -> list[Entry]:
    """Every action of a cycle with where its answer stands, in the order of the references."""
    asks = session.scalars(
        select(Ask)
        .where(Ask.cycle_id == cycle.id)
        .join(Action, Action.id == Ask.action_id)
        .order_by(Action.position, Action.id)
        .options(joinedload(Ask.action), joinedload(Ask.owner), joinedload(Ask.asked))
    ).all()
    seen = _Record(
        answers=_answers(session, cycle),
        waiting=_waiting(session, cycle),
        away=_away(session, now.astimezone(partnership.zone).date()),
        said=_said(session, cycle),
    )
    return [_entry(ask, seen) for ask in asks]


def _entry(ask: Ask, seen: _Record) -> Entry:
    answer = seen.answers.get(ask.action_id)
    asked_said = seen.said.get((ask.asked_id, Step.ASK))
    reminded = seen.said.get((ask.asked_id, Step.REMINDER))
    absence = seen.away.get(ask.owner_id or 0)
    return Entry(
        action=ask.action,
        owner=ask.owner,
        asked=ask.asked,
        state=_state(ask, answer, seen),
        asked_at=ask.delivered_at,
        reminded_at=_sent_at(reminded, ask.action_id),
        opened_at=ask.opened_at,
        answered_at=answer.received_at if answer else None,
        snoozed_until=ask.snoozed_until,
        away_until=absence.ends if absence else None,
        is_late=answer.late if answer else False,
        why=asked_said.why if asked_said and asked_said.state in FAILED else "",
    )


FAILED = frozenset({OccasionState.REFUSED, OccasionState.HELD})


def _state(ask: Ask, answer: Update | None, seen: _Record) -> Silence:
    if answer is not None:
        if answer.awaits_words:
            return Silence.WORDS_AWAITED
        return Silence.LATE if answer.late else Silence.ANSWERED
    if ask.action_id in seen.waiting:
        return Silence.WAITS_FOR_CONFIRMATION
    if ask.action.disputed_by_id is not None or ask.why_not is WhyNotAsked.DISPUTED:
        return Silence.DISPUTED
    if ask.why_not is WhyNotAsked.VACANT:
        return Silence.VACANT
    if ask.why_not is WhyNotAsked.ABSENT or ask.asked_id in seen.away:
        return Silence.ABSENT
    if ask.delivered_at is None:
        return Silence.NOT_DELIVERED
    return Silence.DELIVERED if ask.opened_at is None else Silence.OPENED


def _sent_at(occasion: Occasion | None, action_id: int) -> datetime | None:
    """When a message that named the action was sent."""
    if occasion is None or occasion.state is not OccasionState.SENT:
        return None
    return occasion.settled_at if action_id in occasion.about.get("action_ids", ()) else None


def _answers(session: Session, cycle: Cycle) -> dict[int, Update]:
    rows = session.scalars(select(Update).where(Update.cycle_id == cycle.id).order_by(Update.id))
    newest = {row.action_id: row for row in rows}
    return {key: row for key, row in newest.items() if row.kind is not UpdateKind.WITHDRAWN}


def _waiting(session: Session, cycle: Cycle) -> frozenset[int]:
    rows = session.scalars(
        select(Reading).where(Reading.cycle_id == cycle.id, Reading.state == ReadingState.WAITING)
    )
    return frozenset(action_id for row in rows for action_id in row.action_ids)


def _away(session: Session, today: date) -> dict[int, Absence]:
    rows = session.scalars(
        select(Absence)
        .where(Absence.starts <= today, Absence.ends >= today, Absence.cancelled_at.is_(None))
        .order_by(Absence.id)
    )
    return {row.person_id: row for row in rows}


def _said(session: Session, cycle: Cycle) -> dict[tuple[int | None, Step], Occasion]:
    rows = session.scalars(
        select(Occasion).where(
            Occasion.cycle_id == cycle.id, Occasion.step.in_((Step.ASK, Step.REMINDER))
        )
    )
    return {(row.person_id, row.step): row for row in rows}

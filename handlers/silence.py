"""The ledger of silence: for each person and action of a cycle how far its answer has come.

From it come the lists that go upwards after the cut-off, the rates by organisation, and what
`rollcall silence` prints. There is no league table of names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from handlers.cycle_of import cut_off_of
from models.cycle import Ask, Cycle, WhyNotAsked
from models.delivery import Occasion, OccasionState, Step
from models.partnership import Partnership
from models.people import Absence, Person
from models.plan import Action
from models.silence import IN, AskStory, ledger_entry
from models.states import Silence
from models.update import Reading, ReadingState, Update, UpdateKind

FAILED = frozenset({OccasionState.REFUSED, OccasionState.HELD})


@dataclass(frozen=True, slots=True)
class Entry:
    """One action in one cycle."""

    action: Action
    owner: Person | None
    asked: Person | None
    state: Silence
    since: datetime | None = None
    is_silent: bool = False
    """The ask arrived, the cut-off has passed, and nothing was said."""
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
        return self.state not in IN


@dataclass(frozen=True, slots=True)
class _Record:
    """What the ledger reads, by action or by person, as at an instant."""

    now: datetime
    cut_off: datetime
    answers: Mapping[int, Update]
    waiting: Mapping[int, datetime]
    away: Mapping[int, Absence]
    """Who is away today, or was on the day of the cut-off where that has passed."""
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
    today = now.astimezone(partnership.zone).date()
    seen = _Record(
        now=now,
        cut_off=cut_off_of(session, cycle, partnership),
        answers=_answers(session, cycle),
        waiting=_waiting(session, cycle),
        away=_away(session, min(today, cycle.update_cut_off)),
        said=_said(session, cycle),
    )
    return [_entry(ask, seen) for ask in asks]


def _entry(ask: Ask, seen: _Record) -> Entry:
    answer = seen.answers.get(ask.action_id)
    asked_said = seen.said.get((ask.asked_id, Step.ASK))
    reminded = seen.said.get((ask.asked_id, Step.REMINDER))
    absence = seen.away.get(ask.owner_id or 0)
    stands = ledger_entry(_story(ask, answer, seen), seen.now)
    return Entry(
        action=ask.action,
        owner=ask.owner,
        asked=ask.asked,
        state=stands.state,
        since=stands.since,
        is_silent=stands.is_silent,
        asked_at=ask.delivered_at,
        reminded_at=_sent_at(reminded, ask.action_id),
        opened_at=ask.opened_at,
        answered_at=answer.received_at if answer else None,
        snoozed_until=ask.snoozed_until,
        away_until=absence.ends if absence else None,
        is_late=stands.is_late,
        why=asked_said.why if asked_said and asked_said.state in FAILED else "",
    )


def _story(ask: Ask, answer: Update | None, seen: _Record) -> AskStory:
    disputed_at = ask.action.disputed_at if ask.action.disputed_by_id is not None else None
    return AskStory(
        cut_off=seen.cut_off,
        delivered_at=ask.delivered_at,
        opened_at=ask.opened_at,
        waiting_since=seen.waiting.get(ask.action_id),
        answered_at=answer.received_at if answer else None,
        words_awaited=answer.awaits_words if answer else False,
        disputed_at=disputed_at,
        is_vacant=ask.why_not is WhyNotAsked.VACANT,
        is_absent=ask.why_not is WhyNotAsked.ABSENT or ask.asked_id in seen.away,
    )


def _sent_at(occasion: Occasion | None, action_id: int) -> datetime | None:
    """When a message that named the action was sent."""
    if occasion is None or occasion.state is not OccasionState.SENT:
        return None
    return occasion.settled_at if action_id in occasion.about.get("action_ids", ()) else None


def _answers(session: Session, cycle: Cycle) -> dict[int, Update]:
    rows = session.scalars(select(Update).where(Update.cycle_id == cycle.id).order_by(Update.id))
    newest = {row.action_id: row for row in rows}
    return {key: row for key, row in newest.items() if row.kind is not UpdateKind.WITHDRAWN}


def _waiting(session: Session, cycle: Cycle) -> dict[int, datetime]:
    rows = session.scalars(
        select(Reading)
        .where(Reading.cycle_id == cycle.id, Reading.state == ReadingState.WAITING)
        .order_by(Reading.id)
    )
    return {action_id: row.at for row in rows for action_id in row.action_ids}


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

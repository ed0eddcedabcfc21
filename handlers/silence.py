"""The ledger of silence: for each person and action of a cycle how far its answer has come.

From it come the lists that go upwards after the cut-off, the rates by organisation, and what
`rollcall silence` prints. There is no league table of names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from handlers.cycle_of import cut_off_of
from models.cycle import Ask, Cycle, WhyNotAsked
from models.delivery import Occasion, OccasionState, Posted, Step
from models.partnership import Partnership
from models.people import Absence, Person
from models.plan import Action, ActionChange
from models.silence import IN, AskStory, ledger_entry
from models.states import Silence, Stage
from models.update import Reading, ReadingState, Update, UpdateKind

TELLING = frozenset(
    {OccasionState.REFUSED, OccasionState.HELD, OccasionState.SENT, OccasionState.OWED}
)
"""The states of an ask whose reason says how it was reached, or why it was not."""


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
    reached_by: str = ""
    """The platform by which the ask reached them; "" where it did not."""
    why: str = ""
    """Why the ask did not arrive, waits, or came another way than the one they prefer."""

    @property
    def organisation(self) -> str:
        """Whose answer it is, by the owner's organisation."""
        found = self.owner.organisation if self.owner else None
        return found.name if found else "No organisation"

    @property
    def is_missing(self) -> bool:
        """Whether there is no answer, whatever the reason."""
        return self.state not in IN


RESTING = frozenset({Stage.SUSPENDED, Stage.WITHDRAWN, Stage.SUPERSEDED})
"""An action that came to rest by decision is neither silent nor counted, if nobody has answered."""


@dataclass(frozen=True, slots=True)
class AskThen:
    """What an ask was at a past instant, where it has become something else since."""

    asked_id: int | None
    why_not: WhyNotAsked | None
    delivered_at: datetime | None
    disputed_at: datetime | None


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
    doors: Mapping[int, str]
    """By which platform each message of it stands."""
    then: Mapping[int, AskThen]


def ledger(
    session: Session,
    cycle: Cycle,
    *,
    now: datetime,
    partnership: Partnership,
    then: Mapping[int, AskThen] = MappingProxyType({}),
) -> list[Entry]:
    """Every action of a cycle with where its answer stands, in the order of the references.

    What came after `now` counts for nothing; of a past instant `then` holds the asks (by their
    action) that have become something else since (`handlers.inquiring.past_asks`).
    """
    asks = session.scalars(
        select(Ask)
        .where(Ask.cycle_id == cycle.id, Ask.made_at <= now)
        .join(Action, Action.id == Ask.action_id)
        .order_by(Action.position, Action.id)
        .options(joinedload(Ask.action), joinedload(Ask.owner), joinedload(Ask.asked))
    ).all()
    today = now.astimezone(partnership.zone).date()
    said = _said(session, cycle)
    seen = _Record(
        now=now,
        cut_off=cut_off_of(session, cycle, partnership),
        answers=_answers(session, cycle, now),
        waiting=_waiting(session, cycle, now),
        away=_away(session, min(today, cycle.update_cut_off), now),
        said=said,
        doors=_doors(session, cycle),
        then=then,
    )
    resting = _resting(session, [ask.action_id for ask in asks], now)
    wanted = (a for a in asks if a.action_id in seen.answers or a.action_id not in resting)
    return [_entry(ask, seen) for ask in wanted]


def _resting(session: Session, action_ids: Sequence[int], now: datetime) -> frozenset[int]:
    """The actions of which no answer is expected by then: suspended, withdrawn or replaced."""
    rows = session.execute(
        select(ActionChange.action_id, ActionChange.after)
        .where(
            ActionChange.action_id.in_(action_ids),
            ActionChange.field == "stage",
            ActionChange.at <= now,
        )
        .order_by(ActionChange.id)
    )
    newest = {row.action_id: row.after for row in rows}
    return frozenset(action_id for action_id, stage in newest.items() if stage in RESTING)


def _entry(ask: Ask, seen: _Record) -> Entry:
    answer = seen.answers.get(ask.action_id)
    then = seen.then.get(ask.action_id) or _as_it_stands(ask)
    asked_said = seen.said.get((then.asked_id, Step.ASK))
    reminded = seen.said.get((then.asked_id, Step.REMINDER))
    absence = seen.away.get(ask.owner_id or 0)
    stands = ledger_entry(_story(ask, then, answer, seen), seen.now)
    return Entry(
        action=ask.action,
        owner=ask.owner,
        asked=ask.asked,
        state=stands.state,
        since=stands.since,
        is_silent=stands.is_silent,
        asked_at=_by_then(then.delivered_at, seen.now),
        reminded_at=_by_then(_sent_at(reminded, ask.action_id), seen.now),
        opened_at=_by_then(ask.opened_at, seen.now),
        answered_at=answer.received_at if answer else None,
        snoozed_until=ask.snoozed_until,
        away_until=absence.ends if absence else None,
        is_late=stands.is_late,
        reached_by=_reached_by(asked_said, then, seen),
        why=_why(asked_said, seen.now),
    )


def _reached_by(asked: Occasion | None, then: AskThen, seen: _Record) -> str:
    if asked is None or _by_then(then.delivered_at, seen.now) is None:
        return ""
    return seen.doors.get(asked.posted_id or 0, "")


def _why(asked: Occasion | None, now: datetime) -> str:
    """What is written about the ask's way, as far as it was known by then."""
    if asked is None or (asked.settled_at or asked.made_at) > now:
        return ""
    return asked.why if asked.state in TELLING else ""


def _as_it_stands(ask: Ask) -> AskThen:
    disputed_at = ask.action.disputed_at if ask.action.disputed_by_id is not None else None
    return AskThen(ask.asked_id, ask.why_not, ask.delivered_at, disputed_at)


def _by_then(at: datetime | None, now: datetime) -> datetime | None:
    """The instant, where it had come."""
    return at if at is not None and at <= now else None


def _story(ask: Ask, then: AskThen, answer: Update | None, seen: _Record) -> AskStory:
    return AskStory(
        cut_off=seen.cut_off,
        delivered_at=then.delivered_at,
        opened_at=ask.opened_at,
        waiting_since=seen.waiting.get(ask.action_id),
        answered_at=answer.received_at if answer else None,
        words_awaited=answer.awaits_words if answer else False,
        disputed_at=then.disputed_at,
        is_vacant=then.why_not is WhyNotAsked.VACANT,
        is_absent=then.why_not is WhyNotAsked.ABSENT or then.asked_id in seen.away,
    )


def _sent_at(occasion: Occasion | None, action_id: int) -> datetime | None:
    """When a message that named the action was sent."""
    if occasion is None or occasion.state is not OccasionState.SENT:
        return None
    return occasion.settled_at if action_id in occasion.about.get("action_ids", ()) else None


def _answers(session: Session, cycle: Cycle, now: datetime) -> dict[int, Update]:
    rows = session.scalars(
        select(Update)
        .where(Update.cycle_id == cycle.id, Update.received_at <= now)
        .order_by(Update.id)
    )
    newest = {row.action_id: row for row in rows}
    return {key: row for key, row in newest.items() if row.kind is not UpdateKind.WITHDRAWN}


def _waiting(session: Session, cycle: Cycle, now: datetime) -> dict[int, datetime]:
    waited = or_(Reading.state == ReadingState.WAITING, Reading.settled_at > now)
    rows = session.scalars(
        select(Reading)
        .where(Reading.cycle_id == cycle.id, Reading.at <= now, waited)
        .order_by(Reading.id)
    )
    return {action_id: row.at for row in rows for action_id in row.action_ids}


def _away(session: Session, today: date, now: datetime) -> dict[int, Absence]:
    stood = or_(Absence.cancelled_at.is_(None), Absence.cancelled_at > now)
    rows = session.scalars(
        select(Absence)
        .where(Absence.starts <= today, Absence.ends >= today, Absence.recorded_at <= now, stood)
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


def _doors(session: Session, cycle: Cycle) -> dict[int, str]:
    rows = session.execute(select(Posted.id, Posted.platform).where(Posted.cycle_id == cycle.id))
    return {row.id: row.platform for row in rows}

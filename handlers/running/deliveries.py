"""What waits to leave, and what could not: the lists of the programme office, with their reasons.

A message of ours is an occasion; what somebody sent us and could not be worked is a dead letter.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from handlers.wording.deliveries import WAY_IN, Lists, Standing, Thing
from handlers.wording.time_notices import STEP_WORDS
from models.delivery import Heard, Occasion, OccasionState
from models.people import Person
from models.running import Pace

WAITING = (OccasionState.OWED, OccasionState.CLAIMED)
SHOWN = 50
"""So many of each list are read; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One thing of the lists."""

    number: int
    standing: Standing
    to: str
    what: str
    at: datetime
    """When it is due; when it was refused, held or put aside."""
    why: str = ""
    step: str = ""

    def as_json(self) -> dict[str, object]:
        """For machines."""
        return {
            "number": self.number,
            "state": self.standing.value,
            "to": self.to,
            "what": self.what,
            "step": self.step or None,
            "at": self.at.isoformat(),
            "why": self.why or None,
        }


def deliveries(session: Session, *standings: Standing, limit: int | None = SHOWN) -> list[Delivery]:
    """What stands so, troubles first: held, refused, put aside, closed, then what is owed."""
    wanted = standings or tuple(Standing)
    return [d for s in Standing if s in wanted for d in _LISTS[s](session, limit)]


def counts(session: Session) -> dict[Standing, int]:
    """How many stand so."""
    rows = session.execute(
        select(Occasion.state, func.count())
        .where(Occasion.state.in_((*WAITING, OccasionState.HELD, OccasionState.REFUSED)))
        .group_by(Occasion.state)
    )
    by_state = {state: count for state, count in rows}  # noqa: C416 - rows are not pairs to a checker
    dead = session.scalar(select(func.count()).select_from(Heard).where(*_DEAD)) or 0
    closed = select(func.count()).select_from(Pace).where(Pace.closed_why.is_not(None))
    return {
        Standing.HELD: by_state.get(OccasionState.HELD, 0),
        Standing.REFUSED: by_state.get(OccasionState.REFUSED, 0),
        Standing.DEAD: dead,
        Standing.CLOSED: session.scalar(closed) or 0,
        Standing.OWED: sum(by_state.get(state, 0) for state in WAITING),
    }


def lists(session: Session) -> Lists:
    """The lists as the card shows them."""
    return Lists(
        counts=counts(session),
        things=tuple(
            Thing(d.number, d.standing, d.to, d.what, d.at, d.why) for d in deliveries(session)
        ),
    )


def _held(session: Session, limit: int | None) -> list[Delivery]:
    return _occasions(session, Standing.HELD, (OccasionState.HELD,), limit)


def _refused(session: Session, limit: int | None) -> list[Delivery]:
    return _occasions(session, Standing.REFUSED, (OccasionState.REFUSED,), limit)


def _owed(session: Session, limit: int | None) -> list[Delivery]:
    return _occasions(session, Standing.OWED, WAITING, limit)


def _occasions(
    session: Session, standing: Standing, states: tuple[OccasionState, ...], limit: int | None
) -> list[Delivery]:
    rows = session.scalars(
        select(Occasion)
        .where(Occasion.state.in_(states))
        .order_by(Occasion.due_at, Occasion.id)
        .limit(limit)
        .options(joinedload(Occasion.person))
    )
    return [
        Delivery(
            row.id,
            standing,
            receiver_of(row),
            STEP_WORDS[row.step.value],
            row.settled_at or row.due_at,
            row.why,
            row.step.value,
        )
        for row in rows
    ]


def receiver_of(occasion: Occasion) -> str:
    """Whom a message is for, as it is said."""
    if occasion.person is not None:
        return f"the {occasion.person.name}"
    return f"the channel {occasion.channel}"


_DEAD = (Heard.dead_at.is_not(None), Heard.worked_at.is_(None))


def _dead(session: Session, limit: int | None) -> list[Delivery]:
    rows = session.execute(
        select(Heard, Person.name)
        .outerjoin(Person, Person.id == Heard.person_id)
        .where(*_DEAD)
        .order_by(Heard.id)
        .limit(limit)
    )
    return [
        Delivery(
            heard.id,
            Standing.DEAD,
            f"the {name}" if name else "somebody who is not known",
            WAY_IN.get(heard.kind, "a message"),
            heard.dead_at or heard.at,
            heard.why,
        )
        for heard, name in rows
    ]


def _closed(session: Session, limit: int | None) -> list[Delivery]:
    rows = session.scalars(
        select(Pace).where(Pace.closed_why.is_not(None)).order_by(Pace.way).limit(limit)
    )
    return [
        Delivery(0, Standing.CLOSED, row.way, "the way", row.closed_at or row.free_at, _why(row))
        for row in rows
    ]


def _why(row: Pace) -> str:
    return row.closed_why or ""


_LISTS = {
    Standing.CLOSED: _closed,
    Standing.HELD: _held,
    Standing.REFUSED: _refused,
    Standing.DEAD: _dead,
    Standing.OWED: _owed,
}

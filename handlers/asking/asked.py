"""What a person is asked for in a cycle, and how far each of it has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from handlers.asking.lines_of import Seen, worst_first
from handlers.audience import away_on
from models.cycle import Ask, Cycle
from models.kept import kept
from models.people import Absence, Person
from models.plan import Action
from models.states import LIVE, Stage
from models.update import Reading, ReadingState, Update


@dataclass(frozen=True, slots=True)
class Asked:
    """One person's actions in one cycle, each in one of four places; open ones worst first."""

    open: tuple[int, ...] = ()
    answered: tuple[Update, ...] = ()
    waiting: tuple[Reading, ...] = ()
    disputed: tuple[int, ...] = ()

    @property
    def wanting(self) -> tuple[Update, ...]:
        """Answers whose words are awaited."""
        return tuple(update for update in self.answered if update.awaits_words)

    @property
    def everything(self) -> tuple[int, ...]:
        """All the actions, whatever their place."""
        waits = (i for reading in self.waiting for i in reading.action_ids)
        said = (update.action_id for update in self.answered)
        return tuple(dict.fromkeys((*self.open, *waits, *said, *self.disputed)))


def asked_of(seen: Seen, person: Person) -> Asked:
    """How far each action that the person is asked for has come, in the cycle looked at."""
    ids = asked_ids(seen.session, person, seen.cycle, seen.plan_id, seen.today)
    waiting = waiting_of(seen.session, person, seen.cycle)
    waits = {action_id for reading in waiting for action_id in reading.action_ids}
    disputed, answered, still_open = [], [], []
    for action_id in worst_first(seen, ids):
        stands = seen.standing[action_id]
        answer = stands.answer_in(seen.cycle.id) if seen.cycle else None
        if stands.action.disputed_by_id is not None:
            disputed.append(action_id)
        elif answer is not None:
            answered.append(answer)
        elif action_id not in waits and stands.action.stage in LIVE:
            still_open.append(action_id)
    return Asked(
        tuple(still_open),
        tuple(answered),
        tuple(r for r in waiting if r.action_ids),
        tuple(disputed),
    )


def asked_ids(
    session: Session, person: Person, cycle: Cycle | None, plan_id: int, today: date
) -> list[int]:
    """The actions that a person is asked for; before anybody was asked, those that they will be."""
    if cycle is not None:
        rows = list(session.scalars(_ASKED, {"cycle": cycle.id, "person": person.id}))
        if rows or session.scalar(select(Ask.id).where(Ask.cycle_id == cycle.id).limit(1)):
            return rows
    return own_ids(session, person, plan_id, today)


def own_ids(session: Session, person: Person, plan_id: int, today: date) -> list[int]:
    """The open actions of a person: in progress, or not started with the start date reached.

    Their own while they are there, and those of people away for whom they stand in.
    """
    open_now = or_(Action.stage == Stage.IN_PROGRESS, Action.start.is_(None), Action.start <= today)
    rows = session.execute(
        select(Action.id, Action.owner_id, Action.deputy_id)
        .where(Action.plan_id == plan_id, Action.stage.in_(LIVE), open_now)
        .order_by(Action.position)
    )
    away = away_on(session, today)
    return [row.id for row in rows if person.id == _asked_id(away, row.owner_id, row.deputy_id)]


def _asked_id(
    away: Mapping[int, Absence], owner_id: int | None, deputy_id: int | None
) -> int | None:
    absence = away.get(owner_id or 0)
    return owner_id if absence is None else absence.deputy_id or deputy_id


def waiting_of(session: Session, person: Person, cycle: Cycle | None) -> tuple[Reading, ...]:
    """The readings that wait for the person's word, the newest first."""
    where = {"person": person.id, "cycle": cycle.id if cycle else None}
    return kept(
        session,
        ("waiting", *where.values()),
        (Reading,),
        lambda: tuple(session.scalars(_WAITING, where)),
    )


_ASKED = select(Ask.action_id).where(
    Ask.cycle_id == bindparam("cycle"), Ask.asked_id == bindparam("person")
)
_WAITING = (
    select(Reading)
    .where(
        Reading.person_id == bindparam("person"),
        Reading.state == ReadingState.WAITING,
        Reading.cycle_id.is_not_distinct_from(bindparam("cycle")),
    )
    .order_by(Reading.id.desc())
)


def stands_in_for(session: Session, person: Person, today: date) -> set[int]:
    """The people away today for whom the person was named to answer."""
    return set(
        session.scalars(
            select(Absence.person_id).where(
                Absence.deputy_id == person.id,
                Absence.starts <= today,
                Absence.ends >= today,
                Absence.cancelled_at.is_(None),
            )
        )
    )

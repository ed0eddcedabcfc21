"""Which actions a person's line may be about: what is open for them, and what they answer for.

The only part of the reader that asks the database. It is loaded once and asked for many people,
since a batch of a thousand lines must not read the plan a thousand times.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Absence, Person
from models.plan import Action, Area
from models.states import LIVE, Stage


@dataclass(frozen=True, slots=True)
class Standing:
    """What one person's line may be about, on one day."""

    open_refs: tuple[str, ...]
    own_refs: frozenset[str]
    plan_refs: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Row:
    """An action, as far as it matters who answers for it."""

    plan_id: int
    ref: str
    stage: Stage
    start: date | None
    owner_id: int | None
    deputy_id: int | None
    own_lead_id: int | None
    area_lead_id: int | None

    @property
    def lead_id(self) -> int | None:
        """Who is accountable: the action's own lead, else the area's."""
        return self.area_lead_id if self.own_lead_id is None else self.own_lead_id

    def is_open(self, on: date) -> bool:
        """Whether it is asked for: in progress, or not started with its start date reached."""
        if self.stage not in LIVE:
            return False
        return self.stage is Stage.IN_PROGRESS or self.start is None or self.start <= on


@dataclass(frozen=True, slots=True)
class _Away:
    """Days on which somebody is away, and who was named to answer."""

    starts: date
    ends: date
    deputy_id: int | None


class Standings:
    """A plan's people and actions, held in memory."""

    def __init__(
        self,
        people: Iterable[tuple[int, str]],
        rows: Iterable[_Row],
        away: Iterable[tuple[int, _Away]],
    ) -> None:
        self._by_email = {email: person_id for person_id, email in people}
        self._rows = tuple(rows)
        self._away: dict[int, list[_Away]] = defaultdict(list)
        for person_id, absence in away:
            self._away[person_id].append(absence)
        self._refs: dict[int, frozenset[str]] = {
            plan: frozenset(row.ref for row in self._rows if row.plan_id == plan)
            for plan in sorted({row.plan_id for row in self._rows})
        }

    def of(self, email: str, on: date) -> Standing | None:
        """What a person's line may be about on a day; None where nobody has that address."""
        person_id = self._by_email.get(email.strip().lower())
        if person_id is None:
            return None
        own = [row for row in self._rows if self._is_own(row, person_id)]
        plan_id = own[0].plan_id if own else next(iter(self._refs), 0)
        own = [row for row in own if row.plan_id == plan_id]
        return Standing(
            tuple(row.ref for row in self._open(own, person_id, on)),
            frozenset(row.ref for row in own),
            self.refs_of(plan_id),
        )

    def refs_of(self, plan_id: int | None = None) -> frozenset[str]:
        """The references of a plan; of the first one where none is named."""
        if plan_id is None:
            plan_id = next(iter(self._refs), 0)
        return self._refs.get(plan_id, frozenset())

    def _is_own(self, row: _Row, person_id: int) -> bool:
        """Whether a person counts as the owner, which deputies and leads do at any time."""
        if person_id in {row.owner_id, row.deputy_id, row.lead_id}:
            return True
        return any(away.deputy_id == person_id for away in self._away.get(row.owner_id or 0, ()))

    def _open(self, own: Sequence[_Row], person_id: int, on: date) -> Sequence[_Row]:
        """What is asked of a person: their own, and what they answer for while others are away.

        Who owns nothing is asked as the deputy, and who is no deputy either as the lead.
        """
        live = [row for row in own if row.is_open(on)]
        asked = [r for r in live if r.owner_id == person_id or self._stands_in(r, person_id, on)]
        named = [row for row in live if row.deputy_id == person_id]
        return asked or named or live

    def _stands_in(self, row: _Row, person_id: int, on: date) -> bool:
        for away in self._away.get(row.owner_id or 0, ()):
            if away.starts <= on <= away.ends:
                return person_id == (away.deputy_id or row.deputy_id)
        return False


def load_standings(session: Session) -> Standings:
    """The people and actions that the database holds now."""
    people = session.execute(select(Person.id, Person.email).where(Person.email.is_not(None)))
    actions = session.execute(
        select(
            Action.plan_id,
            Action.ref,
            Action.stage,
            Action.start,
            Action.owner_id,
            Action.deputy_id,
            Action.accountable_id,
            Area.accountable_id.label("area_lead_id"),
        )
        .join(Area, Area.id == Action.area_id)
        .order_by(Action.plan_id, Action.position)
    )
    absences = session.execute(
        select(Absence.person_id, Absence.starts, Absence.ends, Absence.deputy_id)
        .where(Absence.cancelled_at.is_(None))
        .order_by(Absence.id.desc())
    )
    return Standings(
        ((person_id, email) for person_id, email in people if email is not None),
        (_Row(*values) for values in actions),
        ((row.person_id, _Away(row.starts, row.ends, row.deputy_id)) for row in absences),
    )

"""Which actions somebody may see as they stand, by the policy table: all of them in a few reads.

The same answer as `handlers.allowed.may_do` gives for one action, without asking for each; a test
holds the two together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, select

from handlers.allowed import grants_of
from handlers.request import Request
from models.people import Absence, Person
from models.permissions import COMMAND, Act, Place, Standing, roles_at
from models.plan import Action, Area
from models.states import Door, MonitoringLevel

_ACTIONS = (
    select(
        *(Action.id, Action.area_id, Action.owner_id, Action.deputy_id, Action.accountable_id),
        *(Action.monitoring, Area.accountable_id.label("lead_id")),
        Area.monitoring.label("watched"),
    )
    .join(Area, Area.id == Action.area_id)
    .where(Action.plan_id == bindparam("plan"))
)
_STANDS_IN = (
    select(Absence.person_id, Absence.deputy_id)
    .where(
        Absence.starts <= bindparam("on"),
        Absence.ends >= bindparam("on"),
        Absence.cancelled_at.is_(None),
    )
    .order_by(Absence.id)
)


@dataclass(frozen=True, slots=True)
class Sight:
    """What of a plan somebody may see; `is_whole` where that is all of it."""

    actions: frozenset[int]
    is_whole: bool

    def sees(self, action_id: int) -> bool:
        """Whether the action is among it."""
        return self.is_whole or action_id in self.actions

    def sees_all(self, action_ids: Iterable[int]) -> bool:
        """Whether all of them are."""
        return self.is_whole or all(each in self.actions for each in action_ids)


NOTHING = Sight(frozenset(), is_whole=False)


def sight_of(request: Request, plan_id: int, act: Act) -> Sight:
    """Which of a plan's actions who asks may do the act to, now."""
    rows = request.session.execute(_ACTIONS, {"plan": plan_id}).all()
    standings = _standings(request, rows)
    policy = request.partnership.policy
    known: dict[Standing, bool] = {}
    seen = set()
    for row, standing in zip(rows, standings, strict=True):
        if standing not in known:
            known[standing] = policy.may(act, standing).allowed
        if known[standing]:
            seen.add(row.id)
    return Sight(frozenset(seen), is_whole=len(seen) == len(rows))


def _standings(request: Request, rows: Sequence[Any]) -> list[Standing]:
    if request.person is None:
        return [replace(COMMAND) for _ in rows]
    return _of_person(request, request.person, rows)


def _of_person(request: Request, person: Person, rows: Sequence[Any]) -> list[Standing]:
    grants = grants_of(request.session, person)
    away = request.session.execute(_STANDS_IN, {"on": request.today}).all()
    deputies = {each.person_id: each.deputy_id for each in away}
    stands_in = {owner for owner, deputy in deputies.items() if deputy == person.id}
    own_areas: dict[int, bool] = defaultdict(bool)
    for row in rows:
        own_areas[row.area_id] |= person.id in {row.owner_id, row.deputy_id}
    return [
        Standing(
            roles=roles_at(grants, Place(area=row.area_id, action=row.id), request.today),
            is_owner=row.owner_id == person.id,
            is_deputy=row.deputy_id == person.id
            or (row.owner_id in stands_in and row.owner_id != person.id),
            is_accountable=person.id in {row.accountable_id, row.lead_id},
            owns_in_area=own_areas[row.area_id],
            is_formal=(row.monitoring or row.watched) is MonitoringLevel.FORMAL,
            door=Door(request.door),
        )
        for row in rows
    ]

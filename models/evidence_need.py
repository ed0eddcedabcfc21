"""What evidence is missing, and how ready a formal return is: pure.

For a day, evidence is needed of every action that is done already and of every one that falls due
by then. Ready is what somebody other than the owner has accepted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models.evidence_rules import ItemState
from models.states import Stage


class Need(StrEnum):
    """What an action lacks."""

    READY = "ready"
    WAITING = "waiting"
    """Evidence has come, and waits to be accepted."""
    RETURNED = "returned"
    """It was returned, and nothing new has come."""
    MISSING = "missing"
    """It is reported delivered, and no evidence has come."""
    NOT_DELIVERED = "not_delivered"
    """It falls due by the day, and is not delivered."""


@dataclass(frozen=True, slots=True)
class NeedFacts:
    """One action, as far as its evidence goes."""

    id: int
    ref: str
    area_id: int
    title: str
    stage: Stage
    owner_id: int | None
    due: date | None = None
    delivered_on: date | None = None
    expected: str = ""
    is_formal: bool = True
    items: tuple[ItemState, ...] = ()
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Lacks:
    """An action of which evidence is needed by a day, and what it lacks."""

    action: NeedFacts
    need: Need


@dataclass(frozen=True, slots=True)
class Ready:
    """How far an area's evidence is."""

    area_id: int
    ready: int
    needed: int
    by_need: Mapping[Need, int]

    @property
    def per_cent(self) -> int:
        """Whole per cent, rounded down, so that 100 means all of it."""
        return self.ready * 100 // self.needed if self.needed else 100


def need_of(action: NeedFacts, by: date) -> Need | None:
    """What an action lacks for a day; None where no evidence of it is needed by then."""
    if action.stage.is_proven:
        return Need.READY
    if action.stage is Stage.DELIVERED:
        return _of_delivered(action)
    if action.stage.is_live and action.due is not None and action.due <= by:
        is_back = ItemState.RETURNED in action.items
        return Need.RETURNED if is_back else Need.NOT_DELIVERED
    return None


def _of_delivered(action: NeedFacts) -> Need:
    if action.is_accepted:
        return Need.READY
    if ItemState.RETURNED in action.items:
        return Need.RETURNED
    return Need.WAITING if action.items else Need.MISSING


def lacks(actions: Iterable[NeedFacts], by: date) -> list[Lacks]:
    """Each action of which evidence is needed by a day, in the order given."""
    found = ((action, need_of(action, by)) for action in actions)
    return [Lacks(action, need) for action, need in found if need is not None]


def readiness(needed: Iterable[Lacks]) -> list[Ready]:
    """How ready each area is, in the order in which the areas come."""
    by_area: dict[int, Counter[Need]] = {}
    for each in needed:
        by_area.setdefault(each.action.area_id, Counter())[each.need] += 1
    return [
        Ready(area, counts[Need.READY], counts.total(), dict(counts))
        for area, counts in by_area.items()
    ]

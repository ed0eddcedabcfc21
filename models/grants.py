"""Roles as somebody gave them: over a scope, from a day to a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import assert_never

from models.states import Role, Scope


@dataclass(frozen=True, slots=True)
class Place:
    """What an act is about: the ids of an area and of an action, None where it is about neither."""

    area: int | None = None
    action: int | None = None


@dataclass(frozen=True, slots=True)
class Grant:
    """A role that somebody gave, over a scope, from a day to a day (both included)."""

    role: Role
    scope: Scope = Scope.PLAN
    scope_id: int | None = None
    starts: date = date.min
    ends: date | None = None

    def holds(self, place: Place, on: date) -> bool:
        """Whether it is in force on a day, and reaches the place.

        An acting chair is named *and dated*: a grant of it without an end is not in force.
        """
        if on < self.starts or (self.ends is not None and on > self.ends):
            return False
        if self.role is Role.ACTING_CHAIR and self.ends is None:
            return False
        match self.scope:
            case Scope.PLAN:
                return True
            case Scope.AREA:
                return place.area is not None and self.scope_id == place.area
            case Scope.ACTION:
                return place.action is not None and self.scope_id == place.action
            case _:
                assert_never(self.scope)


def roles_at(grants: Iterable[Grant], place: Place, on: date) -> frozenset[Role]:
    """The roles that are in force for a place on a day."""
    return frozenset(grant.role for grant in grants if grant.holds(place, on))

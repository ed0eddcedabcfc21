"""One number of a Board's report, and where each action is counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.snapshot import ActionFacts, Snapshot
from models.states import Rating, Stage


class Group(StrEnum):
    """Where an action is counted, once."""

    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NOT_RATED = "not_rated"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"


RATED = (Group.BLUE, Group.GREEN, Group.AMBER, Group.RED)


class Behind(StrEnum):
    """What kind of record a figure leads to."""

    ACTIONS = "actions"
    MEASURES = "measures"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the report: what it counts, out of how many, and which records they are."""

    id: str
    says: str
    refs: tuple[str, ...]
    of: int | None = None
    share: Decimal | None = None
    """Per cent with one decimal, where the figure is part of a whole that adds up to 100.0."""
    behind: Behind = Behind.ACTIONS

    @property
    def number(self) -> int:
        """How many records there are."""
        return len(self.refs)

    @property
    def text(self) -> str:
        """As people say it: "29 of 56", or "29"."""
        return f"{self.number:,}" if self.of is None else f"{self.number:,} of {self.of:,}"


def group_of(action: ActionFacts) -> Group:
    """Where the action is counted."""
    if action["stage"] == Stage.SUSPENDED:
        return Group.SUSPENDED
    if action["stage"] == Stage.WITHDRAWN:
        return Group.WITHDRAWN
    rating = reported(action)
    return Group(rating.value) if rating else Group.NOT_RATED


def reported(action: ActionFacts) -> Rating | None:
    """The rating that the Board gets."""
    rated = action["ratings"]["reported"]
    return Rating(rated["value"]) if rated else None


def closed_on(snapshot: Snapshot) -> date:
    """The day on which the figures closed, in the plan's zone."""
    closed = datetime.fromisoformat(snapshot["closed_at"])
    return closed.astimezone(ZoneInfo(snapshot["zone"])).date()


def refs_where(actions: Iterable[ActionFacts], wanted: Iterable[bool]) -> tuple[str, ...]:
    """The references of the actions for which it holds."""
    return tuple(a["ref"] for a, holds in zip(actions, wanted, strict=True) if holds)


def by_group(actions: Iterable[ActionFacts]) -> Mapping[Group, tuple[str, ...]]:
    """The references by where they are counted; every group is there."""
    found: dict[Group, list[str]] = {group: [] for group in Group}
    for action in actions:
        found[group_of(action)].append(action["ref"])
    return {group: tuple(refs) for group, refs in found.items()}


def once(names: Iterable[str]) -> tuple[str, ...]:
    """The names in their order, each once."""
    return tuple(dict.fromkeys(names))

"""What is counted when somebody asks how the plan stands: actions by rating, by date, by change.

Pure: rows in, rows out. A count is always the length of the list behind it, so that a number and
what it opens can never disagree. The same rows come from the record as it stands at an instant and
from a report that was issued, so both are counted by the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models.figure import Group
from models.states import PROVEN, Mark, MonitoringLevel, Rating, Stage


@dataclass(frozen=True, slots=True)
class Before:
    """How an action stood when it was looked at last."""

    rating: Rating | None
    stage: Stage
    due: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """One action as it stands for whoever asks."""

    action_id: int
    ref: str
    title: str
    area: str
    stage: Stage
    rating: Rating | None
    reasons: tuple[str, ...] = ()
    """Why it is rated so, a sentence each."""
    due: date | None = None
    due_words: str = ""
    original_due: date | None = None
    moves: int = 0
    forecast: date | None = None
    delivered_on: date | None = None
    marks: frozenset[Mark] = frozenset()
    needs: tuple[str, ...] = ()
    """The references that it depends on."""
    monitoring: MonitoringLevel = MonitoringLevel.FORMAL
    owner: str = ""
    organisation: str = ""
    words: str = ""
    """What was said of it last, in the owner's words."""
    said_on: date | None = None
    said_by: str = ""
    evidence_expected: str = ""
    before: Before | None = None

    @property
    def is_live(self) -> bool:
        """Whether there is still work to be done on it."""
        return self.stage.is_live

    @property
    def group(self) -> Group:
        """Where it is counted, once."""
        if self.stage is Stage.SUSPENDED:
            return Group.SUSPENDED
        if self.stage is Stage.WITHDRAWN:
            return Group.WITHDRAWN
        return Group(self.rating.value) if self.rating else Group.NOT_RATED


Rows = tuple[Row, ...]


def by_group(rows: Iterable[Row]) -> dict[Group, Rows]:
    """The actions by where they are counted, each once; every group is there."""
    found: dict[Group, list[Row]] = {group: [] for group in Group}
    for row in rows:
        found[row.group].append(row)
    return {group: tuple(inside) for group, inside in found.items()}


def by_area(rows: Iterable[Row]) -> dict[str, Rows]:
    """The actions by their area's number, in the order in which they come."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.area, []).append(row)
    return {area: tuple(inside) for area, inside in found.items()}


def green_redated(rows: Iterable[Row]) -> Rows:
    """Green against a due date that has been moved: counted apart from the other Greens."""
    return tuple(row for row in rows if row.group is Group.GREEN and row.moves > 0)


def redated(rows: Iterable[Row]) -> Rows:
    """Those whose due date has been moved by decision, at least once."""
    return tuple(row for row in rows if row.moves > 0)


def marked(rows: Iterable[Row], mark: Mark) -> Rows:
    """Those with a mark beside their rating."""
    return tuple(row for row in rows if mark in row.marks)


def overdue(rows: Iterable[Row], today: date) -> Rows:
    """Live actions whose due date has passed."""
    return by_due(row for row in rows if row.is_live and row.due is not None and row.due < today)


def due_by(rows: Iterable[Row], today: date, until: date) -> Rows:
    """Live actions that are due from today until a day, both included, the next one first."""
    return by_due(
        row for row in rows if row.is_live and row.due is not None and today <= row.due <= until
    )


def due_within(rows: Iterable[Row], today: date, days: int) -> Rows:
    """Live actions that are due in so many days, today included."""
    return due_by(rows, today, today + timedelta(days=days))


def by_due(rows: Iterable[Row]) -> Rows:
    """The next one due first; what is due on one day in the plan's order."""
    return tuple(sorted(rows, key=lambda row: row.due or date.max))


def worst_first(rows: Iterable[Row]) -> Rows:
    """The worst rating first, then the next one due, then the plan's order."""
    return tuple(sorted(rows, key=lambda r: (-_severity(r.rating), r.due or date.max)))


def _severity(rating: Rating | None) -> int:
    return -1 if rating is None else rating.severity


class Change:
    """What may have changed since an action was looked at last; each a test of one row."""

    @staticmethod
    def better(row: Row) -> bool:
        """Its rating is better."""
        now, was = row.rating, row.before.rating if row.before else None
        return now is not None and was is not None and was.is_worse_than(now)

    @staticmethod
    def worse(row: Row) -> bool:
        """Its rating is worse."""
        now, was = row.rating, row.before.rating if row.before else None
        return now is not None and was is not None and now.is_worse_than(was)

    @staticmethod
    def fell(row: Row) -> bool:
        """It went from Green to Red in one step."""
        return row.before is not None and (row.before.rating, row.rating) == (
            Rating.GREEN,
            Rating.RED,
        )

    @staticmethod
    def redated(row: Row) -> bool:
        """Its due date is another."""
        return row.before is not None and row.before.due != row.due

    @staticmethod
    def delivered(row: Row) -> bool:
        """It was reported as delivered."""
        return (
            row.before is not None and row.stage is Stage.DELIVERED and not row.before.stage.is_done
        )

    @staticmethod
    def proven(row: Row) -> bool:
        """Its evidence was accepted."""
        return row.before is not None and row.stage in PROVEN and row.before.stage not in PROVEN

    @staticmethod
    def reopened(row: Row) -> bool:
        """It was done and is open again."""
        return row.before is not None and row.before.stage.is_done and row.stage.is_live

    @staticmethod
    def new(row: Row) -> bool:
        """It was not in the plan."""
        return row.before is None


def held_up(rows: Sequence[Row], ref: str) -> tuple[Rows, Rows]:
    """Who waits on an action: those that name it, and those that wait on these in their turn.

    Proven and delivered ones wait no more.
    """
    waits = [row for row in rows if row.stage not in PROVEN and row.stage is not Stage.DELIVERED]
    direct = tuple(row for row in waits if _needs(row, ref))
    reached = {ref.casefold(), *(row.ref.casefold() for row in direct)}
    further: list[Row] = []
    pending = list(direct)
    while pending:
        one = pending.pop(0)
        for row in waits:
            if row.ref.casefold() not in reached and _needs(row, one.ref):
                reached.add(row.ref.casefold())
                further.append(row)
                pending.append(row)
    order = {row.action_id: place for place, row in enumerate(rows)}
    return direct, tuple(sorted(further, key=lambda row: order[row.action_id]))


def _needs(row: Row, ref: str) -> bool:
    return any(need.casefold() == ref.casefold() for need in row.needs)


def blockers(rows: Sequence[Row]) -> Mapping[str, Rows]:
    """By reference of each action that others wait on: which; the most waited on first."""
    found: dict[str, list[Row]] = {}
    done = {row.ref for row in rows if not row.is_live}
    for row in rows:
        for need in row.needs if row.is_live else ():
            if need not in done:
                found.setdefault(need, []).append(row)
    most = sorted(found.items(), key=lambda pair: -len(pair[1]))
    return {ref: tuple(waits) for ref, waits in most}

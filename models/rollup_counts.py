"""The counts of a report: the whole plan, its areas, marks and stages, and what falls due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from models.figure import RATED, Figure, Group, by_group, closed_on, group_of, refs_where
from models.shares import shares
from models.snapshot import Snapshot
from models.spoken import day_in_words
from models.states import Mark, Stage

WINDOWS = (30, 60, 90)
"""Days ahead, each window starting after the one before it."""


def headline(snapshot: Snapshot) -> list[Figure]:
    """The whole plan, each action once, with shares; and the Greens that hold a later date."""
    actions = snapshot["actions"]
    grouped = by_group(actions)
    parts = shares([len(refs) for refs in grouped.values()])
    later = [group_of(a) is Group.GREEN and a["moves"] > 0 for a in actions]
    greens = len(grouped[Group.GREEN])
    return [
        Figure("headline.all", "Actions of the plan", tuple(a["ref"] for a in actions)),
        *(
            Figure(f"headline.{group.value}", _SAYS[group], refs, of=len(actions), share=share)
            for (group, refs), share in zip(grouped.items(), parts, strict=True)
        ),
        Figure("headline.other", _OTHER, _other(grouped), of=len(actions)),
        Figure("headline.green_redated", _GREEN_LATER, refs_where(actions, later), of=greens),
    ]


_SAYS = {
    Group.BLUE: "Actions reported Blue",
    Group.GREEN: "Actions reported Green",
    Group.AMBER: "Actions reported Amber",
    Group.RED: "Actions reported Red",
    Group.NOT_RATED: "Actions that are not rated",
    Group.SUSPENDED: "Actions that are suspended with approval",
    Group.WITHDRAWN: "Actions that are withdrawn with approval",
}
_OTHER = "Actions without a rating: not rated, suspended or withdrawn"


def _other(grouped: Mapping[Group, tuple[str, ...]]) -> tuple[str, ...]:
    """The references that no rating counts."""
    return tuple(ref for group, refs in grouped.items() if group not in RATED for ref in refs)


_GREEN_LATER = "Actions reported Green against a due date that has been moved"


def areas(snapshot: Snapshot) -> list[Figure]:
    """Each area by group, and as a whole."""
    found: list[Figure] = []
    for area in snapshot["areas"]:
        inside = [a for a in snapshot["actions"] if a["area"] == area["no"]]
        name = f"area.{area['no']}"
        for group, refs in by_group(inside).items():
            says = f"{_SAYS[group]}, area {area['no']}"
            found.append(Figure(f"{name}.{group.value}", says, refs, of=len(inside)))
        other = _other(by_group(inside))
        says = f"{_OTHER}, area {area['no']}"
        found.append(Figure(f"{name}.other", says, other, of=len(inside)))
        all_refs = tuple(a["ref"] for a in inside)
        found.append(Figure(f"{name}.all", f"Actions of area {area['no']}", all_refs))
        for mark in SHOWN_MARKS:
            marked = refs_where(inside, [mark.value in a["marks"] for a in inside])
            says = f"{_MARKED[mark]}, area {area['no']}"
            found.append(Figure(f"{name}.{mark.value}", says, marked, of=len(inside)))
    return found


SHOWN_MARKS = (
    Mark.RE_DATED,
    Mark.SLIPPED,
    Mark.SLIPPED_AGAIN,
    Mark.STALE,
    Mark.UNREPORTED,
    Mark.NOT_ASKED,
    Mark.EVIDENCE_AWAITED,
)
_MARKED = {
    Mark.RE_DATED: "Actions whose due date has been moved",
    Mark.SLIPPED: "Actions that have slipped",
    Mark.SLIPPED_AGAIN: "Actions that have slipped again after a move",
    Mark.STALE: "Actions without an update in the last cycle",
    Mark.UNREPORTED: "Actions without an update in two cycles",
    Mark.NOT_ASKED: "Actions for which nobody could be asked",
    Mark.EVIDENCE_AWAITED: "Actions delivered, their evidence awaited",
}


def marks(snapshot: Snapshot) -> list[Figure]:
    """What stands beside the ratings, over the whole plan."""
    actions = snapshot["actions"]
    return [
        Figure(
            f"mark.{mark.value}",
            _MARKED[mark],
            refs_where(actions, [mark.value in a["marks"] for a in actions]),
            of=len(actions),
        )
        for mark in SHOWN_MARKS
    ]


def stages(snapshot: Snapshot) -> list[Figure]:
    """Where the actions are in their life; apart from their rating."""
    actions = snapshot["actions"]
    return [
        Figure(
            f"stage.{stage.value}",
            f"Actions at the stage: {snapshot['words'][f'stage.{stage.value}'].lower()}",
            refs_where(actions, [a["stage"] == stage for a in actions]),
            of=len(actions),
        )
        for stage in Stage
        if stage not in {Stage.DRAFT, Stage.SUPERSEDED}
    ]


def due(snapshot: Snapshot) -> list[Figure]:
    """Live actions that are overdue, and those due within 30, 60 and 90 days, each once."""
    today = closed_on(snapshot)
    live = [a for a in snapshot["actions"] if Stage(a["stage"]).is_live and a["due"]]
    ahead = [(date.fromisoformat(a["due"] or "") - today).days for a in live]
    late = refs_where(live, [days < 0 for days in ahead])
    found = [Figure("due.overdue", "Actions whose due date has passed", late)]
    start = 0
    for end in WINDOWS:
        inside = refs_where(live, [start <= days <= end for days in ahead])
        until = today + timedelta(days=end)
        found.append(Figure(f"due.{end}", f"Actions due by {day_in_words(until)}", inside))
        start = end + 1
    return found

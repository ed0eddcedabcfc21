"""How a report differs from the one before: ratings, stages and due dates."""

from __future__ import annotations

from collections.abc import Callable

from models.figure import Figure, once, refs_where, reported
from models.snapshot import ActionFacts, Snapshot
from models.states import PROVEN, Rating, Stage


def movement(snapshot: Snapshot) -> list[Figure]:
    """How ratings moved since the report before; empty at the first report."""
    if snapshot["previous"] is None:
        return []
    actions = snapshot["actions"]
    tests: dict[str, tuple[str, Callable[[ActionFacts], bool]]] = {
        "better": ("Actions whose rating is better than in the report before", _is_better),
        "worse": ("Actions whose rating is worse than in the report before", _is_worse),
        "green_to_red": ("Actions that went from Green to Red in one step", _fell),
        "redated": ("Actions whose due date has moved since the report before", _is_redated),
        "better_redated": ("Actions rated better after their date moved", _better_and_redated),
        "proven": ("Actions proven since the report before", _is_newly_proven),
        "delivered": ("Actions delivered since the report before", _is_newly_delivered),
        "reopened": ("Actions that were done and are open again", _is_reopened),
        "new": ("Actions that were not in the report before", lambda a: a["before"] is None),
    }
    return [
        Figure(f"movement.{name}", says, refs_where(actions, map(test, actions)))
        for name, (says, test) in tests.items()
    ]


def rating_before(action: ActionFacts) -> Rating | None:
    """What the Board read before."""
    before = action["before"]
    return Rating(before["rating"]) if before and before["rating"] else None


def _is_better(action: ActionFacts) -> bool:
    now, before = reported(action), rating_before(action)
    return now is not None and before is not None and before.is_worse_than(now)


def _is_worse(action: ActionFacts) -> bool:
    now, before = reported(action), rating_before(action)
    return now is not None and before is not None and now.is_worse_than(before)


def _fell(action: ActionFacts) -> bool:
    return rating_before(action) is Rating.GREEN and reported(action) is Rating.RED


def _is_redated(action: ActionFacts) -> bool:
    before = action["before"]
    return before is not None and before["due"] != action["due"]


def _better_and_redated(action: ActionFacts) -> bool:
    return _is_better(action) and _is_redated(action)


def _stage_before(action: ActionFacts) -> Stage | None:
    return Stage(action["before"]["stage"]) if action["before"] else None


def _is_newly_proven(action: ActionFacts) -> bool:
    before = _stage_before(action)
    return before is not None and before not in PROVEN and Stage(action["stage"]) in PROVEN


def _is_newly_delivered(action: ActionFacts) -> bool:
    before = _stage_before(action)
    return action["stage"] == Stage.DELIVERED and before is not None and not before.is_done


def _is_reopened(action: ActionFacts) -> bool:
    before = _stage_before(action)
    return before is not None and before.is_done and Stage(action["stage"]).is_live


def dates(snapshot: Snapshot) -> list[Figure]:
    """Due dates moved, asked for, refused and corrected; an action once in each."""
    said = {
        "moved": "Actions whose due date was moved by decision",
        "asked": "Actions for which a new due date is asked",
        "refused": "Actions for which a new due date was refused",
        "corrected": "Actions whose due date was a mistake of record, now corrected",
    }
    return [
        Figure(
            f"dates.{kind}", says, once(r["ref"] for r in snapshot["dates"] if r["kind"] == kind)
        )
        for kind, says in said.items()
    ]

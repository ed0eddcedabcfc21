"""What a later date does to the actions that wait for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HeldUp:
    """An action that is due before what it needs would be there.

    `through` is the action that it needs itself, which may be held up for its part.
    """

    ref: str
    due: date
    through: str


def held_up(
    ref: str, new: date, *, needs: Mapping[str, Sequence[str]], due: Mapping[str, date | None]
) -> tuple[HeldUp, ...]:
    """The actions that could not keep their date if `ref` were due on `new`, the nearest first.

    An action that is held up can be there on `new` at the earliest, so what needs it is looked at
    in turn; one whose date lies on `new` or later is not held up and holds nothing up.

    Args:
        ref: the action whose date would move.
        new: its new date.
        needs: what each action depends on, by reference.
        due: when each open action is due; what is done already or has no date is not in it.
    """
    waiting: dict[str, list[str]] = {}
    for each, others in needs.items():
        for other in others:
            waiting.setdefault(other, []).append(each)
    found: dict[str, HeldUp] = {}
    reached = deque([ref])
    while reached:
        through = reached.popleft()
        for each in waiting.get(through, ()):
            day = due.get(each)
            if each != ref and each not in found and day is not None and day < new:
                found[each] = HeldUp(each, day, through)
                reached.append(each)
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Needed:
    """What an action waits for, and when it is expected."""

    ref: str
    expected: date


def doubts(
    asked: date, *, forecast: date | None, needs: Sequence[Needed]
) -> tuple[tuple[str, date], ...]:
    """What speaks against a date: each later day with the action it is about; "" is the own one.

    A date is realistic where the owner's own forecast, and all that the action needs, lie on it or
    before.
    """
    own = (("", forecast),) if forecast is not None and forecast > asked else ()
    return (*own, *((need.ref, need.expected) for need in needs if need.expected > asked))

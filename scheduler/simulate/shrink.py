"""Cutting a play that broke a promise down to the shortest that still does.

First only the cycle concerned, up to the day of the breach; then as few people as possible; then as
few of their acts. Each step plays the whole again in a new scratch database, so the result is a
play of its own and not a reading of the long one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TypeVar

from models.calendar import CyclePlan, plan_cycles
from scheduler.simulate.script import Played, Script

MOST_PLAYS = 25
EVE = timedelta(days=3)
Again = Callable[[Script], Played]
Item = TypeVar("Item")


@dataclass(slots=True)
class Shrinking:
    """The shortest play found so far."""

    again: Again
    found: Played
    plays_left: int = MOST_PLAYS
    tried: int = field(default=0)

    @property
    def script(self) -> Script:
        """What it plays."""
        return self.found.script

    def keep_if_it_breaks(self, script: Script) -> bool:
        """Play it; where it breaks the same promise it is the shortest found."""
        if self.plays_left <= 0 or script == self.script:
            return False
        self.plays_left -= 1
        self.tried += 1
        played = self.again(script)
        before = self.found.breach
        if played.breach is None or before is None or played.breach.promise != before.promise:
            return False
        self.found = played
        return True


def shrink(broken: Played, again: Again, *, most_plays: int = MOST_PLAYS) -> Played:
    """The shortest play found that breaks the promise that this one broke."""
    if broken.breach is None:
        return broken
    shrinking = Shrinking(again, broken, most_plays)
    _fewer_days(shrinking)
    _fewer_people(shrinking)
    _fewer_acts(shrinking)
    _fewer_days(shrinking)
    return shrinking.found


def _fewer_days(shrinking: Shrinking) -> None:
    """Only up to the day of the breach, and only from shortly before the last cycles on."""
    breach = shrinking.found.breach
    assert breach is not None
    end = breach.at.date()
    boards = [c for c in _cycles(shrinking.script) if c.collection_opens <= end]
    shorter = replace(shrinking.script, end=end, boards=tuple(c.board_meeting for c in boards))
    if shorter != shrinking.script:
        shrinking.keep_if_it_breaks(shorter)
    for count in range(1, len(boards)):
        last = boards[-count:]
        start = max(shrinking.script.start, last[0].collection_opens - EVE)
        days = replace(shrinking.script, start=start, boards=tuple(c.board_meeting for c in last))
        if shrinking.keep_if_it_breaks(days):
            return


def _cycles(script: Script) -> Sequence[CyclePlan]:
    partnership = script.partnership
    return plan_cycles(
        script.boards,
        days=partnership.days,
        offsets=partnership.calendar.offsets,
        school_holidays=partnership.school_holidays,
    )


def _fewer_people(shrinking: Shrinking) -> None:
    """Nobody acts but those whom the breach is about; else as many are silent as can be."""
    breach = shrinking.found.breach
    actors = sorted({act.person_id for act in shrinking.found.acts})
    concerned = {breach.person_id} if breach else set()
    for group in ([a for a in actors if a not in concerned], *_halves(actors)):
        muted = shrinking.script.muted | frozenset(group)
        shrinking.keep_if_it_breaks(replace(shrinking.script, muted=muted))


def _fewer_acts(shrinking: Shrinking) -> None:
    """As many acts as possible are left out, halves first."""
    names = [act.name for act in shrinking.found.acts]
    for group in (names, *_halves(names)):
        left_out = shrinking.script.left_out | frozenset(group)
        shrinking.keep_if_it_breaks(replace(shrinking.script, left_out=left_out))


def _halves(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Parts of a list from its halves down to single items."""
    size = len(items)
    while size > 1:
        size = -(-size // 2)
        for start in range(0, len(items), size):
            yield items[start : start + size]

"""What somebody decides to do when a message reaches them, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from models.delivery import Step
from models.hours import Hours
from scheduler.simulate.cast import Temper, character
from scheduler.simulate.script import Act, Kind, chance

ANSWERED = (Step.ASK, Step.REMINDER, Step.WORDS_AWAITED, Step.CONFIRM, Step.NOTE)
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Received:
    """A message of the scheduler's own that has reached somebody."""

    person_id: int
    step: Step
    cycle_id: int | None
    at: datetime
    hours: Hours


def reactions(received: Received, seed: int) -> Iterator[Act]:
    """What the person will do about it, if anything."""
    rng = chance(seed, received.person_id, received.cycle_id, received.step.value)
    match received.step:
        case Step.ASK | Step.REMINDER | Step.WORDS_AWAITED | Step.NOTE:
            yield from _answers(received, seed, rng)
        case Step.CONFIRM:
            if rng.random() < 0.8:  # noqa: PLR2004 - four in five
                yield _act(received, Kind.CONFIRM, _later(received, rng, 1, 6))
        case Step.SILENCE_AREA:
            if rng.random() < 0.3:  # noqa: PLR2004 - three in ten
                yield _act(received, Kind.BEHALF, _later(received, rng, 1, 5))
        case Step.SIGN_OFF:
            late = rng.random() < 0.1  # noqa: PLR2004 - one month in ten
            hours = (26, 30) if late else (2, 7)
            yield _act(received, Kind.SIGN, _later(received, rng, *hours))
        case Step.NOT_SIGNED:
            yield _act(received, Kind.SIGN, _later(received, rng, 1, 3))
        case _:
            return


def _answers(received: Received, seed: int, rng: Random) -> Iterator[Act]:
    """When somebody answers an ask: prompt people the same day, slow ones after the cut-off."""
    temper = character(seed, received.person_id).temper
    likely, hours = (FIRST if received.step is Step.ASK else REMINDED)[temper]
    if rng.random() < likely:
        yield _act(received, Kind.ANSWER, _later(received, rng, *hours))


FIRST = {
    Temper.PROMPT: (0.97, (1, 30)),
    Temper.USUAL: (0.75, (2, 100)),
    Temper.SLOW: (0.25, (60, 200)),
    Temper.SILENT: (0.06, (24, 120)),
}
"""How likely somebody answers an ask, and after how many hours."""
REMINDED = {
    Temper.PROMPT: (0.97, (1, 12)),
    Temper.USUAL: (0.8, (1, 40)),
    Temper.SLOW: (0.6, (20, 110)),
    Temper.SILENT: (0.06, (24, 120)),
}
"""The same once they were reminded."""


def _later(received: Received, rng: Random, least: int, most: int) -> datetime:
    """So many hours later, moved into the person's own hours, to a minute."""
    at = received.at + rng.uniform(least, most) * _AN_HOUR
    return received.hours.next_moment(at.replace(second=0, microsecond=0))


def _act(received: Received, kind: Kind, at: datetime) -> Act:
    return Act(at, received.person_id, kind, received.cycle_id)

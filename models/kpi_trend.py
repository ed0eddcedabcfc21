"""The direction of travel of a measure, and the note that a reader needs beside it.

By least squares over the whole shown period, not by the move since last time (Kent's corporate
report), and only from four points on. Reckoned in fractions, so that every machine says the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from models.kpi_rule import Observation
from models.scheme import DEFAULT_SCHEME, Scheme
from models.spoken import list_in_words, month_in_words
from models.states import Direction, Rating, Stage

LEAST_POINTS = 4
STEADY_PER_CENT = 1
"""A line that moves by less than this, of the figures' mean over the period, is level."""
_READ_WITH = re.compile(r"\bread (?:it )?with ([\w.,/& -]+)", re.IGNORECASE)


class Course(StrEnum):
    """Where a measure is going."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    STEADY = "steady"
    NOT_ENOUGH_DATA = "not_enough_data"


class Movement(StrEnum):
    """Which way the line through its points goes."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"


MOVES = {Movement.UP: "rises", Movement.DOWN: "falls", Movement.LEVEL: "is level"}
GOING = {
    Course.IMPROVING: "getting better",
    Course.WORSENING: "getting worse",
    Course.STEADY: "steady",
}


@dataclass(frozen=True, slots=True)
class Trend:
    """The direction of travel with its sentence; `change` is the line's move over the period."""

    course: Course
    movement: Movement
    points: int
    change: Fraction
    reason: str


def slope(points: Sequence[tuple[int, Fraction]]) -> Fraction:
    """The least-squares slope through points; 0 where they have no width."""
    mean_x = Fraction(sum(x for x, _ in points), len(points))
    width = sum(((x - mean_x) ** 2 for x, _ in points), Fraction())
    lean = sum(((x - mean_x) * y for x, y in points), Fraction())
    return lean / width if width else Fraction()


def trend(series: Sequence[Observation], direction: Direction) -> Trend:
    """The trend over all the figures shown, oldest first, as `known_on` gives them."""
    count = len(series)
    if count < LEAST_POINTS:
        have = "there is 1" if count == 1 else f"there are {count}"
        reason = f"Not enough data: a trend needs {LEAST_POINTS} figures and {have}."
        return Trend(Course.NOT_ENOUGH_DATA, Movement.LEVEL, count, Fraction(), reason)
    points = [(o.period_end.toordinal(), Fraction(o.value)) for o in series]
    change = slope(points) * (points[-1][0] - points[0][0])
    movement = _movement(change, [y for _, y in points])
    course = _course(movement, direction)
    span = f"from {month_in_words(series[0].period_end)} to {month_in_words(series[-1].period_end)}"
    reason = f"It is {GOING[course]}: the line through {count} figures {span} {MOVES[movement]}."
    return Trend(course, movement, count, change, reason)


def _movement(change: Fraction, values: Sequence[Fraction]) -> Movement:
    mean = sum((abs(value) for value in values), Fraction()) / len(values)
    if abs(change) * 100 <= STEADY_PER_CENT * mean:
        return Movement.LEVEL
    return Movement.UP if change > 0 else Movement.DOWN


def _course(movement: Movement, direction: Direction) -> Course:
    if movement is Movement.LEVEL:
        return Course.STEADY
    is_up = movement is Movement.UP
    return (
        Course.IMPROVING if is_up == (direction is Direction.HIGHER_IS_BETTER) else Course.WORSENING
    )


@dataclass(frozen=True, slots=True)
class KpiSeen:
    """A measure as the Board sees it."""

    ref: str
    rating: Rating | None
    course: Course = Course.NOT_ENOUGH_DATA


@dataclass(frozen=True, slots=True)
class ActionSeen:
    """An action that is meant to move a measure, as the Board sees it."""

    ref: str
    stage: Stage
    rating: Rating | None


def reading_note(
    kpi: KpiSeen,
    actions: Iterable[ActionSeen],
    pairs: Iterable[KpiSeen] = (),
    *,
    scheme: Scheme = DEFAULT_SCHEME,
) -> str:
    """The note that must stand beside a measure that disagrees with its actions or its pair.

    One red measure beside one green action misleads without it. Empty where all agree.
    """
    seen = [action for action in actions if action.rating is not None]
    return " ".join((*_disagreements(kpi, seen, scheme), *_pair_notes(kpi, pairs)))


def _disagreements(kpi: KpiSeen, actions: Sequence[ActionSeen], scheme: Scheme) -> Iterator[str]:
    done = [a.ref for a in actions if a.stage.is_done]
    fine = [a.ref for a in actions if not a.stage.is_done and a.rating is Rating.GREEN]
    red = [a.ref for a in actions if a.rating is Rating.RED]
    is_moving = kpi.course is Course.IMPROVING or kpi.rating is Rating.GREEN
    if done and not is_moving and kpi.rating is not None:
        yield (
            f"{list_in_words(done)} {_is(done)} delivered, but {kpi.ref} is"
            f" {scheme.said(kpi.rating)}, and does not get better: ask what the evidence shows."
        )
    if kpi.rating is Rating.RED and fine and not red:
        yield (
            f"{kpi.ref} is {scheme.said(kpi.rating)}, while {list_in_words(fine)} {_is(fine)}"
            f" {scheme.said(Rating.GREEN)}: the action is in time, its effect is not seen yet."
        )
    if kpi.rating is Rating.GREEN and red:
        yield (
            f"{kpi.ref} is {scheme.said(kpi.rating)}, while {list_in_words(red)} {_is(red)}"
            f" {scheme.said(Rating.RED)}: the figure is good, the action is late."
        )


def _pair_notes(kpi: KpiSeen, pairs: Iterable[KpiSeen]) -> Iterator[str]:
    is_troubled = kpi.course is Course.WORSENING or kpi.rating is Rating.RED
    for pair in pairs:
        if is_troubled and pair.course is Course.IMPROVING:
            yield (
                f"Read {kpi.ref} with {pair.ref}, which is getting better: clearing the one can"
                " make the other look worse."
            )


def _is(refs: Sequence[str]) -> str:
    return "is" if len(refs) == 1 else "are"


def paired_refs(note: str, refs: Iterable[str]) -> tuple[str, ...]:
    """The measures that a note says to read this one with: "so read it with K6.2"."""
    named = " ".join(_READ_WITH.findall(note)).casefold()
    words = {word.strip(".") for word in re.split(r"[\s,/&]+", named)}
    return tuple(ref for ref in refs if ref.casefold() in words)

"""Where the marks of a chart stand: plain numbers for one SVG template, the same in every form.

A chart says one thing, in its title; its marks are labelled where they stand, so that it needs no
legend and loses nothing in grey.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bot.papers.text import line
from models.document import Shares, Trend
from models.message import Tone

WIDTH, HEIGHT = 340, 150
LEFT, RIGHT, TOP, BOTTOM = 8, 252, 26, 118
"""The frame in which the line runs; the labels of target and floor stand to its right."""
LABEL_GAP = 16
"""How far apart two labels must stand to be read, in the units of the drawing."""


LONGEST_UNIT, LONGEST_LABEL = 8, 16
"""Characters for which the drawing has room."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a whole: its words, its tone, and its length out of 100."""

    words: str
    tone: Tone
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class Level:
    """A line across (target or floor), with its label, which may stand a little off it."""

    kind: str
    words: str
    y: float
    label_y: float


@dataclass(frozen=True, slots=True)
class Curve:
    """A trend as drawn: the points of its line, the first and last number, and its levels."""

    points: tuple[tuple[float, float], ...]
    first: str
    last: str
    first_label: str
    last_label: str
    levels: tuple[Level, ...]

    @property
    def path(self) -> str:
        """The points as SVG writes them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.points)


def number_words(value: Decimal, unit: str = "") -> str:
    """A number as people write it: "12,180", "51.6%"."""
    plain, unit = f"{value:,f}", line(unit)[:LONGEST_UNIT]
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return f"{plain}{unit}" if unit in {"", "%"} else f"{plain} {unit}"


def bars(shares: Shares) -> tuple[Bar, ...]:
    """The parts as bars on one scale, the longest 100."""
    longest = max((part.count for part in shares.parts), default=0) or 1
    return tuple(
        Bar(line(part.words), part.tone, part.count, round(100 * part.count / longest, 1))
        for part in shares.parts
    )


def curve(trend: Trend) -> Curve | None:
    """The trend as drawn, or None where there are fewer than two numbers to join."""
    if len(trend.points) < 2:  # noqa: PLR2004 - a line has two ends
        return None
    values = [value for _, value in trend.points]
    bounds = [*values, *(v for v in (trend.target, trend.floor) if v is not None)]
    low, high = min(bounds), max(bounds)
    step = (RIGHT - LEFT) / (len(values) - 1)
    return Curve(
        tuple((round(LEFT + n * step, 1), _height(v, low, high)) for n, v in enumerate(values)),
        first=number_words(values[0], trend.unit),
        last=number_words(values[-1], trend.unit),
        first_label=line(trend.points[0][0])[:LONGEST_LABEL],
        last_label=line(trend.points[-1][0])[:LONGEST_LABEL],
        levels=_levels(trend, low, high),
    )


def _height(value: Decimal, low: Decimal, high: Decimal) -> float:
    """Where a number stands; the middle where all are the same."""
    part = (value - low) / (high - low) if high > low else Decimal("0.5")
    return round(BOTTOM - (BOTTOM - TOP) * float(part), 1)


def _levels(trend: Trend, low: Decimal, high: Decimal) -> tuple[Level, ...]:
    """Target and floor; where they stand close, the labels move apart and the lines do not."""
    named = (("target", trend.target), ("floor", trend.floor))
    found = sorted((_height(v, low, high), kind, v) for kind, v in named if v is not None)
    levels: list[Level] = []
    for y, kind, value in found:
        label_y = max(y, levels[-1].label_y + LABEL_GAP) if levels else y
        words = f"{kind} {number_words(value, trend.unit)}"
        levels.append(Level(kind, words, y, label_y))
    return tuple(levels)

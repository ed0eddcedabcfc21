"""What is played, and what came of it: plain values, so that a play can be repeated and cut down.

Chance is drawn from the seed and from what is decided, never from a running stream: when one act is
left out, all others stay as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from random import Random

from sqlalchemy import Engine

from models.partnership import Partnership

Load = Callable[[Engine, datetime], None]
"""Brings the plan and its people into an empty database."""


def chance(*decided: object) -> Random:
    """Chance for one decision, the same whenever it is decided again."""
    return Random("|".join(map(str, decided)))  # noqa: S311 - a play, not a secret


class Kind(StrEnum):
    """What somebody does."""

    ANSWER = "answer"
    CONFIRM = "confirm"
    BEHALF = "behalf"
    SIGN = "sign"
    AWAY = "away"
    LEAVE = "leave"
    VACANT = "vacant"
    FILLED = "filled"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at an instant, of their own accord or to a message."""

    at: datetime
    person_id: int
    kind: Kind
    cycle_id: int | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What it is called when it is left out."""
        return f"{self.person_id}:{self.kind}:{self.cycle_id}:{self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the trace: what happened, and whom and which cycle it is about."""

    at: datetime
    words: str
    person_id: int | None = None
    cycle_id: int | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """A promise that was broken: which, how, and about whom."""

    promise: str
    words: str
    at: datetime
    person_id: int | None = None
    cycle_id: int | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """What is to be played."""

    start: date
    end: date
    boards: tuple[date, ...]
    load: Load
    seed: int = 1
    partnership: Partnership = field(default_factory=Partnership)
    muted: frozenset[int] = frozenset()
    """People who do nothing."""
    left_out: frozenset[str] = frozenset()
    """Acts that do not happen."""


@dataclass(frozen=True, slots=True)
class CycleRow:
    """What a cycle came to."""

    code: str
    board: date
    actions: int
    answered: int
    late: int
    silent: int
    away: int
    vacant: int
    other: int
    messages: int
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class Played:
    """What came of it."""

    script: Script
    rows: tuple[CycleRow, ...] = ()
    lines: tuple[Line, ...] = ()
    acts: tuple[Act, ...] = ()
    breach: Breach | None = None
    messages: int = 0
    checks: int = 0

    def about(self, breach: Breach) -> list[Line]:
        """The lines of the trace that concern a breach."""
        return [line for line in self.lines if concerns(line, breach)]


def concerns(line: Line, breach: Breach) -> bool:
    """Whether a line of the trace is about the person or, where nobody is named, the cycle."""
    if breach.person_id is not None:
        return line.person_id == breach.person_id
    return breach.cycle_id is None or line.cycle_id in {breach.cycle_id, None}


def without(names: Iterable[str], left_out: frozenset[str]) -> frozenset[str]:
    """Some more acts left out."""
    return left_out | frozenset(names)

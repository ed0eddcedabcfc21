"""The 56 actions of the example, as the renderers' tests and the frozen month know them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from models.document import Jump, Tag, place_name
from models.message import Tone

SCHEME = {
    "blue": ("Blue, proven", Tone.BLUE),
    "green": ("Green, on track", Tone.GREEN),
    "amber": ("Amber, at risk", Tone.AMBER),
    "red": ("Red, off track", Tone.RED),
}
STAGES = {
    "not_started": "Not started",
    "in_progress": "In progress",
    "delivered": "Delivered",
    "verified": "Verified",
}


@dataclass(frozen=True)
class Line:
    """One action of the example."""

    area: str
    ref: str
    title: str
    owner: str
    organisation: str
    due: date
    stage: str
    rating: str

    @property
    def tag(self) -> Tag:
        return Tag(*SCHEME[self.rating])

    @property
    def place(self) -> str:
        return place_name("a", self.ref)

    @property
    def jump(self) -> Jump:
        return Jump(self.ref, self.place)


@cache
def lines() -> tuple[Line, ...]:
    """The 56 actions."""
    with (Path(__file__).parent / "actions.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Line(**{**row, "due": date.fromisoformat(row["due"])}) for row in csv.DictReader(file)
        )

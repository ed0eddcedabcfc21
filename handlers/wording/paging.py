"""Long lists, a screen of a phone at a time: what is on a page, and the buttons that turn it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from handlers.wording.phrases import number
from models.message import Button, args

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list; `at` counts from 0 and always has something on it where there is any."""

    at: int
    size: int
    total: int

    @property
    def is_whole(self) -> bool:
        """Whether the list needs no turning."""
        return self.total <= self.size

    @property
    def said(self) -> str:
        """Which of how many stand here: "7 to 12 of 41"."""
        first = self.at * self.size + 1
        return f"{first} to {min(first + self.size - 1, self.total)} of {self.total}"

    def of(self, everything: Sequence[Each]) -> Sequence[Each]:
        """What stands on the page."""
        return everything[self.at * self.size : (self.at + 1) * self.size]

    def turns(self, verb: str, **about: str | int) -> tuple[Button, ...]:
        """The ways to the page before and the one behind, as far as there are any."""
        before, behind = self.at * self.size, self.total - (self.at + 1) * self.size
        buttons = []
        if before > 0:
            label = f"The {number(self.size)} before"
            buttons.append(Button(label, verb, args(**about, page=self.at - 1)))
        if behind > 0:
            left = min(self.size, behind)
            label = f"The next {number(left)}" if left > 1 else "The last one"
            buttons.append(Button(label, verb, args(**about, page=self.at + 1)))
        return tuple(buttons)


def page_at(asked: int, *, size: int, total: int) -> Page:
    """The page that is asked for, else the last there is: a list shrinks as answers come in."""
    last = max(-(-total // size) - 1, 0)
    return Page(min(max(asked, 0), last), size, total)

"""What the server can be told to do wrong, for so many calls of a method.

A mood is told as JSON: `{"method": "chat.update", "times": 2, "does": "drop", "accepts": true}`.
"""

from dataclasses import dataclass, field, fields
from typing import Any

ALWAYS = -1
DOES = ("answer", "drop", "refuse", "status", "hang")
HTML = "<!doctype html><title>Sign in</title><p>This page needs a password.</p>"


@dataclass(slots=True)
class Mood:
    """One thing to do wrong.

    `does`: `answer` (after `seconds`), `drop` (close the socket with no answer), `refuse` (with
    `error`), `status` (answer `status`, `headers` and `body` as they are), `hang` (never answer).
    `accepts`: do what was asked first, so that the message stands there all the same.
    """

    method: str = "*"
    does: str = "answer"
    times: int = 1
    channel: str = ""
    accepts: bool = False
    seconds: float = 0.0
    """How long it waits before it does anything, or before it answers once it has accepted."""
    error: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def __post_init__(self) -> None:
        if self.does not in DOES:
            raise ValueError(f"A mood does one of {', '.join(DOES)}; found {self.does!r}.")

    def fits(self, method: str, channel: str) -> bool:
        """Whether this call is meant."""
        return self.times != 0 and self.method in {"*", method} and self.channel in {"", channel}


def mood(told: dict[str, Any]) -> Mood:
    """A mood from JSON; an unknown key is an error."""
    known = {each.name for each in fields(Mood)}
    if unknown := set(told) - known:
        raise ValueError(f"A mood has {', '.join(sorted(known))}; found {sorted(unknown)}.")
    return Mood(**told)


@dataclass(slots=True)
class Moods:
    """The moods that it is in, the first that fits goes first."""

    all: list[Mood] = field(default_factory=list)

    def next(self, method: str, channel: str) -> Mood | None:
        """The mood for this call, counted down."""
        for each in self.all:
            if each.fits(method, channel):
                each.times -= each.times != ALWAYS
                return each
        return None

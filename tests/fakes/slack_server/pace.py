"""How often a method may be called: buckets for each method, workspace and channel."""

import time
from dataclasses import dataclass, field

from tests.fakes.slack_server.facts import CHANNEL_A_SECOND, CHANNEL_BURST, METHODS


@dataclass(slots=True)
class Bucket:
    """Calls that are left, filling up again with time."""

    most: float
    a_second: float
    left: float
    at: float

    def take(self, now: float) -> float:
        """Take one; gives how many seconds are missing where none is left."""
        self.left = min(self.most, self.left + (now - self.at) * self.a_second)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / self.a_second
        self.left -= 1
        return 0.0


@dataclass(slots=True)
class Pace:
    """The limits in force; `speed` 10 lets through ten times as much, 0 everything."""

    speed: float = 1.0
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def wait(self, token: str, method: str, channel: str) -> float:
        """Seconds that a call has to wait; 0 where it may go on."""
        if not self.speed:
            return 0.0
        a_minute = METHODS[method].a_minute
        waits = [self._take(f"{token} {method}", a_minute / 60, a_minute)]
        if method == "chat.postMessage":
            waits.append(self._take(f"{token} {channel}", CHANNEL_A_SECOND, CHANNEL_BURST))
        return max(waits)

    def _take(self, name: str, a_second: float, most: float) -> float:
        now = time.monotonic()
        fast, full = a_second * self.speed, max(most * self.speed, 1.0)
        return self.buckets.setdefault(name, Bucket(full, fast, full, now)).take(now)
